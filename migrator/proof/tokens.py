"""Events → the smaller things by which two posts are aligned: blocks, words, pictures, breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from migrator.proof.model import Event

# A word keeps the space before it, so that no space is lost unseen.
_WORD = re.compile(" ?[^ ]+| ")


class Token(NamedTuple):
    """An event, or a `word` of a text; `marks` are those of each of its characters."""

    kind: str
    value: str = ""
    detail: str = ""
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Give what has to be equal for two tokens to stand for each other."""
        return self[:3]


def tokens(seen: Sequence[Event]) -> list[Token]:
    """Cut events into tokens; a word goes on where only its marks change."""
    found: list[Token] = []
    text: list[tuple[str, tuple[str, ...]]] = []
    for event in seen:
        if event.kind == "text":
            text += [(char, event.marks) for char in event.value]
            continue
        found += _words(text)
        text = []
        detail = str(event.depth) if event.depth else event.detail
        found.append(Token(event.kind, event.value, detail, (event.marks,)))
    found += _words(text)
    return found


def _words(text: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[Token]:
    chars = "".join(char for char, _ in text)
    for match in _WORD.finditer(chars):
        marks = tuple(mark for _, mark in text[match.start() : match.end()])
        yield Token("word", match[0], marks=marks)


def equal_start(ours: Sequence[object], theirs: Sequence[object]) -> int:
    """Count the things that are equal at the start of both."""
    count = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        count += 1
    return count
