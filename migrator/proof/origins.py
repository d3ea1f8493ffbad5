"""A difference, the text in the site, the one that we wrote → its line, and where it comes from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher

from migrator.jekyll.front_matter import split
from migrator.proof.jumps import UNSAID
from migrator.proof.spans import Difference
from migrator.proof.verdicts import Fault, Side

# What an example shows of things that are no words.
_TOLD = re.compile(r"\[[a-z-]+(?: [^\]]*)?\]|…|⏎|\\n")
_LEAST = 2
_OF_THEMES = {"image-src", "link", "html-live", "script-live", "image-not-built", "image-broken"}


class Origins:
    """Knows of one post which of its lines its author has changed here."""

    def __init__(self, text: str, ours: str | None) -> None:
        self._text = _Lines(text)
        self._is_edited = ours is not None and ours != text
        self._ours = _Lines(ours) if ours is not None and ours != text else self._text
        self._changed = _changed(self._ours, self._text) if self._is_edited else (set(), set())

    def fault(self, difference: Difference) -> Fault:
        """Say where a difference is, and where it comes from."""
        line = self._text.find(difference.jekyll) or self._text.find(difference.velog)
        return Fault(
            difference.name, difference.velog, difference.jekyll, self._side(difference), line
        )

    def _side(self, difference: Difference) -> Side:
        if self._is_edited:
            before, after = self._changed
            lines = {self._ours.find(difference.velog)} & before
            lines |= {self._text.find(difference.jekyll)} & after
            if lines:
                return Side.TEXT
        is_added = not difference.velog.strip("'")
        return Side.THEME if is_added or difference.name in _OF_THEMES else Side.JEKYLL


class _Lines:
    """The body of a post in which words are found, whatever signs are between them."""

    def __init__(self, text: str) -> None:
        head, body = split(text)
        self.lines = body.split("\n")
        self.above = head.count("\n")
        self._starts: list[int] = []
        letters: list[str] = []
        length = 0
        for line in self.lines:
            self._starts.append(length)
            letters.append(UNSAID.sub("", line))
            length += len(letters[-1])
        self._letters = "".join(letters)

    def find(self, example: str) -> int | None:
        """Give the line, counted from 1, of the middle of the longest run of words found."""
        runs = sorted(map(_said, _TOLD.split(example)), key=len, reverse=True)
        for run in runs:
            place = self._letters.find(run) if len(run) >= _LEAST else -1
            if place >= 0:
                return self.above + bisect_right(self._starts, place + len(run) // 2)
        return None


def _said(text: str) -> str:
    return UNSAID.sub("", text.partition(" (")[0] if text.endswith(")") else text)


def _changed(ours: _Lines, here: _Lines) -> tuple[set[int | None], set[int | None]]:
    """Give the numbers of the lines that differ, in both texts, and of those next to them."""
    before: set[int | None] = set()
    after: set[int | None] = set()
    for a1, a2, b1, b2 in _hunks(ours.lines, here.lines):
        before |= set(range(ours.above + a1, ours.above + a2 + 2))
        after |= set(range(here.above + b1, here.above + b2 + 2))
    return before, after


def _hunks(ours: list[str], here: list[str]) -> Iterator[tuple[int, int, int, int]]:
    for tag, *lines in SequenceMatcher(None, ours, here, autojunk=False).get_opcodes():
        if tag != "equal":
            yield lines[0], lines[1], lines[2], lines[3]
