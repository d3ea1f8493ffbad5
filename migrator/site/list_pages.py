"""A site and its posts → the pages of all series and of all tags that it has none of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from migrator.converter.language import Language, language_of_site
from migrator.converter.yaml_writer import front_matter
from migrator.jekyll.permalinks.pages import place_of
from migrator.jekyll.site_addresses import TakenAddress
from migrator.settings.habits import Habits
from migrator.settings.list_pages import SERIES, TAGS
from migrator.settings.site_settings import Settings
from migrator.site.new_page import NewPage, list_page_of
from migrator.site.page_urls import page_urls
from migrator.site.taken_places import taken_places

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "ko": {SERIES: "시리즈", TAGS: "태그", "empty": "아직 글이 없습니다.", "back": "모두 보기"},
    "en": {SERIES: "Series", TAGS: "Tags", "empty": "No posts yet.", "back": "Show all"},
}


@dataclass(frozen=True)
class ListsPage:
    """A page of lists: where it goes, and its text. `drawn` is the address that the theme draws.

    It is not written where the theme draws such pages, or the site has the page (`page.there`).
    """

    kind: str
    page: NewPage
    text: str
    drawn: str = ""


def list_pages(root: Path, settings: Settings, posts: Mapping[str, str]) -> tuple[ListsPage, ...]:
    """Give the pages of series and tags for a site with these posts, given as texts by path."""
    words = _WORDS[language_of_site(settings.config, "".join(posts.values()))]
    taken = {**dict(_of_posts(settings, posts)), **taken_places(root, settings, posts)}
    return tuple(
        ListsPage(
            kind,
            page := list_page_of(kind, root, settings, taken, words[kind]),
            _text(kind, page, {**words, **_ids(settings)}),
            drawn,
        )
        for kind, drawn in ((SERIES, settings.profile.series_page), (TAGS, settings.tag_page))
    )


def _text(kind: str, page: NewPage, words: Mapping[str, str]) -> str:
    """Write the file; it works with the Liquid of Jekyll 3.10 and 4, without a plugin."""
    body = files("migrator.site").joinpath("lists", f"{kind}.html").read_text("utf-8")
    head = "".join(map(str, front_matter(page.keys, Habits())))
    return head + Template(body).substitute(words)


def _ids(settings: Settings) -> Mapping[str, str]:
    """Give the filters for what leads to a tag: the theme's own links may have its slug."""
    if "{slug}" in settings.profile.tag_page:
        return {"as_id": "slugify", "as_link": "slugify"}
    return {"as_id": "escape", "as_link": "url_encode | replace: '+', '%20'"}


def _of_posts(settings: Settings, posts: Mapping[str, str]) -> Iterator[tuple[str, TakenAddress]]:
    url_of = page_urls(settings)
    for path, text in posts.items():
        if url := url_of(path, text):
            yield place_of(url), TakenAddress(url, place_of(url), path, "post")
