"""A blog → its posts, series and user in the shape in which both of Velog's APIs show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

from velog.blog import (
    RELEASED,
    Blog,
    FakeComment,
    FakePost,
    FakeSeries,
    make_id,
    make_short_description,
)

Row = dict[str, Any]
Members = list[tuple[int, FakePost]]

PAGE = 50
"""The most posts a page has, whatever is asked for."""

NOBODY_CAME: Row = {
    "likes": 0,
    "liked": False,
    "is_liked": False,
    "is_followed": False,
    "views": 0,
    "recommended_posts": [],
}

NOBODY_FOLLOWS: Row = {
    "is_certified": True,
    "is_trusted": False,
    "is_followed": False,
    "followers_count": 0,
    "followings_count": 0,
}


class Refusal(Exception):
    """What a resolver raises to refuse: `status` is what v3 makes of it, `code` what v2 does."""

    def __init__(self, message: str, status: int = 500, code: str = "INTERNAL_SERVER_ERROR"):
        super().__init__(message)
        self.status = status
        self.code = code


def show_date(date: datetime) -> str:
    """Write a date as both APIs do."""
    return date.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _for_owner(is_owner: bool, value: object) -> Callable[[object], object]:
    """Make a field that only the user themselves may ask for."""

    def resolve(_info: object) -> object:
        if not is_owner:
            raise Refusal("Not logged in", 401, "UNAUTHENTICATED")
        return value

    return resolve


def _written(comment: FakeComment) -> datetime:
    return comment.created_at


def _not_deleted(comments: Sequence[FakeComment]) -> Iterator[FakeComment]:
    """Give all comments of all levels that are not deleted."""
    for comment in comments:
        if not comment.deleted:
            yield comment
        yield from _not_deleted(comment.replies)


class Velog:
    """What the two servers share: how posts are found and how they look to `viewer`."""

    MARKS = "#*>`"

    def __init__(self, blog: Blog, viewer: str | None = None) -> None:
        self._blog = blog
        self._viewer = viewer
        self._user_id = make_id("user", blog.username)

    def __getattr__(self, name: str) -> NoReturn:
        """Fail aloud on a root field that has no method here, which else would answer null."""
        raise NotImplementedError(f"the fake Velog does not answer {name}")

    @property
    def _is_owner(self) -> bool:
        return self._viewer == self._blog.username

    def _knows(self, username: str | None) -> bool:
        return username == self._blog.username

    def _by_id(self, post_id: str) -> FakePost | None:
        try:
            return self._blog.by_id(str(UUID(post_id)))
        except ValueError:
            raise Refusal(f"{post_id} is not a UUID") from None

    def _by_slug(self, username: str | None, slug: str | None) -> FakePost | None:
        posts = self._blog.posts if self._knows(username) else []
        return next((post for post in posts if post.url_slug == slug), None)

    def _page(self, posts: list[FakePost], cursor: str | None, limit: int) -> list[Row]:
        """Cut a page out of `posts`; of the post at the cursor, if it still is, the date counts.

        A post without a date is older than none, and at the cursor it counts as none. A negative
        limit, however large, gives as many from the other end.
        """
        if limit > 100:
            raise Refusal("Max limit is 100", 400, "BAD_REQUEST")
        last = self._by_id(cursor) if cursor else None
        older = posts
        if last and "released_at" not in last.nulls:
            dated = [post for post in posts if "released_at" not in post.nulls]
            older = [post for post in dated if post.released_at < last.released_at]
        size = min(PAGE, limit)
        return [self._post_row(post) for post in (older[:size] if size >= 0 else older[size:])]

    def _post_row(self, post: FakePost) -> Row:
        given = post.short_description
        body = "" if "body" in post.nulls else post.body
        return {
            "id": post.id,
            "title": post.title,
            "body": post.body,
            "is_markdown": post.is_markdown,
            "is_temp": post.is_temp,
            "is_private": post.is_private,
            "thumbnail": post.thumbnail,
            "short_description": given or make_short_description(body, self.MARKS),
            "meta": {"short_description": given} if given else {},
            "url_slug": post.url_slug,
            "released_at": show_date(post.released_at),
            "created_at": show_date(post.created_at or post.released_at),
            "updated_at": show_date(post.updated_at or post.released_at),
            "tags": sorted(set(post.tags)),
            "fk_user_id": self._user_id,
            "user": lambda _info: self._user_row(self._blog.username),
            "series": lambda _info: self._series_of(post),
            "comments": lambda _info: self._comments(post.comments),
            "comments_count": len([*_not_deleted(post.comments)]),
            **NOBODY_CAME,
            **dict.fromkeys(post.nulls),
        }

    def _comments(self, comments: Sequence[FakeComment]) -> list[Row]:
        """Give those under a post, the oldest first: a deleted one only if it has replies."""
        shown = (one for one in comments if not one.deleted or one.replies)
        return [self._comment_row(one, 0) for one in sorted(shown, key=_written)]

    def _comment_row(self, comment: FakeComment, level: int) -> Row:
        replies = [one for one in sorted(comment.replies, key=_written) if not one.deleted]
        return {
            "id": comment.id,
            "text": comment.text,
            "likes": 0,
            "level": level,
            "has_replies": bool(comment.replies),
            "deleted": comment.deleted,
            "user": lambda _info: comment.username and self._user_row(comment.username),
            "replies": lambda _info: [self._comment_row(one, level + 1) for one in replies],
            "replies_count": len(replies),
            "created_at": show_date(comment.created_at),
        }

    def _series_of(self, post: FakePost) -> Row | None:
        series = self._blog.series_of(post)
        return self._series_row(series) if series else None

    def _series_row(self, series: FakeSeries) -> Row:
        members = self._blog.members(series.name)
        return {
            "id": series.id,
            "name": series.name,
            "url_slug": series.url_slug,
            "created_at": show_date(RELEASED),
            "updated_at": show_date(RELEASED),
            "posts_count": len(members),
            "thumbnail": next((post.thumbnail for index, post in members if index == 1), None),
            "series_posts": lambda _info: self._series_posts(members),
            "fk_user_id": self._user_id,
            "user": lambda _info: self._user_row(self._blog.username),
        }

    def _series_posts(self, members: Members) -> list[Row] | None:
        """Give the places of a series."""
        raise NotImplementedError

    def _all_series(self, username: str | None) -> list[Row]:
        series = self._blog.all_series() if self._knows(username) else []
        return [self._series_row(one) for one in series]

    def _one_series(
        self, series_id: str | None, username: str | None, slug: str | None
    ) -> Row | None:
        for row in self._all_series(self._blog.username):
            if row["id"] == series_id or (self._knows(username) and row["url_slug"] == slug):
                return row
        return None

    def _one_user(self, user_id: str | None, username: str | None) -> Row | None:
        is_known = user_id == self._user_id or self._knows(username)
        return self._user_row(self._blog.username) if is_known else None

    def _who_asks(self) -> Row | None:
        """Give the user who is logged in; null where a token is missing, wrong or expired."""
        return self._user_row(self._viewer) if self._viewer else None

    def _user_row(self, username: str) -> Row:
        user_id, is_self = make_id("user", username), username == self._viewer
        mails = {"id": user_id, "email_notification": False, "email_promotion": False}
        dates = {"created_at": show_date(RELEASED), "updated_at": show_date(RELEASED)}
        profile: Row = {"display_name": username, "short_bio": "", "thumbnail": None, "about": ""}
        profile |= {"profile_links": {}, **self._blog.profile}
        return {
            "id": user_id,
            "username": username,
            "email": _for_owner(is_self, f"{username}@example.com"),
            "user_meta": _for_owner(is_self, mails),
            "profile": {"id": user_id, **profile, **dates},
            "velog_config": self._config_row(),
            "series_list": lambda _info: self._all_series(username),
            **dates,
            **NOBODY_FOLLOWS,
        }

    def _config_row(self) -> Row:
        return {"id": self._user_id, "title": self._blog.title, "logo_image": None}

    def _tags_row(self) -> Row:
        posts = self._blog.released(self._viewer)
        counts = Counter(tag for post in posts for tag in sorted(set(post.tags)))
        tags = [
            {"id": f"{self._user_id}:{make_id('tag', name)}", "name": name, "posts_count": count}
            for name, count in counts.most_common()
        ]
        return {"tags": tags, "posts_count": len(posts)}

    def _knows_tag(self, tag: str) -> bool:
        return any(tag in post.tags for post in self._blog.posts)
