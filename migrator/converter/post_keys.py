"""A post and the site's settings → the values of its front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from migrator.converter.blog_context import BlogContext
from migrator.converter.yaml_writer import AuthorText, Value
from migrator.model import ImageLink, Post
from migrator.settings.profiles import Profile
from migrator.settings.site_settings import Settings
from migrator.settings.table import OWN_KEY

# YAML and HTML forbid them, and Velog shows none of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]")
# What kramdown reads as markup in a line of text.
_MARKUP = re.compile(
    r"<(?=[A-Za-z/!])|\*\S(?:.*\S)?\*|(?<!\w)_\S(?:.*\S)?_(?!\w)|`.*`|\][(\[]|\||~~.*~~|\$\$|\{:"
    r"|^(?:(?:#{1,6}|[-+*]|\d+\.)\s|>)"
)


def head_values(
    post: Post,
    username: str,
    settings: Settings,
    context: BlogContext,
    needs: frozenset[str],
    first_words: str,
    cover: Callable[[str], ImageLink | None],
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


def own_keys(post: Post, settings: Settings) -> Iterator[str]:
    """Give the keys that the author filled on Velog, of those that Velog's editor may blank."""
    if post.description:
        yield from settings.profile.summary
    if post.thumbnail:
        yield from (key.partition(".")[0] for key in covers_of(post, settings))


def covers_of(post: Post, settings: Settings) -> tuple[str, ...]:
    """Give the keys that get the thumbnail of a post.

    Velog shows it above the text only where the text does not hold its address
    (velog-client, PostViewer). A key that feeds lists as well is left out where the post would show
    the same picture twice.
    """
    keys, on_top = settings.profile.cover, settings.cover_on_top
    if not post.thumbnail or settings.cover == "never":
        return ()
    if settings.cover == "always":
        return keys
    quiet = tuple(key for key in keys if key not in on_top)
    if post.thumbnail in post.body:
        return quiet
    return keys if len(quiet) < len(keys) else (*keys, *on_top[:1])


def stands_in_text(post: Post, settings: Settings) -> bool:
    """Tell whether the thumbnail has to stand at the beginning of the text, to be seen there."""
    is_above = settings.cover == "as-velog" and post.thumbnail and post.thumbnail not in post.body
    return bool(is_above) and not settings.cover_on_top


def derived_keys(post: Post, settings: Settings) -> Iterator[str]:
    """Give the keys whose text is made of the post's text: its first words, its last change."""
    if not post.description:
        yield from settings.profile.summary
    if settings.habits.modified:
        yield settings.habits.modified


def velog_url(username: str, slug: str) -> str:
    """Give the address of a post on Velog, percent-encoded as in a link."""
    return f"https://velog.io/@{username}/{quote(slug, safe='!~*()-_.,;:@&=+$')}"


def one_line(text: str) -> str:
    """Write a text on one line, without control characters."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """Give a text with line feeds as line ends, and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _values(
    post: Post,
    username: str,
    settings: Settings,
    context: BlogContext,
    needs: frozenset[str],
    first_words: str,
    cover: Callable[[str], ImageLink | None],
) -> Iterator[tuple[str, Value]]:
    profile = settings.profile
    if settings.layout:
        yield "layout", settings.layout
    yield "title", _title(post, profile.titles)
    if not post.is_draft:
        yield "date", post.released_at.astimezone(settings.timezone)
    derived = first_words if settings.derived_summary else ""
    summary = _summary(post.description or derived, profile)
    yield from ((key, summary) for key in profile.summary if summary)
    if settings.habits.modified and post.id in context.changed:
        yield settings.habits.modified, AuthorText(context.changed[post.id])
    if post.is_private:
        yield "published", False
    tags = _tags(post.tags, context)
    if tags:
        yield settings.habits.tags, tags
    yield from _series(post, settings)
    cover_keys = covers_of(post, settings)
    if post.thumbnail and cover_keys:
        image = cover(post.thumbnail)
        yield from ((key, image or post.thumbnail) for key in cover_keys)
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


def _title(post: Post, titles: str) -> str:
    title = one_line(post.title) or post.slug
    return _markdown(title) if titles == "markdown" else _html(title) if titles == "html" else title


def _summary(text: str, profile: Profile) -> str:
    summary = one_line(text)
    if profile.titles == "markdown":
        return _markdown(summary)
    if profile.summary_quotes:
        return summary
    return re.sub(r'"([^"]*)"', "“\\1”", summary).replace('"', "”")


def _html(text: str) -> str:
    """Escape what a browser would read as a tag or an entity, and nothing else."""
    return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", re.sub(r"&(?=#?\w+;)", "&amp;", text))


def _markdown(text: str) -> str:
    """Escape marks if kramdown would read any of them as markup."""
    return re.sub(r"([\\`*_<\[|~${])", r"\\\1", text) if _MARKUP.search(text) else text


def _series(post: Post, settings: Settings) -> Iterator[tuple[str, Value]]:
    if not post.series:
        return
    name = one_line(post.series.name)
    yield "series", name
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


def tag_name(tag: str) -> str:
    """Normalise a tag as Velog's addresses have it: on one line, in NFC."""
    return unicodedata.normalize("NFC", one_line(tag))
