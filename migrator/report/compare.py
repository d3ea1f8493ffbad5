"""The text before and after → what differs: line by line, and within a line word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from textwrap import dedent

from migrator.halves import read_halves, split_head

# A word with its particle, as Korean writes it, is one word; each sign stands for itself.
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 2000
"""Lines of more words are marked as a whole: nobody reads them word by word."""
_ALIKE = 0.35
"""Lines less alike than this have nothing to do with each other: each is marked as a whole."""

Pieces = tuple[str, ...]
"""A line cut up: text that both sides have and text that this side has alone, in turn."""


@dataclass(frozen=True)
class Row:
    """A line that both sides have (`left` and `right` the same), or one of each, or of one."""

    left: Pieces | None
    right: Pieces | None

    @property
    def is_same(self) -> bool:
        """Tell whether the line is the same on both sides."""
        return self.left == self.right


@dataclass(frozen=True)
class Value:
    """A key of the front matter, as it is written on both sides; None where it is not there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """The front matter key by key, or as lines where YAML cannot read it, and the body."""

    values: tuple[Value, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]


def compare(before: str | None, after: str | None) -> Comparison:
    """Compare two texts of a post; None stands for no file."""
    old_head, old_body = split_head(before or "")
    new_head, new_body = split_head(after or "")
    values = _values(old_head, new_head)
    return Comparison(
        values=values or (),
        head=() if values is not None else tuple(rows(lines(old_head), lines(new_head))),
        body=tuple(rows(lines(old_body), lines(new_body))),
    )


def lines(text: str) -> list[str]:
    """Cut a text into lines, without their ends; only a line feed ends one."""
    return text.removesuffix("\n").split("\n") if text else []


def rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Set lines side by side."""
    for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield from (Row((line,), (line,)) for line in before[old:old_end])
        else:
            yield from _replaced(before[old:old_end], after[new:new_end])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    common = min(len(before), len(after))
    for old, new in zip(before[:common], after[:common], strict=True):
        yield Row(*marked(old, new))
    yield from (Row(("", line), None) for line in before[common:])
    yield from (Row(None, ("", line)) for line in after[common:])


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Mark the words in which two lines differ."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return ("", before), ("", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ("", before), ("", after)
    codes = matcher.get_opcodes()
    return (
        _pieces(["".join(old[start:end]) for _, start, end, _, _ in codes], codes),
        _pieces(["".join(new[start:end]) for _, _, _, start, end in codes], codes),
    )


def _pieces(texts: Sequence[str], codes: Sequence[tuple[str, int, int, int, int]]) -> Pieces:
    """Give texts in turn, beginning with one that both sides have, be it empty."""
    pieces = [""]
    for text, code in zip(texts, codes, strict=True):
        if not text:
            continue
        is_shared = code[0] == "equal"
        if is_shared != (len(pieces) % 2 == 1):
            pieces.append("")
        pieces[-1] += text
    return tuple(pieces)


def _values(before: str, after: str) -> tuple[Value, ...] | None:
    """Compare front matter; None where there is some that cannot be read."""
    sides: list[Mapping[str, str]] = []
    for text in (before, after):
        halves = read_halves(text.replace("\r\n", "\n")) if text else None
        if text and halves is None:
            return None
        blocks = halves.head if halves else ()
        sides.append({b.key: _value(b.key, b.text) for b in blocks if b.key is not None})
    old, new = sides
    return tuple(Value(key, old.get(key), new.get(key)) for key in {**old, **new})


def _value(key: str, text: str) -> str:
    """Give what stands behind a key."""
    return dedent(text[text.index(":", len(key)) + 1 :]).strip()
