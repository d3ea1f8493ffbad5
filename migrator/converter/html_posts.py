"""A post stored as HTML, as Velog's first editor left it (2018–2019) → the tree that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from bs4.formatter import HTMLFormatter
from markdownify import MarkdownConverter

from migrator.converter.hidden_html import without_hidden
from migrator.converter.html_ends import parsed, with_ends
from migrator.converter.html_tidy import YOUTUBE, tidy
from migrator.converter.inline_html import resolve_html
from migrator.converter.tree import Block, Break, Embed, Frame, Rule, Text
from migrator.converter.velogmark import parse

_SPACE = re.compile(r"[ \t\n\r\f]+")
# What might mean something in Velog's Markdown, and the white space it would cut off.
_SIGN = re.compile("[!-/:-@\\[-`{-~\t\n\f\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_NUMBER = re.compile(r"&#(?:([0-9]+|[xX][0-9a-fA-F]+);?)?")
_TICKS = re.compile("`{3,}")
_LANGUAGE = re.compile(r"(?:language-|lang-)([\w+#-]+)")

_AS_MARKDOWN = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"))
_AS_HTML = frozenset(("blockquote", "div", "ol", "table", "ul"))
_HELD = ("children", "items", "rows")


def read_html(html: str) -> tuple[Block, ...]:
    """Read the body of a post stored as HTML; its blocks stand a line apart."""
    blocks = resolve_html(parse(html_to_markdown(html)))
    return tuple(
        replace(_untyped(block), lines=(2 * number, 2 * number + 1))
        for number, block in enumerate(blocks)
    )


def html_to_markdown(html: str) -> str:
    """Rewrite HTML as Velog's Markdown, each sign in its text as an entity.

    Paragraphs, headings, code and rules become Markdown; the rest stays HTML, a block a line.
    """
    # Python's parser raises AssertionError for `<![` that begins no known section.
    shown = without_hidden(html).replace("<![", "&lt;![")
    soup = parsed(with_ends(_NUMBER.sub(_ended, shown)))
    tidy(soup)
    return _Writer(heading_style="ATX").convert_soup(_flat(soup)).strip("\n")


def _ended(number: re.Match[str]) -> str:
    """End a reference to a character by its number.

    Python's parser takes all tags after one that has no number, or does not end, for text.
    """
    return f"&#{number[1]};" if number[1] else "&amp;#"


class _Writer(MarkdownConverter):
    """Markdownify for the blocks that `_flat` gives."""

    def convert_island(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write what is Markdown already."""
        return str(el["text"])

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a paragraph; one that begins with a tag might pass for HTML of its own."""
        text = text.strip()
        if text.startswith("<"):
            text = f"<p>{text}</p>"
        return f"\n\n{text}\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write code as it is."""
        fence = max(["```", *(f"{ticks}`" for ticks in _TICKS.findall(text))], key=len)
        return f"\n\n{fence}{el['lang']}\n{text}\n{fence}\n\n"


def _flat(soup: BeautifulSoup) -> BeautifulSoup:
    """Give the blocks that become Markdown and are part of no other; the rest goes as HTML.

    So no depth ends the program, and no mark means another thing beside its neighbours.
    """
    flat = parsed("")
    for is_html, nodes in groupby(soup.contents, _is_html):
        if is_html:
            flat.append(_island(flat, nodes))
        else:
            flat.extend([_block(flat, node) for node in nodes if isinstance(node, Tag)])
    return flat


def _is_html(node: PageElement) -> bool:
    if not isinstance(node, Tag) or node.name not in _AS_MARKDOWN:
        return True
    # More than code stands in it.
    return node.name == "pre" and node.find(("img", "iframe", "table")) is not None


def _block(flat: BeautifulSoup, node: Tag) -> Tag:
    """Give a paragraph, a heading, a rule or code with nothing but text in it."""
    block = flat.new_tag(node.name)
    if node.name != "pre":
        block.append(_island(flat, node.contents))
        return block
    block["lang"] = _language(node)
    for line_break in node.find_all("br"):
        line_break.string = "\n"
    # Browsers pass over a newline at the start.
    block.string = node.get_text().removeprefix("\n").rstrip("\n")
    return block


def _island(flat: BeautifulSoup, nodes: Iterable[PageElement]) -> Tag:
    """Give an element for what markdownify is not to read: it loses no-break spaces, say."""
    return flat.new_tag("island", attrs={"text": "".join(map(_html_of, nodes))})


def _html_of(node: PageElement) -> str:
    """Write a text, or an element as HTML on a line; only code needs its newlines kept."""
    if not isinstance(node, Tag):
        return _folded(str(node))
    if node.name == "pre" and node.parent and node.parent.parent is None:
        return f"\n\n{node.decode(formatter=_EXACT)}\n\n"
    if node.name in _AS_HTML or node.find("pre"):
        return f"\n\n<div>{node.decode(formatter=_EXACT)}</div>\n\n"
    return node.decode(formatter=_FOLDED)


def _language(pre: Tag) -> str:
    names = " ".join(str(tag.get("class") or "") for tag in [pre, *pre.find_all("code")])
    match = _LANGUAGE.search(names)
    return match[1] if match else ""


def _entities(text: str) -> str:
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _folded(text: str) -> str:
    return _entities(_SPACE.sub(" ", text))


_EXACT = HTMLFormatter(entity_substitution=_entities, void_element_close_prefix="")
_FOLDED = HTMLFormatter(entity_substitution=_folded, void_element_close_prefix="")


# --- from what was read to what can be written freely


def _untyped(node: Any) -> Any:
    """Forget how nodes were written, since no author wrote them so."""
    match node:
        case tuple():
            return tuple(map(_untyped, _with_lines(node)))
        case Text():
            return node if not node.source else Text(node.value, "")
        case Rule():
            return replace(node, source="---")
        case Frame(attributes=(("src", url), *_)) if url.startswith(YOUTUBE):
            return Embed("youtube", url.removeprefix(YOUTUBE), "")
    held = [name for name in _HELD if hasattr(node, name)]
    return replace(node, **{name: _untyped(getattr(node, name)) for name in held}) if held else node


def _with_lines(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Say a break by a new line, but where that would end or begin a paragraph."""
    around = zip((None, *nodes), nodes, (*nodes[1:], None), strict=False)
    return tuple(
        Break("\n") if isinstance(node, Break) and _is_within(before, after) else node
        for before, node, after in around
    )


def _is_within(*neighbours: Any) -> bool:
    return not any(each is None or isinstance(each, Break) for each in neighbours)
