"""What stands in one block, as met in the HTML → the same as a reader sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from migrator.proof.blanks import settled_lines
from migrator.proof.model import Event
from migrator.proof.normal import SPACES

_SPACE = Event("space")
# Beside these a space takes no room: lines end at a break, Velog's pictures stand alone.
_EDGES = {"break", "image", "embed"}


def settle(pieces: Sequence[Event]) -> list[Event]:
    """Fold the white space of a block, then join what is written alike."""
    if len(pieces) == 1 and pieces[0].kind == "text":  # most lines: there is nothing to join
        return settled_lines([word for word in _words(pieces) if word.kind == "text"])
    words = _without_idle_spaces(_words(pieces))
    return _joined(settled_lines(list(_with_marks_of_neighbours(words))))


def _words(pieces: Iterable[Event]) -> Iterator[Event]:
    """Part the white space at both ends of each text from the text, and fold that within."""
    for piece in pieces:
        if piece.kind != "text":
            yield piece
            continue
        text = SPACES.sub(" ", piece.value)
        words = text.strip(" ").replace("] [", "][")
        if text.startswith(" "):
            yield _SPACE
        if words:
            yield piece if words == piece.value else piece._replace(value=words)
        if text.endswith(" "):
            yield _SPACE


def _without_idle_spaces(words: Iterable[Event]) -> list[Event]:
    """Keep only the spaces that part two things."""
    kept: list[Event] = []
    for word in words:
        if word.kind == "space" and (not kept or _swallows(kept[-1])):
            continue
        if kept and kept[-1].kind == "space" and (word.kind in _EDGES or _is_gap(kept, word)):
            kept.pop()
        kept.append(word)
    if kept and kept[-1].kind == "space":
        kept.pop()
    return kept


def _swallows(word: Event) -> bool:
    return word.kind in _EDGES or word.kind in {"space", "box"}


def _is_gap(kept: list[Event], word: Event) -> bool:
    """Tell the space between `[**a**] [b]`, which Velog loses as it does within a text."""
    before = kept[-2]
    return before.value.endswith("]") and word.value.startswith("[") and word.kind == "text"


def _with_marks_of_neighbours(words: list[Event]) -> Iterator[Event]:
    """Turn spaces into texts with the marks that both their neighbours have."""
    for number, word in enumerate(words):
        if word.kind != "space":
            yield word
            continue
        before, after = words[number - 1].marks, words[number + 1].marks
        common = tuple(mark for mark in before if mark in after)
        yield Event("text", " ", marks=common)


def _joined(words: Iterable[Event]) -> list[Event]:
    joined: list[Event] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and last.kind == word.kind == "text" and last.marks == word.marks:
            joined[-1] = last._replace(value=last.value + word.value)
        else:
            joined.append(word)
    return joined
