"""A blog and a site of our own → a page for each series that comes into the site with its posts.

Jekyll makes no page of a series by itself, and on GitHub Pages no plugin does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from migrator.converter.clean_text import one_line
from migrator.converter.post_names import file_slug
from migrator.converter.yaml_writer import front_matter
from migrator.files import read_file
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import same_file
from migrator.jekyll.permalinks.pages import place_of
from migrator.jekyll.site_config import layouts_dir, source_of
from migrator.model import Blog, Page
from migrator.settings.habits import Habits
from migrator.settings.site_settings import Settings
from migrator.site.checkout import Site

_LAYOUT = "series"


@dataclass(frozen=True)
class SeriesPage:
    """The page of a series, and the ids of its posts: it is written with the first of them."""

    page: Page
    posts: frozenset[str]


def series_pages(root: Path, blog: Blog, site: Site, settings: Settings) -> tuple[SeriesPage, ...]:
    """Give the pages of those series of which the site has no post yet; no site but ours has any.

    So the owner may change such a page, and remove it for good.
    """
    folder, source = settings.profile.series_dir, source_of(settings.config)
    layout = f"{layouts_dir(settings.config)}/{_LAYOUT}.html"
    if not folder or not (root / source / layout).is_file():
        return ()
    posts = defaultdict(set)
    for post in blog.posts:
        if post.series and post.audience == "public":
            posts[one_line(post.series.name)].add(post.id)
    names = sorted(name for name in posts if not _is_known(name, site, settings))
    pages = _pages(names, folder, root / source, site)
    return tuple(
        SeriesPage(_as_page(name, f"{source}/{path}".lstrip("/"), url), frozenset(posts[name]))
        for name, (path, url) in pages.items()
    )


def _is_known(name: str, site: Site, settings: Settings) -> bool:
    """Tell whether the site shows a post of a series."""
    return any(
        name in text and path.startswith(f"{settings.posts_dir}/") and _is_shown_in(text, name)
        for path, text in site.texts.items()
    )


def _is_shown_in(text: str, name: str) -> bool:
    values = read_values(text)
    return values.get("series") == name and values.get("published") is not False


def _pages(
    names: Sequence[str], folder: str, base: Path, site: Site
) -> Mapping[str, tuple[str, str]]:
    """Give path and address of the page of each series that has none, be it an old one."""
    pages: dict[str, tuple[str, str]] = {}
    used: set[str] = set()
    for name in names:
        slugs = [slug for slug in _slugs(name) if same_file(slug) not in used]
        files = {slug: base / folder / f"{slug}.md" for slug in slugs}
        if any(_title_of(file) == name for file in files.values()):
            continue
        free = (
            slug
            for slug, file in files.items()
            if not file.exists() and place_of(f"/{folder}/{slug}/") not in site.taken
        )
        for slug in [*free][:1]:
            used.add(same_file(slug))
            pages[name] = f"{folder}/{slug}.md", f"/{folder}/{slug}/"
    return pages


def _slugs(name: str) -> Iterator[str]:
    """Give names for the file: the second is for a series whose first one another series has."""
    slug, digest = file_slug(name), sha256(name.encode()).hexdigest()[:8]
    if slug:
        yield slug
    yield f"{slug}-{digest}".lstrip("-")


def _title_of(file: Path) -> object:
    try:
        return read_values(read_file(file).decode("utf-8")).get("title") if file.is_file() else None
    except (OSError, ValueError):
        return None


def _as_page(name: str, path: str, url: str) -> Page:
    keys = {"layout": _LAYOUT, "title": name, "permalink": url}
    return Page(
        post_id=f"series-{sha256(name.encode()).hexdigest()[:8]}",
        title=name,
        path=path,
        parts=("".join(map(str, front_matter(keys, Habits()))),),
        images=(),
    )
