"""A table's element → a table of Markdown if Markdown can write it, else the element as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from migrator.converter.inline_html.filtered_elements import TEXT, Tag
from migrator.converter.inline_html.text_flow import content, joined
from migrator.converter.tree import Block, Element, Lines, Table

MakeBlocks = Callable[[list[Tag]], list[Block]]
_PARTS = {"thead", "tbody"}
_SIDES: dict[tuple[tuple[str, str], ...], str | None] = {
    (): None,
    **{(("style", f"text-align: {side}"),): side for side in ("left", "center", "right")},
}


@dataclass(slots=True)
class _Row:
    """A row, the part of the table it is in, and its cells with their blocks."""

    tag: Tag
    part: str
    cells: list[tuple[Tag, list[Block]]]


def table(tag: Tag, written: Table | None, lines: Lines, make_blocks: MakeBlocks) -> list[Block]:
    """Make the table; `written` is the table of Markdown behind it, if any.

    Text between the cells comes before the table, where browsers show it.
    """
    strays: list[Tag] = []
    caption: list[Tag] = []
    rows = [_row(row, part, make_blocks, strays) for row, part in _rows(tag, "", strays, caption)]
    rows = [row for row in rows if row.cells]
    before = make_blocks(strays)
    head, body = _split(rows)
    has_looks = tag.kept or any(row.tag.kept for row in rows)
    is_html = has_looks or caption or not head or not _is_plain(head[0], body, written)
    align = None if is_html else _align(rows)
    if align is None:
        elements = _captions(caption, make_blocks) + _elements(rows)
        return [*before, Element("table", tag.kept, tuple(elements), lines)] if elements else before
    made = tuple(tuple(joined(blocks) or () for _, blocks in row.cells) for row in rows)
    if written:
        return [*before, replace(written, rows=made)]
    return [*before, Table(align, made, lines)]


def _rows(tag: Tag, part: str, strays: list[Tag], caption: list[Tag]) -> Iterator[tuple[Tag, str]]:
    for child in tag.children:
        if child.name == "tr":
            yield child, part
        elif child.name in _PARTS:
            yield from _rows(child, child.name, strays, caption)
        else:
            (caption if child.name == "caption" else strays).append(child)


def _row(tag: Tag, part: str, make_blocks: MakeBlocks, strays: list[Tag]) -> _Row:
    cells = []
    for child in tag.children:
        if child.name in {"td", "th"}:
            cells.append((child, make_blocks(child.children)))
        elif child.name != TEXT or child.text.strip():
            strays.append(child)
    return _Row(tag, part, cells)


def _split(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Separate the rows of the head from the others."""
    head = [row for row in rows if row.part == "thead"]
    if not head and rows and all(cell.name == "th" for cell, _ in rows[0].cells):
        return rows[:1], rows[1:]
    return head, [row for row in rows if row.part != "thead"]


def _is_plain(head: _Row, body: list[_Row], written: Table | None) -> bool:
    """Tell whether Markdown can write it: one row of heads, then data, one line in each cell."""
    return (
        all(row.part != "thead" for row in body)
        and all(cell.name == "td" for row in body for cell, _ in row.cells)
        and (written or all(len(row.cells) == len(head.cells) for row in body))
        and all(joined(blocks) is not None for row in [head, *body] for _, blocks in row.cells)
    )


def _align(rows: list[_Row]) -> tuple[str | None, ...] | None:
    """Give the side of each column; None if Markdown cannot say what its cells have."""
    columns = [
        set(column)
        for column in zip(*([cell.kept for cell, _ in row.cells] for row in rows), strict=False)
    ]
    if any(len(column) > 1 or not column <= _SIDES.keys() for column in columns):
        return None
    return tuple(_SIDES[kept] for column in columns for kept in column)


def _captions(tags: list[Tag], make_blocks: MakeBlocks) -> list[Element]:
    return [
        Element("caption", (), content(make_blocks(tag.children)), (tag.first, tag.end))
        for tag in tags
    ]


def _elements(rows: list[_Row]) -> list[Element]:
    """Keep the rows as HTML, in the parts they are in."""
    parts: list[Element] = []
    for name, group in groupby(rows, lambda row: row.part or "tbody"):
        elements = [_row_element(row) for row in group]
        lines = elements[0].lines[0], max(element.lines[1] for element in elements)
        parts.append(Element(name, (), tuple(elements), lines))
    return parts


def _row_element(row: _Row) -> Element:
    cells = tuple(
        Element(cell.name, cell.kept, content(blocks), (cell.first, cell.end))
        for cell, blocks in row.cells
    )
    return Element("tr", row.tag.kept, cells, (row.tag.first, row.tag.end))
