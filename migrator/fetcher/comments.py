"""The posts of a user → the comments under them as v2 answers them, as far as it does.

Only v2 tells who wrote a comment and what was replied, and it may be silent. The comments are not
worth a run: it goes on without those that are not known, and what the site has of them stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from migrator.fetcher import fields, queries
from migrator.fetcher.comment_rows import read_each
from migrator.fetcher.fields import TooLargeAnswer, UnusableAnswer, from_api
from migrator.fetcher.paging import PAGE_SIZES, UNDATED, ListRow, newest_first, read_list_row
from migrator.fetcher.queries import Api
from migrator.fetcher.series_orders import reason, unknown_login
from migrator.fetcher.session import NotLoggedIn, Session
from migrator.model import Note

Comments = Mapping[str, Mapping[str, object]]
"""What v2 answered of posts, by their ids."""


def ask_comments(
    session: Session,
    v2: Api,
    name: str,
    posts: Sequence[Mapping[str, object]],
    on_progress: Callable[[int, int], None],
) -> tuple[Comments, tuple[Note, ...]]:
    """Ask v2 for the comments under posts that are listed; a note says what it did not tell.

    The list is known, so no page has a post twice: 50 posts take one request. Posts of which v2 has
    told nothing are not in the answer.
    """
    rows = newest_first(
        row for post in posts if (row := read_list_row(from_api("v2", dict(post)))).id
    )
    found: dict[str, Mapping[str, object]] = {}
    try:
        _ask_all(session, v2, name, rows, found, on_progress)
        why = Note(
            f"{v2.endpoint} does not list them all.",
            f"{v2.endpoint}의 목록에 다 나오지 않습니다.",
        )
    except UnusableAnswer as failure:
        why = reason(failure)
    except NotLoggedIn:
        # v3 knows the user. v2 does not while its database fails.
        why = unknown_login(v2)
    wanted = {row.id: found[row.id] for row in rows if row.id in found}
    lacking = (_note(len(rows) - len(wanted), why),) if len(wanted) < len(rows) else ()
    titles = {row.id: str(row.fields.get("title")) for row in rows}
    # What cannot be read takes the place of nothing, be it in a backup.
    readable, odd = read_each(wanted, titles)
    return {post_id: wanted[post_id] for post_id in readable}, (*lacking, *odd)


def _ask_all(
    session: Session,
    v2: Api,
    name: str,
    rows: Sequence[ListRow],
    found: dict[str, Mapping[str, object]],
    on_progress: Callable[[int, int], None],
) -> None:
    """Ask page by page, for as long as each page has posts that are wanted."""
    waiting, sizes = list(rows), [*PAGE_SIZES]
    while waiting:
        asked = {"u": name, "c": _cursor(rows, waiting[0]), "n": sizes[0]}
        try:
            answer = session.ask(v2, queries.v2_comments(v2), asked)
        except TooLargeAnswer:
            if len(sizes) == 1:
                raise
            del sizes[0]
            continue
        page = (read_list_row(row) for row in fields.rows(answer, "posts"))
        found.update((row.id, row.fields) for row in page if row.id)
        left = [row for row in waiting if row.id not in found]
        if len(left) == len(waiting):
            return
        waiting = left
        on_progress(len(rows) - len(waiting), len(rows))


def _cursor(rows: Sequence[ListRow], first: ListRow) -> str | None:
    """Give the post behind which a page begins that has `first` in it."""
    newer = [row for row in rows if first.released_at < row.released_at < UNDATED]
    return newer[-1].id if newer else None


def _note(count: int, why: Note) -> Note:
    return Note(
        f"The comments under {count:,} {'post' if count == 1 else 'posts'} could not be read: "
        f"{why.english} What the site has of them stays as it is. Run again later.",
        f"글 {count:,}개의 댓글을 읽을 수 없습니다: {why.korean} 사이트에 있는 댓글은 그대로 "
        "둡니다. 나중에 다시 실행하세요.",
    )
