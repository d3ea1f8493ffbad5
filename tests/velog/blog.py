"""Posts, series and images as a test writes them → the same, in the order Velog gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

RELEASED = datetime(2023, 5, 1, 12, 34, 56, 789000, tzinfo=UTC)
"""When a post came out that does not say it."""

_NOT_IN_SLUG = re.compile(
    "[^A-Za-z0-9. \u3131-\ud7a3\u3000-\u30ff\uff00-\uff9f\u4e00-\u9faf\u3400-\u4dbf-]"
)


def make_id(kind: str, name: str) -> str:
    """Make an id that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"{kind}:{name}"))


def make_slug(title: str) -> str:
    """Make the slug Velog makes of a title; where none is left, eight letters it would draw."""
    words = re.sub("[ -]+", "-", _NOT_IN_SLUG.sub("", title).strip()).rstrip(".")
    return words[:240] or make_id("slug", title)[:8]


def make_short_description(body: str, marks: str) -> str:
    """Make the first words of a body, where the author wrote no description (roughly as Velog).

    `marks` are those of Markdown that a server takes out: each knows others.
    """
    prose = re.sub(r"```.*?```|~~~.*?~~~", "", body, flags=re.DOTALL)[:500]
    words = re.sub(rf"<[^>]*>|!?\[([^]]*)]\([^)]*\)|[{marks}]+ ?", r"\1", prose)
    return words if len(words) <= 200 else f"{words[:200]}..."


@dataclass(frozen=True)
class FakeComment:
    """A comment, with its replies; its id comes from its text.

    One that is `deleted` keeps its text in the table. `username` is None if its writer has left.
    """

    text: str
    username: str | None = "reader"
    replies: tuple[FakeComment, ...] = ()
    deleted: bool = False
    created_at: datetime = RELEASED
    id: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", str(UUID(self.id or make_id("comment", self.text))))


@dataclass(frozen=True)
class FakePost:
    """A post. Its id comes from its title: posts with the same title need ids of their own.

    `series` is the name of its series; without `series_index` it stands there by its date. `nulls`
    are the columns of its row that are null in the table: most may be.
    """

    title: str
    body: str = ""
    id: str = ""
    is_markdown: bool = True
    thumbnail: str | None = None
    short_description: str | None = None
    url_slug: str = ""
    released_at: datetime = RELEASED
    created_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    is_private: bool = False
    is_temp: bool = False
    series: str | None = None
    series_index: int | None = None
    nulls: frozenset[str] = frozenset()
    comments: tuple[FakeComment, ...] = ()

    def __post_init__(self) -> None:
        """Fill in id and slug here, so that `replace(post, title=...)` keeps both."""
        object.__setattr__(self, "id", str(UUID(self.id or make_id("post", self.title))))
        object.__setattr__(self, "url_slug", self.url_slug or make_slug(self.title))

    @property
    def is_public(self) -> bool:
        return not (self.is_private or self.is_temp)


@dataclass(frozen=True)
class FakeSeries:
    """A series; to be written only where it has no posts or its slug is not that of its name."""

    name: str
    url_slug: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", str(UUID(self.id or make_id("series", self.name))))
        object.__setattr__(self, "url_slug", self.url_slug or make_slug(self.name))


@dataclass(eq=False)
class Blog:
    """One user's blog. The keys of `images` are paths, unescaped, with or without a host before.

    `profile` are the fields of the user's profile that they filled in.
    """

    posts: list[FakePost] = field(default_factory=list)
    username: str = "labdev"
    series: list[FakeSeries] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    title: str | None = None
    profile: dict[str, Any] = field(default_factory=dict)

    def find(self, title: str) -> FakePost:
        """Give the post of this title."""
        return next(post for post in self.posts if post.title == title)

    def edit(self, title: str, /, **changes: Any) -> FakePost:
        """Change the post of this title; that moves its `updated_at`, and not its slug."""
        old = self.find(title)
        later = (old.updated_at or old.released_at) + timedelta(hours=1)
        new = replace(old, **{"updated_at": later, **changes})
        self.posts[self.posts.index(old)] = new
        return new

    def remove(self, title: str) -> None:
        """Delete the post of this title; Velog keeps no trace of it."""
        self.posts.remove(self.find(title))

    def comment(self, title: str, *comments: FakeComment) -> None:
        """Put comments under the post of this title, in the place of those there; no date moves."""
        post = self.find(title)
        self.posts[self.posts.index(post)] = replace(post, comments=comments)

    def by_id(self, post_id: str) -> FakePost | None:
        """Give the post of this id, whoever may see it."""
        return next((post for post in self.posts if post.id == post_id), None)

    def released(self, viewer: str | None) -> list[FakePost]:
        """Give the posts that `viewer` may see, newest first; nothing breaks a tie."""
        if len({post.id for post in self.posts}) < len(self.posts):
            raise ValueError("two posts have the same id: give one of them an id of its own")
        seen = [post for post in self.posts if not post.is_temp and self.shows(post, viewer)]
        return sorted(seen, key=_released, reverse=True)

    def drafts(self) -> list[FakePost]:
        """Give what was never published, in the order in which it was begun, newest first."""
        drafts = [post for post in self.posts if post.is_temp]
        return sorted(drafts, key=lambda post: post.created_at or post.released_at, reverse=True)

    def shows(self, post: FakePost, viewer: str | None) -> bool:
        """Tell whether `viewer`, None for a stranger, may see the post."""
        return post.is_public or viewer == self.username

    def all_series(self) -> list[FakeSeries]:
        """Give all series by name, those too that only their posts name."""
        names = dict.fromkeys(post.series for post in self.posts if post.series)
        given = {series.name: series for series in self.series}
        return _by_name([*given.values(), *(FakeSeries(each) for each in names.keys() - given)])

    def series_of(self, post: FakePost) -> FakeSeries | None:
        """Give the series of a post, if it is in one."""
        given = (series for series in self.series if series.name == post.series)
        return next(given, None) or (FakeSeries(post.series) if post.series else None)

    def members(self, series: str) -> list[tuple[int, FakePost]]:
        """Give all posts of a series with their numbers, in their order."""
        inside = [post for post in self.posts if post.series == series]
        inside.sort(key=lambda post: post.released_at)
        numbered = [
            (rank if post.series_index is None else post.series_index, post)
            for rank, post in enumerate(inside, start=1)
        ]
        return sorted(numbered, key=lambda pair: pair[0])


def _released(post: FakePost) -> tuple[bool, datetime]:
    """Give what the table is sorted by: PostgreSQL takes null for later than every date."""
    return "released_at" in post.nulls, post.released_at


def _by_name(series: Iterable[FakeSeries]) -> list[FakeSeries]:
    return sorted(series, key=lambda one: one.name)
