"""The text of a paragraph, a heading or a cell → the addresses in it: links, images, tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from migrator.jekyll.kramdown.browser_html import take_html, take_lost_image
from migrator.jekyll.kramdown.code_spans import TICKS, code_span
from migrator.jekyll.kramdown.html_tags import (
    BLOCK_CONTENT,
    BLOCK_ELEMENTS,
    CLOSE,
    COMMENT,
    EMPTY_ELEMENTS,
    HIDDEN_CONTENT,
    OPEN_HIDDEN,
    SPACE,
    SPAN_CONTENT,
    TAG,
    markdown_attribute,
    take_code,
    take_tag,
)
from migrator.jekyll.kramdown.inline import MARKS, Inline, Node, SpanReader
from migrator.jekyll.kramdown.line_shapes import EXTENSION, SPAN_ATTRIBUTES, ids_in
from migrator.jekyll.kramdown.links import autolink, footnote_mark, link
from migrator.jekyll.kramdown.mapped import BLANKS, Mapped
from migrator.jekyll.kramdown.scope import Document, Found

_ESCAPED = re.compile(r"\\(?:<<|>>|[\\.*_+`<>()\[\]{}#!:|\"'$=~-])")
_EMPHASIS = re.compile(r"\*\*?|__?")
_MATH = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_STRUCK = re.compile(r"~~(?!\s|~).*?[^\s~]~~", re.DOTALL | re.ASCII)
_STRUCK_END = re.compile(r"[^\s~]~~", re.ASCII)
_SYMBOL = re.compile(r"(?:--|\.\.\.|<<|>>|[\"']|&#?\w+;)\Z")
"""What kramdown makes a symbol of, to which attributes may be given."""
_EXTENSION = re.compile(EXTENSION)
_STEPS = 8  # for each character; kramdown needs less than one, but where no mark has its end


def read_leaf(text: Mapped, document: Document) -> Found | None:
    """Find the addresses in a text; None if it has no marks.

    All definitions and footnotes of the document must be known.
    """
    if MARKS.search(text.text) is None:
        return None
    node = Node()
    Inline(text, document, _READERS, _STEPS * len(text.text) + 2000).read(0, node)
    return node.found


def _escaped(inline: Inline, at: int, node: Node) -> int | None:
    found = _ESCAPED.match(inline.text.text, at)
    node.ends_in_text = True
    return found.end() if found else None


def _code(inline: Inline, at: int, node: Node) -> int:
    """Skip code in backticks."""
    code = code_span(inline.text.text, at)
    node.ends_in_text = code is None
    ticks = TICKS.match(inline.text.text, at)
    return code[1] if code else ticks.end() if ticks else at


def _emphasis(inline: Inline, at: int, node: Node) -> int | None:
    """Read bold or italic text, in which brackets do not close those outside."""
    text = inline.text.text
    found = _EMPHASIS.match(text, at)
    assert found
    mark, end = found[0], found.end()
    kind = "strong" if len(mark) == 2 else "em"
    node.ends_in_text = True
    is_in_word = mark[0] == "_" and (
        text[:at][-1:].isalpha() or (text[:at][-1:] == "-" and text[: at - 1][-1:].isalpha())
    )
    if is_in_word or (end < len(text) and text[end] in BLANKS) or node.is_within(kind):
        return end
    after = _emphasized(inline, end, node, mark)
    if after is None and kind == "strong" and node.kind != "em":
        after = _emphasized(inline, at + 1, node, mark[0])
    return end if after is None else after


def _emphasized(inline: Inline, at: int, node: Node, mark: str) -> int | None:
    """Read on to the mark that ends bold or italic text; give the place after it, if any."""
    text = inline.text.text
    child = Node("strong" if len(mark) == 2 else "em", node)
    if text.find(mark, at) < 0:
        return None

    def is_end(place: int) -> bool:
        after = place + len(mark)
        doubled = text.startswith(mark * 2, place) and not text.startswith(mark, place + 2)
        return (
            text[place - 1] not in BLANKS
            and not (child.kind == "em" and doubled)
            and not (mark[0] == "_" and text[after : after + 1].isalnum())
            and not child.is_empty
        )

    end, is_closed = inline.read(at, child, re.escape(mark), is_end)
    if not is_closed:
        return None
    node.take(child)
    return end + len(mark)


def _struck(inline: Inline, at: int, node: Node) -> int | None:
    """Read struck text, which kramdown reads by itself."""
    text = inline.text.text
    found = _STRUCK.match(text, at) if at < _last_struck(text) else None
    if found is None:
        return None
    inner = Inline(
        inline.text.cut(at + 2, found.end() - 2), inline.document, inline.readers, inline.steps
    )
    child = Node("html")
    inner.read(0, child)
    inline.steps = inner.steps
    node.take(child)
    return found.end()


@lru_cache(maxsize=8)
def _last_struck(text: str) -> int:
    """Give the place of the last end of struck text: from there on no beginning has one."""
    return max((found.start() for found in _STRUCK_END.finditer(text)), default=-1)


def _no_mark(inline: Inline, at: int, node: Node) -> int | None:
    """Skip `<<`, which becomes a quotation mark, and over comments and end tags."""
    text = inline.text.text
    comment = COMMENT.match(text, at)
    close = CLOSE.match(text, at)
    node.ends_in_text = comment is None
    if comment or close:
        return (comment or close).end()  # type: ignore[union-attr]
    return at + 2 if not node.is_raw and text.startswith("<<", at) else None


def _tag(inline: Inline, at: int, node: Node) -> int | None:
    """Read an element, in which kramdown may read no more than tags."""
    text = inline.text.text
    tag = TAG.match(text, at)
    if tag is None:
        take_lost_image(inline.text, at, node.found)
        return None
    name = tag["name"].lower()
    if name in BLOCK_ELEMENTS:
        node.ends_in_text = True
        return tag.end()
    take_tag(inline.document, inline.text, tag, node.found)
    node.ends_in_text = False
    if tag["closed"] or name in EMPTY_ELEMENTS:
        return tag.end()
    child = Node("html", node, is_raw=_is_raw(name, tag, node))
    end, is_closed = inline.read(tag.end(), child, rf"</{re.escape(name)}{SPACE}*>")
    if name in HIDDEN_CONTENT:
        child.found = Found()
        take_code(name, inline.text, tag.end(), child.found)
    if name in ("code", "samp"):
        child.found.lost = []
    node.take(child)
    close = CLOSE.match(text, end) if is_closed else None
    return close.end() if close else len(text)


def _is_raw(name: str, tag: re.Match[str], node: Node) -> bool:
    has_markdown = name in SPAN_CONTENT | BLOCK_CONTENT
    value = markdown_attribute(tag)
    if value in ("0", "1"):
        return value == "0" or not has_markdown
    return value != "span" and (node.is_raw or not has_markdown)


def _math(inline: Inline, at: int, node: Node) -> int | None:
    found = _MATH.match(inline.text.text, at)
    if found is None:
        return None
    node.found.formulas.append(inline.text.place(at))
    node.ends_in_text = False
    return found.end()


def _extension(inline: Inline, at: int, node: Node) -> int | None:
    """Skip kramdown's own comments, options and attributes."""
    text = inline.text.text
    if text.find("}", at) < 0:  # else each beginning would read all that is left
        return None
    attributes = SPAN_ATTRIBUTES.match(text, at)
    start = _EXTENSION.match(text, at)
    if start is None:
        plain = text[max(node.plain_from, at - 40) : at]
        follows_text = node.ends_in_text and not _SYMBOL.search(plain)
        if attributes is None or follows_text or text.startswith("{:/", at):
            return None
        node.found.ids += ids_in(attributes[0])
        return attributes.end()
    if start["name"] not in ("comment", "nomarkdown", "options"):
        return None
    if start["closed"]:
        return start.end()
    end = re.compile(rf"\{{:/(?:{start['name']})?\}}").search(text, start.end())
    if end is None:
        return None
    node.ends_in_text = start["name"] == "options"
    if start["name"] == "nomarkdown":
        return _unread(inline, start.end(), end, node)
    return end.end()


def _unread(inline: Inline, start: int, end: re.Match[str], node: Node) -> int:
    """Take in HTML that kramdown does not read; a browser may show nothing of what follows it."""
    html = inline.text.cut(start, end.start())
    take_html(inline.document, html, node.found)
    return len(inline.text.text) if OPEN_HIDDEN.search(html.text) else end.end()


_READERS: Mapping[str, tuple[SpanReader, ...]] = {
    "\\": (_escaped,),
    "`": (_code,),
    "*": (_emphasis,),
    "_": (_emphasis,),
    "~": (_struck,),
    "<": (autolink, _no_mark, _tag),
    "[": (footnote_mark, link),
    "!": (link,),
    "$": (_math,),
    "{": (_extension,),
}
"""By the first character of what they read, in the order in which kramdown asks them."""
