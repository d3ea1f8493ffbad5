"""Nodes of a tree → the nodes in them, in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any

from migrator.converter.tree import (
    Element,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Span,
    Strike,
    Strong,
    Table,
    Target,
)


def target_of(heading: Heading) -> str | None:
    """Give the name of a heading, if its author gave it one."""
    return next((child.name for child in heading.children if isinstance(child, Target)), None)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give all nodes, each before its children, in the order of the page."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if held := _HELD.get(type(node)):
            waiting += held(node)[::-1]


def walk_blocks(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give all blocks, without the inlines in them."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if held := _HELD_BLOCKS.get(type(node)):
            waiting += held(node)[::-1]


def held_by(node: Node) -> Sequence[Node]:
    """Give the children of a node."""
    held = _HELD.get(type(node))
    return held(node) if held else ()


def rebuilt(nodes: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Change nodes, then all in what they became; `change` gives None for one that goes."""
    made = []
    for node in nodes:
        if isinstance(node, tuple):
            made.append(rebuilt(node, change))
        elif not is_dataclass(node):
            made.append(node)
        elif (after := change(node)) is not None:
            made.append(_with_rebuilt(after, change))
    return tuple(made)


def _with_rebuilt(node: Any, change: Callable[[Any], Any]) -> Any:
    held = {field.name: getattr(node, field.name) for field in fields(node)}
    made = {name: rebuilt(each, change) for name, each in held.items() if isinstance(each, tuple)}
    return replace(node, **made) if made else node


def _in_cells(table: Table) -> Sequence[Inline]:
    return [inline for row in table.rows for cell in row for inline in cell]


# A walk asks for this at each node: a look into a dict costs less than questions about its kind.
_HELD: dict[type, Callable[[Any], Sequence[Node]]] = {
    List: attrgetter("items"),
    Table: _in_cells,
    **dict.fromkeys(
        (Emphasis, Strong, Strike, Link, Span, Heading, Paragraph, Quote, ListItem, Element),
        attrgetter("children"),
    ),
}
_HELD_BLOCKS = {
    kind: held for kind, held in _HELD.items() if kind not in {Heading, Paragraph, Table}
}
