"""A blog whose series have no order, and the site → the blog, with the order that the site knows.

Velog's older API alone tells the order, and may be silent: then no post of the site changes for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from migrator.converter.clean_text import one_line
from migrator.jekyll.front_matter import read_values
from migrator.model import Blog, Post
from migrator.site.checkout import Site


@dataclass(frozen=True)
class _Place:
    """The series of a post in the site, by its name, and the place of the post there, if known."""

    series: str
    order: int | None


@dataclass(frozen=True)
class _Names:
    """The names of all series, on Velog today and in the site before."""

    today: frozenset[str]
    before: frozenset[str]

    def are_same(self, old: str, new: str) -> bool:
        """Tell whether two names are of the same series, which may have another name now."""
        return old == new or (old not in self.today and new not in self.before)


def with_known_orders(blog: Blog, site: Site) -> Blog:
    """Give each post in a series, if Velog has not told its place there, the one in the site."""
    posts = (*blog.posts, *blog.left_out)
    if not any(_unordered(posts)):
        return blog
    known = {post.id: _place_in_site(post, site) for post in posts}
    names = _Names(
        today=frozenset(one_line(post.series.name) for post in posts if post.series),
        before=frozenset(place.series for place in known.values()),
    )
    return replace(
        blog,
        posts=tuple(_with_order(post, known, names) for post in blog.posts),
        left_out=tuple(_with_order(post, known, names) for post in blog.left_out),
    )


def lacks_new_orders(blog: Blog, site: Site) -> bool:
    """Tell whether the place of a post in its series is unknown, and was not so in the site."""
    return any(
        post.series and _place_in_site(post, site) != _Place(one_line(post.series.name), None)
        for post in _unordered(blog.posts)
    )


def _unordered(posts: tuple[Post, ...]) -> Iterator[Post]:
    return (post for post in posts if post.series and post.series.order is None)


def _with_order(post: Post, known: Mapping[str, _Place], names: _Names) -> Post:
    place = known[post.id]
    if post.series is None or post.series.order is not None:
        return post
    if not names.are_same(place.series, one_line(post.series.name)):
        return post
    return replace(post, series=replace(post.series, order=place.order))


def _place_in_site(post: Post, site: Site) -> _Place:
    """Read the place out of the text that Velog last had, or else out of the file."""
    velogs = site.incoming.get(post.id) or site.bases.get(post.id)
    text = velogs or site.text_at(site.path_of(post.id) or "")
    values = read_values(text) if text else {}
    order = values.get("series_order")
    if not isinstance(order, int) or isinstance(order, bool):
        order = None
    return _Place(str(values.get("series") or ""), order)
