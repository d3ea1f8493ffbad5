"""The posts of a blog and their addresses in the site → the target of a link to a page of Velog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from migrator.converter.clean_text import one_line, tag_name
from migrator.converter.post_digest import source_digest
from migrator.converter.velog_links import VelogPage, site_link
from migrator.jekyll.permalinks import jekyll_slug
from migrator.jekyll.site_config import liquid_baseurl
from migrator.model import Post
from migrator.settings.site_settings import Settings


@dataclass(frozen=True)
class LinkTargets:
    """Knows the addresses in the site for the pages of one blog.

    `urls` are the addresses of its posts in the site by their id, without `baseurl`; links to
    other posts stay as they are. `slugs` are the slugs that posts had so far, `former` the
    addresses that they had in the site before, `changed` the days on which they last changed,
    `tags` the names of tags that have another name in the site.
    """

    username: str
    posts: Sequence[Post]
    settings: Settings
    urls: Mapping[str, str] = field(default_factory=dict)
    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, page: VelogPage) -> str | None:
        """Give the text of a link to a page; None if it stays as it is."""
        if page.user != self.username:
            return None
        match page.kind:
            case "post":
                return self._post(self._by_slug.get(page.slug), page.fragment)
            case "series":
                return self._series_link(self._by_series.get(page.slug))
            case "tag":
                return self._tag(page.slug)
            case "home":
                return self._link("/")

    def rests_on(self, page: VelogPage) -> str:
        """Give what the answer of `resolve` depends on, without reading a post's headings."""
        if page.kind != "post" or not page.fragment:
            return str(self.resolve(page))
        post = self._by_slug.get(page.slug)
        return f"{self.resolve(replace(page, fragment=''))} {source_digest(post) if post else ''}"

    def _post(self, post: Post | None, fragment: str = "") -> str | None:
        url = self.urls.get(post.id) if post else None
        if post is None or not url:
            return None
        return self._link(url, self._heading_ids(post).get(fragment, fragment) if fragment else "")

    def _series_link(self, first: Post | None) -> str | None:
        """Link to the page of a series; where the site has none, its first post leads to all."""
        template = self.settings.profile.series_page
        if not template or first is None or first.series is None:
            return self._post(first)
        page, _, fragment = template.partition("#")
        name = one_line(first.series.name).replace(" ", "-")
        return self._link(page.format(series=name), fragment.format(series=name))

    def _heading_ids(self, post: Post) -> Mapping[str, str]:
        """Read the headings of a post once, however many links lead to them."""
        if post.id not in self._known_headings:
            # What reads a post takes long to import, and few links lead into the middle of one.
            from migrator.converter.page import heading_ids

            self._known_headings[post.id] = heading_ids(post)
        return self._known_headings[post.id]

    @cached_property
    def _known_headings(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _tag(self, tag: str) -> str | None:
        name = self.tags.get(tag, tag)
        if not self.settings.tag_page or not name or tag not in self._used_tags:
            return None
        slug = jekyll_slug(name, engine=self.settings.engine)
        page, _, fragment = self.settings.tag_page.partition("#")
        return self._link(page.format(slug=slug, tag=name), fragment.format(slug=slug, tag=name))

    def _link(self, url: str, fragment: str = "") -> str:
        return site_link(url, fragment, liquid_baseurl(self.settings.config))

    @cached_property
    def _by_slug(self) -> Mapping[str, Post]:
        """Map slugs to posts, former slugs too; a present slug wins over a former one."""
        former = {slug: post for post in self.posts for slug in self.slugs.get(post.id, ())}
        return {**former, **{post.slug: post for post in self.posts}}

    @cached_property
    def _by_series(self) -> Mapping[str, Post]:
        return dict(self._series())

    def _series(self) -> Iterator[tuple[str, Post]]:
        """Give the posts of each series that are in the site, the first one last: it counts."""
        placed = [post for post in self.posts if post.series and self.urls.get(post.id)]
        for post in sorted(placed, key=_place, reverse=True):
            if post.series:
                yield post.series.slug, post

    @cached_property
    def _used_tags(self) -> frozenset[str]:
        return frozenset(tag_name(tag) for post in self.posts for tag in post.tags)


def _place(post: Post) -> tuple[bool, int, str]:
    order = post.series.order if post.series else None
    return order is None, order or 0, f"{post.released_at}"
