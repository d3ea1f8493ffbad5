"""What v2 answers null for, and what lists lack → the same, asked for until it is known.

v2 answers null for a user and for a post also while its database fails (velog-server, November
2024), and it is asked only after v3 has failed: a null of v2 means "do not know".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from migrator.fetcher import fields, queries
from migrator.fetcher.fields import JsonObject, TooLargeAnswer, UnusableAnswer
from migrator.fetcher.http import NotYet, with_retries
from migrator.fetcher.paging import ListPage, newest_first, read_list_row
from migrator.fetcher.queries import Api
from migrator.fetcher.session import Session

DETAILS_PER_REQUEST = 20
MOST_DRAFTS = 1000
"""How many drafts may be of one moment; Velog states no number of drafts."""


def knows_user(session: Session, api: Api, name: str) -> bool:
    """Ask whether there is such a user. Raises UnusableAnswer where v2 does not know one."""
    user = _ask_while_null(session, api, api.user_query, {"u": name}, ["user"])["user"]
    if user is None and api.name == "v2":
        raise UnusableAnswer(
            f"{api.endpoint} answered that there is no user {name}, which it also does while its "
            "database fails.",
            f"{api.endpoint}이(가) {name} 사용자가 없다고 답했습니다. 데이터베이스가 고장 났을 "
            "때도 그렇게 답합니다.",
        )
    return user is not None


def _ask_while_null(
    session: Session, api: Api, query: str, variables: Mapping[str, object], keys: Sequence[str]
) -> dict[str, JsonObject | None]:
    """Ask for objects that may be null, of v2 again after a while where one of them is."""
    found: dict[str, JsonObject | None] = {}

    def ask() -> None:
        answer = session.ask(api, query, variables)
        new = {key: fields.optional_child(answer, key) for key in keys}
        found.update({key: value for key, value in new.items() if not found.get(key)})
        if api.name == "v2" and None in found.values():
            raise NotYet

    with suppress(NotYet):
        with_retries(ask, session.clock(api))
    return found


def complete(session: Session, api: Api, listing: ListPage) -> ListPage:
    """Add the fields that v2's lists lack. A post that is gone meanwhile is left out."""
    if api.name != "v2":
        return listing
    rows = {row.id: row for row in listing.rows}
    found = _by_id(session, api, [id_ for id_ in rows if id_], queries.v2_details)
    completed = (
        replace(row, fields={**row.fields, **found.get(row.id, {})})
        for row in listing.rows
        if row.id in found or not row.id
    )
    return replace(listing, rows=tuple(completed))


def with_rest(
    session: Session, api: Api, name: str, listing: ListPage, *, drafts: bool = False
) -> ListPage:
    """Add the posts of a list that no page has shown, where a page was full of one moment.

    A cursor leaves all of its moment out, so their ids are asked for from the other end.
    """
    if not listing.is_cut or not (drafts or listing.is_short):
        return listing
    variables = {"u": name, "n": -(MOST_DRAFTS if drafts else listing.stated)}
    try:
        answer = session.ask(api, queries.last_ids(api, drafts=drafts), variables)
    except UnusableAnswer:
        # It was never promised. The list is short, and that is said.
        return listing
    listed = {row.id for row in listing.rows}
    ids = [read_list_row(item).id for item in fields.rows(answer, "posts")]
    new = [id_ for id_ in ids if id_ and id_ not in listed]
    found = _by_id(session, api, new, queries.whole_posts)
    rest = (read_list_row(fields.from_api(api.name, post)) for post in found.values())
    return replace(listing, rows=newest_first((*listing.rows, *rest)))


def _by_id(
    session: Session, api: Api, ids: Sequence[str], query: Callable[[Api, int], str]
) -> dict[str, Mapping[str, object]]:
    """Ask for posts by their ids. A post that is gone meanwhile is left out."""
    found: dict[str, Mapping[str, object]] = {}
    for start in range(0, len(ids), DETAILS_PER_REQUEST):
        found |= _batch(session, api, ids[start : start + DETAILS_PER_REQUEST], query)
    return found


def _batch(
    session: Session, api: Api, ids: Sequence[str], query: Callable[[Api, int], str]
) -> dict[str, Mapping[str, object]]:
    variables = {f"i{index}": id_ for index, id_ in enumerate(ids)}
    keys = [f"p{index}" for index in range(len(ids))]
    try:
        found = _ask_while_null(session, api, query(api, len(ids)), variables, keys)
    except TooLargeAnswer:
        if len(ids) == 1:
            raise
        half = len(ids) // 2
        return {
            **_batch(session, api, ids[:half], query),
            **_batch(session, api, ids[half:], query),
        }
    posts = zip(ids, (found[key] for key in keys), strict=True)
    return {id_: post.fields for id_, post in posts if post is not None}
