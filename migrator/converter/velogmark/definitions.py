"""Lines and a position in them → the definition of a link label at that position."""

from __future__ import annotations

import re

from migrator.converter.tree import Definition
from migrator.converter.velogmark.characters import SPACE
from migrator.converter.velogmark.entities import decode, unescape
from migrator.converter.velogmark.links import encode

_CLASS = SPACE[1:-1]
_LONGEST = 8  # lines; nobody writes longer titles, and a search for their end would cost time
_TITLE = (
    r"\"((?>(?:[^\"\n]|\n(?!\n))*))\"|'((?>(?:[^'\n]|\n(?!\n))*))'|\(((?>(?:[^)\n]|\n(?!\n))*))\)"
)
# A title that starts must end, and at the end of a line.
_DEFINITION = re.compile(
    r"[ \t]*+\[((?>(?:[^\]\\]|\\.)+))\]:[ \t\n]*+"
    rf"(?:<([^>\[\]]++)>|(?!<[^>\[\]]*+>)([^\[\]{_CLASS}]++))"
    rf"(?:[ \t\n]++(?:{_TITLE})|(?![ \t\n]++[\"'(]))[ \t]*+(?=\n|\Z)",
    re.DOTALL,
)


def read_definition(lines: list[str], at: int, first: int) -> tuple[Definition, int] | None:
    """Read `[label]: url "title"`; the address and the title may be on lines of their own."""
    if not lines[at].lstrip(" \t").startswith("["):
        return None
    text = "\n".join(lines[at : at + _LONGEST])
    found = _DEFINITION.match(text)
    if found is None:
        return None
    label, angled, url, *titles = found.groups()
    title = next((decode(unescape(title)) for title in titles if title is not None), None)
    end = at + found[0].count("\n") + 1
    address = encode(decode(unescape(angled or url), open_ended=False))
    return Definition(label, address, title, found[0], (first + at, first + end)), end
