"""Lists and items, as their tags say → the sign before each item: its number, in what letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrator.proof.browser import Attributes
from migrator.proof.styles import declarations

_TYPES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "",
    "1": "",
    "disc": "",
}


@dataclass(slots=True)
class ListSigns:
    """A list that has begun; `number` is that of the next item, None where items have bullets."""

    number: int | None
    step: int
    type: str

    def next(self, attributes: Attributes) -> str:
        """Give the sign of the next item: `3`, `3 a`, empty for a common bullet."""
        type_ = _type(attributes) or self.type
        shown = _TYPES.get(type_, type_)
        if self.number is None:
            return shown
        self.number = _number(attributes.get("value", ""), self.number)
        sign = f"{self.number} {shown}".strip()
        self.number += self.step
        return sign


def begun(tag: str, attributes: Attributes, count: int) -> ListSigns:
    """Begin a list of `count` items."""
    if tag != "ol":
        return ListSigns(None, 1, _type(attributes))
    is_reversed = "reversed" in attributes
    first = _number(attributes.get("start", ""), count if is_reversed else 1)
    return ListSigns(first, -1 if is_reversed else 1, _type(attributes))


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]+", text.strip()) else otherwise


def _type(attributes: Attributes) -> str:
    declared = declarations(attributes.get("style", ""))
    said = declared.get("list-style-type") or declared.get("list-style") or ""
    return said or attributes.get("type", "").strip()
