"""The posts of a blog → a path for each, valid on every file system and kept from then on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from migrator.jekyll.names import markdown_endings, same_file, slug_of
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.permalinks.pages import place_of
from migrator.jekyll.yaml11 import read_value
from migrator.model import Post
from migrator.settings.site_settings import Settings

# 143 bytes is the shortest limit in use (eCryptfs, encrypted folders of a NAS); date and
# extension take 14 of them. A Hangul syllable takes three.
MAX_SLUG_BYTES = 120


def name_posts(
    posts: Iterable[Post],
    settings: Settings,
    known: Mapping[str, str],
    existing: Mapping[str, str | None] | None = None,
    taken: Mapping[str, str | None] | None = None,
) -> dict[str, str]:
    """Give each post id the path of its file, `<posts_dir>/YYYY-MM-DD-<slug>.md` if it is new.

    The folder and the ending of the author's own posts are used, if all have the same. The
    date is that of the site's time zone; a draft, `<drafts_dir>/<slug>.md`, gets it when it becomes
    a post. `known` holds the paths of posts that are in the site already: they are kept. Of
    two new posts whose slugs differ by letter case alone the younger gets a piece of its id, so
    that neither hides the other on macOS, on Windows or where the URL has no date. So does a post
    whose file would be one of those `existing`, or whose page one of the places `taken` in the
    built site; both say of which post, if any, the file is.
    """
    paths = dict(known)
    owners = {same_file(path): owner for path, owner in (existing or {}).items()}
    places = dict(taken or {})
    slugs = {same_file(slug_of(path)) for path in known.values()}
    for post in sorted(posts, key=lambda post: (post.released_at, post.id)):
        path = known.get(post.id)
        if path and (post.is_draft or not path.startswith(f"{settings.drafts_dir}/")):
            continue
        if path:
            slugs.discard(same_file(slug_of(path)))
        free = (
            name
            for name in _candidates(post)
            if same_file(name) not in slugs
            and owners.get(same_file(_path(post, name, settings)), post.id) == post.id
            and places.get(new_place(post, _path(post, name, settings), settings), post.id)
            == post.id
        )
        # If no name gives a free address, as with `permalink: /:year/`, any name is used.
        slug = next(free, f"{file_slug(post.slug)}-{post.id}".strip("-"))
        slugs.add(same_file(slug))
        paths[post.id] = _path(post, slug, settings)
        place = new_place(post, paths[post.id], settings)
        if place:
            places[place] = post.id
    return paths


def wished_path(post: Post, settings: Settings) -> str:
    """Give the path that a new post has if nothing is in its way."""
    return _path(post, next(iter(_candidates(post))), settings)


def new_place(post: Post, path: str, settings: Settings) -> str:
    """Give the file of the built site that will have the page of a post; '' if none will."""
    url = new_url(post, path, settings)
    return place_of(url) if url else ""


def new_url(post: Post, path: str, settings: Settings) -> str:
    """Give the address that a post will have, without `baseurl`; '' for one that has none."""
    if post.is_draft:
        return ""
    values: dict[str, object] = {"date": post.released_at, **_categories(settings)}
    values |= settings.always
    if post.series and settings.series == "categories":
        values["categories"] = [post.series.name]
    url = url_of(path, values, settings.config, settings.engine)
    return url if isinstance(url, str) else ""


def _categories(settings: Settings) -> Mapping[str, object]:
    """Read the categories that the author gives every post: they may be part of its address."""
    return {
        key: read_value(text)
        for key, text in settings.habits.always.items()
        if key in ("category", "categories")
    }


def _path(post: Post, slug: str, settings: Settings) -> str:
    if post.is_draft:
        return f"{settings.drafts_dir}/{slug}{_ending('.md', settings)}"
    day = f"{post.released_at.astimezone(settings.timezone):%Y-%m-%d}"
    ending = _ending(settings.habits.suffix, settings)
    return f"{settings.posts_dir}/{settings.habits.folder}{day}-{slug}{ending}"


def _ending(wanted: str, settings: Settings) -> str:
    """Give the ending of a new file: as wanted, if the site reads such files as Markdown."""
    known = markdown_endings(settings.config)
    return wanted if wanted.lower() in known else known[0]


def file_slug(slug: str) -> str:
    """Reduce a Velog slug to letters, digits, `-`, `_` and inner dots; may leave nothing.

    Jekyll skips names that begin with `.`, `_`, `#` or `~`, and 3.10 makes a wrong address of one
    that ends with a dot.
    """
    text = unicodedata.normalize("NFC", slug)
    text = re.sub(r"\.{2,}", ".", re.sub(r"[^\w.-]+", "-", text))
    text = re.sub("-{2,}", "-", text).strip("-._")
    return text.encode()[:MAX_SLUG_BYTES].decode(errors="ignore").strip("-._")


def same_words(text: str) -> str:
    """Reduce a title or a slug to its words, without case, form of Hangul and width of spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _candidates(post: Post) -> Iterable[str]:
    slug = file_slug(post.slug)
    short = post.id[:8]
    yield from (slug, f"{slug}-{short}", f"{slug}-{post.id}") if slug else (short, post.id)
