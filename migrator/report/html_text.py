"""The two texts of a change → HTML: what differs first, as a diff to read without any script.

`page.js` reads the same HTML, and sets the two sides beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from migrator.report.compare import DiffRow, DiffValue, Pieces, marked
from migrator.report.html_page import Both, both, fold_html
from migrator.report.page_texts import PageText, Row

SIDES: Mapping[str, Both] = {
    "now": ("Now", "지금"),
    "after": ("After", "바뀐 뒤"),
    "here": ("Here", "여기"),
    "velog": ("On Velog", "Velog"),
}
"""The names of the sides, by the class that they have in the page."""

# What replaces a text, and what is only another text: an author's own lines are nothing lost.
_TAGS = {"now": "del", "after": "ins", "here": "mark", "velog": "mark"}

_MATTER = ("Front matter", "머리말")
_TEXT = ("Text", "본문")


def text_html(text: PageText, pictures: str = "") -> str:
    """Write front matter and text, what differs before what is the same; `pictures` after them."""
    same = [value for value in text.values if not text.is_alone and value.before == value.after]
    values = [value for value in text.values if value not in same]
    head = _rows("head", text.head, text.sides)
    body = _rows("body", text.body, text.sides)
    differs = text.is_alone or any(isinstance(row, DiffRow) for row in text.body)
    parts = (
        section(_MATTER, _keys(values, text.sides)) if values else "",
        section(_MATTER, head) if head else "",
        section(_TEXT, body) if body and differs else "",
        pictures,
        _same_keys(same, text.sides),
        fold_html(("Text: the same", "본문: 같음"), body) if body and not differs else "",
    )
    shown = "".join(parts)
    none = both(("There is no text to show.", "보여 줄 글이 없습니다."))
    content = _legend(text.sides) + shown if shown else f"<p>{none}</p>"
    return f'<div class="inside" data-sides="{" ".join(text.sides)}">{content}</div>'


def section(title: Both, content: str) -> str:
    """Put a part of a post under its heading."""
    return f"<h3>{both(title)}</h3>{content}"


def _legend(sides: Sequence[str]) -> str:
    """Say which colour is which side, if there are two."""
    if len(sides) == 1:
        return ""
    names = "".join(f'<span class="{side}">{both(SIDES[side])}</span>' for side in sides)
    return f'<p class="legend">{names}</p>'


def _same_keys(values: Sequence[DiffValue], sides: Sequence[str]) -> str:
    """Fold the keys in which nothing differs."""
    count = len(values)
    if not count:
        return ""
    english = f"Front matter: {count} key{'' if count == 1 else 's'} the same"
    return fold_html((english, f"머리말: 같은 키 {count}개"), _keys(values, sides))


def _keys(values: Sequence[DiffValue], sides: Sequence[str]) -> str:
    lines = (f"<b>{escape(value.key)}</b> {_value(value, sides)}" for value in values)
    return _pre("matter", "\n".join(lines))


def _value(value: DiffValue, sides: Sequence[str]) -> str:
    before, after = value.before, value.after
    if len(sides) == 1 or before == after:
        return escape((before if after is None else after) or "", quote=False)
    if before is None or after is None:
        row = DiffRow(*(None if side is None else ("", side) for side in (before, after)))
    else:
        row = DiffRow(*marked(before, after))
    return " ".join(_both_sides(row, sides))


def _rows(kind: str, rows: Sequence[Row], sides: Sequence[str]) -> str:
    return _pre(kind, "\n".join(_row(row, sides) for row in rows)) if rows else ""


def _pre(kind: str, content: str) -> str:
    # A browser drops the first line feed.
    return f'<pre class="{kind}">\n{content}\n</pre>'


def _row(row: Row, sides: Sequence[str]) -> str:
    match row:
        case str():
            return escape(row, quote=False)
        case int():
            return f"<i>{both(_left_out(row, is_alone=len(sides) == 1))}</i>"
        case _:
            return "\n".join(_both_sides(row, sides))


def _left_out(count: int, *, is_alone: bool) -> Both:
    """Say how many lines are not in the page: the rest of a new post, or unchanged ones."""
    lines = f"line{'' if count == 1 else 's'}"
    if is_alone:
        return f"{count} more {lines}", f"{count}줄 더 있음"
    return f"{count} {lines} the same", f"같은 줄 {count}개"


def _both_sides(row: DiffRow, sides: Sequence[str]) -> Iterator[str]:
    for side, pieces in zip(sides, (row.left, row.right), strict=True):
        if pieces is not None:
            yield _side(side, pieces)


def _side(side: str, pieces: Pieces) -> str:
    """Write one side of a line; the pieces that it has alone are in `<b>`, if not all of it is."""
    tag = _TAGS[side]
    if len(pieces) == 2 and not pieces[0]:
        return f'<{tag} class="{side} whole">{escape(pieces[1], quote=False)}</{tag}>'
    written = (
        f"<b>{escape(piece, quote=False)}</b>" if number % 2 else escape(piece, quote=False)
        for number, piece in enumerate(pieces)
    )
    return f'<{tag} class="{side}">{"".join(written)}</{tag}>'
