"""Inlines of a tree → a line of kramdown's Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from migrator.converter.blanks import stripped
from migrator.converter.kramdown_writer import html_nodes, unread
from migrator.converter.kramdown_writer.buffer import Buffer
from migrator.converter.kramdown_writer.code import code_span
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.depth import DEEPEST_INLINE, inlines_within, shallow_inlines
from migrator.converter.kramdown_writer.links import link_end, link_form
from migrator.converter.kramdown_writer.open_marks import decided_text, without_pipes
from migrator.converter.kramdown_writer.visible_text import add_alt, add_text
from migrator.converter.tree import (
    Break,
    Code,
    Embed,
    Emphasis,
    Frame,
    ImageNode,
    Inline,
    Link,
    Math,
    RawInline,
    Span,
    Strike,
    Strong,
    Target,
    Text,
)

_RAW = frozenset(("kbd", "mark", "samp", "u"))
_PLAIN = re.compile(r"(?:[^\W_]|[ ,?%()/·“”‘’]|[.-](?![.-]))+")


def inline(nodes: Sequence[Inline], context: WriteContext, *, breaks: bool = True) -> str:
    """Write inlines; without `breaks` on one line, as a heading or a cell needs them."""
    if len(nodes) <= unread.MOST_INLINES:
        text = _as_markdown(nodes, context, breaks)
        if not unread.is_dear(text):
            return text
    return unread.in_line(html_nodes.to_html(shallow_inlines(nodes), context))


def _as_markdown(nodes: Iterable[Inline], context: WriteContext, breaks: bool) -> str:
    buffer = Buffer()
    add_all(buffer, nodes, context)
    if not breaks:
        buffer.one_line()
    return decided_text(buffer, context)


def add_all(buffer: Buffer, nodes: Iterable[Inline], context: WriteContext) -> None:
    """Add inlines to the buffer."""
    for node in nodes:
        if type(node) is Text:
            add_text(buffer, node.value, node.source, context)
        else:
            _WRITERS[type(node)](buffer, node, context)


def _break(buffer: Buffer, node: Break, context: WriteContext) -> None:
    if node.is_tag:
        buffer.add(node.source)
    else:
        buffer.line_break()


def _pair(kind: str, piece: str) -> Callable[[Buffer, Any, WriteContext], None]:
    def write(buffer: Buffer, node: Emphasis | Strong | Strike, context: WriteContext) -> None:
        if len(buffer.open) >= DEEPEST_INLINE:
            add_all(buffer, inlines_within(node.children), context)
            return
        mark = buffer.begin(kind, piece, getattr(node, "mark", ""))
        add_all(buffer, node.children, context)
        buffer.close_lines()
        buffer.finish(mark, piece)

    return write


def _code(buffer: Buffer, node: Code, context: WriteContext) -> None:
    before = buffer.before(len(buffer.pieces))[-1:]
    before = "" if buffer.at_line_start() else before
    buffer.add(code_span(node, before, context))


def _link(buffer: Buffer, node: Link, context: WriteContext) -> None:
    form = link_form(node, context)
    if form in ("angle", "text"):
        if form == "angle":
            buffer.add(f"<{html_nodes.plain_text(node.children)}>")
        else:
            add_all(buffer, node.children, context)
        return
    mark = buffer.begin("link", "[")
    add_all(buffer, node.children, context)
    _free_start(buffer, mark.at)
    inner = "".join(buffer.pieces[mark.at + 1 :])
    mark.wish, end = link_end(node, form, inner, context)
    buffer.finish(mark, end)


def _free_start(buffer: Buffer, at: int) -> None:
    """Escape a `^` at the start of a link's text, where kramdown reads a footnote."""
    if buffer.after(at) == "^":
        first = next(i for i in range(at + 1, len(buffer.pieces)) if buffer.pieces[i])
        buffer.pieces[first] = "&#94;" + buffer.pieces[first][1:]


def _image(buffer: Buffer, node: ImageNode, context: WriteContext) -> None:
    if node.width or node.height or not node.url:
        buffer.add(html_nodes.image(node, context))
        return
    form = "reference" if link_form(node, context) == "reference" else "inline"
    mark = buffer.begin("link", "![")
    add_alt(buffer, " ".join(node.alt.split("\n")), context)
    _free_start(buffer, mark.at)
    inner = "".join(buffer.pieces[mark.at + 1 :])
    mark.wish, end = link_end(node, form, inner, context)
    buffer.finish(mark, end)


def _math(buffer: Buffer, node: Math, context: WriteContext) -> None:
    """Write `$$..$$`, kramdown's only formula; it strips blanks, so they can separate dollars."""
    tex = stripped(node.value.replace("\n", " ")).replace("$$", "$ $")
    if context.in_cell:
        tex = without_pipes(tex)
    gap = " " if tex[:1] == "$" or tex[-1:] == "$" or not tex else ""
    buffer.mark("math", f"$${gap}{tex}{gap}$$")


def _embed(buffer: Buffer, node: Embed | Frame, context: WriteContext) -> None:
    """Write a frame inside text, where kramdown does not read block elements."""
    code = html_nodes.frame(node)
    buffer.add(f"{{::nomarkdown}}{code}{{:/nomarkdown}}" if code else "")


def _span(buffer: Buffer, node: Span, context: WriteContext) -> None:
    if len(buffer.open) >= DEEPEST_INLINE:
        add_all(buffer, inlines_within(node.children), context)
        return
    # kramdown takes what stands in these for HTML, unless told otherwise.
    told = [("markdown", "span")] if node.tag in _RAW and not _is_plain(node.children) else []
    mark = buffer.begin("span", html_nodes.opening(node.tag, [*told, *node.attributes]))
    add_all(buffer, node.children, context)
    buffer.finish(mark, f"</{node.tag}>")


def _is_plain(nodes: Sequence[Inline]) -> bool:
    return all(isinstance(node, Text) and _PLAIN.fullmatch(node.value) for node in nodes)


def _target(buffer: Buffer, node: Target, context: WriteContext) -> None:
    buffer.add(html_nodes.target(node))


def _raw(buffer: Buffer, node: RawInline, context: WriteContext) -> None:
    buffer.add(html_nodes.comment(node.source.removeprefix("<!--").removesuffix("-->")))


_WRITERS: dict[type, Callable[[Buffer, Any, WriteContext], None]] = {
    Break: _break,
    Emphasis: _pair("em", "*"),
    Strong: _pair("strong", "**"),
    Strike: _pair("strike", "~~"),
    Code: _code,
    Link: _link,
    ImageNode: _image,
    Math: _math,
    Embed: _embed,
    Frame: _embed,
    Span: _span,
    Target: _target,
    RawInline: _raw,
}
