"""A tree → a text that shows it to a reader of tests, and the HTML that Velog would make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from html import escape
from itertools import chain, repeat
from typing import Any

from migrator.converter import tree
from migrator.converter.tree import Block, List, Node, Table

_HELD = {"children", "items", "rows", "lines"}
_WITH_SOURCE = (tree.Text, tree.Code, tree.Rule, tree.RawInline, tree.RawBlock)


def dump(blocks: Iterable[Block]) -> str:
    """Show a tree, a line for each node; blocks with their lines, `from-to`."""
    return "\n".join(line for block in blocks for line in _lines(block, ""))


def _lines(node: Node, indent: str) -> Iterator[str]:
    yield indent + " ".join([type(node).__name__.removesuffix("Node").lower(), *_said(node)])
    inner = indent + "  "
    for row in node.rows if isinstance(node, Table) else ():
        yield f"{inner}row"
        for cell in row:
            yield f"{inner}  cell"
            yield from (line for inline in cell for line in _lines(inline, f"{inner}    "))
    for child in node.items if isinstance(node, List) else getattr(node, "children", ()):
        yield from _lines(child, inner)


def _said(node: Node) -> Iterator[str]:
    """Give the attributes that matter; a source only if it tells more than the value."""
    for name in (field.name for field in fields(node) if field.name not in _HELD):
        value = getattr(node, name)
        unsaid = {"value": (None,), "checked": (None,)}.get(name, (None, "", False))
        told = name == "source" and value == getattr(node, "value", None)
        foreign = name == "source" and not isinstance(node, _WITH_SOURCE)
        if not (told or foreign or any(value is nothing for nothing in unsaid)):
            yield _shown(name, value)
    if place := getattr(node, "lines", None):
        yield f"{place[0]}-{place[1]}"


def _shown(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(side or "-" for side in value)
    if not isinstance(value, str):
        return name if value is True else f"{name}={value}"
    # What cannot be seen is spelled out.
    seen = (c if c == " " or c.isprintable() else ascii(c)[1:-1] for c in value)
    return ("" if name == "value" else f"{name}=") + f'"{"".join(seen)}"'


def html(nodes: Iterable[Node]) -> str:
    """Write a tree as HTML; the author's own HTML stands in it as it is."""
    return "".join(_HTML[type(node)](node) for node in nodes)


def _within(tag: str) -> Callable[[Any], str]:
    return lambda node: f"<{tag}>{html(node.children)}</{tag}>"


def _code(block: tree.CodeBlock) -> str:
    language = f' class="language-{escape(block.info.split()[0])}"' if block.info.split() else ""
    return f"<pre><code{language}>{escape(block.value)}</code></pre>"


def _list(node: List) -> str:
    tag, start = ("ul", "") if node.start is None else ("ol", f' start="{node.start}"')
    return f"<{tag}{start}>{html(node.items)}</{tag}>"


def _item(item: tree.ListItem) -> str:
    box = "" if item.checked is None else '<input type="checkbox">'
    tight = chain.from_iterable(
        block.children if isinstance(block, tree.Paragraph) and not item.loose else [block]
        for block in item.children
    )
    return f"<li>{box}{html(tight)}</li>"


def _table(table: Table) -> str:
    def row(cells: tuple[tuple[tree.Inline, ...], ...], tag: str) -> str:
        every = chain(cells, repeat((), len(table.align) - len(cells)))
        return f"<tr>{''.join(f'<{tag}>{html(cell)}</{tag}>' for cell in every)}</tr>"

    tags = chain(["th"], repeat("td"))
    return f"<table>{''.join(map(row, table.rows, tags))}</table>"


def _embed(embed: tree.Embed) -> str:
    code = embed.code
    if embed.kind == "twitter":
        link = f'<a href="https://twitter.com/{code}"></a>'
        return f'<blockquote class="twitter-tweet">{link}</blockquote>'
    return f'<iframe src="{_PLAYERS[embed.kind]}{code}"></iframe>'


_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/",
    "codesandbox": "https://codesandbox.io/embed/",
    "codepen": "https://codepen.io/",
}
_HTML: dict[type[Node], Callable[[Any], str]] = {
    tree.Text: lambda node: escape(node.value),
    tree.Break: lambda _: "<br>",
    tree.Emphasis: _within("em"),
    tree.Strong: _within("strong"),
    tree.Strike: _within("del"),
    tree.Code: lambda node: f"<code>{escape(node.value)}</code>",
    tree.Link: lambda node: f'<a href="{escape(node.url)}">{html(node.children)}</a>',
    tree.ImageNode: lambda node: f'<img src="{escape(node.url)}">',
    tree.Math: lambda node: f'<span class="math-inline">{escape(node.value)}</span>',
    tree.Embed: _embed,
    tree.RawInline: lambda node: node.source,
    tree.Heading: lambda node: _within(f"h{node.level}")(node),
    tree.Paragraph: _within("p"),
    tree.CodeBlock: _code,
    tree.Quote: _within("blockquote"),
    tree.List: _list,
    tree.ListItem: _item,
    tree.Table: _table,
    tree.Rule: lambda _: "<hr>",
    tree.MathBlock: lambda node: f'<div class="math-display">{escape(node.value)}</div>',
    tree.Definition: lambda _: "",
    tree.RawBlock: lambda node: node.source,
}
