"""A blog → what the root fields of Velog's v2 and v3 schemas give to whoever asks."""

from __future__ import annotations

from typing import NoReturn

from velog.blog import FakeComment, FakePost, make_id
from velog.rows import Members, Refusal, Row, Velog

NULL_IN_V2_LIST: Row = dict.fromkeys(("is_markdown", "meta", "views", "last_read_at"))


def _not_here(_info: object) -> NoReturn:
    raise NotImplementedError("the fake Velog does not link posts; the v2 server does")


def _no_resolver(_info: object) -> NoReturn:
    raise Refusal("Cannot return null for non-nullable field Comment.replies.")


class V2(Velog):
    """The root fields of the older API."""

    MARKS = "#*`_"

    def posts(
        self,
        _info: object,
        username: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        tag: str | None = None,
        temp_only: bool | None = None,
    ) -> list[Row]:
        if temp_only:
            return [row | NULL_IN_V2_LIST for row in self._drafts(username, cursor, limit)]
        if tag and not self._knows_tag(tag):
            raise Refusal("Invalid Tag")
        # With a tag this server has nothing to say: its list by tag is an empty stub.
        is_here = username in (None, self._blog.username) and not tag
        posts = self._blog.released(self._viewer) if is_here else []
        rows = self._page(posts, cursor, 20 if limit is None else limit)
        return [row | NULL_IN_V2_LIST for row in rows]

    def _drafts(self, username: str | None, cursor: str | None, limit: int | None) -> list[Row]:
        if not username:
            raise Refusal("username is missing", 400, "BAD_REQUEST")
        if not self._viewer:
            raise Refusal("Not logged in", 401, "NO_PERMISSION")
        if not self._knows(username):
            raise Refusal("Invalid username", 404, "NOT_FOUND")
        if not self._is_owner:
            raise Refusal("You have no permission to load temp posts", 403, "NO_PERMISSION")
        return self._page(self._blog.drafts(), cursor, 20 if limit is None else limit)

    def post(
        self,
        _info: object,
        id: str | None = None,
        username: str | None = None,
        url_slug: str | None = None,
    ) -> Row | None:
        try:
            found = self._by_id(id) if id else self._by_slug(username, url_slug)
        except Refusal:
            return None
        return self._post_row(found) if found and self._blog.shows(found, self._viewer) else None

    def user(self, _info: object, id: str | None = None, username: str | None = None) -> Row | None:
        return self._one_user(id, username)

    def velog_config(self, _info: object, username: str | None = None) -> Row | None:
        return self._config_row() if self._knows(username) else None

    def series(
        self,
        _info: object,
        id: str | None = None,
        username: str | None = None,
        url_slug: str | None = None,
    ) -> Row | None:
        return self._one_series(id, username, url_slug)

    def seriesList(self, _info: object, username: str | None = None) -> list[Row]:
        return self._all_series(username)

    def userTags(self, _info: object, username: str | None = None) -> Row:
        if not self._knows(username):
            raise Refusal("Invalid username", 404, "NOT_FOUND")
        return self._tags_row()

    def auth(self, _info: object) -> Row | None:
        return self._who_asks()

    def _post_row(self, post: FakePost) -> Row:
        return super()._post_row(post) | {"linked_posts": _not_here}

    def _comment_row(self, comment: FakeComment, level: int) -> Row:
        """Hide who wrote a comment that was deleted, and what."""
        hidden = {"text": None, "user": None} if comment.deleted else {}
        return super()._comment_row(comment, level) | hidden

    def _series_posts(self, members: Members) -> list[Row] | None:
        return [
            {"id": make_id("place", post.id), "index": index, "post": self._post_row(post)}
            for index, post in members
            if self._blog.shows(post, self._viewer)
        ]


class V3(Velog):
    """The root fields of the newer API; each takes one `input`."""

    def posts(self, _info: object, input: Row) -> list[Row]:
        if input.get("temp_only"):
            return self._drafts(input)
        if input.get("username") is None:
            raise Refusal("A username is needed to find the user")
        limit, posts = input.get("limit"), self._blog.released(self._viewer)
        if tag := input.get("tag"):
            if not self._knows_tag(tag):
                raise Refusal("Invalid tag name", 409)
            limit, posts = 20, [post for post in posts if tag in post.tags]
        mine = posts if self._knows(input["username"]) else []
        return self._page(mine, input.get("cursor"), 10 if limit is None else limit)

    def _drafts(self, input: Row) -> list[Row]:
        if not (self._is_owner and self._knows(input.get("username"))):
            raise Refusal("You have no permission to load temp posts", 401)
        limit = input.get("limit")
        return self._page(self._blog.drafts(), input.get("cursor"), 10 if limit is None else limit)

    def post(self, _info: object, input: Row) -> Row | None:
        if input.get("id"):
            found = self._by_id(input["id"])
        else:
            found = self._by_slug(input.get("username"), input.get("url_slug"))
        return self._post_row(found) if found and self._blog.shows(found, self._viewer) else None

    def user(self, _info: object, input: Row) -> Row | None:
        if not (input.get("id") or input.get("username")):
            raise Refusal("An id or a username is needed", 400)
        return self._one_user(input.get("id"), input.get("username"))

    def velogConfig(self, _info: object, input: Row) -> Row:
        if not self._knows(input["username"]):
            raise Refusal(f"Not found User config, username: {input['username']}", 404)
        return self._config_row()

    def series(self, _info: object, input: Row) -> Row | None:
        return self._one_series(input.get("id"), input.get("username"), input.get("url_slug"))

    def seriesList(self, _info: object, input: Row) -> list[Row]:
        return self._all_series(input["username"])

    def userTags(self, _info: object, input: Row) -> Row:
        if not self._knows(input["username"]):
            raise Refusal("Not found User", 404)
        return self._tags_row()

    def currentUser(self, _info: object) -> Row | None:
        return self._who_asks()

    def isLogged(self, _info: object) -> bool:
        return self._viewer is not None

    def _comment_row(self, comment: FakeComment, level: int) -> Row:
        """Show what was deleted, too; for the rest there is no resolver."""
        unknown = {"user": None, "replies": _no_resolver, "replies_count": None}
        return super()._comment_row(comment, level) | unknown

    def _series_posts(self, members: Members) -> list[Row] | None:
        """Show the places to nobody but the owner, for whom the server's own query is broken."""
        if self._is_owner:
            raise Refusal("Argument orderBy: Got invalid value")
        return None
