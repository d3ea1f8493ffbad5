"""A blog and the site that it went to → its posts as they are to be proven."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.converter.post_digest import source_digest
from migrator.jekyll.front_matter import read_values
from migrator.model import Blog, Post
from migrator.proof.prove_post import PostToProve
from migrator.site.checkout import Site, velog_id
from migrator.site.page_urls import page_urls
from migrator.site.post_places import PostPlaces


def posts_to_prove(blog: Blog, site: Site, places: PostPlaces) -> Iterator[PostToProve]:
    """Give each public post, but for those that the author has deleted or hidden here."""
    url_of = page_urls(places.targets.settings)
    for post in blog.posts:
        entry = site.ledger.posts.get(post.id)
        if post.audience != "public" or (entry is not None and entry.deleted):
            continue
        path = places.paths[post.id]
        text = site.text_at(path)
        if text is not None and read_values(text).get("published") is False:
            continue
        yield PostToProve(
            post=post,
            path=path,
            text=text,
            ours=site.bases.get(post.id),
            address=None if text is None else url_of(path, text),
            is_newer=_is_newer(post, site),
            is_adopted=velog_id(text or "") != post.id,
        )


def _is_newer(post: Post, site: Site) -> bool:
    entry = site.ledger.posts.get(post.id)
    return bool(entry and entry.source and entry.source != source_digest(post))
