"""A table of a tree → kramdown's table, or HTML where kramdown has none."""

from __future__ import annotations

import re
from dataclasses import replace

from migrator.converter.kramdown import html
from migrator.converter.kramdown.context import Context
from migrator.converter.kramdown.inline import inline
from migrator.converter.tree import Table

_RULES = {None: "---", "left": ":---", "right": "---:", "center": ":---:"}
# A row of nothing but these parts head and body, or body and foot.
_SEPARATOR = re.compile(r"[+|: \t-]*-[+|: \t-]*\Z|[+|: \t=]*=[+|: \t=]*\Z")
_SEPARATING = re.compile(r"[-=]")


def write_table(node: Table, context: Context) -> tuple[str, list[str]]:
    """Give `table` or `html`, and the lines."""
    if len(node.rows) < 2:
        # "Found table without body": kramdown shows the lines as text.
        return "html", html.to_html([node], context).rstrip("\n").split("\n")
    columns = max(1, len(node.align), *(len(row) for row in node.rows))
    in_cell = replace(context, in_cell=True)
    rows = [
        [inline(cell, in_cell, breaks=False).strip(" \t\n").replace("\n", " ") for cell in row]
        for row in node.rows
    ]
    lines = [_row(cells, columns) for cells in rows]
    align = [*node.align, *([None] * columns)][:columns]
    rule = "| " + " | ".join(_RULES.get(side, "---") for side in align) + " |"
    return "table", [lines[0], rule, *lines[1:]]


def _row(cells: list[str], columns: int) -> str:
    line = "| " + " | ".join(cells + [""] * (columns - len(cells))) + " |"
    return _SEPARATING.sub(r"\\\g<0>", line, count=1) if _SEPARATOR.match(line) else line
