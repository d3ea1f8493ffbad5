"""What v2 answers null for, and what its lists lack → the same, asked for until it is known.

v2 answers null for a user and for a post also while its database fails (velog-server, November
2024), and it is asked only after v3 has failed: a null of v2 means "do not know".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from migrator.fetcher import fields, queries
from migrator.fetcher.fields import JsonObject, UnusableAnswer
from migrator.fetcher.http import NotYet, with_retries
from migrator.fetcher.paging import ListPage, ListRow
from migrator.fetcher.queries import Api
from migrator.fetcher.session import Session

DETAILS_PER_REQUEST = 20


def knows_user(session: Session, api: Api, name: str) -> bool:
    """Ask whether there is such a user. Raises UnusableAnswer where v2 does not know one."""
    user = _ask_while_null(session, api, api.user_query, {"u": name}, ["user"])["user"]
    if user is None and api.name == "v2":
        raise UnusableAnswer(
            f"{api.endpoint} answered that there is no user {name}, which it also does while its "
            "database fails."
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
    rows = list(listing.rows)
    batches = [
        rows[start : start + DETAILS_PER_REQUEST]
        for start in range(0, len(rows), DETAILS_PER_REQUEST)
    ]
    return replace(
        listing, rows=tuple(row for batch in batches for row in _detailed(session, api, batch))
    )


def _detailed(session: Session, api: Api, batch: Sequence[ListRow]) -> Iterator[ListRow]:
    ids = {f"i{index}": row.id for index, row in enumerate(batch)}
    query, keys = queries.v2_details(api, len(batch)), [f"p{index}" for index in range(len(batch))]
    found = _ask_while_null(session, api, query, ids, keys)
    for key, row in zip(keys, batch, strict=True):
        details = found[key]
        if details is not None:
            yield replace(row, fields={**row.fields, **details.fields})
