"""The rest of a blog and the site → what the page of one post needs to know about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.converter.velog_links import Resolve, stays


@dataclass(frozen=True)
class BlogContext:
    """The blog around a post.

    `slugs` are the earlier slugs of posts by their id, `former` their earlier addresses in the
    site, `changed` the days on which a sync saw that they had changed. `tags` are the names of tags
    in the site by their names on Velog; an empty name leaves the tag out. `resolve` gives the new
    target of links to pages of Velog.
    """

    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    resolve: Resolve = stays


ALONE = BlogContext()
