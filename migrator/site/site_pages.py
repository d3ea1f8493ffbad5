"""A blog, and the site it goes into → the pages of its posts, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrator.converter.blog_context import BlogContext
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import convert_post
from migrator.converter.post_names import name_posts, new_url
from migrator.converter.tag_names import tag_names, tag_notes
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import same_file
from migrator.model import Blog, Note, Page, Post
from migrator.settings.site_settings import Settings
from migrator.site.address_table import MovedPost
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site
from migrator.site.page_urls import urls_of


@dataclass(frozen=True)
class Converted:
    """The pages of a blog, what moved where by post id, and what else there is to say."""

    pages: tuple[Page, ...]
    moved: Mapping[str, MovedPost]
    notes: tuple[str, ...]


def convert_for_site(blog: Blog, site: Site, adoption: Adoption, settings: Settings) -> Converted:
    """Make the pages of a blog for a site, with links between them leading to the site."""
    urls = urls_of(site, settings)
    paths = name_posts(
        blog.posts,
        settings,
        {**site.paths(), **adoption.paths},
        {path: site.owners.get(path) for path in site.texts},
        {
            urls[same_file(path)]: site.owners.get(path)
            for path in site.texts
            if same_file(path) in urls
        },
    )
    homes = LinkTargets(
        username=blog.username,
        posts=blog.posts,
        # As the post's own file says, if it stands there already.
        urls={
            post.id: urls.get(same_file(paths[post.id])) or new_url(post, paths[post.id], settings)
            for post in blog.posts
            if _stands(post, paths[post.id], site, adoption)
        },
        slugs={post_id: entry.slugs for post_id, entry in site.ledger.posts.items()},
        tags=tag_names(blog.posts, settings),
        settings=settings,
    )
    pages = tuple(_pages(blog, paths, homes))
    return Converted(
        pages=pages,
        moved={**dict(_moved(homes)), **dict(_gone(blog, site, urls))},
        notes=tuple(_notes(pages, homes)),
    )


def convert_alone(blog: Blog, settings: Settings) -> tuple[Page, ...]:
    """Make the pages of a blog that goes into no site, as for a backup."""
    paths = name_posts(blog.posts, settings, {})
    homes = LinkTargets(blog.username, blog.posts, {}, {}, {}, settings)
    return tuple(_pages(blog, paths, homes))


def _pages(blog: Blog, paths: Mapping[str, str], homes: LinkTargets) -> Iterator[Page]:
    around = BlogContext(slugs=homes.slugs, tags=homes.tags, resolve=homes.resolve)
    for post in blog.posts:
        yield convert_post(post, blog.username, paths[post.id], homes.settings, around)


def _stands(post: Post, path: str, site: Site, adoption: Adoption) -> bool:
    """Tell whether a post has a public page in the site, or will have one after this run."""
    if post.audience != "public" or post.id in adoption.doubtful:
        return False
    is_known = post.id in site.ledger.posts or post.id in site.bases
    # A file that is known and not there was deleted by its author; a draft's moves.
    places = filter(None, (path, site.path_of(post.id)))
    return not is_known or any(site.text_at(place) is not None for place in places)


def _moved(homes: LinkTargets) -> Iterator[tuple[str, MovedPost]]:
    """Give the posts that have an address in the site."""
    for post in homes.posts:
        url = homes.urls.get(post.id)
        if url:
            former = [slug for slug in homes.slugs.get(post.id, ()) if slug != post.slug]
            yield post.id, MovedPost(post.title, (*former, post.slug), url)


def _gone(blog: Blog, site: Site, urls: Mapping[str, str]) -> Iterator[tuple[str, MovedPost]]:
    """Give the posts that Velog has no longer and that stand in the site."""
    listed = {post.id for post in blog.posts}
    for post_id, entry in site.ledger.posts.items():
        path = site.path_of(post_id)
        url = urls.get(same_file(path)) if path else None
        if post_id not in listed and entry.audience == "public" and path and url:
            title = read_values(site.text_at(path) or "").get("title")
            yield post_id, MovedPost(str(title or ""), entry.slugs, url)


def _notes(pages: Sequence[Page], homes: LinkTargets) -> Iterator[str]:
    """Say what the site cannot show of the posts."""
    yield from tag_notes(homes.tags)
    count = sum("math" in page.needs for page in pages)
    if count and not homes.settings.profile.has_math:
        theme = homes.settings.profile.title
        yield Note(
            f"Posts with formulas: {count}. {theme} shows none by itself: add MathJax to "
            "its pages, for instance in their head.",
            f"수식이 있는 글이 {count}개인데, {theme} 테마는 수식을 보여 주지 않습니다. "
            "페이지의 head 같은 곳에 MathJax를 넣으세요.",
        )
