"""Pictures, players and tweets, as their tags say → the address of each, and its size."""

from __future__ import annotations

import re
from typing import Any

from migrator.proof.browser import Attributes, attributes_of, elements_in
from migrator.proof.styles import declarations

PLAYERS = {"video", "audio", "object", "embed"}


def size(attributes: Attributes) -> str:
    """Give the size of a picture, `300x`, `50%x200`, and the side that it is pushed to."""
    declared = declarations(attributes.get("style", ""))
    sides = [
        _length(declared.get(name) or attributes.get(name, "")) for name in ("width", "height")
    ]
    float_ = declared.get("float") or attributes.get("align", "").strip().lower()
    pushed = float_ if float_ in {"left", "right"} else ""
    return f"{'' if sides == ['', ''] else 'x'.join(sides)} {pushed}".strip()


def _length(text: str) -> str:
    text = text.strip().lower()
    return "" if text == "auto" else re.sub(r"(?<=\d)px$", "", text)


def tweet(element: Any) -> str:
    """Give the address of a tweet: that of the last link in it."""
    links = [attributes_of(node) for node in elements_in(element) if node.name == "a"]
    return links[-1].get("href", "") if links else ""


def played(element: Any, attributes: Attributes) -> str:
    """Give the address of what a player plays."""
    sources = [attributes] + [
        attributes_of(node) for node in elements_in(element) if node.name in {"source", "param"}
    ]
    told = (each.get("src") or each.get("data") for each in sources)
    return next(filter(None, told), "")
