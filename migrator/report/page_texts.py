"""The changes of a plan → the texts of each as `page.js` reads them, as many as one page can hold.

Lines that differ are always there. Where all texts are too much for a page, those that are the same
on both sides stay where they explain a change, and a new post begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from migrator.planner import Change, State
from migrator.report.compare import Comparison, DiffRow, DiffValue, compare, marked

MOST_BYTES = 1_500_000
"""Of all texts together; a browser takes longer to read more than to show it."""
_BEGINNING = 400
"""Characters of the text of a new post."""
_AROUND = 3
"""Lines that are the same on both sides, above and below a change."""

Rows = list[object]
"""Lines: one that is the same on both sides, the pieces of both, or how many are left out."""


def texts_of(changes: Sequence[Change]) -> list[Mapping[str, object]]:
    """Give the titles of the sides of each change, its front matter, and the lines of its text."""
    sides = [_sides(change) for change in changes]
    compared = [compare(left, right) for _, left, right in sides]
    bodies = [
        _rows(each.body, titles) for each, (titles, _, _) in zip(compared, sides, strict=True)
    ]
    if sum(map(_size, bodies)) > MOST_BYTES:
        bodies = [
            _beginning(body) if len(titles) == 1 else _near_changes(body)
            for body, (titles, _, _) in zip(bodies, sides, strict=True)
        ]
    return [
        _text(titles, each, body)
        for (titles, _, _), each, body in zip(sides, compared, bodies, strict=True)
    ]


def is_cut(text: Mapping[str, object]) -> bool:
    """Tell whether no more than the beginning of a text is there."""
    match text:
        case {"titles": [_], "body": [*_, int()]}:
            return True
    return False


def _text(titles: Sequence[str], compared: Comparison, body: Rows) -> Mapping[str, object]:
    is_alone = len(titles) == 1
    return {
        "titles": titles,
        "values": [_value(value, is_alone=is_alone) for value in compared.values],
        "head": _rows(compared.head, titles),
        "body": body,
    }


def _size(rows: Rows) -> int:
    return sum(len(str(row).encode(errors="replace")) for row in rows)


def _beginning(rows: Rows) -> Rows:
    """Give the first lines of a new text, and how many are left out, the one cut among them."""
    left = _BEGINNING
    for number, row in enumerate(map(str, rows)):
        if len(row) > left:
            return [*rows[:number], f"{row[:left]}…", len(rows) - number]
        left -= len(row)
    return rows


def _near_changes(rows: Rows) -> Rows:
    """Give the lines that differ, with those around them."""
    runs = [(same, list(run)) for same, run in groupby(rows, lambda row: isinstance(row, str))]
    near: Rows = []
    for number, (is_same, run) in enumerate(runs):
        before = _AROUND if number > 0 else 0
        after = _AROUND if number < len(runs) - 1 else 0
        left = len(run) - before - after
        is_left = is_same and left > 0
        near += [*run[:before], left, *run[len(run) - after :]] if is_left else run
    return near


def _sides(change: Change) -> tuple[tuple[str, ...], str | None, str | None]:
    """Choose the texts to show: now and after the run; or here and on Velog.

    Their titles are keys of `page.js`.
    """
    if change.before != change.after:
        sides = {"now": change.before, "after": change.after}
    elif change.state is State.GONE:
        sides = {"now": change.before, "velog": None}
    elif change.state is State.DOUBTFUL:
        sides = {"here": change.facts["yours"], "velog": change.theirs}
    else:
        sides = {"here": change.before, "velog": change.theirs}
    titles = tuple(title for title, text in sides.items() if text is not None)
    left, right = sides.values()
    return titles, left, right


def _value(value: DiffValue, *, is_alone: bool) -> list[object]:
    before, after = value.before, value.after
    if is_alone or before == after:
        return [value.key, before if after is None else after]
    if before is None or after is None:
        return [value.key, before and ["", before], after and ["", after]]
    return [value.key, *marked(before, after)]


def _rows(rows: Sequence[DiffRow], titles: Sequence[str]) -> Rows:
    return [_row(row, is_alone=len(titles) == 1) for row in rows]


def _row(row: DiffRow, *, is_alone: bool) -> object:
    """Give a line: its text if both sides are the same, else the pieces on both sides."""
    if is_alone or row.is_same:
        return "".join(row.right or row.left or ()).removesuffix("\r")
    return [row.left, row.right]
