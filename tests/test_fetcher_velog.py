"""A user's posts and series from the fake Velog: whole, or a refusal that says why."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, product
from typing import Any
from uuid import uuid4

import httpx
import pytest
import stamina

from migrator.fetcher import budgets
from migrator.fetcher.answers import read_blog
from migrator.fetcher.budgets import BUDGETS
from migrator.fetcher.destinations import anywhere
from migrator.fetcher.http import Endpoints, open_client, read_endpoints, retry_after
from migrator.fetcher.paging import ListPage, ListRow, list_posts
from migrator.fetcher.velog import fetch_answers, username_of
from migrator.model import Answers, Blog, MigratorError, SeriesPlace
from velog import (
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
)

NEWEST = datetime(2023, 5, 1, 12, 0, 0, 7000, tzinfo=UTC)


def blog_of(*days: int) -> FakeVelog:
    """Make a blog with a post for each of the days, which are counted back from the newest."""
    return FakeVelog(
        [
            FakePost(f"글 {rank}", f"본문 {rank}", released_at=NEWEST - timedelta(days=day))
            for rank, day in enumerate(days)
        ]
    )


def fetch(velog: FakeVelog, name: str = "labdev") -> Answers:
    """Fetch everything from the fake Velog, and see that progress is told."""
    progress: list[tuple[int, int]] = []
    with open_client(httpx.MockTransport(velog)) as client:
        answers = fetch_answers(client, Endpoints(), name, lambda *told: progress.append(told))
    assert progress[-1][0] == len(answers.posts)
    return answers


def fetch_blog(velog: FakeVelog) -> Blog:
    return read_blog(fetch(velog))


def titles(answers: Answers) -> set[object]:
    return {post["title"] for post in answers.posts}


def refusal(velog: FakeVelog, name: str = "labdev") -> str:
    """Give the words with which the run is refused."""
    with pytest.raises(MigratorError) as caught:
        read_blog(fetch(velog, name))
    return str(caught.value)


class TestPosts:
    def test_a_post_as_it_is_on_velog(self) -> None:
        post = FakePost(
            title="첫 글",
            body="# 안녕\n\n본문",
            thumbnail="https://velog.velcdn.com/images/labdev/post/x/image.png",
            short_description="소개\n",
            tags=("jekyll", "C++"),
            series="연재",
            released_at=NEWEST,
        )
        blog = fetch_blog(FakeVelog([post]))
        assert blog.username == "labdev"
        assert blog.notes == ()
        (read,) = blog.posts
        assert (read.id, read.slug, read.title) == (post.id, "첫-글", "첫 글")
        assert (read.body, read.is_markdown) == ("# 안녕\n\n본문", True)
        assert read.released_at == NEWEST
        assert read.description == "소개"
        assert read.thumbnail == post.thumbnail
        assert read.tags == ("C++", "jekyll")
        assert read.series == SeriesPlace("연재", "연재", 1)
        assert not read.is_private
        assert not read.is_draft

    def test_the_places_of_a_series_keep_their_gaps(self) -> None:
        posts = [
            FakePost(f"{index}편", series="연재", series_index=index, is_private=index == 2)
            for index in (3, 1, 2)
        ]
        places = {post.title: post.series for post in fetch_blog(FakeVelog(posts)).posts}
        assert places == {
            "1편": SeriesPlace("연재", "연재", 1),
            "3편": SeriesPlace("연재", "연재", 3),
        }

    def test_a_series_that_does_not_list_the_post_gives_it_no_number(self) -> None:
        velog = FakeVelog([FakePost("글", series="연재")])
        velog.fault("seriesList", mutate(lambda answer: answer["data"]["seriesList"].clear()))
        blog = fetch_blog(velog)
        assert blog.posts[0].series == SeriesPlace("연재", "연재", None)
        assert "lists no post of any series" in blog.notes[0].english

    def test_a_blog_without_posts(self) -> None:
        assert fetch(FakeVelog(series=[FakeSeries("빈 연재")])).posts == ()

    def test_an_html_post(self) -> None:
        velog = FakeVelog([FakePost("옛 글", "<p>본문</p>", is_markdown=False)])
        assert not fetch_blog(velog).posts[0].is_markdown

    def test_a_title_is_one_clean_line(self) -> None:
        velog = FakeVelog([FakePost("a\0b\x1b\n\tc", id=str(FakePost("x").id))])
        assert fetch_blog(velog).posts[0].title == "ab c"

    def test_half_a_character_is_replaced(self) -> None:
        velog = FakeVelog([FakePost("글", short_description="끝 ?")])

        def halve(honest: httpx.Response) -> httpx.Response:
            return httpx.Response(200, content=honest.content.replace(b"?", rb"\ud83d"))

        velog.fault("v3.posts", halve)
        assert fetch_blog(velog).posts[0].description == "끝 \ufffd"

    def test_an_empty_thumbnail_is_none(self) -> None:
        assert fetch_blog(FakeVelog([FakePost("글", thumbnail="")])).posts[0].thumbnail is None

    def test_a_missing_is_temp_is_no_draft(self) -> None:
        velog = FakeVelog([FakePost("글")])
        velog.fault("v3.posts", mutate(lambda answer: answer["data"]["posts"][0].pop("is_temp")))
        blog = fetch_blog(velog)
        assert not blog.posts[0].is_draft
        assert blog.notes == ()

    def test_nobody_is_told_where_the_request_comes_from(self) -> None:
        velog = blog_of(0)
        fetch(velog)
        assert velog.requests
        for call in velog.requests:
            assert call.headers["User-Agent"].startswith("velog-to-jekyll/")
            assert "Origin" not in call.headers


class TestPages:
    @pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 99, 100, 101, 150, 160, 500])
    def test_every_post_comes_in_few_requests(self, count: int) -> None:
        velog = blog_of(*range(count))
        answers = fetch(velog)
        assert titles(answers) == {f"글 {rank}" for rank in range(count)}
        assert len(answers.posts) == count
        assert len(velog.requests) <= -(-count // 50) + 4

    def test_the_newest_comes_first(self) -> None:
        answers = fetch(blog_of(2, 0, 1))
        assert [post["title"] for post in answers.posts] == ["글 1", "글 2", "글 0"]

    @pytest.mark.slow  # thousands of posts are answered
    @pytest.mark.parametrize("first", [0, 1, 45, 48, 49, 50, 60])
    @pytest.mark.parametrize("size", [2, 6, 50])
    def test_posts_of_one_moment_are_not_lost_at_the_edge(self, first: int, size: int) -> None:
        days = [first if first <= day < first + size else day for day in range(130)]
        assert len(titles(fetch(blog_of(*days)))) == 130

    @pytest.mark.parametrize("api", ["v3", "v2"])
    @pytest.mark.parametrize(("newer", "at_once", "older"), [(0, 51, 0), (3, 130, 60), (0, 60, 20)])
    def test_more_posts_of_one_moment_than_a_page_holds(
        self, api: str, newer: int, at_once: int, older: int
    ) -> None:
        days = [*range(newer), *[newer] * at_once, *range(newer + 1, newer + 1 + older)]
        velog = blog_of(*days)
        if api == "v2":
            velog.fault("v3", status(503))
        answers = fetch(velog)
        assert answers.api == api
        assert titles(answers) == {f"글 {rank}" for rank in range(len(days))}
        assert read_blog(answers).posts == read_blog(fetch(blog_of(*days))).posts

    @pytest.mark.slow  # thousands of posts are answered
    def test_of_long_posts_of_one_moment_fewer_are_asked_for_at_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(budgets, "BUDGETS", replace(budgets.BUDGETS, answer_bytes=35_000))
        velog = blog_of(*[0] * 70)
        velog.posts = [replace(post, body="가" * 1000) for post in velog.posts]
        assert len(fetch(velog).posts) == 70

    @pytest.mark.parametrize("answer", [errors("Min limit is 0", 400), errors("no", data=None)])
    @pytest.mark.parametrize("older", [0, 20])
    def test_posts_of_one_moment_that_cannot_be_had_are_not_lost_unsaid(
        self, answer: httpx.Response, older: int
    ) -> None:
        """Where the servers take no negative limit any more."""
        velog = blog_of(*[0] * 51, *range(1, older + 1))
        velog.fault(lambda call: call.variables.get("n", 0) < 0, answer)
        said = refusal(velog)
        assert f"{51 + older} posts" in said
        assert f"shows {50 + older}" in said
        assert "More than 50 have the same date, 2023-05-01 12:00:00.007000 UTC" in said
        assert "in a few minutes" not in said
        velog.edit("글 7", is_private=True)  # as the message says
        assert len(fetch(velog).posts) == 50 + older

    @pytest.mark.parametrize("count", [1, 3, 50, 60])
    def test_posts_without_a_date_are_listed(self, count: int) -> None:
        velog = blog_of(*[0] * 60, *range(1, 40))
        velog.posts += [
            FakePost(f"때 없음 {rank}", nulls=frozenset({"released_at"})) for rank in range(count)
        ]
        answers = fetch(velog)
        assert len(titles(answers)) == 99 + count
        blog = read_blog(answers)
        assert (len(blog.posts), len(blog.left_out)) == (99, count)

    def test_a_list_of_smaller_pages_is_read_to_its_end(self) -> None:
        velog = blog_of(*range(60))

        def cut(answer: Any) -> None:
            del answer["data"]["posts"][20:]

        velog.fault("posts", mutate(cut))
        assert len(fetch(velog).posts) == 60

    @pytest.mark.slow  # thousands of posts are answered
    @pytest.mark.parametrize(("size", "requests"), [(1000, 14), (2500, 14), (9000, 70)])
    @pytest.mark.parametrize("api", ["v3", "v2"])
    def test_of_long_posts_fewer_are_asked_for_at_once(
        self, monkeypatch: pytest.MonkeyPatch, size: int, requests: int, api: str
    ) -> None:
        """Where the whole blog would fit in no answer, no post is left out for that."""
        small = replace(budgets.BUDGETS, answer_bytes=35_000)
        monkeypatch.setattr(budgets, "BUDGETS", small)
        velog = blog_of(*range(60))
        velog.posts = [replace(post, body="가" * (size // 3)) for post in velog.posts]
        if api == "v2":
            velog.fault("v3", status(503))
        assert len(fetch(velog).posts) == 60
        assert len(velog.requests) <= requests + 24 * (api == "v2")

    def test_a_post_that_comes_out_meanwhile_does_no_harm(self) -> None:
        velog = blog_of(*range(120))
        later = FakePost("새 글", released_at=NEWEST + timedelta(days=1))
        velog.fault("posts", after(2, lambda: velog.posts.append(later)))
        assert len(titles(fetch(velog)) - {"새 글"}) == 120

    @pytest.mark.slow  # thousands of posts are answered
    @pytest.mark.parametrize("gone", [0, 30, 48, 49, 50, 110, 119])
    @pytest.mark.parametrize("page", [1, 2])
    def test_a_post_deleted_meanwhile_takes_no_other_with_it(self, gone: int, page: int) -> None:
        velog = blog_of(*range(120))
        velog.fault("posts", after(page, lambda: velog.remove(f"글 {gone}")))
        others = {f"글 {rank}" for rank in range(120)} - {f"글 {gone}"}
        assert titles(fetch(velog)) - {f"글 {gone}"} == others

    def test_many_posts_deleted_meanwhile(self) -> None:
        velog = blog_of(*range(120))

        def remove() -> None:
            for rank in range(20, 50):
                velog.remove(f"글 {rank}")

        velog.fault("posts", after(1, remove))
        kept = {f"글 {rank}" for rank in (*range(20), *range(50, 120))}
        assert titles(fetch(velog)) >= kept

    @pytest.mark.parametrize("seed", range(60))
    def test_what_stays_is_listed_whatever_changes_meanwhile(self, seed: int) -> None:
        server = RestlessServer(seed)
        listing = list_posts(server.page_after, lambda done, total: None)
        listed = {row.id for row in listing.rows}
        assert len(listed) == len(listing.rows)
        assert listed >= server.stayed

    @pytest.mark.slow  # thousands of posts are answered
    def test_a_server_that_gives_its_first_page_for_ever(self) -> None:
        velog = blog_of(*range(120))
        pages: list[bytes] = []

        def first_page(honest: httpx.Response) -> httpx.Response:
            pages.append(honest.content)
            return httpx.Response(200, content=pages[0])

        velog.fault("v3.posts", first_page)
        answers = fetch(velog)
        assert answers.api == "v2"
        assert len(answers.posts) == 120
        assert "first page" in answers.notes[0].english
        assert len(pages) < 20


def after(count: int, change: Callable[[], object]) -> Callable[[httpx.Response], httpx.Response]:
    """Let `change` happen once, right after the answer with this number."""
    answered = 0

    def answer(honest: httpx.Response) -> httpx.Response:
        nonlocal answered
        answered += 1
        if answered == count:
            change()
        return honest

    return answer


class RestlessServer:
    """Pages of up to 50 posts, ties in random order, while posts come and go.

    No more than 50 posts share a moment, with the seeds that are used.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        moments = self._random.choice([5, 40, 1000])
        self._posts = {str(id_): self._random.randrange(moments) for id_ in range(160)}
        self._next = 1000
        self.stayed = set(self._posts)

    def page_after(self, cursor: str | None) -> ListPage:
        limit = self._posts.get(cursor) if cursor else None
        older = [id_ for id_, day in self._posts.items() if limit is None or day < limit]
        self._random.shuffle(older)
        older.sort(key=lambda id_: self._posts[id_], reverse=True)
        rows = tuple(self._row(id_) for id_ in older[:50])
        page = ListPage(rows, len(self._posts))
        self._change(rows)
        return page

    def _row(self, id_: str) -> ListRow:
        return ListRow(id_, NEWEST + timedelta(days=self._posts[id_]), {})

    def _change(self, rows: tuple[ListRow, ...]) -> None:
        for row in rows[-2:]:
            if self._random.random() < 0.3:
                self._posts.pop(row.id)
                self.stayed.discard(row.id)
        if self._random.random() < 0.3:
            self._next += 1
            self._posts[str(self._next)] = 2000


class TestCount:
    def test_an_unknown_user(self) -> None:
        said = refusal(blog_of(0), "labdve")
        assert "Velog has no user labdve." in said
        assert "labdve" in said
        assert "velog.io/@name" in said

    def test_a_user_whom_only_v2_does_not_know(self) -> None:
        """It also answers null while its database fails."""
        velog = blog_of(0)
        velog.fault("v3", status(502))
        said = refusal(velog, "labdve")
        assert "answered that there is no user labdve, which it also does while" in said
        assert "Velog has no user" not in said
        assert len(velog.calls("v2.user")) == BUDGETS.attempts

    def test_a_user_whom_v2_knows_a_second_later(self) -> None:
        velog = blog_of(0)
        velog.fault("v3", status(502))
        velog.fault("v2.user", mutate(lambda answer: answer["data"].update(user=None)), times=3)
        assert titles(fetch(velog)) == {"글 0"}

    def test_a_name_in_upper_case(self) -> None:
        assert "Did you mean labdev?" in refusal(blog_of(0), "LabDev")

    def test_an_empty_list_of_a_blog_with_posts(self) -> None:
        velog = blog_of(*range(3))
        velog.fault("posts", mutate(lambda answer: answer["data"]["posts"].clear()))
        said = refusal(velog)
        assert "3 posts" in said
        assert "shows 0" in said
        assert "Nothing was written" in said

    def test_a_list_that_is_short_once_is_asked_again(self) -> None:
        velog = blog_of(*range(3))
        velog.fault("posts", mutate(lambda answer: answer["data"]["posts"].pop(1)), times=2)
        assert len(fetch(velog).posts) == 3

    def test_a_list_that_is_longer_than_stated(self) -> None:
        velog = blog_of(*range(3))

        def lower(answer: Any) -> None:
            answer["data"]["userTags"]["posts_count"] = 2

        velog.fault("userTags", mutate(lower))
        assert len(fetch(velog).posts) == 3


FAILURES = {
    "nothing": (empty(), "nothing in it"),
    "a page": (html(200), "an HTML page"),
    "a page with 403": (html(403), "403"),
    "status 502": (status(502), "502 from v3.velog.io"),
    "status 429": (status(429, 5), "429 from v3.velog.io"),
    "a long wait": (status(429, 3600), "asks to wait 60 minutes"),
    "status 429 in JSON": (
        httpx.Response(429, json={"wait": True}, headers={"Retry-After": "600"}),
        "asks to wait 10 minutes",
    ),
    "no JSON": (httpx.Response(200, text="busy"), "instead of JSON"),
    "deep JSON": (httpx.Response(200, text="[" * 100_000), "instead of JSON"),
    "a list": (httpx.Response(200, json=[]), "not an object"),
    "null": (httpx.Response(200, text="null"), "not an object"),
    "no data": (httpx.Response(200, json={}), "without `data`"),
    "null data": (httpx.Response(200, json={"data": None}), "without `data`"),
    "an error": (errors("Max limit is 100", 400), "Max limit is 100"),
    "an error beside data": (errors("Oops", data={"posts": None}), "Oops"),
    "an error with 500": (errors("Prisma broke", 500, data=None), "Prisma broke"),
    "errors without words": (httpx.Response(200, json={"errors": ["x"]}), "answered an error"),
    "a redirect": (httpx.Response(302, headers={"Location": "/login"}, text="{}"), "302"),
}


class TestFailures:
    @pytest.mark.parametrize(("answer", "words"), FAILURES.values(), ids=FAILURES)
    def test_v2_stands_in_for_v3(self, answer: httpx.Response, words: str) -> None:
        posts = [
            FakePost("글", "본문", tags=("a",), series="연재"),
            FakePost("옛 글", "<p>", is_markdown=False, short_description="소개"),
        ]
        expected = read_blog(fetch(FakeVelog(posts)))
        velog = FakeVelog(posts)
        velog.fault("v3", answer)
        answers = fetch(velog)
        assert answers.api == "v2"
        assert read_blog(answers).posts == expected.posts
        (note,) = answers.notes
        assert words in note.english
        assert "v3.velog.io" in note.english
        assert "older v2 API" in note.english
        assert "\n" not in note.english
        assert "예전 v2 API" in note.korean

    @pytest.mark.parametrize(("answer", "words"), FAILURES.values(), ids=FAILURES)
    def test_both_reasons_are_named_where_v2_fails_too(
        self, answer: httpx.Response, words: str
    ) -> None:
        velog = blog_of(0)
        velog.fault("v2", answer)
        velog.fault("v3", broken())
        said = refusal(velog)
        assert "https://v3.velog.io/graphql" in said
        assert "broken on purpose" in said
        assert "https://v2.velog.io/graphql" in said
        assert words.replace("v3.velog.io", "v2.velog.io") in said
        assert "Nothing was written" in said

    def test_the_field_is_named(self) -> None:
        velog = blog_of(0)
        error = {"message": "no", "path": ["posts", 3, "body"]}
        velog.fault("v3.posts", httpx.Response(200, json={"errors": [error]}))
        assert "posts[3].body: no" in fetch(velog).notes[0].english

    def test_a_field_that_is_no_more(self) -> None:
        """The fake answers such a query as v3 does: with nothing."""
        velog = blog_of(0)
        velog.fault("v3.posts", empty())
        assert "does not know a field" in fetch(velog).notes[0].english

    def test_v3_failing_on_a_later_page(self) -> None:
        velog = blog_of(*range(120))
        velog.fault(lambda call: call.api == "v3" and bool(call.variables.get("c")), status(500))
        answers = fetch(velog)
        assert answers.api == "v2"
        assert len(answers.posts) == 120
        assert read_blog(answers).posts[0].is_markdown

    def test_v2_takes_few_requests(self) -> None:
        velog = blog_of(*range(120))
        velog.fault("v3", status(403))
        fetch(velog)
        assert len(velog.calls("v3")) == 1
        assert len(velog.calls("v2")) <= 3 + 120 // 20 + 4

    def test_a_post_that_vanishes_from_v2_meanwhile(self) -> None:
        velog = blog_of(*range(30))
        velog.fault("v3", empty())
        velog.fault("v2.posts", after(1, lambda: velog.remove("글 20")))
        assert titles(fetch(velog)) == {f"글 {rank}" for rank in range(30)} - {"글 20"}

    def test_a_post_that_v2_lists_but_never_shows(self) -> None:
        velog = blog_of(*range(30))
        velog.fault("v3", empty())

        def hide(answer: Any) -> None:
            answer["data"]["p0"] = None

        velog.fault("v2.post", mutate(hide))
        assert "30 posts" in refusal(velog)

    def test_a_post_that_v2_shows_a_second_later(self) -> None:
        velog = blog_of(*range(30))
        velog.fault("v3", empty())
        hidden = mutate(lambda answer: answer["data"].update(p0=None, p1=None))
        velog.fault("v2.post", hidden, times=3)
        assert len(fetch(velog).posts) == 30

    @pytest.mark.parametrize("value", ["no", "", 0, None, []])
    def test_a_post_of_v2_that_may_be_private(self, value: object) -> None:
        velog = blog_of(0, 1)
        velog.fault("v3", empty())

        def change(answer: Any) -> None:
            answer["data"]["posts"][0]["is_private"] = value

        velog.fault("v2.posts", mutate(change))
        blog = fetch_blog(velog)
        assert [post.title for post in blog.posts] == ["글 1"]
        assert [post.title for post in blog.left_out] == ["글 0"]
        assert "'글 0'" in blog.notes[1].english
        assert "is_private is " in blog.notes[1].english


class TestRetries:
    @pytest.mark.parametrize("fault", [status(429), status(503, 1), status(500)])
    def test_a_busy_server_is_asked_again(self, fault: httpx.Response) -> None:
        velog = blog_of(0)
        velog.fault("v3.user", fault, times=4)
        assert fetch(velog).api == "v3"
        assert len(velog.calls("v3.user")) == 5

    @pytest.mark.parametrize(
        ("error", "times"),
        [(httpx.ConnectError, 4), (httpx.ReadTimeout, 1), (httpx.RemoteProtocolError, 4)],
    )
    def test_a_broken_line_is_tried_again(
        self, error: type[httpx.TransportError], times: int
    ) -> None:
        velog = blog_of(0)
        velog.fault("v3.user", broken(error), times=times)
        assert fetch(velog).api == "v3"

    @pytest.mark.slow  # thousands of posts are answered
    def test_a_list_that_does_not_end_is_recognised(self) -> None:
        velog = blog_of(3)
        numbers = count()

        def older(payload: Any) -> None:
            row = payload["data"]["posts"][0]
            start = datetime(2020, 1, 1, tzinfo=UTC) - timedelta(days=next(numbers))
            payload["data"]["posts"] = [
                {
                    **row,
                    "id": str(uuid4()),
                    "released_at": f"{start - timedelta(minutes=each):%Y-%m-%dT%H:%M:%S.000Z}",
                }
                for each in range(50)
            ]

        velog.fault("posts", mutate(older))
        with pytest.raises(MigratorError, match="the list of posts does not end"):
            fetch(velog)

    @pytest.mark.parametrize(("fault", "tries"), [(status(500), 5), (html(403), 1)])
    def test_it_is_not_asked_for_ever(self, fault: httpx.Response, tries: int) -> None:
        velog = blog_of(0)
        velog.fault("v3", fault)
        fetch(velog)
        assert len(velog.calls("v3")) == tries

    @pytest.mark.parametrize(("told", "at_least"), [(7, 7.0), (0, 0.0)])
    def test_it_waits_as_told(
        self, told: int, at_least: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pauses: list[float] = []
        monkeypatch.setattr(time, "sleep", pauses.append)
        velog = blog_of(0)
        velog.fault("v3.user", status(429, told), times=2)
        with stamina.set_testing(False):
            fetch(velog)
        assert len(pauses) == 2
        assert all(at_least <= pause <= at_least + 1 for pause in pauses)

    def test_unless_told_it_waits_longer_each_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pauses: list[float] = []
        monkeypatch.setattr(time, "sleep", pauses.append)
        velog = blog_of(0)
        velog.fault("v3.user", status(500), times=4)
        with stamina.set_testing(False):
            fetch(velog)
        assert all(0.5 * 2**rank <= pause <= 0.5 * 2**rank + 1 for rank, pause in enumerate(pauses))
        assert len(pauses) == 4

    def test_nothing_is_printed(self, capfd: pytest.CaptureFixture[str]) -> None:
        velog = blog_of(0)
        velog.fault("v3.user", status(429), times=2)
        fetch(velog)
        assert capfd.readouterr() == ("", "")

    def test_a_wait_until_a_date(self) -> None:
        then = datetime.now(UTC) + timedelta(seconds=90)
        text = then.strftime("%a, %d %b %Y %H:%M:%S GMT")
        seconds = retry_after(httpx.Response(429, headers={"Retry-After": text}))
        assert seconds is not None
        assert 80 < seconds <= 90

    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("", None), ("soon", None), ("-3", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)],
    )
    def test_a_wait_that_is_none(self, text: str, seconds: float | None) -> None:
        assert retry_after(httpx.Response(429, headers={"Retry-After": text})) == seconds

    @pytest.mark.parametrize("digits", [12, 400])
    def test_a_wait_without_end(self, digits: int) -> None:
        velog = blog_of(0)
        velog.fault("v3", status(429, "9" * digits))
        assert "asks to wait" in fetch(velog).notes[0].english


Change = Callable[[dict[str, Any]], object]


def set_to(key: str, value: object) -> Change:
    return lambda post: post.update({key: value})


def without(key: str) -> Change:
    return lambda post: post.pop(key)


REQUIRED = ["id", "title", "body", "url_slug", "released_at", "is_private", "tags", "is_markdown"]


def post_with(change: Change) -> Answers:
    """Give the answers of a blog whose second post is `change`d."""
    older = NEWEST - timedelta(days=1)
    posts = [FakePost("하나", released_at=NEWEST), FakePost("둘", series="연재", released_at=older)]
    answers = fetch(FakeVelog(posts))
    rows = [dict(post) for post in answers.posts]
    change(rows[1])
    return Answers("labdev", "v3", tuple(rows), answers.series)


def reading_refusal(answers: Answers) -> str:
    with pytest.raises(MigratorError) as caught:
        read_blog(answers)
    return str(caught.value)


def left_out(change: Change) -> tuple[Blog, str]:
    """Read a blog whose second post is `change`d: it is left out; gives what is said of it."""
    blog = read_blog(post_with(change))
    assert [post.title for post in blog.posts] == ["하나"]
    assert len(blog.left_out) == 1
    (note,) = blog.notes
    assert all(word in note.korean for word in re.findall(r"https://\S+\w|\w+_\w+", note.english))
    return blog, note.english


class TestOddPosts:
    # A null `is_markdown` is no other kind: that is HTML.
    @pytest.mark.parametrize(
        ("key", "value"),
        [*product(REQUIRED, (7, {}, [7])), *((key, None) for key in REQUIRED[:-1])],
    )
    def test_a_field_of_another_kind_is_named(self, key: str, value: object) -> None:
        _, said = left_out(set_to(key, value))
        assert f"{key} is " in said
        assert "v3" in said
        assert "left out" in said

    @pytest.mark.parametrize(
        ("value", "words"),
        [(None, "null"), (True, "true"), (7, "7"), ({}, "something else"), ([7], "something else")],
    )
    def test_what_stands_in_a_field_is_said(self, value: object, words: str) -> None:
        assert f"body is {words}, not a text" in left_out(set_to("body", value))[1]

    @pytest.mark.parametrize("key", [*REQUIRED, "thumbnail", "short_description", "series"])
    def test_a_field_that_is_missing_is_named(self, key: str) -> None:
        assert f"{key} is missing" in left_out(without(key))[1]

    @pytest.mark.parametrize("key", ["thumbnail", "short_description"])
    def test_a_field_that_may_be_null_is_not_a_number(self, key: str) -> None:
        assert f"{key} is 7" in left_out(set_to(key, 7))[1]
        assert len(read_blog(post_with(set_to(key, None))).posts) == 2

    def test_a_series_without_a_name(self) -> None:
        odd = {"name": None, "url_slug": "s"}
        assert "series.name is null" in left_out(set_to("series", odd))[1]

    @pytest.mark.parametrize(
        "value", ["yesterday", "2023-05-01T12:00:00.000", "0001-01-01T00:00+09"]
    )
    def test_a_time_that_is_none(self, value: str) -> None:
        assert "released_at is " in left_out(set_to("released_at", value))[1]

    @pytest.mark.parametrize("value", ["", "../../etc", "a/b", "a\\b", ".", "a.b", "a\n", "x" * 99])
    def test_an_id_that_is_no_file_name(self, value: str) -> None:
        blog, said = left_out(set_to("id", value))
        assert "id is " in said
        assert "none counts as gone" in said
        assert blog.left_out[0].id == ""

    def test_all_that_is_odd_is_named_and_the_rest_is_known(self) -> None:
        blog, said = left_out(lambda post: post.update(body=None, tags=None))
        assert "The post '둘' ('둘', " in said
        assert "body is null, not a text; tags is null, not a list of texts" in said
        assert f"https://velog.io/write?id={blog.left_out[0].id}" in said
        assert blog.left_out[0].series == SeriesPlace("연재", "연재", 1)

    def test_a_post_without_any_name_is_named_by_its_place(self) -> None:
        said = left_out(lambda post: post.update(id=None, title=None, url_slug=None))[1]
        assert "number 2 of Velog's list" in said

    def test_what_is_no_post_is_named_by_its_place(self) -> None:
        velog = blog_of(0, 1)
        velog.fault("posts", mutate(lambda answer: answer["data"]["posts"].__setitem__(1, None)))
        blog = fetch_blog(velog)
        assert [post.title for post in blog.posts] == ["글 0"]
        assert "number 1 of Velog's list" in blog.notes[0].english  # those without a date are first

    def test_a_body_that_is_neither_markdown_nor_html_is_html(self) -> None:
        """So Velog's own page shows it."""
        blog = read_blog(post_with(set_to("is_markdown", None)))
        assert [post.is_markdown for post in blog.posts] == [True, False]
        assert blog.notes == ()

    @pytest.mark.parametrize("api", ["v3", "v2"])
    def test_a_blog_of_such_posts(self, api: str) -> None:
        """v2 is asked: its lists have null for every post, and those of v3 may one day."""
        velog = FakeVelog([FakePost("글", "<p>", nulls=frozenset({"is_markdown"}))])
        if api == "v2":
            velog.fault("v3", status(503))
        assert not fetch_blog(velog).posts[0].is_markdown

    def test_an_odd_draft(self) -> None:
        answers = post_with(lambda post: post)
        one = {**answers.posts[0], "is_temp": True}
        drafts = ({**one, "id": "d1"}, {**one, "id": "d2", "body": None}, {**one, "id": "d3"})
        wrong = {**one, "id": "d4", "is_temp": False, "title": "아님"}
        blog = read_blog(replace(answers, drafts=(*drafts, wrong)), drafts=True)
        assert [post.id for post in blog.posts[2:]] == ["d1", "d3"]
        assert [post.id for post in blog.left_out] == ["d2", "d4"]
        assert "The draft '하나'" in blog.notes[0].english
        assert "is_temp is false" in blog.notes[1].english

    def test_a_list_of_drafts_that_has_none(self) -> None:
        answers = post_with(lambda post: post)
        said = reading_refusal(replace(answers, drafts=answers.posts))
        assert "drafts[0].is_temp (of '하나') is false" in said

    def test_an_odd_private_post_is_named_where_it_is_asked_for(self) -> None:
        answers = post_with(lambda post: post.update(is_private=True, body=None))
        answers = replace(answers, has_private=True)
        assert read_blog(answers).left_out == ()
        assert len(read_blog(answers, private=True).left_out) == 1


class TestShapes:
    @pytest.mark.parametrize("key", [*REQUIRED, "thumbnail", "series"])
    @pytest.mark.parametrize("count", [1, 2])
    def test_a_field_that_no_post_has_is_another_shape(self, key: str, count: int) -> None:
        answers = post_with(lambda post: post)
        posts = tuple({**post, key: 7, "tags": None} for post in answers.posts[:count])
        said = reading_refusal(replace(answers, posts=posts))
        assert f"posts[0].{key if key in ('id', 'title', 'body', 'url_slug') else ''}" in said
        assert "v3" in said
        assert "does not know" in said

    @pytest.mark.parametrize("key", ["body", "is_private"])
    @pytest.mark.parametrize("api", ["v2", "v3"])
    def test_it_ends_the_run(self, key: str, api: str) -> None:
        velog = blog_of(0, 1)
        drop = mutate(lambda answer: [post.pop(key) for post in answer["data"]["posts"]])
        velog.fault("posts", drop)
        if api == "v2":
            velog.fault("v3", empty())
        said = refusal(velog)
        assert f"posts[0].{key}" in said
        assert "v2 API" in said

    @pytest.mark.parametrize(
        ("series", "path"),
        [
            ([{"name": "연재"}], "seriesList[0].url_slug"),
            (
                [{"name": "연재", "url_slug": "s", "series_posts": None}],
                "seriesList[0].series_posts",
            ),
            (
                [{"name": "연재", "url_slug": "s", "series_posts": [{"index": 1}]}],
                "seriesList[0].series_posts[0].post",
            ),
            (
                [{"name": "s", "url_slug": "s", "series_posts": [{"post": {"id": "a"}}]}],
                "seriesList[0].series_posts[0].index",
            ),
        ],
    )
    def test_a_series_of_another_shape_is_named_and_the_others_are_read(
        self, series: list[Mapping[str, object]], path: str
    ) -> None:
        answers = post_with(lambda post: post)
        assert answers.series is not None
        blog = read_blog(replace(answers, series=(*series, *answers.series)))
        assert blog.posts[1].series == SeriesPlace("연재", "연재", 1)
        (note,) = blog.notes
        assert path in note.english
        assert path in note.korean
        assert "v2" in note.english

    @pytest.mark.parametrize(
        ("fields", "change"),
        [
            ("v3.user", set_to("user", 7)),
            ("v3.user", without("user")),
            ("v3.posts", set_to("posts", None)),
            ("v3.posts", set_to("posts", [7])),
            ("v3.posts", without("userTags")),
            ("v3.posts", set_to("userTags", {"posts_count": "1"})),
            ("v3.posts", lambda data: data["posts"][0].update(is_markdown=None)),
            ("v3.posts", lambda data: data["posts"][0].update(id="../x")),
            ("v3.posts", lambda data: data["posts"][0].pop("released_at")),
        ],
    )
    def test_v2_stands_in_for_a_v3_of_another_shape(self, fields: str, change: Change) -> None:
        velog = blog_of(0)
        velog.fault(fields, mutate(lambda answer: change(answer["data"])))
        answers = fetch(velog)
        assert answers.api == "v2"
        assert "Velog's v3 API: " in answers.notes[0].english
        assert "newer version" not in answers.notes[0].english


class TestNames:
    @pytest.mark.parametrize(
        "typed",
        [
            "lab_dev-1",
            " lab_dev-1 ",
            "@lab_dev-1",
            "https://velog.io/@lab_dev-1",
            "https://velog.io/@lab_dev-1/",
            "http://www.velog.io/@lab_dev-1/posts?tag=x",
            "velog.io/@lab_dev-1/첫-글#제목",
            "https://velog.io/%40lab_dev-1",
            "@lab_dev-1/series",
        ],
    )
    def test_what_a_user_types(self, typed: str) -> None:
        assert username_of(typed) == "lab_dev-1"

    @pytest.mark.parametrize("typed", ["", "@", "https://velog.io/", "https://github.com/x", "a b"])
    def test_what_is_no_name(self, typed: str) -> None:
        with pytest.raises(MigratorError, match=r"velog\.io/@name"):
            username_of(typed)

    def test_the_address_of_a_blog_will_do(self) -> None:
        assert fetch(blog_of(0), "https://velog.io/@labdev").username == "labdev"


class TestEndpoints:
    def test_unset_or_empty_is_velog(self) -> None:
        assert read_endpoints({}) == read_endpoints({"VELOG_V3_ENDPOINT": ""}) == Endpoints()
        assert Endpoints().v3 == "https://v3.velog.io/graphql"

    @pytest.mark.parametrize(
        "name", ["VELOG_V3_ENDPOINT", "VELOG_V2_ENDPOINT", "VELOG_IMAGE_ORIGIN"]
    )
    @pytest.mark.parametrize("value", ["v3", "http://", "ftp://a/b", "http://[x", "/graphql"])
    def test_what_is_no_address_is_named(self, name: str, value: str) -> None:
        with pytest.raises(MigratorError, match=name):
            read_endpoints({name: value})

    def test_a_velog_on_loopback(self) -> None:
        velog = blog_of(*range(60))
        with on_loopback(velog) as address, open_client(may_connect=anywhere) as client:
            environ = {
                "VELOG_V3_ENDPOINT": f"{address}/v3/graphql",
                "VELOG_V2_ENDPOINT": f"{address}/v2/graphql",
            }
            endpoints = read_endpoints(environ)
            answers = fetch_answers(client, endpoints, "labdev", lambda done, total: None)
        assert len(answers.posts) == 60

    @pytest.mark.parametrize(
        ("name", "value"), [("ALL_PROXY", "socks9://x"), ("SSL_CERT_FILE", "/does/not/exist")]
    )
    def test_network_settings_that_cannot_be_used(
        self, name: str, value: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(name, value)
        with pytest.raises(MigratorError, match="network settings"):
            open_client()
