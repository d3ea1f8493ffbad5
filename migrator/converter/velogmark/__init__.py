"""The body of a post → its tree, as Velog parses it."""

from __future__ import annotations

from migrator.converter.tree import Block
from migrator.converter.velogmark.blocks import Scope, read_blocks
from migrator.converter.velogmark.characters import split_lines
from migrator.converter.velogmark.inlines import InlineState

__all__ = ["parse"]


def parse(body: str) -> tuple[Block, ...]:
    """Parse a post's body, as remark-parse 7.0.2 with Velog's plugins does."""
    scope = Scope()
    blocks = read_blocks(split_lines(body), 0, scope)
    state = InlineState(scope.definitions)
    return tuple(block(state) for block in blocks)
