"""The text of a TOML file, and a key in it → the line it is on; Python's own reader tells none."""

from __future__ import annotations

import re

_HEADER = re.compile(r"""\s*\[+\s*["']?(?P<name>[^\]"']+?)["']?\s*\]""")


def line_of(text: str, table: str, key: str) -> int:
    """Find the line of a key in a table ('' at the top), or of the header of a table; 1 if unknown.

    A key that is written with its table (`table.key = 1`, `table = { key = 1 }`) is found, too.
    """
    written = rf"""["']?{re.escape(key)}["']?\s*[=.]"""
    alone = re.compile(rf"\s*{written}")
    with_table = re.compile(rf"""\s*["']?{re.escape(table)}["']?\s*(?:\.|=.*?[{{,])\s*{written}""")
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        inside = header["name"] if header else inside
        if header and not table and inside == key:
            return number
        if not header and inside == table and alone.match(line):
            return number
        if not header and table and not inside and with_table.match(line):
            return number
    return 1
