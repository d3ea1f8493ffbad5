"""Where in a post a block is written: its context, how deep, in which item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from migrator.converter.kramdown_writer import depth
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.tree import Block, ListItem


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """What is around the block, and for each usable definition whether it is an image's."""

    context: WriteContext
    definitions: Mapping[int, bool]
    in_item: bool = False
    item: ListItem | None = None
    tight: bool = False
    level: int = 0

    def inside(self, *, in_item: bool = False) -> BlockPlace:
        """Give the place one level deeper, in a quote or an item."""
        return BlockPlace(self.context, self.definitions, in_item, self.item, level=self.level + 1)

    def in_the_item(self, item: ListItem) -> BlockPlace:
        """Give the place in one item of the list."""
        context, definitions = self.context, self.definitions
        return BlockPlace(context, definitions, self.in_item, item, not item.loose, self.level)

    def shallow(self, children: tuple[Block, ...]) -> tuple[Block, ...]:
        """Give the blocks in a quote or an item; where they are too deep, the innermost ones."""
        return depth.blocks_within(children) if self.level >= depth.DEEPEST else children
