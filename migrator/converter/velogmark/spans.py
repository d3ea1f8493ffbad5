"""A position in a line of text → the bold, italic, struck, code or formula that starts there.

remark-parse 7.0.2 without `commonmark` has no flanking rule: the first closing mark closes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeAlias

from migrator.converter.tree import Code, Emphasis, Inline, Math, Strike, Strong
from migrator.converter.velogmark.ahead import LookAhead
from migrator.converter.velogmark.characters import SPACE, is_blank

Found: TypeAlias = tuple[Sequence[Inline], int]


class Cursor(Protocol):
    """What the functions of this module need from the reader of the text."""

    text: str
    ahead: LookAhead

    def inner(self, text: str) -> tuple[Inline, ...]:
        """Read the text inside a span."""


# Group 1 of each: the run of marks that ends what started where the match starts.
_STRONG_END = {
    mark: re.compile(
        rf"(?>(?:[^\\{mark}]++|\\.|\\\Z|{again}(?!{again}))*)({again}{again}++)", re.DOTALL
    )
    for mark, again in (("*", r"\*"), ("_", "_"))
}
# Pairs are skipped; a `_` before a letter closes nothing.
_STAR_END = re.compile(r"(?>(?:[^\\*]++|\\.|\\\Z|(?>(?:\*\*)+)(?!\*))*)(\*++)", re.DOTALL)
_LINE_END = re.compile(
    r"(?>(?:[^\\_]++|\\.|\\\Z|(?>(?:__)+)(?!_)|(?<!_)_(?=[A-Za-z0-9]))*)(_++)", re.DOTALL
)
_NOTHING = {
    mark: re.compile(rf"{SPACE}*{again}(?!{again})") for mark, again in (("*", r"\*"), ("_", "_"))
}
_STRIKE_END = re.compile(rf"(?<!{SPACE})~~")
_GAP = re.compile(f"{SPACE}+")
_TICKS = re.compile(r"`+")
_MATH_END = re.compile(r"(?>(?:[^\\$]++|\\.|\\\Z|(?<=[ \t])\$|\$(?=[0-9]))*)(\$)", re.DOTALL)
_MATHS_END = re.compile(r"(?>(?:[^\\$]++|\\.|\\\Z|(?<=[ \t])\$|\$(?!\$))*)(\$\$)", re.DOTALL)


def read_stress(cursor: Cursor, at: int) -> Found | None:
    """Read `**bold**` or `*italic*`, or the same with underscores."""
    mark = cursor.text[at]
    if cursor.text.startswith(mark, at + 1):
        found = _strong(cursor, at, mark)
        if found is not None:
            return found
    return _emphasis(cursor, at, mark)


def _strong(cursor: Cursor, at: int, mark: str) -> Found | None:
    end = cursor.ahead.group(_STRONG_END[mark], at + 2)
    if end is None:
        return None
    content = cursor.text[at + 2 : end.end(1) - 2]
    if is_blank(content):
        return None
    return (Strong(cursor.inner(content), mark * 2),), end.end(1)


def _emphasis(cursor: Cursor, at: int, mark: str) -> Found | None:
    if _NOTHING[mark].match(cursor.text, at + 1):
        return None
    end = cursor.ahead.group(_STAR_END if mark == "*" else _LINE_END, at + 1)
    if end is None or len(end[1]) > 1:
        return None
    content = cursor.text[at + 1 : end.start(1)]
    # Not even an escaped mark may be before the one that closes.
    if is_blank(content) or content.endswith(mark):
        return None
    return (Emphasis(cursor.inner(content), mark),), end.end(1)


def read_strike(cursor: Cursor, at: int) -> Found | None:
    """Read `~~struck~~`; a backslash does not keep it open."""
    text = cursor.text
    if not text.startswith("~~", at) or is_blank(text[at + 2 : at + 3]):
        return None
    end = cursor.ahead.next(_STRIKE_END, at + 2)
    if end is None:
        return None
    return (Strike(cursor.inner(text[at + 2 : end.start()])),), end.end()


def read_code(cursor: Cursor, at: int) -> Found | None:
    """Read inline code: it ends with as many ticks as it starts with."""
    text = cursor.text
    opening = _TICKS.match(text, at)
    if opening is None:
        return None
    start, ticks = opening.end(), opening.end() - at
    close = _closing_ticks(cursor, start, ticks)
    if close is None:
        return None
    content = text[start:close]
    if content[0] in " \n" and content[-1] in " \n" and not is_blank(content):
        content = content[1:-1]
    value = _GAP.sub(" ", content)
    return (Code(value, text[at : close + ticks]),), close + ticks


def _closing_ticks(cursor: Cursor, start: int, ticks: int) -> int | None:
    places = cursor.ahead.once(tick_runs).get(ticks, [])
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def tick_runs(text: str) -> dict[int, list[int]]:
    """Give the starts of the runs of ticks, by their length."""
    runs: dict[int, list[int]] = {}
    for found in _TICKS.finditer(text):
        runs.setdefault(found.end() - found.start(), []).append(found.start())
    return runs


def read_math(cursor: Cursor, at: int) -> Found | None:
    """Read `$x$` or `$$x$$` (remark-math 2.0.1): no space inside the dollars, no digit after."""
    text = cursor.text
    double = text.startswith("$$", at)
    start = at + 1 + double
    if text[start : start + 1] in {" ", "\t"}:
        return None
    end = cursor.ahead.group(_MATHS_END if double else _MATH_END, start)
    if end is None:
        return None
    value = text[start : end.start(1)]
    return (Math(value, double, text[at : end.end(1)]),), end.end(1)
