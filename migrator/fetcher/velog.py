"""A user's name → everything Velog says of their posts and series, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import unquote

import httpx

from migrator.fetcher import fields, queries
from migrator.fetcher.answers import read_blog
from migrator.fetcher.graphql import ask
from migrator.fetcher.http import Endpoints
from migrator.fetcher.paging import Page, Row, list_posts
from migrator.fetcher.queries import Api
from migrator.model import Answers, MigratorError

DETAILS_PER_REQUEST = 20
LATER = (
    "Nothing was written. Run again in a few minutes; if it stays like this, look for a newer "
    "version of velog-to-jekyll."
)
WHAT_A_NAME_IS = (
    "The user name is the part after @ in the address of the blog, https://velog.io/@name, "
    "without the @."
)

Progress = Callable[[int, int], None]
_VELOG_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?velog\.io/", re.IGNORECASE)


def username_of(text: str) -> str:
    """Find the user name in what somebody typed: `name`, `@name` or an address in the blog."""
    typed = unquote(text.strip())
    path = _VELOG_ADDRESS.sub("", typed, count=1) if _VELOG_ADDRESS.match(typed) else typed
    name = re.split(r"[/?#]", path)[0] if path != typed or typed.startswith("@") else typed
    name = name.removeprefix("@")
    if not name or re.search(r"[\s/@:]", name):
        raise MigratorError(f"{text!r} is not a Velog user name. {WHAT_A_NAME_IS}")
    return name


def fetch_answers(
    client: httpx.Client, endpoints: Endpoints, username: str, on_progress: Progress
) -> Answers:
    """Ask Velog for all public posts and all series of a user.

    `on_progress` is called after each page with the number of posts so far and in all. Raises
    MigratorError for an unknown user and where not everything could be had.
    """
    name = username_of(username)
    api = queries.v3(endpoints)
    notes: tuple[str, ...] = ()
    try:
        listing = _list_v3(client, api, name, on_progress)
    except MigratorError as failure:
        api, notes = queries.v2(endpoints), (_fallback_note(failure),)
        listing = _list_v2(client, api, name, on_progress, failure)
    return Answers(
        username=name,
        api=api.name,
        posts=_whole(listing, name),
        series=_series(client, endpoints.v2, name),
        notes=notes,
    )


def _list_v3(client: httpx.Client, api: Api, name: str, on_progress: Progress) -> Page | None:
    """List the posts; an answer that could not be read later is refused now, while v2 can help."""
    listing = _list(client, api, name, lambda: list_posts(_pages(client, api, name), on_progress))
    if listing:
        read_blog(Answers(name, api.name, tuple(row.fields for row in listing.rows), ()))
    return listing


def _list_v2(
    client: httpx.Client, api: Api, name: str, on_progress: Progress, v3_failure: MigratorError
) -> Page | None:
    def list_once() -> Page:
        return _with_details(client, api, list_posts(_pages(client, api, name), on_progress))

    try:
        return _list(client, api, name, list_once)
    except MigratorError as failure:
        raise MigratorError(
            f"The posts of {name} could not be read, neither from Velog's v3 API: "
            f"{_reason(v3_failure)} Nor from the older v2 API: {_reason(failure)} {LATER}"
        ) from failure


def _list(client: httpx.Client, api: Api, name: str, list_once: Callable[[], Page]) -> Page | None:
    """List the posts, and once more where some are missing; None where there is no such user."""
    # The list alone does not tell: to both servers an unknown user is one without posts.
    data = ask(client, api.endpoint, api.user_query, {"u": name})
    if fields.optional_child(fields.from_api(api.name, data), "user") is None:
        return None
    listing = list_once()
    return listing if len(listing.rows) >= listing.stated else list_once()


def _pages(client: httpx.Client, api: Api, name: str) -> Callable[[str | None], Page]:
    def page_after(cursor: str | None) -> Page:
        data = ask(client, api.endpoint, api.page_query, {"u": name, "c": cursor})
        answer = fields.from_api(api.name, data)
        rows = tuple(
            Row(fields.post_id(post), fields.moment(post, "released_at"), post.fields)
            for post in fields.children(answer, "posts")
        )
        return Page(rows, fields.number(fields.child(answer, "userTags"), "posts_count"))

    return page_after


def _with_details(client: httpx.Client, api: Api, listing: Page) -> Page:
    """Add what v2's lists leave out. A post that is gone meanwhile is left out, and so missed."""
    rows = list(listing.rows)
    batches = [
        rows[start : start + DETAILS_PER_REQUEST]
        for start in range(0, len(rows), DETAILS_PER_REQUEST)
    ]
    return replace(
        listing, rows=tuple(row for batch in batches for row in _detailed(client, api, batch))
    )


def _detailed(client: httpx.Client, api: Api, batch: Sequence[Row]) -> Iterator[Row]:
    ids = {f"i{index}": row.id for index, row in enumerate(batch)}
    data = ask(client, api.endpoint, queries.v2_details(len(batch)), ids)
    answer = fields.from_api(api.name, data)
    for index, row in enumerate(batch):
        details = fields.optional_child(answer, f"p{index}")
        if details is not None:
            yield replace(row, fields={**row.fields, **details.fields})


def _whole(listing: Page | None, name: str) -> tuple[Mapping[str, object], ...]:
    if listing is None:
        lower = "" if name == name.lower() else f" Did you mean {name.lower()}?"
        raise MigratorError(
            f"Velog has no user {name}: no such user. {WHAT_A_NAME_IS} "
            f"Upper and lower case are different there.{lower}"
        )
    if len(listing.rows) < listing.stated:
        raise MigratorError(
            f"Velog says that {name} has {listing.stated} posts, but its list shows "
            f"{len(listing.rows)}, also when asked again. {LATER}"
        )
    return tuple(row.fields for row in listing.rows)


def _series(client: httpx.Client, endpoint: str, name: str) -> tuple[Mapping[str, object], ...]:
    try:
        data = ask(client, endpoint, queries.V2_SERIES, {"u": name})
        series = fields.children(fields.from_api("v2", data), "seriesList")
    except MigratorError as failure:
        raise MigratorError(
            f"The series of {name} could not be read, and without them the order of their posts "
            f"would be lost: {_reason(failure)} {LATER}"
        ) from failure
    return tuple(one.fields for one in series)


def _fallback_note(failure: MigratorError) -> str:
    return (
        f"Velog's v3 API could not be read, so the older v2 API was asked: {_reason(failure)} "
        "Nothing is missing because of that."
    )


def _reason(failure: MigratorError) -> str:
    """Give what happened, in one line, without the advice that stands in it or after it."""
    return " ".join(str(failure).removesuffix(fields.UNKNOWN_SHAPE).split())
