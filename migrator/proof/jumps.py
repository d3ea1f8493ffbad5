"""Links within a page and their targets → where a reader lands: the text that follows there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from migrator.proof.browser import Attributes
from migrator.proof.model import Event
from migrator.proof.normal import address

UNSAID = re.compile(r"[\W_]+")
"""What is no letter and no digit."""
_LENGTH = 30


class Jumps:
    """The targets of a page, each with its place among the texts of the page."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._places: dict[str, int] = {}

    def hear(self, text: str) -> None:
        """Take in what the page says next."""
        self._said.append(text)

    def pass_by(self, tag: str, attributes: Attributes) -> None:
        """Take in an element, which is a target by its id, or as an `a` by its name."""
        if not attributes:
            return
        names = (attributes.get("id"), attributes.get("name") if tag == "a" else None)
        for name in filter(None, names):
            self._places.setdefault(name, len(self._said))

    def followed(self, seen: Iterable[Event]) -> list[Event]:
        """Let each link within the page tell where it leads to, whatever the target is called."""
        goals: dict[str, str] = {}

        def goal(mark: str) -> str:
            if not mark.startswith("jump:#"):
                return mark
            if mark not in goals:
                goals[mark] = self._goal(mark.removeprefix("jump:#")) or address(mark)
            return goals[mark]

        return [
            event._replace(marks=tuple(sorted(map(goal, event.marks))))
            if event.marks and any(mark.startswith("jump:#") for mark in event.marks)
            else event
            for event in seen
        ]

    def _goal(self, name: str) -> str:
        """Give the text at a target, with how often the page says it before; empty for none."""
        number = self._places.get(name, self._places.get(unquote(name)))
        if number is None:
            return "jump:to the top" if name.lower() in {"", "top"} else ""
        text, starts = self._letters
        place = starts[number]
        landing = text[place : place + _LENGTH]
        before = text.count(landing, 0, place) if landing else 0
        return f"jump:to {landing} {before}"

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """Give the letters and digits of the page, and where those of each text start."""
        letters = [UNSAID.sub("", text) for text in self._said]
        return "".join(letters), [0, *accumulate(map(len, letters))]
