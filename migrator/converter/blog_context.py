"""What a post's page takes from the rest of the blog and of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.converter.velog_links import Resolve, stays


@dataclass(frozen=True)
class BlogContext:
    """The blog around a post.

    `slugs` are the earlier slugs of posts by their id, `tags` the names of tags in the site by
    their names on Velog: empty for a tag that cannot have one. `resolve` says where links to pages
    of Velog lead from now on.
    """

    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    resolve: Resolve = stays


ALONE = BlogContext()
