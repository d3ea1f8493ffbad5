"""A post and the site's settings → which keys of its front matter come from where."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.model import Post
from migrator.settings.site_settings import Settings


def own_keys(post: Post, settings: Settings) -> Iterator[str]:
    """Give the keys that the author filled on Velog, of those that Velog's editor may blank."""
    if post.description:
        yield from settings.profile.summary
    if post.thumbnail:
        yield from (key.partition(".")[0] for key in covers_of(post, settings))


def derived_keys(post: Post, settings: Settings) -> Iterator[str]:
    """Give the keys whose text is made of the post's text: its first words, its last change."""
    if not post.description:
        yield from settings.profile.summary
    if settings.habits.modified:
        yield settings.habits.modified


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
