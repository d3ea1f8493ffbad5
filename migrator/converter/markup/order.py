"""Blocks as the elements came → the same with lines that only go forward, and all definitions."""

from __future__ import annotations

from dataclasses import replace

from migrator.converter.tree import Block, Definition, walk


def in_order(blocks: list[Block], before: tuple[Block, ...]) -> tuple[Block, ...]:
    """Mend lines that go back and put definitions that got lost at the end."""
    kept = {id(node) for node in walk(blocks) if isinstance(node, Definition)}
    lost = [node for node in walk(before) if isinstance(node, Definition) and id(node) not in kept]
    last = max((block.lines[1] for block in before), default=0)
    first = 0
    out: list[Block] = []
    for block in [*blocks, *lost]:
        start = max(first, min(block.lines[0], last))
        end = max(start, min(block.lines[1], last))
        out.append(block if block.lines == (start, end) else replace(block, lines=(start, end)))
        first = start
    return tuple(out)
