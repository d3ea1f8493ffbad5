"""A post stored as HTML, as Velog's first editor left it (2018–2019) → the tree that it shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from itertools import accumulate, groupby
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from bs4.formatter import HTMLFormatter
from markdownify import MarkdownConverter

from migrator.converter.hidden_html import without_hidden
from migrator.converter.inline_html import resolve_html, velog_filter
from migrator.converter.inline_html.open_elements import ENDED_BY_THE_NEXT
from migrator.converter.tree import Block, Break, Embed, Frame, Rule, Text
from migrator.converter.velogmark import parse

_SPACE = re.compile(r"[ \t\n\r\f]+")
# What might mean something in Velog's Markdown, and the white space it would cut off.
_SIGN = re.compile("[!-/:-@\\[-`{-~\t\n\f\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_TICKS = re.compile("`{3,}")
_INDENT = re.compile(r"\bql-indent-([1-9])")
_LANGUAGE = re.compile(r"(?:language-|lang-)([\w+#-]+)")
_YOUTUBE = "https://www.youtube.com/embed/"
_VIDEO = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/(.+)", re.DOTALL)

_DEEPEST = 100
"""Inside so many elements no more are opened: the filter keeps no more in one another."""

_MOST = 5000
_MOST_WITH_ADDRESSES = 8000
"""After so many elements no more are read, but what they say; real posts have hundreds."""

_WITH_ADDRESSES = frozenset(("a", "img"))
_AS_MARKDOWN = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"))
_AS_HTML = frozenset(("blockquote", "div", "ol", "table", "ul"))
_FORMATS = frozenset(("a", "b", "code", "del", "em", "i", "strong"))
_IN_LINE = _FORMATS | {"font", "s", "span", "strike", "sub", "sup", "u"}
_FRAMES = frozenset(("iframe", "video", "audio", "embed"))
_LISTS = frozenset(("ol", "ul"))
_HELD = ("children", "items", "rows")
_ATTRIBUTES = ("alt", "class", "height", "href", "src", "start", "style", "type", "width")
_BOXES = """
address article aside center dd details dl dt fieldset figcaption figure footer form header main
nav section summary
"""
# Velog filters what Markdown becomes, but not these posts: what the filter takes away was shown.
_SHOWN_AS = {
    "s": "del",
    "strike": "del",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "tfoot": "tbody",
    **dict.fromkeys(_BOXES.split(), "div"),
}


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
    soup = _parsed(_EmptyElements(shown).ended())
    tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
    # The inmost first: what is emptied then holds little.
    for tag in reversed(tags):
        _tidy(tag)
    for tag in tags:
        if tag.name in _LISTS and any(map(_depth, tag.contents)):
            _nest(tag)
    return _Writer(heading_style="ATX").convert_soup(_flat(soup)).strip("\n")


def _parsed(html: str) -> BeautifulSoup:
    # Beautiful Soup warns of an address that stands alone, without a `<`. This ends nothing.
    return BeautifulSoup(f"</p>{html}", "html.parser", multi_valued_attributes=None)


class _EmptyElements(HTMLParser):
    """Finds the elements that end where they begin, to write each as such: `<br>` as `<br />`.

    Beautiful Soup lists those that are not written so, and searches its list at each end tag. It
    also looks through what is open, so elements inside too many others are ended or left out. Those
    after too many others are left out, too: each is read again as part of the Markdown.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        self._lines = list(accumulate((len(line) + 1 for line in html.split("\n")), initial=0))
        self._soup = _parsed("")
        self._is_empty: dict[str, bool] = {}
        self._open: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._started = 0
        self._parts: list[str] = []
        self._end = 0

    def ended(self) -> str:
        """Give the HTML with each empty element ended."""
        self.feed(self._html)
        self.close()
        return "".join(self._parts) + self._html[self._end :]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an empty element anew, with the attributes that are read later."""
        if tag not in self._is_empty:
            self._is_empty[tag] = self._soup.new_tag(tag).is_empty_element
        self._started += 1
        if self._is_too_late(tag):
            self._left_out[tag] += not self._is_empty[tag]
            self._write("" if tag in _IN_LINE else " ", self.get_starttag_text() or "")
            return
        if not self._is_empty[tag]:
            self._begin(tag)
            return
        kept = [f' {name}="{escape(value or "")}"' for name, value in attrs if name in _ATTRIBUTES]
        self._write(f"<{tag}{''.join(kept)} />", self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the end tag out if its start tag was."""
        if self._left_out[tag]:
            self._left_out[tag] -= 1
            start = self._place()
            self._write("", self._html[start : self._html.find(">", start) + 1])
        elif tag in self._open:
            while self._open.pop() != tag:
                pass

    def _is_too_late(self, tag: str) -> bool:
        most = _MOST_WITH_ADDRESSES if tag in _WITH_ADDRESSES else _MOST
        return self._started > most and tag not in self.CDATA_CONTENT_ELEMENTS

    def _begin(self, tag: str) -> None:
        """Follow an element; inside too many, one ends another of its kind or is left out."""
        if len(self._open) < _DEEPEST or tag in self.CDATA_CONTENT_ELEMENTS:
            self._open.append(tag)
        elif self._open[-1] == tag in ENDED_BY_THE_NEXT:
            self._write(f"</{tag}>", "")
        else:
            self._left_out[tag] += 1
            self._write("", self.get_starttag_text() or "")

    def _write(self, text: str, instead: str) -> None:
        """Write a text at the place of the tag, instead of so much of the HTML."""
        start = self._place()
        self._parts += (self._html[self._end : start], text)
        self._end = start + len(instead)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave what is written as an empty element, but after too many others."""
        self._started += 1
        if self._is_too_late(tag):
            self._write(" ", self.get_starttag_text() or "")


# --- from HTML to HTML that says the same in fewer ways


def _tidy(tag: Tag) -> None:
    """Give an element a name and attributes that Velog's filter knows."""
    if tag.name in velog_filter.DROPPED:
        tag.clear()
    if tag.name in _FRAMES:
        _tidy_frame(tag)
    name = _SHOWN_AS.get(tag.name, tag.name)
    if name not in velog_filter.KEPT:
        name, tag.can_be_empty_element = "span", False
    tag.name = name
    if not tag.attrs:
        return
    tag.attrs = {name: tag.attrs[name] for name in _ATTRIBUTES if name in tag.attrs}
    if name in _FORMATS and velog_filter.style(str(tag.get("style", ""))):
        _wrap_content(tag, Tag(name="span", attrs={"style": tag["style"]}))


def _wrap_content(tag: Tag, span: Tag) -> None:
    """Put what stands in an element into a span, which alone may keep a style."""
    for child in list(tag.contents):
        span.append(child)
    tag.append(span)


def _tidy_frame(tag: Tag) -> None:
    """Turn what shows another page into a link, unless it is a frame that Velog lets in."""
    source = tag.find(src=True, recursive=False)
    url = str((source if isinstance(source, Tag) else tag).get("src") or "")
    video = _VIDEO.fullmatch(url)
    url = f"{_YOUTUBE}{video[1]}" if video else url
    tag.clear()
    if tag.name == "iframe" and velog_filter.frame({"src": url}):
        tag.attrs = {"src": url}
        return
    tag.name, tag.attrs, tag.can_be_empty_element = "div", {}, False
    if url:
        link = Tag(name="a", attrs={"href": url})
        link.string = url
        tag.append(link)


def _nest(holder: Tag) -> None:
    """Put items that the editor only set in into lists of their own, in the item before them."""
    contents = list(holder.contents)
    holder.clear()
    host = _last_item(holder.find_previous_sibling(True))
    for child in contents:
        depth = _depth(child)
        if depth and host:
            _list_for(host, depth, holder.name).append(child)
            continue
        holder.append(child)
        if isinstance(child, Tag) and child.name == "li":
            host = child


def _depth(child: PageElement) -> int:
    """Tell how far an item is set in."""
    match = _INDENT.search(str(child.get("class", ""))) if isinstance(child, Tag) else None
    return int(match[1]) if match else 0


def _list_for(item: Tag, depth: int, name: str) -> Tag:
    """Give the list of this kind that ends an item, or ends the last item of the one there."""
    while depth > 1 and (deeper := _last_item(_last(item))):
        item, depth = deeper, depth - 1
    last = _last(item)
    if isinstance(last, Tag) and last.name == name:
        return last
    made = Tag(name=name)
    item.append(made)
    return made


def _last_item(holder: PageElement | None) -> Tag | None:
    """Give the last item of a list, None if it is none."""
    if not isinstance(holder, Tag) or holder.name not in _LISTS:
        return None
    items = (child for child in reversed(holder.contents) if isinstance(child, Tag))
    return next((item for item in items if item.name == "li"), None)


def _last(tag: Tag) -> PageElement | None:
    return tag.contents[-1] if tag.contents else None


# --- from HTML to Velog's Markdown


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
    flat = _parsed("")
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
        case Frame(attributes=(("src", url), *_)) if url.startswith(_YOUTUBE):
            return Embed("youtube", url.removeprefix(_YOUTUBE), "")
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
