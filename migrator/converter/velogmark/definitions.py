"""Lines and a position in them → the definition of a link label that stands there."""

from __future__ import annotations

import re

from migrator.converter.tree import Definition
from migrator.converter.velogmark.characters import SPACE
from migrator.converter.velogmark.entities import decode, unescape
from migrator.converter.velogmark.links import encode

_CLASS = SPACE[1:-1]
_DEFINITION = re.compile(
    rf"[ \t]*\[((?:[^\]\\]|\\.)+?)\]:[ \t\n]*(?:<([^>\n]+)>|([^<{_CLASS}]\S*))"
    rf"(?:[ \t\n]+(?:\"((?:[^\"\n]|\"(?![ \t]*(?:\n|\Z)))*)\""
    rf"|'((?:[^'\n]|'(?![ \t]*(?:\n|\Z)))*)'|\(([^()\n]*)\)))?[ \t]*(?=\n|\Z)",
    re.DOTALL,
)


def read_definition(lines: list[str], at: int, first: int) -> tuple[Definition, int] | None:
    """Read `[label]: url "title"`; the address and the title may stand on lines of their own."""
    if "]" not in lines[at] and "[" not in lines[at]:
        return None
    text = "\n".join(lines[at : at + 4])
    found = _DEFINITION.match(text)
    if found is None or not found[1]:
        return None
    label, angled, url, *titles = found.groups()
    title = next((decode(unescape(title)) for title in titles if title is not None), None)
    end = at + found[0].count("\n") + 1
    address = encode(decode(unescape(angled or url), open_ended=False))
    return Definition(label, address, title, found[0], (first + at, first + end)), end
