"""One row of a list of posts → the Post, and what is odd about it.

The table of Velog lets most columns be null, and so do the schemas of both its APIs (velog-server,
November 2024; velog monorepo, April 2025). One odd row is a post that is left out and named; where
all rows are odd in one field, it is the API that has changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from migrator.fetcher.fields import (
    JsonObject,
    OddField,
    flag,
    moment,
    optional_child,
    optional_text,
    post_id,
    refusal,
    text,
    texts,
)
from migrator.model import Note, Post, SeriesPlace

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BLANK_CONTROL = re.compile(r"[\t-\r\x85]+")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class PostRow:
    """A row as it was read; `odd` has by name the fields of the post that could not be.

    `number` is its place in the list, counted from 1, which is one of drafts or not.
    """

    item: JsonObject
    post: Post
    odd: Mapping[str, OddField]
    number: int
    is_draft: bool


def read_row(item: JsonObject, number: int, *, is_draft: bool = False) -> PostRow:
    """Read a row of a list; of a field that is odd, the post has a blank."""
    values: dict[str, Any] = {}
    odd: dict[str, OddField] = {}
    for name, read in {**_FIELDS, **(_DRAFT if is_draft else {})}.items():
        try:
            values[name] = read(item)
        except OddField as problem:
            odd[name] = problem
    return PostRow(item, replace(_BLANK, **values), odd, number, is_draft)


def refuse_drift(rows: Sequence[PostRow]) -> None:
    """Raise OddField, an UnusableAnswer, if all rows are odd in the same field."""
    common = [name for name in _FIELDS if rows and all(name in row.odd for row in rows)]
    if common:
        raise rows[0].odd[common[0]]


def left_out_note(row: PostRow) -> Note:
    """Name a post that is left out, what is odd about it and what to do."""
    odd = {each.path.removeprefix(f"{row.item.path}."): each.is_not for each in row.odd.values()}
    english_odd = "; ".join(f"{key} {is_not.english}" for key, is_not in odd.items())
    korean_odd = "; ".join(f"{key} {is_not.korean}" for key, is_not in odd.items())
    source, (name, korean_name) = row.item.source, _name(row)
    said = f"{name} cannot be read, so it was left out: {english_odd} ({source.english})."
    korean = f"{korean_name}을(를) 읽을 수 없어 뺐습니다: {korean_odd} ({source.korean})."
    if not row.post.id:
        return Note(
            f"{said} It may be any post that the list lacks, so none counts as gone from Velog. "
            "Publish it again on Velog: the next sync brings it.",
            f"{korean} 목록에 없는 글 가운데 무엇이든 이 글일 수 있어, Velog에서 없어졌다고 보는 "
            "글은 없습니다. Velog에서 다시 출간하면 다음 sync 때 들어옵니다.",
        )
    address = f"https://velog.io/write?id={row.post.id}"
    return Note(
        f"{said} What the site has of it stays as it is. Publish it again at {address} : the next "
        "sync brings it (make a backup anew first).",
        f"{korean} 사이트에 있는 것은 그대로 둡니다. {address} 에서 다시 출간하면 다음 sync 때 "
        "들어옵니다(백업은 먼저 다시 만드세요).",
    )


def _name(row: PostRow) -> tuple[str, str]:
    """Give what the author knows a post by, in both languages."""
    post = row.post
    known = [_short(post.slug)] if post.title and post.slug else []
    known += [post.id] if post.id else []
    kind, korean_kind = ("draft", "임시 글") if row.is_draft else ("post", "글")
    rest = f" ({', '.join(known)})" if known else ""
    name = post.title or post.slug
    if not name and not post.id:
        return (
            f"The {kind} number {row.number} of Velog's list",
            f"Velog 목록의 {row.number}번째 {korean_kind}",
        )
    called = f" {_short(name)}" if name else ""
    return f"The {kind}{called}{rest}", f"{korean_kind}{called}{rest}"


def _short(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…")


def _is_markdown(item: JsonObject) -> bool:
    """Tell how a body is written. Null is HTML, as it is for Velog's own page of a post."""
    is_null = "is_markdown" in item.fields and item.fields["is_markdown"] is None
    return not is_null and flag(item, "is_markdown")


def _is_draft(item: JsonObject) -> bool:
    return item.fields.get("is_temp") is not None and flag(item, "is_temp")


def _is_surely_draft(item: JsonObject) -> bool:
    """Read the flag of a row of the list of drafts, where it is always true."""
    if not flag(item, "is_temp"):
        raise refusal(item, "is_temp", Note("true, as it is for a draft", "임시 글이므로 true"))
    return True


def _own_description(item: JsonObject) -> str | None:
    """Give the description if the author wrote it: only then `meta` has one, too."""
    shown, meta = optional_text(item, "short_description"), item.fields.get("meta")
    is_own = isinstance(meta, Mapping) and bool(meta.get("short_description"))
    return shown if is_own else None


def _own_series(item: JsonObject) -> SeriesPlace | None:
    """Give the series that the post itself names; it does not know its place there."""
    series = optional_child(item, "series")
    if series is None:
        return None
    return SeriesPlace(line(text(series, "name")), text(series, "url_slug"), None)


def line(value: str) -> str:
    """Keep a text on one line and free of control characters."""
    return _CONTROL.sub("", _BLANK_CONTROL.sub(" ", value))


_FIELDS: Mapping[str, Callable[[JsonObject], object]] = {
    "id": post_id,
    "slug": lambda item: text(item, "url_slug"),
    "title": lambda item: line(text(item, "title")),
    "body": lambda item: text(item, "body"),
    "is_markdown": _is_markdown,
    "released_at": lambda item: moment(item, "released_at"),
    "description": _own_description,
    "thumbnail": lambda item: optional_text(item, "thumbnail"),
    # Both servers make this list themselves, and null is none: it says nothing of the tags.
    "tags": lambda item: tuple(line(tag) for tag in texts(item, "tags")),
    "series": _own_series,
    "is_private": lambda item: flag(item, "is_private"),
    "is_draft": _is_draft,
}
_DRAFT: Mapping[str, Callable[[JsonObject], object]] = {"is_draft": _is_surely_draft}
_BLANK = Post("", "", "", "", is_markdown=True, released_at=datetime.max.replace(tzinfo=UTC))
