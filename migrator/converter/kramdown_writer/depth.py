"""Nodes nested deeper than recursion should go → the innermost nodes in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from migrator.converter.tree import (
    Block,
    Element,
    Inline,
    List,
    ListItem,
    Quote,
)
from migrator.converter.tree_walk import held_by

DEEPEST = 40
"""How deep quotes and lists are written in each other; a reader cannot see more levels."""
DEEPEST_INLINE = 20


def blocks_within(nodes: Iterable[Any]) -> tuple[Block, ...]:
    """Give the blocks that have no blocks in them, in order."""
    return tuple(_within(nodes, lambda node: isinstance(node, Quote | List | ListItem | Element)))


def inlines_within(nodes: Iterable[Any]) -> tuple[Inline, ...]:
    """Give the inlines that have no inlines in them, in order."""
    return tuple(_within(nodes, lambda node: hasattr(node, "children")))


def shallow_inlines(nodes: Sequence[Inline], levels: int = DEEPEST_INLINE) -> Sequence[Inline]:
    """Give inlines without the levels that are deeper than recursion should go."""
    if not _have_levels(nodes, levels):
        return nodes
    return [_shallow(node, levels) for node in nodes] if levels else inlines_within(nodes)


def _shallow(node: Any, levels: int) -> Any:
    children = getattr(node, "children", None)
    if not children:
        return node
    return replace(node, children=tuple(shallow_inlines(children, levels - 1)))


def _within(nodes: Iterable[Any], opens: Any) -> list[Any]:
    waiting = list(nodes)[::-1]
    found: list[Any] = []
    while waiting:
        node = waiting.pop()
        if opens(node):
            waiting += held_by(node)[::-1]
        else:
            found.append(node)
    return found


def is_deep(node: Any) -> bool:
    """Tell whether a node has more levels than recursion should walk."""
    return _have_levels([node], DEEPEST)


def _have_levels(nodes: Iterable[Any], count: int) -> bool:
    """Tell whether there are so many levels below some nodes."""
    level = nodes
    for _ in range(count):
        level = [child for parent in level for child in held_by(parent)]
        if not level:
            return False
    return True
