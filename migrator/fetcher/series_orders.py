"""The series of a user, from v2 → the place of each post in them, as far as v2 tells.

Only v2 lists the posts of a series, whichever API listed the posts themselves: v3 does not show the
order to strangers, and answers an error to its owner (velog monorepo, April 2025). The order is not
worth a run: where v2 is silent, the run goes on without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from migrator.fetcher import queries
from migrator.fetcher.fields import (
    UNKNOWN_SHAPE,
    JsonObject,
    UnusableAnswer,
    children,
    from_api,
    number,
    optional_child,
    post_id,
    text,
)
from migrator.fetcher.post_rows import line
from migrator.fetcher.queries import Api
from migrator.fetcher.session import NotLoggedIn, Session
from migrator.model import Note, SeriesPlace

Series = tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class SeriesOrders:
    """The series of posts by the post's id; the note says what could not be read."""

    places: Mapping[str, tuple[SeriesPlace, ...]]
    notes: tuple[Note, ...] = ()

    def place_of(self, id_: str, own: SeriesPlace | None, *, is_proof: bool) -> SeriesPlace | None:
        """Give the place of a post whose own series is `own`; `is_proof` if null means none.

        What the post says counts: series may have been read before, as those of a backup.
        """
        places = self.places.get(id_, ())
        if own is None:
            return None if is_proof or not places else places[-1]
        orders = [place.order for place in places if place.slug == own.slug]
        return replace(own, order=orders[-1]) if orders else own


def ask_series(
    session: Session, v2: Api, name: str, *, is_named: bool
) -> tuple[Series | None, tuple[Note, ...]]:
    """Ask v2 for the series of a user: None, and a note, where it does not tell.

    `is_named` says that posts name a series: then there is one.
    """
    try:
        answer = session.ask(v2, queries.v2_series(v2), {"u": name})
        series = tuple(one.fields for one in children(answer, "seriesList"))
    except UnusableAnswer as failure:
        return None, (_note(reason(failure)),)
    except NotLoggedIn:
        # v3 knows the user. v2 does not while its database fails.
        return None, (_note(unknown_login(v2)),)
    orders = read_orders(series)
    if is_named and not orders.places:
        why = Note(
            f"{v2.endpoint} lists no post of any series.",
            f"{v2.endpoint}의 어느 시리즈에도 글이 없습니다.",
        )
        return None, orders.notes or (_note(why),)
    return series, ()


def read_orders(series: Series | None) -> SeriesOrders:
    """Find the place of each post in a series. A part that is odd is left out, and said."""
    places: dict[str, tuple[SeriesPlace, ...]] = {}
    problems: list[UnusableAnswer] = []
    whole = from_api("v2", {"seriesList": list(series or ())})
    for one in children(whole, "seriesList"):
        try:
            name, slug = line(text(one, "name")), text(one, "url_slug")
            entries = children(one, "series_posts")
        except UnusableAnswer as problem:
            problems.append(problem)
            continue
        for entry in entries:
            try:
                id_, order = _entry(entry)
            except UnusableAnswer as problem:
                problems.append(problem)
                continue
            if id_ is not None:
                places[id_] = (*places.get(id_, ()), SeriesPlace(name, slug, order))
    return SeriesOrders(places, tuple(_note(reason(problem)) for problem in problems[:1]))


def _entry(entry: JsonObject) -> tuple[str | None, int]:
    """Give the id of a post, None for one that is not shown, and its number."""
    post = optional_child(entry, "post")
    return (post_id(post), number(entry, "index")) if post else (None, 0)


def reason(failure: UnusableAnswer) -> Note:
    """Give what happened, in one line, without the general advice."""
    said = failure.note
    return Note(
        " ".join(said.english.removesuffix(UNKNOWN_SHAPE.english).split()),
        " ".join(said.korean.removesuffix(UNKNOWN_SHAPE.korean).split()),
    )


def unknown_login(api: Api) -> Note:
    """Say that an API does not know the user whom the other one knows."""
    return Note(
        f"{api.endpoint} does not know who is logged in.",
        f"{api.endpoint}이(가) 로그인한 사람을 알아보지 못합니다.",
    )


def _note(why: Note) -> Note:
    return Note(
        f"The order of posts in series could not be read: {why.english} Posts that are in the site "
        "keep their place; new ones have none until it can be read.",
        f"시리즈 안의 글 순서를 읽을 수 없습니다: {why.korean} 사이트에 있는 글은 순서를 그대로 "
        "두고, 새 글은 읽을 수 있게 될 때까지 순서 없이 둡니다.",
    )
