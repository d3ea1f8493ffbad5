"""The tree of a post → Markdown that kramdown (2.4, GFM, Jekyll's settings) shows in the same way.

The author's own line stays where it means the same; an escape is added only where kramdown would
give a character a meaning in that place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from migrator.converter.kramdown.blocks import write_blocks
from migrator.converter.kramdown.chunks import put_together
from migrator.converter.kramdown.context import Context, FindImage, normal_label
from migrator.converter.kramdown.links import usable
from migrator.converter.kramdown.place import Place
from migrator.converter.tree import Block, Definition, Element, Image, Item, List, Quote, Table
from migrator.jekyll_config import Dialect

__all__ = ["FindImage", "write"]


def write(
    blocks: tuple[Block, ...],
    dialect: Dialect,
    find_image: FindImage,
    body: Sequence[str] = (),
) -> str:
    """Write a post; the text has no newline at its end.

    `body` are the author's lines, to which the lines of the blocks count.
    """
    definitions = usable(_definitions(blocks))
    references = {label: node.url for label, node in definitions.items()}
    of_images = _labels_of_images(blocks) if definitions else frozenset()
    place = Place(
        Context(dialect, find_image, references, body),
        {id(node): label in of_images for label, node in definitions.items()},
    )
    return "\n".join(put_together(write_blocks(blocks, place)))


def _definitions(blocks: tuple[Block, ...]) -> Iterator[Definition]:
    waiting: list[Any] = list(blocks)[::-1]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Definition):
            yield node
        elif isinstance(node, List):
            waiting += node.items[::-1]
        elif isinstance(node, Quote | Item | Element):
            waiting += node.children[::-1]


def _labels_of_images(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Give the labels that images refer to."""
    waiting: list[Any] = list(blocks)
    found = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, Image):
            found.add(normal_label(node.label))
        elif isinstance(node, List):
            waiting += node.items
        elif isinstance(node, Table):
            waiting += [child for row in node.rows for cell in row for child in cell]
        else:
            waiting += getattr(node, "children", ())
    return frozenset(found)
