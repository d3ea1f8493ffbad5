"""A table of a tree → kramdown's table, or HTML where kramdown cannot write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from migrator.converter.kramdown_writer import html_nodes
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.inlines import inline
from migrator.converter.tree import Inline, Row, Table, filled

_RULES = {None: "---", "left": ":---", "right": "---:", "center": ":---:"}
# A row of nothing but these separates head and body, or body and foot.
_SEPARATOR = re.compile(r"[+|: \t-]*-[+|: \t-]*\Z|[+|: \t=]*=[+|: \t=]*\Z")
_SEPARATING = re.compile(r"[-=]")


def write_table(node: Table, context: WriteContext) -> tuple[str, list[str]]:
    """Give `table` or `html`, and the lines."""
    if len(node.rows) < 2:
        # "Found table without body": kramdown shows the lines as text.
        return "html", html_nodes.to_html([node], context).rstrip("\n").split("\n")
    in_cell = replace(context, in_cell=True)
    rows = [_cells(filled(row, len(node.align)), in_cell) for row in node.rows]
    rule = [_RULES[side] for side in node.align]
    return "table", [_row(rows[0]), _line(rule), *map(_row, rows[1:])]


def _cells(row: Row, context: WriteContext) -> list[str]:
    return [_cell(cell, context) if cell else "" for cell in row]


def _cell(cell: tuple[Inline, ...], context: WriteContext) -> str:
    return inline(cell, context, breaks=False).strip(" \t\n").replace("\n", " ")


def _row(cells: list[str]) -> str:
    line = _line(cells)
    return _SEPARATING.sub(r"\\\g<0>", line, count=1) if _SEPARATOR.match(line) else line


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
