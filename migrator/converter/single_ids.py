"""The tree of a post in Markdown → the same, in which no place has the name of a heading.

kramdown gives each heading an id. A browser goes to the first of two places with one name, as on
Velog: that one keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from migrator.converter.anchors import Blocks, kramdown_id, kramdown_ids, velog_ids
from migrator.converter.tree import Heading, Lines, Node, Target
from migrator.converter.tree_walk import rebuilt, target_of, walk


def with_single_ids(blocks: Blocks, typed: Blocks) -> Blocks:
    """Drop a place behind the heading of its name; give another id to a heading behind it."""
    nodes = [node for node in walk(blocks) if isinstance(node, Target | Heading)]
    if not any(isinstance(node, Target) for node in nodes):
        return blocks
    changes = dict(_changes(nodes, {*kramdown_ids(blocks).values()}, velog_ids(typed)))
    return rebuilt(blocks, lambda node: changes.get(id(node), node)) if changes else blocks


def _changes(
    nodes: list[Target | Heading], used: set[str], on_velog: dict[Lines, str]
) -> Iterator[tuple[int, Node | None]]:
    """Give what becomes of places and headings, by their identity: None of a place that goes."""
    places = {node.name for node in nodes if isinstance(node, Target)}
    taken: set[str] = set()
    seen: dict[str, int] = {}
    numbers: dict[str, count[int]] = {}
    for node in nodes:
        if isinstance(node, Target):
            if node.name in taken:
                yield id(node), None
            taken.add(node.name)
        elif target_of(node) is None:
            name, plain = kramdown_id(node, seen)
            if name in taken or (name in places and on_velog.get(node.lines) != name):
                tried = numbers.setdefault(plain, count(1))
                names = (f"{plain}-{number}" for number in tried)
                name = next(each for each in names if each not in used and each not in places)
                yield id(node), replace(node, children=(Target(name), *node.children))
            else:
                seen[plain] = seen.get(plain, 0) + 1
                taken.add(name)
