"""The HTML of a post on Velog and on Jekyll → what a reader sees otherwise, each with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from migrator.proof.classes import of_spans
from migrator.proof.events import events
from migrator.proof.formats import AS_WRITTEN, of_marks
from migrator.proof.local_images import with_velogs_names
from migrator.proof.model import Event
from migrator.proof.spans import Difference, Stretch
from migrator.proof.tokens import Token, equal_start, tokens

__all__ = ["Difference", "differences", "differences_of_events"]

Typography = Literal["site", "exact"]

_TYPED = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
_QUOTES = str.maketrans(_TYPED)
_QUOTED = re.compile(f"[{''.join(_TYPED)}]")
# A post's own script does not run on Velog, which puts the HTML into a page that is there already.
_SCRIPT = Event("html", "script")
# What begins a block; the rest of a unit stands in its line.
_IN_LINE = {"text", "break", "inline-code", "image", "embed", "box"}
T = TypeVar("T")


def differences(
    velog_html: str,
    jekyll_html: str,
    *,
    typography: Typography = "site",
    as_written: bool = True,
) -> list[Difference]:
    """Name all that differs, in the order of reading.

    With `typography="site"` curly quotes are as good as straight ones and `…` as good as `...`,
    for a site may ask kramdown for them; `exact` does not forgive it. With `as_written` the ticks
    of boxes and the alignment of columns may be more on Jekyll, for Velog drops what the author
    wrote there; never less.
    """
    velog, jekyll = events(velog_html), events(jekyll_html)
    return differences_of_events(velog, jekyll, typography=typography, as_written=as_written)


def differences_of_events(
    velog: Sequence[Event],
    jekyll: Sequence[Event],
    *,
    typography: Typography = "site",
    as_written: bool = True,
) -> list[Difference]:
    """Name all that differs between two posts that are reduced to events already."""
    velog = [event for event in velog if event != _SCRIPT]
    velog, jekyll = with_velogs_names(velog, jekyll)
    if typography == "site":
        velog, jekyll = _plain(velog), _plain(jekyll)
    found = _found(velog, jekyll) if velog != jekyll else []
    return [each for each in found if not (as_written and each.name in AS_WRITTEN)]


def _found(velog: Sequence[Event], jekyll: Sequence[Event]) -> list[Difference]:
    spoilt = any(_has_emoji(event.value) for event in velog if event.kind == "code")
    ours, theirs = _units(velog), _units(jekyll)
    found: list[Difference] = []
    for _, a1, a2, b1, b2 in _unequal(ours, theirs):
        here = [event for unit in ours[a1:a2] for event in unit]
        there = [event for unit in theirs[b1:b2] for event in unit]
        found += _in_region(tokens(here), tokens(there), spoilt)
    return found


def _plain(seen: Sequence[Event]) -> list[Event]:
    return [
        event._replace(value=event.value.translate(_QUOTES))
        if event.kind == "text" and _QUOTED.search(event.value)
        else event
        for event in seen
    ]


def _has_emoji(text: str) -> bool:
    return any(ord(char) > 0xFFFF for char in text)


def _units(seen: Sequence[Event]) -> list[tuple[Event, ...]]:
    """Put every block together with the ends just before it and with what stands in its line.

    An end by itself is like any other end: alone it would be matched with the wrong one.
    """
    units: list[list[Event]] = []
    for event in seen:
        in_line = event.kind in _IN_LINE or (event.kind == "math" and event.detail == "inline")
        if units and (in_line or units[-1][-1].kind == "end"):
            units[-1].append(event)
        else:
            units.append([event])
    return [tuple(unit) for unit in units]


def _in_region(here: list[Token], there: list[Token], spoilt: bool) -> Iterator[Difference]:
    """Name what differs between two stretches of a post."""
    keys = [token.key for token in here], [token.key for token in there]
    for tag, a1, a2, b1, b2 in _opcodes(*keys):
        ours, theirs = Stretch(here, a1, a2), Stretch(there, b1, b2)
        if tag == "equal":
            yield from of_marks(ours, theirs)
        else:
            yield from of_spans(ours, theirs, spoilt)


def _unequal(ours: Sequence[T], theirs: Sequence[T]) -> Iterator[tuple[str, int, int, int, int]]:
    return (code for code in _opcodes(ours, theirs) if code[0] != "equal")


def _opcodes(ours: Sequence[T], theirs: Sequence[T]) -> Iterator[tuple[str, int, int, int, int]]:
    """Align two sequences; what is equal at both ends is left to no search."""
    start = equal_start(ours, theirs)
    end = equal_start(ours[start:][::-1], theirs[start:][::-1])
    a, b = len(ours) - end, len(theirs) - end
    if start:
        yield "equal", 0, start, 0, start
    matcher = SequenceMatcher(None, ours[start:a], theirs[start:b], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        yield tag, a1 + start, a2 + start, b1 + start, b2 + start
    if end:
        yield "equal", a, a + end, b, b + end
