"""The blocks of an item → the same, with room around its text only where Velog shows some.

kramdown 2.4 (`parse_list`) makes the first text of an item a paragraph where a blank line follows
it, and that of the last item only where all others are; any text behind a block is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.converter.kramdown_writer.chunks import Chunk, needed_between
from migrator.converter.tree import List, ListItem, Paragraph


def in_element(tag: str, chunk: Chunk) -> Chunk:
    """Put a text into an element, so that kramdown makes no paragraph of it or does."""
    if chunk.kind != "text":
        return chunk
    first, *others = chunk.lines
    lines = [f'<{tag} markdown="span">{first}', *others]
    return replace(chunk, kind="html", lines=[*lines[:-1], f"{lines[-1]}</{tag}>"])


def as_loose_as(item: ListItem, chunks: Sequence[Chunk], node: List) -> list[Chunk]:
    """Write the first text of an item as HTML where kramdown would have it the other way."""
    if not chunks or chunks[0].kind != "text" or item.checked is not None:
        return [*chunks]
    first, *others = chunks
    if not item.loose and others and needed_between(first, others[0]):
        return [in_element("div", first), *others]
    is_last = item is node.items[-1] and not others
    if item.loose and is_last and not all(map(_has_paragraph, node.items[:-1])):
        return [in_element("p", first)]
    return [*chunks]


def _has_paragraph(item: ListItem) -> bool:
    return bool(item.children) and isinstance(item.children[0], Paragraph)
