"""The changes of a plan → the texts of each as a page shows them, as many as one page can hold.

Lines that differ are always there. Where all texts are too much for a page, those that are the same
on both sides stay where they explain a change, and a new post begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from migrator.planner import Change, State
from migrator.report.compare import DiffRow, DiffValue, compare

MOST_BYTES = 1_500_000
"""Of all texts together; a browser takes longer to read more than to show it."""
_BEGINNING = 400
"""Characters of the text of a new post."""
_AROUND = 3
"""Lines that are the same on both sides, above and below a change."""

Row = str | int | DiffRow
"""A line that is the same on both sides, how many are left out, or a line that differs."""
Rows = list[Row]


@dataclass(frozen=True)
class PageText:
    """Both sides of a change, or the one there is: the names of the sides, front matter, text.

    `head` are the lines of front matter that is no valid YAML; then it has no `values`.
    """

    sides: tuple[str, ...]
    values: tuple[DiffValue, ...] = ()
    head: Sequence[Row] = ()
    body: Sequence[Row] = ()

    @property
    def is_alone(self) -> bool:
        """Tell whether there is no other side to compare with."""
        return len(self.sides) == 1

    @property
    def is_cut(self) -> bool:
        """Tell whether no more than the beginning of a text is there."""
        return self.is_alone and bool(self.body) and isinstance(self.body[-1], int)


def texts_of(changes: Sequence[Change]) -> list[PageText]:
    """Compare the sides of each change."""
    texts = [_text(change) for change in changes]
    if sum(_size(text.body) for text in texts) <= MOST_BYTES:
        return texts
    return [
        replace(text, body=_beginning(text.body) if text.is_alone else _near_changes(text.body))
        for text in texts
    ]


def _text(change: Change) -> PageText:
    sides = {side: text for side, text in _sides(change).items() if text is not None}
    compared = compare(*_sides(change).values())
    is_alone = len(sides) == 1
    return PageText(
        sides=tuple(sides),
        values=compared.values,
        head=_rows(compared.head, is_alone=is_alone),
        body=_rows(compared.body, is_alone=is_alone),
    )


def _size(rows: Sequence[Row]) -> int:
    return sum(len(_characters(row).encode(errors="replace")) for row in rows)


def _characters(row: Row) -> str:
    """Give what a line has on both sides together."""
    if isinstance(row, DiffRow):
        return "".join((*(row.left or ()), *(row.right or ())))
    return str(row)


def _beginning(rows: Sequence[Row]) -> Rows:
    """Give the first lines of a new text, and how many are left out, the one cut among them."""
    left = _BEGINNING
    for number, row in enumerate(map(_characters, rows)):
        if len(row) > left:
            return [*rows[:number], f"{row[:left]}…", len(rows) - number]
        left -= len(row)
    return [*rows]


def _near_changes(rows: Sequence[Row]) -> Rows:
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


def _sides(change: Change) -> dict[str, str | None]:
    """Choose the texts to show: now and after the run; or here and on Velog."""
    if change.before != change.after:
        return {"now": change.before, "after": change.after}
    if change.state is State.GONE:
        return {"now": change.before, "velog": None}
    if change.state is State.DOUBTFUL:
        return {"here": change.facts.yours, "velog": change.theirs}
    return {"here": change.before, "velog": change.theirs}


def _rows(rows: Sequence[DiffRow], *, is_alone: bool) -> Rows:
    return [_line(row) if is_alone or row.is_same else row for row in rows]


def _line(row: DiffRow) -> str:
    """Give the text of a line that is the same on both sides."""
    return "".join(row.right or row.left or ()).removesuffix("\r")
