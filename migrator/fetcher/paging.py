"""A function that requests one page of posts → all posts of the user, each once.

Both of Velog's servers give the posts that are strictly older than the cursor post, 50 at most,
and break ties in no order; a cursor post that was deleted meanwhile gives the first page again
(velog-server, November 2024; velog monorepo, April 2025).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from migrator.fetcher import budgets, fields
from migrator.fetcher.fields import JsonObject, OddField, UnusableAnswer
from migrator.model.shelf import shelved

PAGE_SIZES = (50, 10, 2, 1)
"""How many posts are asked for at once: Velog's most, and fewer where they are too large."""
MAX_RESTARTS = 10
UNDATED = datetime.max.replace(tzinfo=UTC)
"""When a post came out whose date cannot be read: Velog lists one without a date first."""


@shelved("fields")
@dataclass(frozen=True)
class ListRow:
    """One post of a page; `fields` are as Velog answered them.

    `id` is empty where it cannot be read; `key` tells rows apart in any case.
    """

    id: str
    released_at: datetime
    fields: Mapping[str, object]

    @property
    def key(self) -> str:
        """Give the id, or the whole row where it has none."""
        return self.id or repr(self.fields)


@dataclass(frozen=True)
class ListPage:
    """One answer: its posts, newest first, and how many posts Velog says there are in all.

    `asked` is how many posts were asked for. In a whole list, `is_cut` tells that a page was full
    of posts of one moment: others of that moment may be on no page.
    """

    rows: tuple[ListRow, ...]
    stated: int
    asked: int = PAGE_SIZES[0]
    is_cut: bool = False

    @property
    def is_short(self) -> bool:
        """Tell whether there are fewer posts than Velog states."""
        return len(self.rows) < self.stated


def list_posts(
    page_after: Callable[[str | None], ListPage], on_progress: Callable[[int, int], None]
) -> ListPage:
    """List all posts, as one page; `stated` is the highest number that any of the pages stated.

    The caller compares the two: fewer posts than stated is not the whole blog.
    """
    seen: dict[str, ListRow] = {}
    stated, restarts, is_cut = 0, 0, False
    cursor: ListRow | None = None
    while True:
        page = page_after(cursor.id if cursor else None)
        seen.update((row.key, row) for row in page.rows)
        stated = max(stated, page.stated)
        on_progress(len(seen), max(stated, len(seen)))
        if len(seen) > 2 * stated + budgets.BUDGETS.unstated_posts:
            raise UnusableAnswer(
                f"the list of posts does not end: {len(seen)} posts so far, of {stated} stated",
                f"글 목록이 끝나지 않음: {stated}개라고 하는데 벌써 {len(seen)}개",
            )
        rows = _cursors(page.rows)
        is_last = _is_last(page, len(seen) >= stated)
        if is_last or not rows:
            listed = newest_first(seen.values())
            return ListPage(listed, stated, is_cut=is_cut or not is_last)
        if cursor and _started_over(rows, cursor):
            restarts += 1
            cursor = _step_back(_cursors(seen.values()), cursor, restarts)
        else:
            is_full = len(page.rows) >= page.asked
            is_cut = is_cut or (is_full and rows[0].released_at == rows[-1].released_at)
            cursor = _next_cursor(rows, cursor)


def _cursors(rows: Iterable[ListRow]) -> list[ListRow]:
    """Give the rows that can be a cursor: Velog looks for its id and compares its date."""
    return [row for row in rows if row.id and row.released_at < UNDATED]


def _is_last(page: ListPage, is_complete: bool) -> bool:
    """Tell whether there can be no older posts.

    A page that is not full is the last one, unless the count says that posts are missing: Velog
    may make its pages smaller.
    """
    return not page.rows or (len(page.rows) < page.asked and is_complete)


def _started_over(rows: Sequence[ListRow], cursor: ListRow) -> bool:
    """Tell whether the server did not know the cursor post any more and gave its first page."""
    return rows[0].released_at > cursor.released_at or rows[-1].released_at >= cursor.released_at


def _next_cursor(rows: Sequence[ListRow], cursor: ListRow | None) -> ListRow:
    """Choose the next cursor; it is always older than the `cursor` of this page.

    More posts with the page's last timestamp may be on the next page, so all posts of that
    timestamp are requested again. If the whole page has one timestamp, the next page begins
    after it.
    """
    safe = [
        row
        for row in rows
        if row.released_at > rows[-1].released_at
        and (cursor is None or row.released_at < cursor.released_at)
    ]
    return safe[-1] if safe else rows[-1]


def _step_back(seen: Iterable[ListRow], cursor: ListRow, restarts: int) -> ListRow | None:
    """Choose a newer cursor in place of a deleted one, each time twice as far away."""
    if restarts > MAX_RESTARTS:
        raise UnusableAnswer(
            "the list of posts starts again from its first page time and again",
            "글 목록이 자꾸 첫 페이지부터 다시 시작됨",
        )
    newer = [row for row in newest_first(seen) if row.released_at > cursor.released_at]
    return newer[-min(2 ** (restarts - 1), len(newer))] if newer else None


def read_list_row(item: JsonObject) -> ListRow:
    """Read what a list needs to know of a post; what is odd about it is not said here."""
    id_, released_at = "", UNDATED
    with suppress(OddField):
        id_ = fields.post_id(item)
    with suppress(OddField):
        released_at = fields.moment(item, "released_at")
    return ListRow(id_, released_at, item.fields)


def newest_first(rows: Iterable[ListRow]) -> tuple[ListRow, ...]:
    """Sort posts; those without a date come first, as on Velog."""
    return tuple(sorted(rows, key=lambda row: (row.released_at, row.id), reverse=True))
