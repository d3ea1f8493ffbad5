"""The posts and series as Velog answered them → a Blog, or a MigratorError."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from migrator.fetcher.fields import (
    JsonObject,
    children,
    flag,
    from_api,
    moment,
    number,
    optional_child,
    optional_text,
    post_id,
    refusal,
    text,
    texts,
)
from migrator.model import Answers, Blog, MigratorError, Post, SeriesPlace

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BLANK_CONTROL = re.compile(r"[\t-\r\x85]+")


def read_blog(answers: Answers, *, private: bool = False, drafts: bool = False) -> Blog:
    """Read all public posts, and with `private` and `drafts` those that only the author sees.

    Raises MigratorError, naming API, field and post, for an answer of another shape, and where a
    backup was made without the private posts or drafts that are asked for.
    """
    _refuse_missing(answers, private, drafts)
    # Only v2 lists the posts of a series, whichever API listed the posts themselves.
    series = children(from_api("v2", {"seriesList": list(answers.series)}), "seriesList")
    places = _places(series)
    posts = [_read_post(item, places) for item in _items(answers.api, "posts", answers.posts)]
    drafted = [_read_draft(item, places) for item in _items(answers.api, "drafts", answers.drafts)]
    return Blog(
        username=answers.username,
        posts=(
            *(post for post in posts if private or not post.is_private),
            *(drafted if drafts else ()),
        ),
        notes=answers.notes,
    )


def _refuse_missing(answers: Answers, private: bool, drafts: bool) -> None:
    wanted = (
        ("private posts", "--private", private and not answers.has_private),
        ("drafts", "--drafts", drafts and answers.drafts is None),
    )
    for what, option, is_missing in wanted:
        if is_missing:
            raise MigratorError(
                f"This backup was made without {what}. Leave {option} out, or make the backup "
                f"again: `velog-to-jekyll backup {answers.username} DIR {option}`."
            )


def _items(api: str, key: str, answered: Sequence[Mapping[str, object]] | None) -> list[JsonObject]:
    return children(from_api(api, {key: list(answered or ())}), key)


def _read_draft(item: JsonObject, places: Mapping[str, SeriesPlace]) -> Post:
    """Read a draft. Raises MigratorError if the list of drafts has something else in it."""
    if not flag(item, "is_temp"):
        raise refusal(item, "is_temp", "true, as it is for a draft")
    return _read_post(item, places)


def _read_post(item: JsonObject, places: Mapping[str, SeriesPlace]) -> Post:
    id_ = post_id(item)
    return Post(
        id=id_,
        slug=text(item, "url_slug"),
        title=_line(text(item, "title")),
        body=text(item, "body"),
        is_markdown=flag(item, "is_markdown"),
        released_at=moment(item, "released_at"),
        description=_own_description(item),
        thumbnail=optional_text(item, "thumbnail"),
        tags=tuple(_line(tag) for tag in texts(item, "tags")),
        series=places.get(id_) or _own_series(item),
        is_private=flag(item, "is_private"),
        is_draft=item.fields.get("is_temp") is not None and flag(item, "is_temp"),
    )


def _own_description(item: JsonObject) -> str | None:
    """Give the description if the author wrote it: only then `meta` has one, too."""
    shown, meta = optional_text(item, "short_description"), item.fields.get("meta")
    is_own = isinstance(meta, Mapping) and bool(meta.get("short_description"))
    return shown if is_own else None


def _own_series(item: JsonObject) -> SeriesPlace | None:
    """Give the series that the post itself names, for a post that its series does not list."""
    series = optional_child(item, "series")
    if series is None:
        return None
    return SeriesPlace(_line(text(series, "name")), text(series, "url_slug"), None)


def _places(series: list[JsonObject]) -> dict[str, SeriesPlace]:
    """Find the place of each post in a series, by the post's id."""
    places: dict[str, SeriesPlace] = {}
    for one in series:
        name, slug = _line(text(one, "name")), text(one, "url_slug")
        for entry in children(one, "series_posts"):
            post = optional_child(entry, "post")
            if post is not None:
                places[post_id(post)] = SeriesPlace(name, slug, number(entry, "index"))
    return places


def _line(value: str) -> str:
    """Keep a text on one line and free of control characters."""
    return _CONTROL.sub("", _BLANK_CONTROL.sub(" ", value))
