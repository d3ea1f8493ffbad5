"""A text and the questions asked of it going forward → answers, each stretch read once."""

from __future__ import annotations

import re


class Ahead:
    """Finds what comes next in one text; remembers it, so that asking again costs nothing."""

    __slots__ = ("_known", "_runs", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}
        self._runs: dict[int, list[int]] | None = None

    def next(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Find the first match at or after `start`."""
        known = self._known.get(pattern)
        if known is not None and known[0] <= start:
            found = known[1]
            if found is None or found.start() >= start:
                return found
        found = pattern.search(self.text, start)
        self._known[pattern] = (start, found)
        return found

    def group(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Match `pattern`, which skips to its group 1, at `start`; the group is what is found."""
        known = self._known.get(pattern)
        if known is not None and known[0] <= start:
            found = known[1]
            if found is None or found.start(1) >= start:
                return found
        found = pattern.match(self.text, start)
        self._known[pattern] = (start, found)
        return found

    def runs(self, pattern: re.Pattern[str]) -> dict[int, list[int]]:
        """List where the runs of a character start, by their length."""
        if self._runs is None:
            self._runs = {}
            for found in pattern.finditer(self.text):
                self._runs.setdefault(found.end() - found.start(), []).append(found.start())
        return self._runs
