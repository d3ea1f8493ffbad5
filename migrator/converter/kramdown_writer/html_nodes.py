"""Nodes of a tree → HTML, for what Markdown cannot write; kramdown leaves it as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from migrator.converter.embeds import embed_html
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.languages import language
from migrator.converter.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Definition,
    Element,
    Embed,
    Emphasis,
    Frame,
    Heading,
    ImageNode,
    Inline,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Rule,
    Span,
    Strike,
    Strong,
    Table,
    Target,
    Text,
)
from migrator.converter.tree_walk import walk

# What ends an address in Markdown, and what browsers take out of one.
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", **dict.fromkeys("\t\n\r")})
_ENTITY_LIKE = re.compile(r"&(?=(?:[\w:][\w:.-]*|#\d+|#x[\da-fA-F]+);)")
_EMPTY = frozenset({"br", "hr", "img", "input", "col", "wbr"})


def opening(tag: str, attributes: Iterable[tuple[str, str | None]]) -> str:
    """Write a start tag; attributes with the value None are left out."""
    written = "".join(
        f' {name}="{_attribute(value)}"' for name, value in attributes if value is not None
    )
    return f"<{tag}{written}>"


def _attribute(value: str) -> str:
    """Escape what ends an attribute, and what would split a row or a paragraph."""
    return escape(value).replace("|", "&#124;").replace("\n", "&#10;").replace("&#x27;", "'")


def encoded(url: str) -> str:
    """Percent-encode the signs by which an address would end, or begin a tag where it is none.

    kramdown keeps entities: what only looks like one gets its own.
    """
    return _ENTITY_LIKE.sub("&amp;", url.translate(_IN_ADDRESS))


def image(node: ImageNode, context: WriteContext) -> str:
    """Write an image with its size, which Markdown cannot write."""
    url = encoded(context.find_image(node.url, True)).replace('"', "%22") if node.url else None
    size = opening("", [("width", node.width), ("height", node.height)])[1:-1]
    title = opening("", [("title", node.title or None)])[1:-1]
    source = "" if url is None else f' src="{url}"'
    alt = "" if url is None and not node.alt else f' alt="{_attribute(node.alt)}"'
    return f"<img{source}{alt}{title}{size}>"


def comment(text: str) -> str:
    """Write a comment in a line; bars in it would make a table row of the line."""
    return f"<!-- {' '.join(text.split()).replace('|', '&#124;')} -->"


def frame(node: Embed | Frame) -> str:
    """Write what embeds another page."""
    if isinstance(node, Embed):
        return embed_html(node.kind, node.code) or escape(node.source, quote=False)
    return f"{opening('iframe', node.attributes)}</iframe>"


def plain_text(nodes: Iterable[Inline]) -> str:
    """Give the characters that a reader sees in inlines."""
    out = []
    for node in walk(nodes):
        match node:
            case Text() | Code() | Math():
                out.append(node.value)
            case Break():
                out.append("\n")
            case ImageNode():
                out.append(node.alt)
            case _:
                pass
    return "".join(out)


def to_html(nodes: Iterable[Block | Inline], context: WriteContext) -> str:
    """Write nodes and all in them as HTML."""
    return "".join(_WRITERS[type(node)](node, context) for node in nodes)


def _wrap(tag: str) -> Callable[[Any, WriteContext], str]:
    return lambda node, context: f"<{tag}>{to_html(node.children, context)}</{tag}>"


def _text(node: Text, context: WriteContext) -> str:
    return escape(node.value, quote=False)


def _code(node: Code, context: WriteContext) -> str:
    return f"<code>{escape(node.value, quote=False)}</code>"


def _link(node: Link, context: WriteContext) -> str:
    url = encoded(context.find_image(node.url, False)).replace('"', "%22")
    return f'<a href="{url}">{to_html(node.children, context)}</a>'


def _image(node: ImageNode, context: WriteContext) -> str:
    return image(node, context)


def _math(node: Math, context: WriteContext) -> str:
    """Write a formula as kramdown's HTML output has it; kramdown reads no formulas in HTML."""
    return f"\\({escape(node.value, quote=False)}\\)"


def _math_block(node: MathBlock, context: WriteContext) -> str:
    return f"\\[{escape(node.value, quote=False)}\\]\n"


def _frame(node: Embed | Frame, context: WriteContext) -> str:
    return frame(node)


def _span(node: Span, context: WriteContext) -> str:
    return f"{opening(node.tag, node.attributes)}{to_html(node.children, context)}</{node.tag}>"


def target(node: Target) -> str:
    """Write a place that links lead to."""
    return f'<a id="{node.name}"></a>'


def _raw(node: RawInline | RawBlock, context: WriteContext) -> str:
    return node.source


def _heading(node: Heading, context: WriteContext) -> str:
    level = min(6, node.level + context.dialect.heading_shift)
    return f"<h{level}>{to_html(node.children, context)}</h{level}>\n"


def _code_block(node: CodeBlock, context: WriteContext) -> str:
    name, _ = language(node.info)
    attributes = [("class", f"language-{name}")] if name else []
    code = escape(node.value.removesuffix("\n"), quote=False)
    return f"<pre>{opening('code', attributes)}{code}\n</code></pre>\n"


def _list(node: List, context: WriteContext) -> str:
    tag = "ul" if node.start is None else "ol"
    start = None if node.start in (None, 1) else str(node.start)
    items = "".join(_item(item, context) for item in node.items)
    return f"{opening(tag, [('start', start)])}\n{items}</{tag}>\n"


def _item(node: ListItem, context: WriteContext) -> str:
    box = ""
    if node.checked is not None:
        checked = ' checked="checked"' if node.checked else ""
        box = f'<input type="checkbox" disabled="disabled"{checked}> '
    inner = "".join(
        to_html(
            child.children if isinstance(child, Paragraph) and not node.loose else [child], context
        )
        for child in node.children
    )
    return f"<li>{box}{inner}</li>\n"


def _table(node: Table, context: WriteContext) -> str:
    columns = len(node.align)
    head = "".join(_row(row, "th", columns, context) for row in node.rows[:1])
    body = "".join(_row(row, "td", columns, context) for row in node.rows[1:])
    body = f"<tbody>\n{body}</tbody>\n" if body else ""
    return f"<table>\n<thead>\n{head}</thead>\n{body}</table>\n"


def _row(cells: Sequence[Iterable[Inline]], tag: str, columns: int, context: WriteContext) -> str:
    """Write a row; one empty cell takes the place of all that are missing or empty at its end."""
    cells = cells[: max((at for at, cell in enumerate(cells, start=1) if cell), default=0)]
    inner = "".join(f"<{tag}>{to_html(cell, context)}</{tag}>" for cell in cells)
    if missing := columns - len(cells):
        inner += f"{opening(tag, [('colspan', str(missing) if missing > 1 else None)])}</{tag}>"
    return f"<tr>{inner}</tr>\n"


def _element(node: Element, context: WriteContext) -> str:
    start = opening(node.tag, node.attributes)
    if node.tag in _EMPTY:
        return start
    return f"{start}{to_html(node.children, context)}</{node.tag}>"


_WRITERS: dict[type, Callable[[Any, WriteContext], str]] = {
    Text: _text,
    Break: lambda node, context: "<br>",
    Emphasis: _wrap("em"),
    Strong: _wrap("strong"),
    Strike: _wrap("del"),
    Code: _code,
    Link: _link,
    ImageNode: _image,
    Math: _math,
    Embed: _frame,
    Frame: _frame,
    Span: _span,
    Target: lambda node, context: target(node),
    RawInline: _raw,
    Heading: _heading,
    Paragraph: _wrap("p"),
    CodeBlock: _code_block,
    Quote: _wrap("blockquote"),
    List: _list,
    Table: _table,
    Rule: lambda node, context: "<hr>",
    MathBlock: _math_block,
    Definition: lambda node, context: "",
    RawBlock: _raw,
    Element: _element,
}
