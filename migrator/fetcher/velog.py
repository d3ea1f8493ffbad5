"""A user name → all posts and series as Velog answers them, or a MigratorError."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import unquote

import httpx

from migrator.fetcher import fields, queries
from migrator.fetcher.answers import refuse_unreadable
from migrator.fetcher.author import ask_profile
from migrator.fetcher.clock import Clock, run_clock
from migrator.fetcher.comments import ask_comments
from migrator.fetcher.details import complete, knows_user, with_rest
from migrator.fetcher.fields import (
    TRUE_OR_FALSE,
    JsonObject,
    NoConnection,
    TooLargeAnswer,
    UnusableAnswer,
)
from migrator.fetcher.http import Endpoints
from migrator.fetcher.paging import PAGE_SIZES, ListPage, ListRow, list_posts, read_list_row
from migrator.fetcher.queries import Api
from migrator.fetcher.series_orders import ask_series, reason
from migrator.fetcher.session import Session, open_session
from migrator.fetcher.tokens import Tokens
from migrator.model import Answers, MigratorError, Note, OnStep
from migrator.model.shelf import shelved_list
from migrator.model.velog_names import ADDRESS

LATER = Note(
    "Nothing was written. Run again in a few minutes; if it stays like this, look for a newer "
    "version of velog-to-jekyll.",
    "아무것도 쓰지 않았습니다. 몇 분 뒤에 다시 실행하고, 계속 그러면 velog-to-jekyll의 새 버전을 "
    "찾아보세요.",
)
GET_ONLINE = Note(
    "Nothing was written. Is this computer online? If it is behind a proxy, set HTTPS_PROXY to its "
    "address; if that is set, is the proxy running? If a company or a virus scanner looks into "
    "connections, set SSL_CERT_FILE to the file of its certificate. Then run again.",
    "아무것도 쓰지 않았습니다. 인터넷에 연결되어 있는지 확인하세요. 프록시를 거친다면 "
    "HTTPS_PROXY에 그 주소를 넣고, 이미 넣었다면 프록시가 켜져 있는지 보세요. 회사나 백신이 연결을 "
    "검사한다면 SSL_CERT_FILE에 그 인증서 파일을 넣으세요. 그런 다음 다시 실행하세요.",
)
WHAT_A_NAME_IS = Note(
    "The user name is the part after @ in the address of the blog, https://velog.io/@name, "
    "without the @.",
    "사용자 이름은 블로그 주소 https://velog.io/@name 에서 @ 뒤에 오는 부분입니다(@는 빼고).",
)

OnListed = Callable[[Sequence[Mapping[str, object]]], None]
"""Gets the posts of each page of the list as soon as it is there, some of them again."""


def username_of(text: str) -> str:
    """Find the user name in what the user typed: `name`, `@name` or an address in the blog."""
    typed = unquote(text.strip())
    found = ADDRESS.match(typed)
    path = typed[found.end() :].removeprefix("/") if found else typed
    name = re.split(r"[/?#]", path)[0] if path != typed or typed.startswith("@") else typed
    name = name.removeprefix("@")
    if not name or re.search(r"[\s/@:]", name):
        raise MigratorError(
            f"{text!r} is not a Velog user name. {WHAT_A_NAME_IS.english}",
            f"{text!r}은(는) Velog 사용자 이름이 아닙니다. {WHAT_A_NAME_IS.korean}",
        )
    return name


@dataclass(frozen=True)
class _Told:
    """What is told while posts are listed: how many there are, and which."""

    progress: OnStep
    posts: OnListed


@dataclass(frozen=True)
class _Lists:
    """What one API listed; `drafts` is None if they were not requested."""

    api: str
    posts: ListPage | None
    drafts: ListPage | None = None


def fetch_answers(
    client: httpx.Client,
    endpoints: Endpoints,
    username: str,
    on_progress: OnStep,
    *,
    tokens: Tokens | None = None,
    clock: Clock | None = None,
    private: bool = False,
    drafts: bool = False,
    profile: bool = False,
    on_comments: OnStep | None = None,
    on_listed: OnListed | None = None,
) -> Answers:
    """Request all public posts and all series of a user, and what their `profile` shows.

    With `on_comments` also the comments under the posts, which only v2 tells. With the user's own
    `tokens` also `private` posts and `drafts`. `on_progress` is called after each page with the
    number of posts so far and in all, and so is `on_comments`; `on_listed` with the posts that are
    on it. The time of the run is on `clock`; without one it begins now. Raises MigratorError for an
    unknown user, for tokens that are not that user's, and where a post is missing.
    """
    name = username_of(username)
    session = open_session(client, endpoints, name, tokens, clock or run_clock())
    is_author = session.is_logged_in
    v3, v2 = (describe(endpoints, is_author=is_author) for describe in (queries.v3, queries.v2))
    notes: tuple[Note, ...] = ()
    tell = _Told(on_progress, on_listed or (lambda posts: None))
    lists = _list_v3(session, v3, name, tell, drafts)
    if isinstance(lists, UnusableAnswer):
        notes = (_fallback_note(lists),)
        lists = _list_v2(session, v2, name, tell, drafts, lists)
    posts = _whole(lists.posts, name)
    kept = shelved_list(post for post in posts if private or post.get("is_private") is not True)
    drafted = lists.drafts.rows if lists.drafts else ()
    series, series_notes = _series(session, v2, name, lists.api, chain(kept, _fields(drafted)))
    shown, profile_notes = ask_profile(session, (v3, v2), name) if profile else (None, ())
    said, said_notes = (
        ask_comments(session, v2, name, kept, on_comments) if on_comments else (None, ())
    )
    return Answers(
        username=name,
        api=lists.api,
        posts=kept,
        series=series,
        notes=(
            *notes,
            *series_notes,
            *profile_notes,
            *said_notes,
            *_hidden_drafts_note(drafted),
        ),
        has_private=private and is_author,
        drafts=_fields(drafted) if drafts else None,
        profile=shown,
        comments=said,
    )


def _list_v3(
    session: Session, api: Api, name: str, tell: _Told, drafts: bool
) -> _Lists | UnusableAnswer:
    """List the posts and read them, or give what failed: now v2 can still be used."""
    try:
        return _readable(_list(session, api, name, tell, drafts), name)
    except UnusableAnswer as failure:
        # Not the error itself: with it, all that v3 has answered would stay in memory.
        kind = NoConnection if isinstance(failure, NoConnection) else UnusableAnswer
        return kind(failure.note.english, failure.note.korean)


def _readable(lists: _Lists, name: str) -> _Lists:
    """Give the lists as they are. Raises UnusableAnswer if no post can be read.

    The lists of v2 have null for `is_markdown`. Should those of v3 have it one day, that is no
    reason to take all posts for HTML: v2 knows of each post what it is.
    """
    posts, drafted = (_fields(page.rows) if page else () for page in (lists.posts, lists.drafts))
    refuse_unreadable(Answers(name, lists.api, posts, (), drafts=drafted))
    first = next(chain(posts, drafted), None)
    if lists.api == "v3" and first and all(map(_has_null, chain(posts, drafted))):
        raise fields.refusal(fields.from_api("v3", first), "is_markdown", TRUE_OR_FALSE)
    return lists


def _has_null(row: Mapping[str, object]) -> bool:
    return row.get("is_markdown", "") is None


def _list_v2(
    session: Session,
    api: Api,
    name: str,
    tell: _Told,
    drafts: bool,
    v3_failure: UnusableAnswer,
) -> _Lists:
    try:
        return _readable(_list(session, api, name, tell, drafts), name)
    except UnusableAnswer as failure:
        of_v3, of_v2 = reason(v3_failure), reason(failure)
        is_offline = all(isinstance(each, NoConnection) for each in (v3_failure, failure))
        advice = GET_ONLINE if is_offline else LATER
        raise MigratorError(
            f"The posts of {name} could not be read. Velog's v3 API: {of_v3.english} "
            f"The older v2 API: {of_v2.english} {advice.english}",
            f"{name}의 글을 읽을 수 없습니다. Velog의 v3 API: {of_v3.korean} 예전 v2 API: "
            f"{of_v2.korean} {advice.korean}",
        ) from failure


def _list(session: Session, api: Api, name: str, tell: _Told, drafts: bool) -> _Lists:
    """List the posts, and once more where some are missing; None where there is no such user."""
    # The list alone does not show it: both servers answer an empty list for an unknown user.
    if not knows_user(session, api, name):
        return _Lists(api.name, None)

    # Drafts first: a draft that is published meanwhile is then in both lists, not in neither.
    drafted = _list_drafts(session, api, name, tell.progress) if drafts else None
    before = len(drafted.rows) if drafted else 0

    def list_once() -> ListPage:
        def on_page(done: int, total: int) -> None:
            tell.progress(before + done, before + total)

        listed = list_posts(_pages(session, api, name, tell.posts), on_page)
        whole = with_rest(session, api, name, complete(session, api, listed))
        on_page(len(whole.rows), max(whole.stated, len(whole.rows)))
        return whole

    posts = list_once()
    if posts.is_short:
        posts = list_once()
    return _Lists(api.name, posts, drafted and _without(drafted, posts))


def _list_drafts(session: Session, api: Api, name: str, on_progress: OnStep) -> ListPage:
    """List the drafts. Raises UnusableAnswer for one that is listed but not given, as by v2."""
    pages = _draft_pages(session, api, name)
    listed = list_posts(pages, on_progress)
    drafts = complete(session, api, listed)
    if lost := _without(listed, drafts).rows:
        listed_again = {row.id for row in list_posts(pages, on_progress).rows}
        if still := [row for row in lost if row.id in listed_again]:
            raise UnusableAnswer(
                f"{api.endpoint} lists drafts that it does not give, as it does while its database "
                f"fails ({len(still)}, the first is {still[0].fields.get('title')!r}).",
                f"{api.endpoint}의 목록에 있는 임시 글을 받을 수 없습니다. 데이터베이스가 고장 "
                f"났을 때 그렇습니다({len(still)}개, 첫 번째: {still[0].fields.get('title')!r}).",
            )
    return with_rest(session, api, name, drafts, drafts=True)


def _without(listing: ListPage, other: ListPage) -> ListPage:
    known = {row.key for row in other.rows}
    return replace(listing, rows=tuple(row for row in listing.rows if row.key not in known))


def _pages(
    session: Session, api: Api, name: str, on_listed: OnListed
) -> Callable[[str | None], ListPage]:
    ask = _asking(session, api, api.page_query, name)

    def page_after(cursor: str | None) -> ListPage:
        answer, asked = ask(cursor)
        stated = fields.number(fields.child(answer, "userTags"), "posts_count")
        rows = _rows(answer)
        on_listed(_fields(rows))
        return ListPage(rows, stated, asked)

    return page_after


def _draft_pages(session: Session, api: Api, name: str) -> Callable[[str | None], ListPage]:
    ask = _asking(session, api, api.drafts_query, name)

    def page_after(cursor: str | None) -> ListPage:
        answer, asked = ask(cursor)
        # Velog sorts them by `created_at`, but a cursor compares `released_at`, as for posts.
        rows = sorted(_rows(answer), key=lambda row: row.released_at, reverse=True)
        return ListPage(tuple(rows), 0, asked)  # Velog states no number of drafts

    return page_after


def _asking(
    session: Session, api: Api, query: str, name: str
) -> Callable[[str | None], tuple[JsonObject, int]]:
    """Make a function that asks for a page; it gives also how many posts it has asked for.

    These get fewer for the rest of the list, as soon as an answer is too large.
    """
    sizes = [*PAGE_SIZES]

    def ask(cursor: str | None) -> tuple[JsonObject, int]:
        while True:
            try:
                return session.ask(api, query, {"u": name, "c": cursor, "n": sizes[0]}), sizes[0]
            except TooLargeAnswer:
                if len(sizes) == 1:
                    raise
                del sizes[0]

    return ask


def _rows(answer: JsonObject) -> tuple[ListRow, ...]:
    return tuple(read_list_row(post) for post in fields.rows(answer, "posts"))


def _hidden_drafts_note(drafts: Sequence[ListRow]) -> tuple[Note, ...]:
    """Say that a draft may be missing; Velog's list does not show that.

    Velog gives the 50 drafts with the latest `created_at` among those whose `released_at` is older
    than the cursor's. As long as both dates of a draft are the same, these are all.
    """
    moved = any(row.fields.get("created_at") != row.fields.get("released_at") for row in drafts)
    if len(drafts) < PAGE_SIZES[0] or not moved:
        return ()
    return (
        Note(
            f"Velog listed {len(drafts)} drafts, in an order that may leave some out. Check "
            "whether one is missing; if so, publish or delete some on Velog and run again.",
            f"Velog가 임시 글 {len(drafts)}개를 보내 왔지만, 순서 때문에 빠진 글이 있을 수 "
            "있습니다. 빠진 글이 없는지 확인하고, 있으면 Velog에서 몇 개를 출간하거나 지운 뒤 "
            "다시 실행하세요.",
        ),
    )


def _whole(listing: ListPage | None, name: str) -> Sequence[Mapping[str, object]]:
    if listing is None:
        is_lower, lower = name == name.lower(), name.lower()
        raise MigratorError(
            f"Velog has no user {name}. {WHAT_A_NAME_IS.english} "
            f"Upper and lower case are different there."
            f"{'' if is_lower else f' Did you mean {lower}?'}",
            f"Velog에 {name} 사용자가 없습니다. {WHAT_A_NAME_IS.korean} 대문자와 소문자를 "
            f"구별합니다.{'' if is_lower else f' {lower}인가요?'}",
        )
    if listing.is_short:
        advice, count = _why_short(listing) or LATER, len(listing.rows)
        raise MigratorError(
            f"Velog says that {name} has {listing.stated} posts, but its list shows "
            f"{count}, also when asked again. {advice.english}",
            f"Velog는 {name}의 글이 {listing.stated}개라고 하는데, 다시 요청해도 목록에는 "
            f"{count}개만 있습니다. {advice.korean}",
        )
    return _fields(listing.rows)


def _why_short(listing: ListPage) -> Note | None:
    """Say what to do where Velog cannot list all posts of one moment, however often it is asked."""
    at_once = Counter(row.released_at for row in listing.rows)
    ((moment, count),) = at_once.most_common(1) or ((None, 0),)
    if moment is None or count < PAGE_SIZES[0]:
        return None
    return Note(
        f"More than {PAGE_SIZES[0]} have the same date, {moment:%Y-%m-%d %H:%M:%S.%f} UTC, and it "
        "leaves some of those out. Nothing was written. Make some of them private on Velog, so "
        f"that {PAGE_SIZES[0]} of that date are left at most, and run again without --private.",
        f"날짜가 {moment:%Y-%m-%d %H:%M:%S.%f} UTC로 같은 글이 {PAGE_SIZES[0]}개보다 많아 일부가 "
        "목록에서 빠집니다. 아무것도 쓰지 않았습니다. 그날의 글이 "
        f"{PAGE_SIZES[0]}개 이하로 남도록 일부를 Velog에서 비공개로 바꾸고, --private 없이 다시 "
        "실행하세요.",
    )


def _series(
    session: Session, v2: Api, name: str, api: str, posts: Iterable[Mapping[str, object]]
) -> tuple[tuple[Mapping[str, object], ...] | None, tuple[Note, ...]]:
    """Ask for the series if a post is in one, or if it was v2 that gave null for that."""
    is_named = any(post.get("series") for post in posts)
    if api == "v3" and not is_named:
        return (), ()
    return ask_series(session, v2, name, is_named=is_named)


def _fields(rows: Sequence[ListRow]) -> Sequence[Mapping[str, object]]:
    return shelved_list(row.fields for row in rows)


def _fallback_note(failure: UnusableAnswer) -> Note:
    why = reason(failure)
    return Note(
        f"Velog's v3 API could not be read, so the older v2 API was used: {why.english} "
        "Nothing is missing because of that.",
        f"Velog의 v3 API를 읽을 수 없어 예전 v2 API에서 읽었습니다: {why.korean} "
        "그 때문에 빠진 것은 없습니다.",
    )
