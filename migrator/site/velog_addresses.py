"""The front matter of a site's posts → which of them is the post at an address of Velog."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.converter.post_names import same_words
from migrator.converter.velog_links import post_pages

Key = tuple[str, str]
"""The user and the slug of a post on Velog, in a form to compare them by."""


@dataclass(frozen=True)
class VelogAddresses:
    """The paths of posts by the addresses of Velog in their front matter.

    `stated` are those of `velog: {url: ...}`, which say what the post is; `mentioned` are all,
    among which may be that of the previous post.
    """

    stated: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    mentioned: Mapping[Key, frozenset[str]] = field(default_factory=dict)

    def paths(self, user: str, slug: str) -> frozenset[str]:
        """Give the posts that state an address, and if none does, those that mention it."""
        key = post_key(user, slug)
        return self.stated.get(key) or self.mentioned.get(key, frozenset())

    def states(self, user: str, slug: str) -> bool:
        """Tell whether a post says that this is its address."""
        return post_key(user, slug) in self.stated


def post_key(user: str, slug: str) -> Key:
    """Give the user and the slug of a post on Velog as a key."""
    return user, same_words(slug)


def velog_addresses(heads: Mapping[str, Mapping[str, object]]) -> VelogAddresses:
    """Index the front matter of posts, by path."""
    stated = {path: _own_url(values) for path, values in heads.items()}
    return VelogAddresses(_by_key(stated), _by_key(heads))


def _own_url(values: Mapping[str, object]) -> object:
    velog = values.get("velog")
    return velog.get("url") if isinstance(velog, Mapping) else None


def _by_key(found: Mapping[str, object]) -> dict[Key, frozenset[str]]:
    paths: dict[Key, set[str]] = defaultdict(set)
    for path, values in found.items():
        for page in post_pages(values):
            paths[post_key(page.user, page.slug)].add(path)
    return {key: frozenset(known) for key, known in paths.items()}
