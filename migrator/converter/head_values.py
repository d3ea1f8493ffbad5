"""A post and the site's settings → the values of its front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from migrator.converter import kramdown_writer
from migrator.converter.blog_context import BlogContext
from migrator.converter.clean_text import one_line, tag_name
from migrator.converter.post_keys import covers_of
from migrator.converter.tree import Paragraph, Text
from migrator.converter.velog_links import velog_url
from migrator.converter.yaml_writer import AuthorText, Value
from migrator.model import ImageLink, Post
from migrator.settings.site_settings import Settings
from migrator.settings.table import OWN_KEY

# What may be a character's name to a browser, also without its semicolon.
_NAMED = re.compile(r"&#?\w+;?")


def head_values(
    post: Post,
    username: str,
    settings: Settings,
    context: BlogContext,
    needs: frozenset[str],
    first_words: str,
    cover: Callable[[str, str], ImageLink | None],
) -> Mapping[str, Value]:
    """Give the values, in the order for a site whose author has no order of their own."""
    values: dict[str, Any] = {}
    for dotted, value in _values(post, username, settings, context, needs, first_words, cover):
        *above, key = dotted.split(".")
        place: Any = values
        for name in above:
            place = place.setdefault(name, {}) if isinstance(place, dict) else place
        # A key that another setting has made a text stays one.
        if isinstance(place, dict):
            place.setdefault(key, value)
    return values


def _values(
    post: Post,
    username: str,
    settings: Settings,
    context: BlogContext,
    needs: frozenset[str],
    first_words: str,
    cover: Callable[[str, str], ImageLink | None],
) -> Iterator[tuple[str, Value]]:
    profile = settings.profile
    if settings.layout:
        yield "layout", settings.layout
    yield "title", _printed(one_line(post.title) or post.slug, profile.titles, settings)
    if not post.is_draft:
        yield "date", post.released_at.astimezone(settings.timezone)
    yield from _summaries(post, first_words, settings)
    if settings.habits.modified and post.id in context.changed:
        yield settings.habits.modified, AuthorText(context.changed[post.id])
    if post.is_private:
        yield "published", False
    tags = _tags(post.tags, context)
    if tags:
        yield settings.habits.tags, tags
    yield from _series(post, settings)
    thumbnail = post.thumbnail or ""
    yield from ((key, cover(thumbnail, key) or thumbnail) for key in covers_of(post, settings))
    for need, keys in (
        ("math", profile.math),
        ("mermaid", profile.mermaid),
        ("toc", profile.toc),
    ):
        yield from keys.items() if need in needs else ()
    yield from settings.always.items()
    yield from ((key, AuthorText(text)) for key, text in settings.habits.always.items())
    yield from _addresses(post, username, settings, context)
    yield OWN_KEY, {"id": post.id, "url": velog_url(username, post.slug)}


def _summaries(post: Post, first_words: str, settings: Settings) -> Iterator[tuple[str, str]]:
    derived = first_words if settings.derived_summary else ""
    text = one_line(post.description or derived)
    summary = _printed(text, settings.profile.summaries, settings)
    if not settings.profile.summary_quotes:
        summary = _without_quotes(summary)
    yield from ((key, summary) for key in settings.profile.summary if summary)


def _printed(text: str, markup: str, settings: Settings) -> str:
    """Write a text so that the theme prints it as typed, whatever it takes it for."""
    match markup:
        case "markdown":
            line = Paragraph((Text(text, ""),), (0, 1))
            return kramdown_writer.write((line,), settings.dialect, lambda url, _: url)
        case "html":
            return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", _NAMED.sub(_escaped, text))
        case _:
            return text


def _escaped(name: re.Match[str]) -> str:
    return name[0] if unescape(name[0]) == name[0] else f"&amp;{name[0][1:]}"


def _without_quotes(summary: str) -> str:
    return re.sub(r'"([^"]*)"', "“\\1”", summary).replace('"', "”")


def _series(post: Post, settings: Settings) -> Iterator[tuple[str, Value]]:
    if not post.series:
        return
    name = one_line(post.series.name)
    yield from ((key, name) for key in settings.series_keys)
    if post.series.order is not None:
        yield "series_order", post.series.order
    if settings.series == "categories":
        yield "categories", [name]


def _addresses(
    post: Post, username: str, settings: Settings, context: BlogContext
) -> Iterator[tuple[str, Value]]:
    """Give the addresses that the post had, on Velog and here, if the settings ask for it."""
    if settings.redirects and not (post.is_draft or post.is_private):
        slugs = dict.fromkeys((*context.slugs.get(post.id, ()), post.slug))
        velogs = (f"/@{username}/{slug}/" for slug in slugs)
        yield "redirect_from", [*velogs, *context.former.get(post.id, ())]
    if settings.is_mirror:
        yield "canonical_url", velog_url(username, post.slug)


def _tags(tags: Iterable[str], context: BlogContext) -> list[str]:
    """Drop empty tags, which Jekyll would publish, and give the others their names in the site."""
    names = (context.tags.get(tag, tag) for tag in map(tag_name, tags))
    return list(dict.fromkeys(name for name in names if name))
