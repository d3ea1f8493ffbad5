"""The text of a TOML file, and a key in it → its line, which Python's own reader does not tell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping


def line_of(text: str, table: str, key: str) -> int:
    """Find the line of a key in a table ('' at the top), or of the header of a table; 1 if unknown.

    `text` is valid TOML whose lines end with `\\n`. It is read statement by statement, each behind
    the header of its table, so that quoted and dotted keys, inline tables and texts of several
    lines are what TOML says. A statement that ends in the middle of a value cannot be parsed.
    """
    path = (table, key) if table else (key,)
    lines = text.split("\n")
    header, first = "", 0
    for last in range(1, len(lines) + 1):
        statement = "\n".join(lines[first:last])
        is_header = statement.lstrip().startswith("[")
        try:
            values = tomllib.loads(statement if is_header else f"{header}\n{statement}")
        except tomllib.TOMLDecodeError:
            continue
        if _has(values, path):
            return first + 1
        header = statement if is_header else header
        first = last
    return 1


def _has(values: object, path: tuple[str, ...]) -> bool:
    for key in path:
        if not isinstance(values, Mapping) or key not in values:
            return False
        values = values[key]
    return True
