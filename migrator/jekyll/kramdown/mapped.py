"""Text that was cut, indented less or joined → the place in the file of each character."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

NOWHERE = -1
BLANKS = " \t\n\r\f\v"
"""What Ruby strips."""

_LINE_END = re.compile(r"\r\n?")


class Mapped(NamedTuple):
    """A text and, for each of its characters, its place in the file (or `NOWHERE`).

    An array is cut and joined faster than a list of numbers.
    """

    text: str
    places: array[int]

    def cut(self, start: int, end: int | None = None) -> Mapped:
        """Give a part of the text."""
        return Mapped(self.text[start:end], self.places[start:end])

    def strip(self) -> Mapped:
        """Give the text without the blanks around it."""
        text = self.text.lstrip(BLANKS)
        start = len(self.text) - len(text)
        text = text.rstrip(BLANKS)
        return Mapped(text, self.places[start : start + len(text)])

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the place of a part in the file; None if it is there in pieces, or not at all."""
        if start >= end:
            return None
        first, last = self.places[start], self.places[end - 1]
        is_whole = first != NOWHERE and last - first == end - 1 - start
        return (first, last + 1) if is_whole else None

    def place(self, at: int) -> int:
        """Give the place of a character in the file, or of the first after it that has one."""
        while at < len(self.places):
            if (place := self.places[at]) != NOWHERE:
                return place
            at += 1
        return 0


def read(text: str, start: int) -> Mapped:
    """Take a text at `start` in the file, with all its lines ended as kramdown does."""
    pieces, at = [], 0
    for end in _LINE_END.finditer(text):
        place = start + end.start()
        pieces += [_whole(text, at, end.start(), start), Mapped("\n", _numbers([place]))]
        at = end.end()
    pieces.append(_whole(text, at, len(text), start))
    if not text.endswith(("\n", "\r")):
        pieces.append(made("\n"))
    return join(pieces)


def made(text: str) -> Mapped:
    """Give a text that is not in the file."""
    return Mapped(text, _numbers([NOWHERE]) * len(text))


def join(pieces: Iterable[Mapped]) -> Mapped:
    """Put texts together."""
    parts = [piece for piece in pieces if piece.text]
    if len(parts) == 1:
        return parts[0]
    places = _numbers()
    for part in parts:
        places += part.places
    return Mapped("".join([part.text for part in parts]), places)


def _whole(text: str, at: int, end: int, start: int) -> Mapped:
    return Mapped(text[at:end], _numbers(range(start + at, start + end)))


def _numbers(numbers: Iterable[int] = ()) -> array[int]:
    return array("q", numbers)
