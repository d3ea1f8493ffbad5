"""Posts that stand in a site → which of them is the post of a link to Velog, if that is sure."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrator.converter.post_names import file_slug
from migrator.converter.velog_links import VelogPage, own_page
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import slug_of


@dataclass(frozen=True)
class LinkedPosts:
    """The posts of a site by what a link to Velog can know them by.

    `by_address` has the paths by user and slug, as front matter gives them, `by_name` by the slug
    that a file's name or a title makes, with whether both make it. `username` is whose posts these
    are; None if nobody knows.
    """

    username: str | None
    by_address: Mapping[tuple[str, str], frozenset[str]]
    by_name: Mapping[str, Mapping[str, bool]]

    def find(self, page: VelogPage) -> str | None:
        """Give the path of the post that a link leads to, if it plainly is that post.

        Its address in the front matter is enough. A name may be chance, `intro` or `til` say: it
        has to have more than one word, or to be that of the file and of the title.
        """
        if page.kind != "post":
            return None
        known = self.by_address.get((page.user, _plain(page.slug)))
        if known:
            return next(iter(known)) if len(known) == 1 else None
        found = self._named(page)
        if len(found) != 1:
            return None
        ((path, is_twice),) = found.items()
        return path if is_twice or "-" in page.slug else None

    def is_doubtful(self, page: VelogPage) -> bool:
        """Tell whether a link may lead to a post of the site, and may not."""
        return self.find(page) is None and bool(page.kind == "post" and self._named(page))

    def _named(self, page: VelogPage) -> Mapping[str, bool]:
        if page.user != self.username:
            return {}
        return self.by_name.get(_plain(file_slug(page.slug)), {})


def own_posts(texts: Mapping[str, str], username: str | None) -> LinkedPosts:
    """Find out by what the posts of a site, by path, can be known."""
    by_address = defaultdict(set)
    by_name: dict[str, dict[str, bool]] = defaultdict(dict)
    for path, text in texts.items():
        values = read_values(text)
        for address in _addresses(values):
            by_address[address].add(path)
        names = [slug_of(path), str(values.get("title") or "")]
        slugs = [_plain(file_slug(name)) for name in names]
        for slug in filter(None, slugs):
            by_name[slug][path] = slugs[0] == slugs[1]
    return LinkedPosts(
        username, {key: frozenset(paths) for key, paths in by_address.items()}, dict(by_name)
    )


def _addresses(values: object) -> Iterator[tuple[str, str]]:
    """Give user and slug of each address of a Velog post in the front matter."""
    match values:
        case str():
            page = own_page(values.strip()) if "velog.io" in values else None
            if page is not None and page.kind == "post":
                yield page.user, _plain(page.slug)
        case Mapping():
            for value in values.values():
                yield from _addresses(value)
        case list():
            for value in values:
                yield from _addresses(value)


def _plain(slug: str) -> str:
    return unicodedata.normalize("NFC", slug).casefold()
