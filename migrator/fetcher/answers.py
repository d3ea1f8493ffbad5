"""The posts, series and comments as Velog answered them → a Blog, or a MigratorError."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from migrator.fetcher.comment_rows import read_each
from migrator.fetcher.fields import from_api, from_backup, rows
from migrator.fetcher.post_rows import PostRow, left_out_note, read_row, refuse_drift
from migrator.fetcher.series_orders import SeriesOrders, read_orders
from migrator.model import Answers, Blog, MigratorError, Note, Post


def read_blog(
    answers: Answers, *, private: bool = False, drafts: bool = False, comments: bool = False
) -> Blog:
    """Read all public posts, and with `private` and `drafts` those that only the author sees.

    With `comments`, read those too, as far as they are known.

    A post that cannot be read is left out, and a note names it. Raises MigratorError, naming API
    and field, if none can be read because of the same field, and where a backup was made without
    the private posts or drafts that are asked for.
    """
    _refuse_missing(answers, private, drafts)
    posts, drafted = [*_rows(answers, "posts", answers.posts)], _drafts(answers)
    refuse_drift([*posts, *drafted])
    wanted = [row for row in posts if private or not row.post.is_private]
    wanted += drafted if drafts else []
    orders = read_orders(answers.series)
    read = [(row, _placed(row.post, orders, answers.api)) for row in wanted]
    blog = Blog(
        username=answers.username,
        posts=tuple(post for row, post in read if not row.odd),
        notes=(
            *answers.notes,
            *orders.notes,
            *(left_out_note(row) for row in wanted if row.odd),
        ),
        left_out=tuple(post for row, post in read if row.odd),
    )
    return _with_comments(blog, answers) if comments else blog


def refuse_unreadable(answers: Answers) -> None:
    """Raise MigratorError, naming API and field, if none of the posts can be read."""
    read = []
    for row in chain(_rows(answers, "posts", answers.posts), _drafts(answers)):
        if not row.odd:
            return
        read.append(row)
    refuse_drift(read)


def _with_comments(blog: Blog, answers: Answers) -> Blog:
    if answers.comments is None:
        return replace(blog, comments={}, notes=(*blog.notes, _no_comments_note(answers.username)))
    found, notes = read_each(answers.comments, {post.id: post.title for post in blog.posts})
    return replace(blog, comments=found, notes=(*blog.notes, *notes))


def _no_comments_note(username: str) -> Note:
    again = f"velog-to-jekyll backup {username} DIR --comments"
    return Note(
        "This backup was made without comments: those in the site stay as they are. To get them, "
        f"make it again: `{again}`.",
        "이 백업에는 댓글이 없어 사이트에 있는 댓글을 그대로 둡니다. 댓글도 가져오려면 백업을 다시 "
        f"만드세요: `{again}`.",
    )


def _refuse_missing(answers: Answers, private: bool, drafts: bool) -> None:
    wanted = (
        (
            Note("private posts", "비공개 글"),
            "--private",
            private and not answers.has_private,
        ),
        (Note("drafts", "임시 글"), "--drafts", drafts and answers.drafts is None),
    )
    for what, option, is_missing in wanted:
        if is_missing:
            raise MigratorError(
                f"This backup was made without {what.english}. Leave {option} out, or make the "
                f"backup again: `velog-to-jekyll backup {answers.username} DIR {option}`.",
                f"이 백업에는 {what.korean}이 없습니다. {option}를 빼거나 백업을 다시 만드세요: "
                f"`velog-to-jekyll backup {answers.username} DIR {option}`",
            )


def _rows(
    answers: Answers,
    key: str,
    answered: Sequence[Mapping[str, object]] | None,
    *,
    is_draft: bool = False,
) -> Iterator[PostRow]:
    items = rows(from_api(answers.api, {key: answered or ()}), key)
    files = answers.files.get(key, ())
    if files:
        items = [from_backup(file, item.fields) for file, item in zip(files, items, strict=True)]
    return (read_row(item, number, is_draft=is_draft) for number, item in enumerate(items, 1))


def _drafts(answers: Answers) -> list[PostRow]:
    """Read the drafts. Raises MigratorError if the list of drafts has only other posts in it."""
    drafted = [*_rows(answers, "drafts", answers.drafts, is_draft=True)]
    if drafted and all("is_draft" in row.odd for row in drafted):
        raise drafted[0].odd["is_draft"]
    return drafted


def _placed(post: Post, orders: SeriesOrders, api: str) -> Post:
    # A null of v2 is no proof that the post is in no series.
    place = orders.place_of(post.id, post.series, is_proof=api == "v3")
    return replace(post, series=place)
