"""Blocks in the order of their elements → the same with ascending lines, and all definitions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from migrator.converter.inline_html import velog_filter
from migrator.converter.tree import (
    Block,
    Definition,
    Lines,
    RawBlock,
)
from migrator.converter.tree_walk import walk_blocks


def in_order(blocks: list[Block], before: tuple[Block, ...]) -> tuple[Block, ...]:
    """Correct lines that go back, and add definitions that got lost at the end."""
    kept = {id(node) for node in _definitions(blocks)}
    blocks = [*blocks, *(node for node in _definitions(before) if id(node) not in kept)]
    places = _without_gaps(list(_forward(blocks, before)), before)
    return tuple(
        block if block.lines == lines else replace(block, lines=lines)
        for block, lines in zip(blocks, places, strict=True)
    )


def _definitions(blocks: Iterable[Block]) -> Iterator[Definition]:
    for node in walk_blocks(blocks):
        if isinstance(node, Definition) and velog_filter.image_address(node.url) is not None:
            yield node


def _forward(blocks: list[Block], before: tuple[Block, ...]) -> Iterator[Lines]:
    last = max((block.lines[1] for block in before), default=0)
    first = 0
    for block in blocks:
        first = max(first, min(block.lines[0], last))
        yield first, max(first, min(block.lines[1], last))


def _without_gaps(places: list[Lines], before: tuple[Block, ...]) -> Iterator[Lines]:
    """Give lines of HTML of which nothing is left to the block before them."""
    ends = sorted(block.lines[1] for block in before if isinstance(block, RawBlock))
    for (first, end), (following, _) in zip(places, [*places[1:], (0, 0)], strict=False):
        gone = bisect_right(ends, following)
        yield first, max(end, ends[gone - 1]) if gone else end
