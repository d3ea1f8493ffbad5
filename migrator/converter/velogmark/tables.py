"""Lines and a position in them → the table that starts there (remark-parse 7.0.2, gfm).

Each line with a bar that is not its first character is a row; rows may be of any length.
"""

from __future__ import annotations

import re

from migrator.converter.tree import Inline, RawInline, Table, filled
from migrator.converter.velogmark.inlines import InlineState, read_inlines
from migrator.converter.velogmark.leaves import Start

_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*[:-][ \t:-]*(?>(?:\|[ \t]*[:-][ \t:-]*)*)\|?[ \t]*\Z")
_INNER_DASHES = re.compile(r"-(?=-)")
_CELL = re.compile(r"(?>(?:[^\\|]++|\\.?)*)", re.DOTALL)


def read_table(lines: list[str], at: int, first: int) -> Start | None:
    """Read a table: its head, the line under it, its rows."""
    if at + 1 >= len(lines) or not _is_row(lines[at]) or not _is_row(lines[at + 1]):
        return None
    if not _DIVIDER.match(lines[at + 1]):
        return None
    end = at + 2
    while end < len(lines) and _is_row(lines[end]):
        end += 1
    align = tuple(_alignment(cell) for cell in _cells(lines[at + 1]))
    rows = [_cells(line) for line in (lines[at], *lines[at + 2 : end])]
    place = (first + at, first + end)

    def table(state: InlineState) -> Table:
        shown = tuple(_row(row, len(align), state) for row in rows)
        return Table(align, shown, place)

    return table, end


def _row(cells: list[str], columns: int, state: InlineState) -> tuple[tuple[Inline, ...], ...]:
    """Read the cells of a row, one for each column; keep further ones as a comment."""
    row = [read_inlines(cell, state) for cell in cells[:columns]]
    if unseen := " | ".join(filter(None, cells[columns:])):
        comment = f"<!-- {_INNER_DASHES.sub('- ', unseen)} -->"
        row[-1] += (RawInline(comment, whole=True),)
    return filled(row, columns)


def _is_row(line: str) -> bool:
    return line.find("|", 1) != -1


def _cells(line: str) -> list[str]:
    cells, at = [], 0
    line = line.strip(" \t")
    if line.startswith("|"):
        at = 1
    while at < len(line):
        found = _CELL.match(line, at)
        end = found.end() if found else at
        cells.append(line[at:end].strip(" \t"))
        at = end + 1
    return cells


def _alignment(cell: str) -> str | None:
    left, right = cell.startswith(":"), cell.endswith(":")
    if left and right and len(cell) > 1:
        return "center"
    return "left" if left else "right" if right else None
