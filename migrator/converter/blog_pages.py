"""The posts of a blog and their paths → their pages; links between them lead into the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from migrator.converter.blog_context import BlogContext
from migrator.converter.comment_files import convert_comments
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import convert_post
from migrator.converter.post_names import name_posts
from migrator.converter.velog_links import VelogPage, address_of
from migrator.model import Blog, Page, Post
from migrator.settings.site_settings import Settings

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")


class Share(Protocol):
    """Does work on each of many things with what they share; gives the results in order."""

    def __call__(self, work: Callable[[T, S], R], things: Sequence[T], shared: S) -> Iterable[R]:
        """Do the work, in whatever order."""


def in_turn(work: Callable[[T, S], R], things: Sequence[T], shared: S) -> Iterable[R]:
    """Do the work on one thing after the other."""
    return (work(thing, shared) for thing in things)


def convert_blog(
    blog: Blog, paths: Mapping[str, str], targets: LinkTargets, share: Share = in_turn
) -> Iterable[Page]:
    """Make the page of each post at its path, by id; links to pages of Velog lead to `targets`.

    The pages come as they are made; `share` may make several at the same time.
    """
    placed = [(post, paths[post.id]) for post in blog.posts]
    return share(_convert, placed, targets)


def _convert(placed: tuple[Post, str], targets: LinkTargets) -> Page:
    asked: dict[VelogPage, str | None] = {}

    def resolve(page: VelogPage) -> str | None:
        asked[page] = targets.resolve(page)
        return asked[page]

    context = BlogContext(targets.slugs, targets.former, targets.changed, targets.tags, resolve)
    post, path = placed
    page = convert_post(post, targets.username, path, targets.settings, context)
    found = [address_of(each) for each in asked if each.user == targets.username]
    links = tuple(address for address in found if address is not None)
    return replace(page, links=links if len(links) == len(found) else None)


def convert_alone(blog: Blog, settings: Settings) -> tuple[Page, ...]:
    """Make the pages of a blog that goes into no site, as for a backup, those of comments too."""
    paths = name_posts(blog.posts, settings, {})
    targets = LinkTargets(blog.username, blog.posts, settings)
    comments = convert_comments(blog, paths, targets) or {}
    return (*convert_blog(blog, paths, targets), *filter(None, comments.values()))
