"""What v2 answered of the comments under posts → the comments, and notes on what cannot be read.

One comment that is odd leaves all under its post unknown: what is not known is no reason to take
something out of a site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migrator.fetcher.fields import (
    JsonObject,
    OddField,
    children,
    flag,
    from_api,
    moment,
    number,
    optional_child,
    post_id,
    refusal,
    text,
)
from migrator.fetcher.post_rows import line
from migrator.model import Comment, Note

DEEPEST = 2
"""The level of the last replies that Velog shows; a comment under a post is of level 0."""


def read_each(
    answered: Mapping[str, Mapping[str, object]], titles: Mapping[str, str]
) -> tuple[Mapping[str, tuple[Comment, ...]], tuple[Note, ...]]:
    """Read the comments under the posts of which `titles` are given, by their ids."""
    read: dict[str, tuple[Comment, ...]] = {}
    odd: list[tuple[str, OddField]] = []
    for key, title in titles.items():
        if key not in answered:
            continue
        try:
            read[key] = _under_post(from_api("v2", answered[key]))
        except OddField as problem:
            odd.append((title, problem))
    return read, (_odd_note(odd),) if odd else ()


def _under_post(item: JsonObject) -> tuple[Comment, ...]:
    comments = _comments(item, "comments", 0)
    if not comments and number(item, "comments_count"):
        wanted = Note("0, as where there is none", "댓글이 없으므로 0")
        raise refusal(item, "comments_count", wanted)
    return comments


def _comments(item: JsonObject, key: str, level: int) -> tuple[Comment, ...]:
    return tuple(_comment(each, level) for each in children(item, key))


def _comment(item: JsonObject, level: int) -> Comment:
    is_deleted, user = flag(item, "deleted"), optional_child(item, "user")
    return Comment(
        id=post_id(item),
        # Who wrote it may have left Velog since: that is shown without a name.
        name=line(text(user, "username")) if user and not is_deleted else "",
        text="" if is_deleted else text(item, "text"),
        created_at=moment(item, "created_at"),
        is_deleted=is_deleted,
        replies=_comments(item, "replies", level + 1) if level < DEEPEST else (),
    )


def _odd_note(odd: Sequence[tuple[str, OddField]]) -> Note:
    title, problem = odd[0]
    what = Note(
        f"{title!r} ({problem.path} {problem.is_not.english})",
        f"{title!r} ({problem.path} {problem.is_not.korean})",
    )
    more = len(odd) - 1
    return Note(
        f"Velog's v2 API answered comments that cannot be read, those under {what.english}"
        f"{f' and {more:,} more' if more else ''}. What the site has of them stays as it is. Run "
        "again later; if it stays like this, look for a newer version.",
        f"Velog의 v2 API가 보낸 댓글을 읽을 수 없습니다. 글: {what.korean}"
        f"{f' 외 {more:,}개' if more else ''}. 사이트에 있는 댓글은 그대로 둡니다. 나중에 다시 "
        "실행하고, 계속 그러면 새 버전을 찾아보세요.",
    )
