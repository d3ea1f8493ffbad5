"""A post stored as HTML, as Velog's first editor left it (2018–2019) → the tree that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from bs4.formatter import HTMLFormatter
from markdownify import MarkdownConverter

from migrator.converter.anchors import without_own_ids
from migrator.converter.blanks import HTML_SPACE
from migrator.converter.html_lists import nest_lists
from migrator.converter.html_tidy import tidy
from migrator.converter.html_tree import empty_tree, read_tree
from migrator.converter.inline_html import resolve_html
from migrator.converter.inline_html.said import only_said
from migrator.converter.inline_html.shown_elements import BLOCKS, as_shown
from migrator.converter.tree import Break, Paragraph, RawBlock, Rule, ShownBlocks, Text
from migrator.converter.velogmark import parse

_MOST = 6_000
"""After so many elements no more are read, but what they say; real posts have hundreds."""
# Of end tags, browsers make elements of two.
_ELEMENT = re.compile(r"<(?:[^/]|/(?:p|br)\b)", re.IGNORECASE)
# What might mean something in Velog's Markdown, and the white space it would cut off.
_SIGN = re.compile("[!-/:-@\\[-`{-~\t\n\f\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_TICKS = re.compile("`{3,}")
_LANGUAGE = re.compile(r"(?:language-|lang-)([\w+#-]+)")

_AS_MARKDOWN = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"))
_AS_HTML = _AS_MARKDOWN | BLOCKS | frozenset("blockquote div iframe ol table ul".split())
_NO_CODE = frozenset(("iframe", "img", "table"))
_HELD = ("children", "items", "rows")


def read_html(html: str) -> ShownBlocks:
    """Read the body of a post stored as HTML; its blocks stand a line apart."""
    end = next((each.start() for each in islice(_ELEMENT.finditer(html), _MOST, None)), len(html))
    soup = read_tree(html[:end])
    lost = tidy(soup)
    nest_lists(soup)
    blocks = resolve_html(parse(as_markdown(soup)), as_shown)
    if html[end:]:
        blocks = (*blocks, *only_said([RawBlock(html[end:], (0, 1))]))
    freed = (
        replace(_free(block), lines=(2 * number, 2 * number + 1))
        for number, block in enumerate(without_own_ids(blocks))
    )
    return ShownBlocks(tuple(freed), lost)


def as_markdown(soup: BeautifulSoup) -> str:
    """Rewrite elements as Velog's Markdown, each sign in its text as an entity.

    Paragraphs, headings, code and rules become Markdown; the rest stays HTML, a block a line.
    """
    for code in soup.find_all("pre"):
        # HTML passes over a newline at the start.
        if isinstance(code, Tag) and code.get_text().startswith("\n"):
            code.insert(0, "\n")
    return _Writer(heading_style="ATX").convert_soup(_flat(soup)).strip("\n")


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
    flat = empty_tree()
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
    return node.name == "pre" and _holds(node, _NO_CODE)


def _holds(node: Tag, names: frozenset[str]) -> bool:
    return any(isinstance(each, Tag) and each.name in names for each in node.descendants)


def _block(flat: BeautifulSoup, node: Tag) -> Tag:
    """Give a paragraph, a heading, a rule or code with nothing but text in it."""
    block = flat.new_tag(node.name)
    if node.name != "pre":
        block.append(_island(flat, [*_targets(flat, node), *node.contents]))
        return block
    block["lang"] = _language(node)
    for line_break in node.find_all("br"):
        line_break.string = "\n"
    block.string = node.get_text().removeprefix("\n")
    return block


def _targets(flat: BeautifulSoup, node: Tag) -> list[Tag]:
    """Give what keeps the name of a block, which Markdown cannot say."""
    return [flat.new_tag("a", attrs={"id": str(node["id"])})] if node.get("id") else []


def _island(flat: BeautifulSoup, nodes: Iterable[PageElement]) -> Tag:
    """Give an element for what markdownify is not to read: it loses no-break spaces, say."""
    return flat.new_tag("island", attrs={"text": "".join(map(_html_of, nodes))})


def _html_of(node: PageElement) -> str:
    """Write a text, or an element as HTML on a line; only code needs its newlines kept."""
    if not isinstance(node, Tag):
        return _folded(str(node))
    if node.name == "pre" and node.parent and node.parent.parent is None:
        return f"\n\n{node.decode(formatter=_EXACT)}\n\n"
    if node.name in _AS_HTML or _holds(node, _AS_HTML):
        return f"\n\n<div>{node.decode(formatter=_EXACT)}</div>\n\n"
    return node.decode(formatter=_FOLDED)


def _language(pre: Tag) -> str:
    names = " ".join(str(tag.get("class") or "") for tag in [pre, *pre.find_all("code")])
    match = _LANGUAGE.search(names)
    return match[1] if match else ""


def _entities(text: str) -> str:
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _folded(text: str) -> str:
    return _entities(HTML_SPACE.sub(" ", text))


_EXACT = HTMLFormatter(entity_substitution=_entities, void_element_close_prefix="")
_FOLDED = HTMLFormatter(entity_substitution=_folded, void_element_close_prefix="")


# --- from what was read to what can be written freely


def _free(node: Any) -> Any:
    """Choose how nodes are written, since no author wrote them."""
    match node:
        case tuple():
            return tuple(map(_free, _with_lines(node)))
        case Text():
            return replace(node, source="")
        case Rule():
            return replace(node, source="---")
        case Paragraph() if _is_blank(node):
            return replace(node, children=(Break("<br>"),))
    held = [name for name in _HELD if hasattr(node, name)]
    return replace(node, **{name: _free(getattr(node, name)) for name in held}) if held else node


def _is_blank(node: Paragraph) -> bool:
    """Tell whether a paragraph has only no-break spaces, by which it is an empty line."""
    return all(isinstance(child, Text) and not child.value.strip() for child in node.children)


def _with_lines(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Say a break by a new line, but where that would end or begin a paragraph."""
    around = zip((None, *nodes), nodes, (*nodes[1:], None), strict=False)
    return tuple(
        Break("\n") if isinstance(node, Break) and _is_within(before, after) else node
        for before, node, after in around
    )


def _is_within(*neighbours: Any) -> bool:
    return not any(each is None or isinstance(each, Break) for each in neighbours)
