"""A blog and the ledger → the pages that would be made as they were before: they are not made.

The text of such a page is the base text, and the rest of it is in the ledger, with a digest of all
that a page depends on: this tool, the settings, the post, the place of the file, and what the rest
of the blog gives to it. Where one letter of that is another one, the page is made anew.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path

import migrator
from migrator.converter.clean_text import one_line, tag_name
from migrator.converter.image_paths import file_stem, image_for
from migrator.converter.post_digest import digest_of, source_digest
from migrator.converter.post_keys import derived_keys, own_keys
from migrator.converter.velog_links import VelogPage, own_page
from migrator.model import Blog, Page, Post
from migrator.settings.habits import Habits, dump_habits
from migrator.site.checkout import Site
from migrator.site.ledger import Made
from migrator.site.post_places import PostPlaces

_ROOMS = ("model", "jekyll", "settings", "converter")
"""The parts of this tool that make a page; the converter imports no others."""
_LIBRARIES = frozenset(
    {"beautifulsoup4", "justhtml", "markdownify", "python-frontmatter", "pyyaml"}
)


@dataclass(frozen=True)
class Pages:
    """The pages of a blog at their places, as this version of the tool makes them."""

    blog: Blog
    places: PostPlaces

    def known(self, site: Site) -> Iterator[Page]:
        """Give the pages that were made before as they would be now, and that lack no image."""
        for post in self.blog.posts if tool_digest() else ():
            entry, base = site.ledger.posts.get(post.id), site.bases.get(post.id)
            if entry is None or entry.made is None or base is None:
                continue
            page = self._page(post, base, entry.made)
            is_whole = all(image.path in site.images for image in page.images)
            if is_whole and self._digest(post, page) == page.digest:
                yield page

    def with_digest(self, page: Page) -> Page:
        """Add to a page that was made the digest of what it was made of."""
        if page.links is None or not tool_digest():
            return page
        return replace(page, digest=self._digest(self._posts[page.post_id], page))

    def _page(self, post: Post, text: str, made: Made) -> Page:
        path, settings = self.places.paths[post.id], self.places.targets.settings
        folder = settings.image_folder(file_stem(path))
        return Page(
            post_id=post.id,
            title=one_line(post.title),
            path=path,
            parts=(text,),
            images=tuple(image_for(url, folder) for url in made.images),
            slug=post.slug,
            source=source_digest(post),
            own=frozenset(own_keys(post, settings)),
            audience=post.audience,
            derived=frozenset(derived_keys(post, settings)),
            needs=made.needs,
            lost=made.lost,
            links=made.links,
            digest=made.digest,
        )

    def _digest(self, post: Post, page: Page) -> str:
        targets = self.places.targets
        tags = [targets.tags.get(tag, tag) for tag in map(tag_name, post.tags)]
        slugs = dict.fromkeys((*targets.slugs.get(post.id, ()), post.slug))
        known = (
            [*slugs],
            targets.former.get(post.id, ()),
            targets.changed.get(post.id),
            tags,
            # What a moment is called somewhere is in a table of the system's.
            f"{post.released_at.astimezone(targets.settings.timezone)}",
        )
        made = ([image.url for image in page.images], sorted(page.needs), sorted(page.lost))
        led = [(url, targets.rests_on(linked)) for url, linked in _linked(page)]
        text = page.text(frozenset())
        return digest_of((self._shared, page.path, page.source, known, made, led, text))

    @cached_property
    def _shared(self) -> str:
        """Give a digest of what is the same for all pages."""
        targets = self.places.targets
        return digest_of((tool_digest(), targets.username, _said(targets.settings)))

    @cached_property
    def _posts(self) -> Mapping[str, Post]:
        return {post.id: post for post in self.blog.posts}


def made_of(page: Page) -> Made | None:
    """Give what the ledger keeps of a page."""
    if not page.digest:
        return None
    urls = tuple(image.url for image in page.images)
    return Made(page.digest, urls, page.links or (), page.needs, page.lost)


def _linked(page: Page) -> Iterator[tuple[str, VelogPage]]:
    for url in page.links or ():
        if linked := own_page(url):
            yield url, linked


def _said(value: object) -> str:
    """Write a value, the same in each process: sets have no order."""
    match value:
        case Habits():  # as the ledger has them, after the first run
            return json.dumps(dump_habits(value), ensure_ascii=False, sort_keys=True)
        case Set():
            return repr(sorted(map(_said, value)))
        case _ if is_dataclass(value):
            return repr([(each.name, _said(getattr(value, each.name))) for each in fields(value)])
        case _:
            return repr(value)


@cache
def tool_digest() -> str:
    """Give a digest of all code that makes pages; empty where it cannot be told.

    The number of the version would not do: who works on this tool changes it under one number.
    """
    libraries = sorted(_libraries())
    sources = [*_sources(Path(migrator.__file__).parent)]
    if not sources or len({name for name, _ in libraries}) < len(_LIBRARIES):
        return ""
    return digest_of((sys.version_info[:3], libraries, sources))


def _sources(package: Path) -> Iterator[tuple[str, str]]:
    for room in _ROOMS:
        for file in sorted([package / room, *(package / room).rglob("*")]):
            if file.suffix in (".py", ".toml") and file.is_file():
                content = file.read_bytes().replace(b"\r\n", b"\n")
                yield file.relative_to(package).as_posix(), sha256(content).hexdigest()


def _libraries() -> Iterator[tuple[str, str]]:
    """Give the libraries that make pages, with their versions.

    They are in the names of folders beside the libraries. To ask `importlib.metadata` would take
    longer than to make the pages of many a blog.
    """
    for place in map(Path, dict.fromkeys(sys.path)):
        for folder in place.glob("*-*.*-info") if place.is_dir() else ():
            name, version = folder.name.rsplit(".", 1)[0].split("-", 2)[:2]
            name = re.sub(r"[-_.]+", "-", name).lower()
            if name in _LIBRARIES:
                yield name, version
