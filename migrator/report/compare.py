"""The text before and after → what differs: line by line, and within a line word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from textwrap import dedent

from migrator.jekyll.front_matter import read_parts, split

# A Korean word with its particle is one word, also percent-encoded in an address; each sign is one.
_WORD = re.compile(r"(?:\w|%[0-9A-Fa-f]{2})+|\s+|[^\w\s]")
_MOST_WORDS = 2000
"""Lines with more words are marked as a whole: people do not read them word by word."""
_ALIKE = 0.35
"""Lines less alike than this are different lines: each is marked as a whole."""
_MOST_PAIRS = 2500
"""With more possible pairs of lines, lines are paired by their position."""

Pieces = tuple[str, ...]
"""A line in pieces: in turn, text that both sides have and text that only this side has."""


@dataclass(frozen=True)
class DiffRow:
    """A line of both sides (`left` and `right` the same), one of each, or one of one side."""

    left: Pieces | None
    right: Pieces | None

    @property
    def is_same(self) -> bool:
        """Tell whether the line is the same on both sides."""
        return self.left == self.right


@dataclass(frozen=True)
class DiffValue:
    """A key of the front matter, as it is written on both sides; None where it is not there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """The front matter key by key, or as lines if it is no valid YAML, and the body."""

    values: tuple[DiffValue, ...]
    head: tuple[DiffRow, ...]
    body: tuple[DiffRow, ...]


def compare(before: str | None, after: str | None) -> Comparison:
    """Compare two texts of a post; None stands for no file."""
    old_head, old_body = split(before or "")
    new_head, new_body = split(after or "")
    values = _values(old_head, new_head)
    return Comparison(
        values=values or (),
        head=() if values is not None else tuple(rows(lines(old_head), lines(new_head))),
        body=tuple(rows(lines(old_body), lines(new_body))),
    )


def lines(text: str) -> list[str]:
    """Split a text into lines, without their ends; only a line feed ends a line."""
    return text.removesuffix("\n").split("\n") if text else []


def rows(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffRow]:
    """Pair the lines of both sides."""
    for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield from (DiffRow((line,), (line,)) for line in before[old:old_end])
        else:
            yield from _replaced(before[old:old_end], after[new:new_end])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffRow]:
    """Pair each line with its changed version, and the others in order."""
    old = new = 0
    for old_next, new_next in (*pairs(before, after), (len(before), len(after))):
        for left, right in zip_longest(before[old:old_next], after[new:new_next]):
            yield DiffRow(
                None if left is None else ("", left), None if right is None else ("", right)
            )
        if old_next < len(before):
            yield DiffRow(*marked(before[old_next], after[new_next]))
        old, new = old_next + 1, new_next + 1


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pair each line with its changed version: the choice, in order, with the most in common."""
    if len(before) * len(after) > _MOST_PAIRS:
        return [(at, at) for at in range(min(len(before), len(after)))]
    old_words, new_words = [*map(_words, before)], [*map(_words, after)]
    likes = [[_likeness(old, new) for new in new_words] for old in old_words]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for old in reversed(range(len(before))):
        for new in reversed(range(len(after))):
            paired = likes[old][new] and likes[old][new] + best[old + 1][new + 1]
            best[old][new] = max(best[old + 1][new], best[old][new + 1], paired)
    return [*_chosen(best)]


def _chosen(best: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """Read the best choice of pairs from the table of best sums."""
    old = new = 0
    while best[old][new]:
        if best[old][new] == best[old + 1][new]:
            old += 1
        elif best[old][new] == best[old][new + 1]:
            new += 1
        else:
            yield old, new
            old, new = old + 1, new + 1


def _words(line: str) -> Counter[str]:
    return Counter(piece for piece in _WORD.findall(line) if not piece.isspace())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Measure how much two lines have in common, up to 1; below `_ALIKE` it counts as 0."""
    shared = (old & new).total()
    likeness = 2 * shared / (old.total() + new.total()) if shared else 0.0
    return likeness if likeness >= _ALIKE else 0.0


def marked(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Mark the words in which two lines differ."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    is_long = len(old) + len(new) > _MOST_WORDS
    if is_long or not _likeness(_words(before), _words(after)):
        return ("", before), ("", after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    texts = [("".join(old[a:b]), "".join(new[c:d])) for _, a, b, c, d in codes]
    shared = [code[0] == "equal" for code in codes]
    # A space between two changed words counts as changed, too.
    shared = [
        is_shared and not (text[0].isspace() and 0 < at < len(codes) - 1)
        for at, (is_shared, text) in enumerate(zip(shared, texts, strict=True))
    ]
    return (
        _pieces([text for text, _ in texts], shared),
        _pieces([text for _, text in texts], shared),
    )


def _pieces(texts: Sequence[str], shared: Sequence[bool]) -> Pieces:
    """Join texts to pieces, in turn shared and not, beginning with a shared one, maybe empty."""
    pieces = [""]
    for text, is_shared in zip(texts, shared, strict=True):
        if not text:
            continue
        if is_shared != (len(pieces) % 2 == 1):
            pieces.append("")
        pieces[-1] += text
    return tuple(pieces)


def _values(before: str, after: str) -> tuple[DiffValue, ...] | None:
    """Compare front matter; None if that of one side cannot be read."""
    sides: list[Mapping[str, str]] = []
    for text in (before, after):
        post = read_parts(text.replace("\r\n", "\n")) if text else None
        if text and post is None:
            return None
        parts = post.head if post else ()
        sides.append({part.key: _value(part.key, part.text) for part in parts if part.key})
    old, new = sides
    return tuple(DiffValue(key, old.get(key), new.get(key)) for key in {**old, **new})


def _value(key: str, text: str) -> str:
    """Give the text after a key."""
    first, _, rest = text[text.index(":", len(key)) + 1 :].partition("\n")
    return f"{first.strip()}\n{dedent(rest)}".strip()
