"""The fake Velog against what the real servers were seen to answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from velog import (
    RELEASED,
    FakeComment,
    FakePost,
    FakeSeries,
    FakeVelog,
    broken,
    empty,
    errors,
    html,
    mutate,
    on_loopback,
    status,
    truncated,
)

START = datetime(2021, 7, 13, 9, 30, 0, 123000, tzinfo=UTC)
GROUP = range(47, 53)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def blog_of(count: int, *, sharing: range = range(0)) -> FakeVelog:
    """Make a blog whose posts come a day apart, newest first, but for those that share a day."""
    days = [sharing.start if rank in sharing else rank for rank in range(count)]
    return FakeVelog(
        [
            FakePost(f"글 {rank}", "본문", released_at=START - timedelta(days=day))
            for rank, day in enumerate(days)
        ]
    )


def ask(velog: FakeVelog, api: str, query: str, **variables: object) -> httpx.Response:
    with httpx.Client(transport=httpx.MockTransport(velog)) as client:
        question = {"query": query, "variables": variables}
        return client.post(f"https://{api}.velog.io/graphql", json=question)


def ask_with(
    velog: FakeVelog, api: str, query: str, **cookies: str
) -> tuple[httpx.Response, list[str]]:
    """Ask with cookies; give the answer and the cookies that came back with it."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with httpx.Client(transport=httpx.MockTransport(velog)) as client:
        url = f"https://{api}.velog.io/graphql"
        answer = client.post(url, json={"query": query}, headers={"cookie": header})
    return answer, answer.headers.get_list("set-cookie")


def get(velog: FakeVelog, url: str) -> httpx.Response:
    with httpx.Client(transport=httpx.MockTransport(velog)) as client:
        return client.get(url)


def data(velog: FakeVelog, api: str, query: str, **variables: object) -> Any:
    answer = ask(velog, api, query, **variables)
    assert answer.status_code == 200
    assert answer.json().keys() == {"data"}
    return answer.json()["data"]


def listed(api: str, arguments: str, fields: str = "id") -> str:
    """Write a query for posts, in the way each API takes its arguments."""
    inside = f"input:{{{arguments}}}" if api == "v3" else arguments
    return f"{{posts({inside}){{{fields}}}}}"


@pytest.fixture(params=["v2", "v3"])
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestLists:
    @pytest.mark.parametrize(("limit", "count"), [(5, 5), (50, 50), (51, 50), (100, 50), (0, 0)])
    def test_a_page_has_50_posts_at_most(self, api: str, limit: int, count: int) -> None:
        query = listed(api, f'username:"labdev",limit:{limit}')
        assert len(data(blog_of(60), api, query)["posts"]) == count

    @pytest.mark.parametrize(("api", "count"), [("v2", 20), ("v3", 10)])
    def test_each_api_has_its_own_default(self, api: str, count: int) -> None:
        assert len(data(blog_of(60), api, listed(api, 'username:"labdev"'))["posts"]) == count

    def test_a_negative_limit_counts_from_the_other_end(self, api: str) -> None:
        query = listed(api, 'username:"labdev",limit:-1', "title")
        assert data(blog_of(60), api, query)["posts"] == [{"title": "글 59"}]

    def test_a_negative_limit_has_no_end(self, api: str) -> None:
        """The server takes the lesser of 50 and the limit."""
        query = listed(api, 'username:"labdev",limit:-1000')
        assert len(data(blog_of(60), api, query)["posts"]) == 60

    def test_a_post_without_a_date_is_in_front_and_no_cursor(self, api: str) -> None:
        velog = blog_of(2)
        velog.posts.append(FakePost("때 없음", nulls=frozenset({"released_at"})))
        query = listed(api, 'username:"labdev"', "title released_at")
        first = data(velog, api, query)["posts"]
        assert first[0] == {"title": "때 없음", "released_at": None}
        after = f'username:"labdev",cursor:"{velog.find("때 없음").id}"'
        assert data(velog, api, listed(api, after, "title released_at"))["posts"] == first
        after = f'username:"labdev",cursor:"{velog.find("글 0").id}"'
        assert data(velog, api, listed(api, after, "title"))["posts"] == [{"title": "글 1"}]

    @pytest.mark.parametrize("column", ["title", "body", "url_slug"])
    def test_a_column_may_be_null(self, api: str, column: str) -> None:
        velog = FakeVelog([FakePost("글", "본문", nulls=frozenset({column}))])
        query = listed(api, 'username:"labdev"', f"id {column} short_description")
        (row,) = data(velog, api, query)["posts"]
        assert row[column] is None
        assert row["short_description"] == ("" if column == "body" else "본문")

    def test_v2_refuses_more_than_100(self) -> None:
        answer = ask(blog_of(1), "v2", '{posts(username:"labdev",limit:101){id}}')
        assert answer.status_code == 200
        assert answer.json() == {
            "errors": [
                {
                    "message": "Max limit is 100",
                    "locations": [{"line": 1, "column": 2}],
                    "path": ["posts"],
                    "extensions": {"code": "BAD_REQUEST"},
                }
            ],
            "data": {"posts": None},
        }

    def test_v3_refuses_more_than_100(self) -> None:
        answer = ask(blog_of(1), "v3", '{posts(input:{username:"labdev",limit:101}){id}}')
        assert answer.status_code == 400
        assert answer.json() == {
            "errors": [
                {
                    "message": "Max limit is 100",
                    "locations": [{"line": 1, "column": 2}],
                    "path": ["posts"],
                    "extensions": {"name": "bad request", "message": "Max limit is 100"},
                }
            ]
        }

    def test_nobody_has_no_posts(self, api: str) -> None:
        assert data(blog_of(1), api, listed(api, 'username:"nobody"')) == {"posts": []}
        assert data(blog_of(1), api, listed(api, 'username:"Labdev"')) == {"posts": []}

    def test_an_unknown_cursor_gives_the_first_page_again(self, api: str) -> None:
        query = listed(api, f'username:"labdev",cursor:"{uuid4()}",limit:1', "title")
        assert data(blog_of(3), api, query)["posts"] == [{"title": "글 0"}]

    def test_an_empty_cursor_is_none(self, api: str) -> None:
        query = listed(api, 'username:"labdev",cursor:"",tag:"",limit:1', "title")
        assert data(blog_of(3), api, query)["posts"] == [{"title": "글 0"}]

    def test_a_private_post_serves_as_cursor(self, api: str) -> None:
        velog = blog_of(3)
        hidden = velog.edit("글 1", is_private=True)
        query = listed(api, f'username:"labdev",cursor:"{hidden.id}"', "title")
        assert data(velog, api, query)["posts"] == [{"title": "글 2"}]

    def test_a_malformed_cursor_breaks_v2(self) -> None:
        answer = ask(blog_of(1), "v2", '{posts(username:"labdev",cursor:"not-a-uuid"){id}}')
        assert answer.status_code == 200
        assert answer.json()["data"] == {"posts": None}
        assert answer.json()["errors"][0]["extensions"] == {"code": "INTERNAL_SERVER_ERROR"}

    def test_a_malformed_cursor_breaks_v3(self) -> None:
        query = '{posts(input:{username:"labdev",cursor:"not-a-uuid"}){id}}'
        answer = ask(blog_of(1), "v3", query)
        assert answer.status_code == 500
        assert answer.json()["data"] is None
        assert answer.json()["errors"][0].keys() == {"message", "locations", "path"}

    def test_v3_needs_a_username(self) -> None:
        assert ask(blog_of(1), "v3", "{posts(input:{}){id}}").status_code == 500

    def test_lists_by_tag(self) -> None:
        velog = FakeVelog([FakePost("A", tags=("React",)), FakePost("B")])
        v2, v3 = (listed(api, 'username:"labdev",tag:"React"', "title") for api in ("v2", "v3"))
        assert data(velog, "v2", v2) == {"posts": []}
        assert data(velog, "v3", v3) == {"posts": [{"title": "A"}]}
        assert "Invalid Tag" in ask(velog, "v2", v2.replace("React", "Vue")).text
        assert ask(velog, "v3", v3.replace("React", "Vue")).status_code == 409

    def test_drafts_are_for_the_owner(self) -> None:
        v2, v3 = (listed(api, 'username:"labdev",temp_only:true') for api in ("v2", "v3"))
        answer = ask(blog_of(1), "v2", v2)
        assert answer.status_code == 200
        assert answer.json()["errors"][0]["message"] == "Not logged in"
        assert answer.json()["errors"][0]["extensions"] == {"code": "NO_PERMISSION"}
        answer = ask(blog_of(1), "v3", v3)
        assert answer.status_code == 401
        assert "You have no permission to load temp posts" in answer.text


LIST = {
    "v2": 'query($c:ID,$n:Int){posts(username:"labdev",cursor:$c,limit:$n){id released_at}}',
    "v3": (
        'query($c:ID,$n:Int){posts(input:{username:"labdev",cursor:$c,limit:$n}){id released_at}}'
    ),
}

Page = list[dict[str, str]]


def last_of(page: Page) -> str:
    return page[-1]["id"]


def last_before_a_tie(page: Page) -> str:
    newer = [post for post in page if post["released_at"] > page[-1]["released_at"]]
    return last_of(newer or page)


def walk(velog: FakeVelog, api: str, limit: int, next_cursor: Callable[[Page], str]) -> set[str]:
    """Turn the pages until one brings nothing new."""
    seen: set[str] = set()
    cursor = None
    while True:
        page = data(velog, api, LIST[api], c=cursor, n=limit)["posts"]
        new = {post["id"] for post in page} - seen
        if not new:
            return seen
        seen |= new
        cursor = next_cursor(page)


class TestTies:
    @pytest.mark.parametrize(("limit", "found"), [(50, 57), (10, 57), (5, 57), (20, 60)])
    def test_the_last_post_as_cursor_loses_posts(self, api: str, limit: int, found: int) -> None:
        assert len(walk(blog_of(60, sharing=GROUP), api, limit, last_of)) == found

    @pytest.mark.parametrize("limit", [7, 10, 50])
    def test_a_cursor_before_the_tie_loses_none(self, api: str, limit: int) -> None:
        assert len(walk(blog_of(60, sharing=GROUP), api, limit, last_before_a_tie)) == 60

    def test_deleting_the_cursor_post_starts_again(self, api: str) -> None:
        velog = blog_of(4)
        first = data(velog, api, LIST[api], n=2)
        velog.remove("글 1")
        again = data(velog, api, LIST[api], c=last_of(first["posts"]), n=2)
        assert again["posts"][0] == first["posts"][0]


POST_FIELDS = (
    "id title body is_markdown meta views is_temp is_private url_slug released_at created_at "
    "updated_at short_description thumbnail likes tags series{name} comments_count "
    "user{username}"
)


class TestPosts:
    post = FakePost(
        "TIL 022 오늘 배운 것",
        "# 트리\n본문",
        short_description="오늘 배운 것",
        released_at=START,
        tags=("TIL", "React"),
    )
    v2, v3 = (listed(api, 'username:"labdev"', POST_FIELDS) for api in ("v2", "v3"))

    def test_a_list_item_of_v3(self) -> None:
        (item,) = data(FakeVelog([self.post]), "v3", self.v3)["posts"]
        assert item == {
            "id": self.post.id,
            "title": "TIL 022 오늘 배운 것",
            "body": "# 트리\n본문",
            "is_markdown": True,
            "meta": {"short_description": "오늘 배운 것"},
            "views": 0,
            "is_temp": False,
            "is_private": False,
            "url_slug": "TIL-022-오늘-배운-것",
            "released_at": "2021-07-13T09:30:00.123Z",
            "created_at": "2021-07-13T09:30:00.123Z",
            "updated_at": "2021-07-13T09:30:00.123Z",
            "short_description": "오늘 배운 것",
            "thumbnail": None,
            "likes": 0,
            "tags": ["React", "TIL"],
            "series": None,
            "comments_count": 0,
            "user": {"username": "labdev"},
        }

    def test_a_list_item_of_v2_leaves_three_fields_out(self) -> None:
        velog = FakeVelog([self.post])
        (short,) = data(velog, "v2", self.v2)["posts"]
        (whole,) = data(velog, "v3", self.v3)["posts"]
        assert short == whole | {"is_markdown": None, "meta": None, "views": None}

    def test_one_post_of_v2_is_whole(self) -> None:
        velog = FakeVelog([replace(self.post, is_markdown=False)])
        by_id = data(velog, "v2", "query($i:ID){post(id:$i){is_markdown views}}", i=self.post.id)
        assert by_id == {"post": {"is_markdown": False, "views": 0}}
        by_slug = '{post(username:"labdev",url_slug:"TIL-022-오늘-배운-것"){is_markdown}}'
        assert data(velog, "v2", by_slug) == {"post": {"is_markdown": False}}

    @pytest.mark.parametrize("hidden", [{"is_private": True}, {"is_temp": True}])
    def test_strangers_do_not_see_hidden_posts(self, api: str, hidden: dict[str, Any]) -> None:
        velog = FakeVelog([replace(self.post, **hidden)])
        assert data(velog, api, listed(api, 'username:"labdev"')) == {"posts": []}
        arguments = f'id:"{self.post.id}"'
        query = f"{{post({arguments}){{id}}}}"
        if api == "v3":
            query = f"{{post(input:{{{arguments}}}){{id}}}}"
        assert data(velog, api, query) == {"post": None}

    def test_a_missing_post_is_null(self) -> None:
        assert data(blog_of(1), "v2", '{post(username:"labdev",url_slug:"nope"){id}}') == {
            "post": None
        }
        v3 = '{post(input:{username:"labdev",url_slug:"nope"}){id}}'
        assert data(blog_of(1), "v3", v3) == {"post": None}

    def test_a_malformed_id(self) -> None:
        assert data(blog_of(1), "v2", '{post(id:"nope"){id}}') == {"post": None}
        assert ask(blog_of(1), "v3", '{post(input:{id:"nope"}){id}}').status_code == 500

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("스크린샷_정리 a/b:c?d#e%f", "스크린샷정리-abcdef"),
            ("- foo - bar! -", "-foo-bar-"),
            (".NET 8...", ".NET-8"),
            ("가" * 300, "가" * 240),
        ],
    )
    def test_slugs_are_made_as_on_velog(self, title: str, slug: str) -> None:
        assert FakePost(title).url_slug == slug

    def test_a_title_of_pictures_still_has_a_slug(self) -> None:
        assert len(FakePost("🔥🚀").url_slug) == 8

    def test_an_edit_keeps_id_and_slug(self) -> None:
        velog = FakeVelog([self.post])
        new = velog.edit(self.post.title, title="다른 제목")
        assert (new.id, new.url_slug) == (self.post.id, self.post.url_slug)
        (item,) = data(velog, "v3", self.v3)["posts"]
        assert item["title"] == "다른 제목"
        assert item["released_at"] < item["updated_at"]

    def test_two_posts_may_not_share_an_id(self) -> None:
        with pytest.raises(ValueError, match="same id"):
            ask(FakeVelog([self.post, self.post]), "v3", self.v3)

    def test_a_description_is_made_from_the_body(self) -> None:
        velog = FakeVelog([FakePost("A", f"```\ncode\n```\n## 제목\n[글](/a) {'가' * 300}")])
        (item,) = data(velog, "v3", self.v3)["posts"]
        assert item["short_description"].startswith("\n제목\n글 가가")
        assert len(item["short_description"]) == 203
        assert item["meta"] == {}


class TestUserAndTags:
    def test_nobody_is_null(self) -> None:
        assert data(blog_of(0), "v2", '{user(username:"nobody"){id}}') == {"user": None}
        assert data(blog_of(0), "v3", '{user(input:{username:"nobody"}){id}}') == {"user": None}

    def test_the_user(self) -> None:
        v2 = data(blog_of(0), "v2", '{user(username:"labdev"){username profile{about}} auth{id}}')
        assert v2 == {"user": {"username": "labdev", "profile": {"about": ""}}, "auth": None}
        v3 = data(blog_of(0), "v3", '{user(input:{username:"labdev"}){id} currentUser{id}}')
        assert v3["user"]["id"]
        assert v3["currentUser"] is None

    def test_v3_wants_to_know_which_user(self) -> None:
        assert ask(blog_of(0), "v3", "{user(input:{}){id}}").status_code == 400

    def test_an_address_is_for_its_owner(self) -> None:
        v2 = ask(blog_of(0), "v2", '{user(username:"labdev"){email}}')
        assert v2.status_code == 200
        assert v2.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
        assert v2.json()["data"] == {"user": {"email": None}}
        v3 = ask(blog_of(0), "v3", '{user(input:{username:"labdev"}){email}}')
        assert v3.status_code == 401
        assert v3.json().keys() == {"errors"}

    def test_tags_count_what_can_be_seen(self) -> None:
        hidden = FakePost("C", tags=("a",), is_private=True)
        velog = FakeVelog([FakePost("A", tags=("b", "a")), FakePost("B", tags=("b",)), hidden])
        fields = "{posts_count tags{name posts_count}}"
        seen = {
            "posts_count": 2,
            "tags": [{"name": "b", "posts_count": 2}, {"name": "a", "posts_count": 1}],
        }
        assert data(velog, "v2", f'{{userTags(username:"labdev"){fields}}}')["userTags"] == seen
        v3 = f'{{userTags(input:{{username:"labdev"}}){fields}}}'
        assert data(velog, "v3", v3)["userTags"] == seen

    def test_nobody_has_no_tags(self) -> None:
        v2 = ask(blog_of(0), "v2", '{userTags(username:"nobody"){posts_count}}')
        assert v2.status_code == 200
        assert v2.json()["errors"][0]["message"] == "Invalid username"
        assert v2.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
        v3 = ask(blog_of(0), "v3", '{userTags(input:{username:"nobody"}){posts_count}}')
        assert v3.status_code == 404
        assert v3.json().keys() == {"errors"}
        assert v3.json()["errors"][0]["message"] == "Not found User"
        assert v3.json()["errors"][0]["extensions"]["name"] == "not found"

    def test_nobody_has_no_settings(self) -> None:
        v2 = data(blog_of(0), "v2", '{velog_config(username:"nobody"){title}}')
        assert v2 == {"velog_config": None}
        v3 = ask(blog_of(0), "v3", '{velogConfig(input:{username:"nobody"}){title}}')
        assert v3.status_code == 404
        assert "Not found User config, username: nobody" in v3.text


class TestSeries:
    velog = FakeVelog(
        [
            FakePost(str(day), series="나 연재", released_at=START + timedelta(days=day))
            for day in (4, 3, 2, 1)
        ],
        series=[FakeSeries("가 연재", "first")],
    )
    fields = "{name url_slug posts_count series_posts{index post{title}}}"

    def setup_method(self) -> None:
        if not self.velog.find("2").is_private:
            self.velog.edit("2", is_private=True)

    def test_v2_leaves_gaps_where_posts_are_hidden(self) -> None:
        answer = data(self.velog, "v2", f'{{seriesList(username:"labdev"){self.fields}}}')
        assert answer["seriesList"] == [
            {"name": "가 연재", "url_slug": "first", "posts_count": 0, "series_posts": []},
            {
                "name": "나 연재",
                "url_slug": "나-연재",
                "posts_count": 4,
                "series_posts": [
                    {"index": index, "post": {"title": str(index)}} for index in (1, 3, 4)
                ],
            },
        ]

    def test_v3_shows_no_posts(self) -> None:
        query = f'{{seriesList(input:{{username:"labdev"}}){self.fields}}}'
        series = data(self.velog, "v3", query)["seriesList"]
        assert [(one["posts_count"], one["series_posts"]) for one in series] == [
            (0, None),
            (4, None),
        ]

    def test_a_post_names_its_series(self, api: str) -> None:
        query = listed(api, 'username:"labdev",limit:1', "series{id name url_slug}")
        (post,) = data(self.velog, api, query)["posts"]
        assert post["series"]["name"] == "나 연재"
        assert post["series"]["url_slug"] == "나-연재"

    def test_one_series(self) -> None:
        v2 = data(self.velog, "v2", '{series(username:"labdev",url_slug:"first"){name}}')
        assert v2 == {"series": {"name": "가 연재"}}
        v3 = data(self.velog, "v3", '{series(input:{username:"labdev",url_slug:"x"}){name}}')
        assert v3 == {"series": None}

    def test_numbers_given_are_kept(self) -> None:
        velog = FakeVelog(
            [FakePost("A", series="S", series_index=7), FakePost("B", series="S", series_index=2)]
        )
        query = '{seriesList(username:"labdev"){series_posts{index post{title}}}}'
        (series,) = data(velog, "v2", query)["seriesList"]
        assert [place["index"] for place in series["series_posts"]] == [2, 7]

    def test_nobody_has_no_series(self) -> None:
        v2 = data(self.velog, "v2", '{seriesList(username:"nobody"){id}}')
        assert v2 == {"seriesList": []}


WHO = {"v2": "auth", "v3": "currentUser"}


class TestComments:
    """Two comments under a post: one deleted, with replies of two levels, and one deleted alone."""

    @pytest.fixture
    def velog(self) -> FakeVelog:
        below = FakeComment("답글의 답글", None)
        replies = (
            FakeComment("답글", "labdev", replies=(below,)),
            FakeComment("지움", deleted=True),
        )
        talk = (
            FakeComment("나중", created_at=RELEASED + timedelta(days=1)),
            FakeComment("지운 글", deleted=True, replies=replies),
            FakeComment("지운 글 하나", deleted=True),
        )
        return FakeVelog([FakePost("글", comments=talk), FakePost("없음")])

    def test_v2_hides_what_was_deleted_and_who_wrote_it(self, velog: FakeVelog) -> None:
        fields = "text deleted level has_replies replies_count user{username}"
        query = listed("v2", 'username:"labdev"', f"comments_count comments{{{fields}}}")
        posts = data(velog, "v2", query)["posts"]
        assert posts == [
            {
                "comments_count": 3,
                "comments": [
                    {
                        "text": None,
                        "deleted": True,
                        "level": 0,
                        "has_replies": True,
                        "replies_count": 1,
                        "user": None,
                    },
                    {
                        "text": "나중",
                        "deleted": False,
                        "level": 0,
                        "has_replies": False,
                        "replies_count": 0,
                        "user": {"username": "reader"},
                    },
                ],
            },
            {"comments_count": 0, "comments": []},
        ]

    def test_replies_that_were_deleted_are_not_there(self, velog: FakeVelog) -> None:
        reply = "level text user{username}"
        inside = f"comments{{replies{{{reply} replies{{{reply} replies{{id}}}}}}}}"
        (first, last) = data(velog, "v2", listed("v2", 'username:"labdev",limit:1', inside))[
            "posts"
        ][0]["comments"]
        below = {"level": 2, "text": "답글의 답글", "user": None, "replies": []}
        author = {"username": "labdev"}
        assert first == {
            "replies": [{"level": 1, "text": "답글", "user": author, "replies": [below]}]
        }
        assert last == {"replies": []}

    def test_v3_leaks_the_text_and_knows_no_replies(self, velog: FakeVelog) -> None:
        some = "comments{text user{username} replies_count}"
        (post, _) = data(velog, "v3", listed("v3", 'username:"labdev"', some))["posts"]
        assert post["comments"][0] == {"text": "지운 글", "user": None, "replies_count": None}
        answer = ask(velog, "v3", listed("v3", 'username:"labdev"', "comments{replies{id}}"))
        assert answer.status_code == 500
        assert answer.json()["data"] is None

    def test_a_comment_moves_no_date(self, velog: FakeVelog) -> None:
        query = listed("v2", 'username:"labdev"', "updated_at")
        before = data(velog, "v2", query)
        velog.comment("글", FakeComment("새 댓글"))
        assert data(velog, "v2", query) == before


class TestLogin:
    @pytest.fixture
    def velog(self) -> FakeVelog:
        begun = START + timedelta(days=9)
        posts = [
            FakePost("글", tags=("a",), series="연재", released_at=START),
            FakePost("비밀", tags=("a",), series="연재", is_private=True, released_at=begun),
            FakePost("초안 1", is_temp=True, created_at=START, released_at=begun),
            FakePost("초안 2", is_temp=True, created_at=begun, released_at=START),
        ]
        velog = FakeVelog(posts)
        velog.log_in("good", "renews")
        velog.log_in("hers", username="another")
        return velog

    def who(self, velog: FakeVelog, api: str, **cookies: str) -> Any:
        answer, _ = ask_with(velog, api, f"{{{WHO[api]}{{username}}}}", **cookies)
        assert answer.status_code == 200
        return answer.json()["data"][WHO[api]]

    def test_a_token_tells_who_asks(self, velog: FakeVelog, api: str) -> None:
        assert self.who(velog, api, access_token="good") == {"username": "labdev"}
        assert self.who(velog, api, access_token="hers") == {"username": "another"}

    def test_a_token_may_come_in_a_header(self, velog: FakeVelog) -> None:
        with httpx.Client(transport=httpx.MockTransport(velog)) as client:
            headers = {"authorization": "Bearer good"}
            question = {"query": "{isLogged}"}
            url = "https://v3.velog.io/graphql"
            assert client.post(url, json=question, headers=headers).json()["data"]["isLogged"]

    @pytest.mark.parametrize("cookies", [{}, {"access_token": "old"}, {"refresh_token": "old"}])
    def test_a_bad_token_is_no_error(
        self, velog: FakeVelog, api: str, cookies: dict[str, str]
    ) -> None:
        assert self.who(velog, api, **cookies) is None
        answer, _ = ask_with(velog, api, listed(api, 'username:"labdev"', "title"), **cookies)
        assert answer.json() == {"data": {"posts": [{"title": "글"}]}}

    def test_a_refresh_token_is_enough(self, velog: FakeVelog, api: str) -> None:
        query = f"{{{WHO[api]}{{username}}}}"
        cookies = {"access_token": "old", "refresh_token": "renews"}
        answer, set_cookies = ask_with(velog, api, query, **cookies)
        assert answer.json()["data"][WHO[api]] == {"username": "labdev"}
        assert all(one.startswith("access_token=minted-1-for-labdev;") for one in set_cookies)
        for_all = ["Domain=.velog.io" in one for one in set_cookies]
        assert for_all == ([True, False] if api == "v2" else [True])
        again, set_cookies = ask_with(velog, api, query, access_token="minted-1-for-labdev")
        assert (again.json(), set_cookies) == (answer.json(), [])

    @pytest.mark.parametrize(("token", "count"), [("good", 2), ("hers", 1)])
    def test_private_posts_are_for_their_author(
        self, velog: FakeVelog, api: str, token: str, count: int
    ) -> None:
        query = listed(api, 'username:"labdev"')
        answer, _ = ask_with(velog, api, query, access_token=token)
        assert len(answer.json()["data"]["posts"]) == count
        user = 'input:{username:"labdev"}' if api == "v3" else 'username:"labdev"'
        query = f"{{userTags({user}){{posts_count tags{{posts_count}}}}}}"
        answer, _ = ask_with(velog, api, query, access_token=token)
        assert answer.json()["data"]["userTags"] == {
            "posts_count": count,
            "tags": [{"posts_count": count}],
        }

    @pytest.mark.parametrize("title", ["비밀", "초안 1"])
    def test_one_hidden_post(self, velog: FakeVelog, api: str, title: str) -> None:
        arguments = f'id:"{velog.find(title).id}"'
        query = f"{{post({f'input:{{{arguments}}}' if api == 'v3' else arguments}){{title}}}}"
        for token, post in (("good", {"title": title}), ("hers", None)):
            answer, _ = ask_with(velog, api, query, access_token=token)
            assert answer.json() == {"data": {"post": post}}

    def test_drafts_come_by_their_beginning_and_cursors_go_by_the_other_date(
        self, velog: FakeVelog, api: str
    ) -> None:
        def titles(more: str) -> list[str]:
            query = listed(api, f'username:"labdev",temp_only:true{more}', "title")
            answer, _ = ask_with(velog, api, query, access_token="good")
            return [post["title"] for post in answer.json()["data"]["posts"]]

        assert titles("") == ["초안 2", "초안 1"]
        assert titles(f',cursor:"{velog.find("초안 2").id}"') == []
        assert titles(f',cursor:"{velog.find("초안 1").id}"') == ["초안 2"]

    @pytest.mark.parametrize(
        ("arguments", "token", "message", "code"),
        [
            ("", "good", "username is missing", "BAD_REQUEST"),
            (',username:"nobody"', "good", "Invalid username", "NOT_FOUND"),
            (',username:"labdev"', "hers", "no permission to load temp posts", "NO_PERMISSION"),
        ],
    )
    def test_drafts_that_v2_refuses(
        self, velog: FakeVelog, arguments: str, token: str, message: str, code: str
    ) -> None:
        query = f"{{posts(temp_only:true{arguments}){{id}}}}"
        answer, _ = ask_with(velog, "v2", query, access_token=token)
        (error,) = answer.json()["errors"]
        assert answer.status_code == 200
        assert message in error["message"]
        assert error["extensions"] == {"code": code}

    def test_drafts_that_v3_refuses(self, velog: FakeVelog) -> None:
        query = '{posts(input:{temp_only:true,username:"labdev"}){id}}'
        answer, _ = ask_with(velog, "v3", query, access_token="hers")
        assert answer.status_code == 401

    def test_the_places_of_hidden_posts(self, velog: FakeVelog) -> None:
        places = "{series_posts{index post{title}}}"
        v2 = f'{{seriesList(username:"labdev"){places}}}'
        answer, _ = ask_with(velog, "v2", v2, access_token="good")
        (series,) = answer.json()["data"]["seriesList"]
        assert [place["post"]["title"] for place in series["series_posts"]] == ["글", "비밀"]
        v3 = f'{{seriesList(input:{{username:"labdev"}}){places}}}'
        answer, _ = ask_with(velog, "v3", v3, access_token="good")
        assert answer.status_code == 500

    def test_an_address_is_shown_to_its_owner(self, velog: FakeVelog, api: str) -> None:
        answer, _ = ask_with(velog, api, f"{{{WHO[api]}{{email}}}}", access_token="hers")
        assert answer.json()["data"][WHO[api]] == {"email": "another@example.com"}


class TestQueriesThatCannotRun:
    def test_v2_names_the_mistake(self) -> None:
        answer = ask(blog_of(0), "v2", "{foo}")
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert "foo" in error["message"]
        assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED"}

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("{", "GRAPHQL_PARSE_FAILED"),
            ("{posts(limit:true){id}}", "GRAPHQL_VALIDATION_FAILED"),
            ("{__schema{types{name}}}", "GRAPHQL_VALIDATION_FAILED"),
            ("query($n:Int){posts(limit:$n){id}}", "INTERNAL_SERVER_ERROR"),
        ],
    )
    def test_v2_has_a_code_for_each_mistake(self, query: str, code: str) -> None:
        answer = ask(blog_of(0), "v2", query, n="many")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["extensions"] == {"code": code}

    @pytest.mark.parametrize(
        "query",
        [
            "{foo}",
            "{",
            "{posts(input:{limit:true}){id}}",
            "query($n:Int){posts(input:{limit:$n}){id}}",
        ],
    )
    def test_v3_says_nothing(self, query: str) -> None:
        answer = ask(blog_of(0), "v3", query, n="many")
        assert answer.status_code == 200
        assert answer.headers["content-length"] == "0"
        assert answer.content == b""

    def test_v3_says_nothing_to_pages_of_others(self) -> None:
        with httpx.Client(transport=httpx.MockTransport(blog_of(1))) as client:
            question = {"query": "{currentUser{id}}"}
            for origin, length in (("https://example.org", 0), ("https://velog.io", 29)):
                answer = client.post(
                    "https://v3.velog.io/graphql", json=question, headers={"origin": origin}
                )
                assert len(answer.content) == length

    def test_a_request_without_a_query(self, api: str) -> None:
        with httpx.Client(transport=httpx.MockTransport(blog_of(1))) as client:
            url = f"http://127.0.0.1/{api}/graphql"
            assert client.post(url, content=b"{}").status_code == 400
            assert client.post(url, json={}).status_code == 400
            assert client.get(url).status_code == 404

    def test_what_the_fake_lacks_fails_aloud(self) -> None:
        with pytest.raises(NotImplementedError, match="trendingPosts"):
            ask(blog_of(1), "v2", "{trendingPosts{id}}")
        with pytest.raises(NotImplementedError, match="link posts"):
            ask(blog_of(1), "v2", "{posts{linked_posts{next{id}}}}")


class TestImages:
    velog = FakeVelog(
        images={
            "/images/u/post/1/내 사진 (1).png": PNG,
            "/images/u/post/2/a.JPG": b"any host",
            "images.velog.io/images/u/post/2/a.JPG": b"old host",
            "/images/u/post/3/x": b"",
        }
    )

    @pytest.mark.parametrize(
        ("url", "content", "kind"),
        [
            ("https://a.io/images/u/post/1/%EB%82%B4%20사진%20(1).png", PNG, "image/png"),
            ("https://a.io/images%2Fu%2Fpost%2F2%2Fa.JPG?w=640", b"any host", "image/jpeg"),
            ("https://images.velog.io/images/u/post/2/a.JPG", b"old host", "image/jpeg"),
            ("https://a.io/images/u/post/3/x", b"", "application/octet-stream"),
        ],
    )
    def test_an_image_is_found(self, url: str, content: bytes, kind: str) -> None:
        answer = get(self.velog, url)
        assert answer.status_code == 200
        assert answer.content == content
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-length"] == str(len(content))

    def test_an_image_can_be_streamed(self) -> None:
        url = "https://a.io/images/u/post/1/%EB%82%B4%20사진%20(1).png"
        with (
            httpx.Client(transport=httpx.MockTransport(self.velog)) as client,
            client.stream("GET", url) as answer,
        ):
            assert b"".join(answer.iter_raw(chunk_size=16)) == PNG

    def test_any_other_path_is_a_page_that_says_so(self) -> None:
        answer = get(self.velog, "https://velog.velcdn.com/images/none.png")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")


class TestFaults:
    @pytest.mark.parametrize(
        "match", ["v3", "posts", "v3.posts", "/graphql", "v3.velog.io/graphql"]
    )
    def test_a_fault_strikes_what_it_names(self, match: str) -> None:
        velog = blog_of(1)
        fault = velog.fault(match, status(500))
        assert ask(velog, "v3", listed("v3", 'username:"labdev"')).status_code == 500
        assert ask(velog, "v2", "{auth{id}}").status_code == (500 if match == "/graphql" else 200)
        assert fault.struck == (2 if match == "/graphql" else 1)

    def test_faults_strike_in_turn_and_so_many_times(self) -> None:
        velog = blog_of(1)
        velog.fault("posts", status(429, retry_after=3), times=1)
        velog.fault(lambda call: call.api == "v3", html(), times=2)
        answers = [ask(velog, "v3", listed("v3", 'username:"labdev"')) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [429, 200, 200, 200]
        assert answers[0].headers["retry-after"] == "3"
        assert [answer.text[:5] for answer in answers[1:]] == ["<!doc", "<!doc", '{"dat']

    def test_faults_can_be_taken_away(self) -> None:
        velog = blog_of(1)
        velog.fault("v3", empty())
        assert ask(velog, "v3", "{currentUser{id}}").content == b""
        velog.heal()
        assert data(velog, "v3", "{currentUser{id}}") == {"currentUser": None}

    def test_errors_with_and_without_data(self) -> None:
        velog = blog_of(1)
        velog.fault("v3", errors("No", data={"posts": []}), times=1)
        velog.fault("v3", errors("No", 403))
        first, second = (ask(velog, "v3", "{currentUser{id}}") for _ in range(2))
        assert first.json() == {"errors": [{"message": "No"}], "data": {"posts": []}}
        assert (second.status_code, second.json()) == (403, {"errors": [{"message": "No"}]})

    def test_an_answer_can_be_altered(self, api: str) -> None:
        velog = blog_of(2)
        velog.fault("posts", mutate(lambda answer: answer["data"]["posts"][1].pop("title")))
        posts = data(velog, api, listed(api, 'username:"labdev"', "id title"))["posts"]
        assert [post.keys() for post in posts] == [{"id", "title"}, {"id"}]

    def test_an_image_can_end_early(self) -> None:
        velog = FakeVelog(images={"/a.png": PNG})
        velog.fault("/a.png", truncated, times=1)
        with pytest.raises(httpx.RemoteProtocolError):
            get(velog, "https://velog.velcdn.com/a.png")
        assert get(velog, "https://velog.velcdn.com/a.png").content == PNG

    @pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout])
    def test_a_line_can_break(self, error: type[httpx.TransportError]) -> None:
        velog = FakeVelog(images={"/a.png": PNG})
        velog.fault("/a.png", broken(error))
        with pytest.raises(error):
            get(velog, "https://velog.velcdn.com/a.png")


class TestRecords:
    def test_every_request_is_kept(self) -> None:
        velog = FakeVelog(images={"/a.png": PNG})
        ask(velog, "v2", "query($u:String){mine:posts(username:$u){id} auth{id}}", u="labdev")
        ask(velog, "v3", "{")
        get(velog, "https://velog.velcdn.com/a.png?w=640")
        seen = [
            (call.method, call.host, call.path, call.api, call.fields, dict(call.variables))
            for call in velog.requests
        ]
        assert seen == [
            ("POST", "v2.velog.io", "/graphql", "v2", ("posts", "auth"), {"u": "labdev"}),
            ("POST", "v3.velog.io", "/graphql", "v3", (), {}),
            ("GET", "velog.velcdn.com", "/a.png", None, (), {}),
        ]
        assert [call.path for call in velog.calls("posts")] == ["/graphql"]
        assert velog.calls("velog.velcdn.com/a.png") == velog.requests[2:]


@contextmanager
def visiting(velog: FakeVelog) -> Iterator[httpx.Client]:
    with on_loopback(velog) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


class TestLoopback:
    @pytest.fixture(autouse=True)
    def leaves_no_thread(self) -> Iterator[None]:
        before = threading.active_count()
        yield
        assert threading.active_count() == before

    def test_it_answers_as_in_process(self, api: str) -> None:
        question = {"query": listed(api, 'username:"labdev"', "id title body")}
        velog = blog_of(3)
        with visiting(velog) as client:
            answer = client.post(f"/{api}/graphql", json=question)
        assert answer.json() == ask(velog, api, question["query"]).json()
        assert velog.requests[0].host == "127.0.0.1"

    def test_one_connection_serves_many_requests(self) -> None:
        velog = FakeVelog(images={"/a.png": PNG, "/내.png": b"x", "b.io/a.png": b"b"})
        with visiting(velog) as client:
            streams = set()
            for path, content in (("/a.png", PNG), ("/%EB%82%B4.png", b"x"), ("/a.png", PNG)):
                answer = client.get(path)
                assert answer.content == content
                streams.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
            assert len(streams) == 1
            assert client.get("/a.png", headers={"host": "b.io"}).content == b"b"
            assert client.head("/a.png").headers["content-length"] == str(len(PNG))
            assert client.get("/none").status_code == 404
            assert client.post("/v3/graphql", json={"query": "{"}).content == b""

    def test_it_is_a_proxy_to_any_host(self) -> None:
        velog = FakeVelog(images={"images.velog.io/a.png": PNG})
        with on_loopback(velog) as url, httpx.Client(proxy=url, trust_env=False) as client:
            assert client.get("http://images.velog.io/a.png").content == PNG

    def test_a_client_may_stay_connected(self) -> None:
        with httpx.Client(trust_env=False) as client:
            before = threading.active_count()
            with on_loopback(FakeVelog(images={"/a.png": PNG})) as url:
                assert client.get(f"{url}/a.png").content == PNG
            assert threading.active_count() == before

    def test_faults_come_over_the_line(self) -> None:
        velog = FakeVelog(images={"/a.png": PNG})
        velog.fault("/a.png", truncated, times=1)
        velog.fault("/a.png", broken(), times=1)
        velog.fault("/a.png", status(503, retry_after=1), times=1)
        with visiting(velog) as client:
            with pytest.raises(httpx.RemoteProtocolError):
                client.get("/a.png")
            with pytest.raises(httpx.TransportError):
                client.get("/a.png")
            assert client.get("/a.png").headers["retry-after"] == "1"
            assert client.get("/a.png").content == PNG

    def test_a_body_of_unknown_length(self) -> None:
        velog = FakeVelog()
        velog.fault("/a", lambda _honest: httpx.Response(200, content=iter([b"one", b"two"])))
        with visiting(velog) as client:
            assert client.get("/a").content == b"onetwo"
            assert client.get("/a").content == b"onetwo"

    def test_many_clients_at_once(self) -> None:
        velog = FakeVelog(images={"/a.png": PNG})
        both_here = threading.Barrier(2, timeout=5)

        def wait(honest: httpx.Response) -> httpx.Response:
            both_here.wait()
            return honest

        velog.fault("/a.png", wait)
        answers = []
        with on_loopback(velog) as url:
            visits = [
                threading.Thread(
                    target=lambda: answers.append(httpx.get(f"{url}/a.png", trust_env=False))
                )
                for _ in range(2)
            ]
            for visit in visits:
                visit.start()
            for visit in visits:
                visit.join()
        assert [answer.content for answer in answers] == [PNG, PNG]

    def test_a_mistake_in_the_fake_comes_to_light(self) -> None:
        with (
            pytest.raises(NotImplementedError, match="trendingPosts"),
            visiting(blog_of(1)) as client,
            pytest.raises(httpx.TransportError),
        ):
            client.post("/v2/graphql", json={"query": "{trendingPosts{id}}"})
