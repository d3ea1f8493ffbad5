"""The tree of a post → Markdown that kramdown (2.4, GFM, Jekyll's settings) shows in the same way.

The author's own line stays if kramdown shows the same for it. An escape is added only where
kramdown would give a character a meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from migrator.converter.kramdown_writer.blocks import write_post
from migrator.converter.kramdown_writer.chunks import put_together
from migrator.converter.kramdown_writer.context import FindImage, WriteContext
from migrator.converter.kramdown_writer.links import usable
from migrator.converter.kramdown_writer.place import BlockPlace
from migrator.converter.kramdown_writer.the_authors_lines import keep_lines
from migrator.converter.tree import Block, Definition, ImageNode
from migrator.converter.tree_walk import walk, walk_blocks
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.site_config import Dialect

__all__ = ["FindImage", "write"]


def write(
    blocks: tuple[Block, ...],
    dialect: Dialect,
    find_image: FindImage,
    body: Sequence[str] = (),
) -> str:
    """Write a post; the text has no newline at its end.

    `body` are the author's lines; the lines of the blocks are indices into it.
    """
    definitions = usable(node for node in walk_blocks(blocks) if isinstance(node, Definition))
    references = {label: node.url for label, node in definitions.items()}
    nodes = walk(blocks) if definitions else ()
    of_images = {normal_label(node.label) for node in nodes if isinstance(node, ImageNode)}
    place = BlockPlace(
        WriteContext(dialect, find_image, references, body),
        {id(node): label in of_images for label, node in definitions.items()},
    )
    chunks = keep_lines(write_post(blocks, place), place.context)
    return "\n".join(put_together(chunks))
