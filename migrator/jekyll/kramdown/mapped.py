"""Text that was cut, indented less or joined → the place in the file of each character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

NOWHERE = -1
BLANKS = " \t\n\r\f\v"
"""What Ruby strips."""

_LINE_END = re.compile(r"\r\n?")


class Mapped(NamedTuple):
    """A text and, for each of its characters, its place in the file (or `NOWHERE`)."""

    text: str
    places: Sequence[int]

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """Give a part of the text."""
        return Mapped(self.text[start:end], self.places[start:end])

    def strip(self) -> Mapped:
        """Give the text without the blanks around it."""
        start = len(self.text) - len(self.text.lstrip(BLANKS))
        return self.cut(start, max(start, len(self.text.rstrip(BLANKS))))

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the place of a part in the file; None if it is there in pieces, or not at all."""
        if start >= end:
            return None
        first, last = self.places[start], self.places[end - 1]
        is_whole = first != NOWHERE and last - first == end - 1 - start
        return (first, last + 1) if is_whole else None

    def place(self, at: int) -> int:
        """Give the place of a character in the file, or of the first after it that has one."""
        places = self.places
        return next((places[i] for i in range(at, len(places)) if places[i] != NOWHERE), 0)


def read(text: str, start: int) -> Mapped:
    """Take a text at `start` in the file, with all its lines ended as kramdown does."""
    pieces, at = [], 0
    for end in _LINE_END.finditer(text):
        pieces += [_whole(text, at, end.start(), start), Mapped("\n", (start + end.start(),))]
        at = end.end()
    pieces.append(_whole(text, at, len(text), start))
    if not text.endswith(("\n", "\r")):
        pieces.append(made("\n"))
    return join(pieces)


def made(text: str) -> Mapped:
    """Give a text that is not in the file."""
    return Mapped(text, (NOWHERE,) * len(text))


def join(pieces: Iterable[Mapped]) -> Mapped:
    """Put texts together."""
    parts = [piece for piece in pieces if piece.text]
    if len(parts) == 1:
        return parts[0]
    places = [place for part in parts for place in part.places]
    return Mapped("".join(part.text for part in parts), places)


def _whole(text: str, at: int, end: int, start: int) -> Mapped:
    return Mapped(text[at:end], range(start + at, start + end))
