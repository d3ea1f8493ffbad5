"""A text and patterns to find in it, from left to right → matches, each part searched once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class LookAhead:
    """Finds the next match of a pattern in one text, and remembers it for the next call."""

    __slots__ = ("_known", "_made", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}
        self._made: dict[Callable[[str], Any], Any] = {}

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
        """Match `pattern` at `start`; it skips to its group 1, which is what the caller wants."""
        known = self._known.get(pattern)
        if known is not None and known[0] <= start:
            found = known[1]
            if found is None or found.start(1) >= start:
                return found
        found = pattern.match(self.text, start)
        self._known[pattern] = (start, found)
        return found

    def once(self, make: Callable[[str], Made]) -> Made:
        """Give the result of a function of the text; it is computed once."""
        if make not in self._made:
            self._made[make] = make(self.text)
        made: Made = self._made[make]
        return made
