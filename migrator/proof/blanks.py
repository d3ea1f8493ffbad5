"""The lines of a block → the same, where white space and signs without a look are an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migrator.proof.model import Event

_ROOMLESS = "\u200b\u2060\ufeff"
# A browser folds none of these. A line that holds nothing else is as high as any line.
_BLANK = (
    " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    f"\u3000\u2800\u3164\u115f\uffa0{_ROOMLESS}"
)
_WITHOUT_ROOMLESS = str.maketrans("\u00a0", " ", _ROOMLESS)
_ODD = re.compile(f"[\u00a0{_ROOMLESS}]")
_BREAK = Event("break")


def settled_lines(pieces: Sequence[Event]) -> list[Event]:
    """Give the lines of a block, parted by breaks; a break at the end stands for an empty line."""
    lines = list(_lines(pieces))
    settled = [_without_blank_end(line) for line in lines]
    if not lines[-1]:  # the last break of a block only ends its last line
        lines.pop(), settled.pop()
    found: list[Event] = []
    for line in settled:
        found += [*line, _BREAK]
    if found and settled[-1]:
        found.pop()
    return found


def _lines(pieces: Sequence[Event]) -> Iterator[list[Event]]:
    line: list[Event] = []
    for piece in pieces:
        if piece.kind == "break":
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _without_blank_end(line: Sequence[Event]) -> list[Event]:
    """Drop the blanks that end a line; those that begin it set its text in, and stay."""
    line = list(line)
    while line and line[-1].kind == "text":
        kept = line[-1].value.rstrip(_BLANK)
        if kept:
            if kept != line[-1].value:
                line[-1] = line[-1]._replace(value=kept)
            break
        line.pop()
    for number, piece in enumerate(line):
        if piece.kind == "text" and _ODD.search(piece.value):
            line[number] = piece._replace(value=piece.value.translate(_WITHOUT_ROOMLESS))
    return [piece for piece in line if piece.value or piece.kind != "text"]
