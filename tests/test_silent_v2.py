"""Velog's older API, which alone knows the order of series, is silent → the run goes on without."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import Program, tree
from velog import RELEASED, FakePost, FakeVelog, broken, empty, errors, html, mutate, status

Answer = Callable[[httpx.Response], httpx.Response]


def nothing(answer: Any) -> None:
    answer["data"]["seriesList"] = None


def no_series(answer: Any) -> None:
    answer["data"]["seriesList"] = []


def no_entries(answer: Any) -> None:
    for series in answer["data"]["seriesList"]:
        series["series_posts"] = None


def renamed(answer: Any) -> None:
    for series in answer["data"]["seriesList"]:
        series["posts"] = series.pop("series_posts")


def no_numbers(answer: Any) -> None:
    for series in answer["data"]["seriesList"]:
        for entry in series["series_posts"]:
            entry["index"] = None


SILENCES: dict[str, httpx.Response | Answer] = {
    "refused": broken(),
    "not found": status(404),
    "an error": status(500),
    "a page": html(200),
    "empty": empty(),
    "an error of a resolver": errors("database is down", data={"seriesList": None}),
    "unknown field": errors('Cannot query field "series_posts" on type "Series".', 400),
    "null": mutate(nothing),
    "an empty list": mutate(no_series),
    "null entries": mutate(no_entries),
    "another name": mutate(renamed),
    "null numbers": mutate(no_numbers),
}
silent = pytest.mark.parametrize("silence", SILENCES.values(), ids=SILENCES)


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog of two series, one of them with a gap."""
    velog.posts = [
        FakePost(
            f"글 {day}",
            "본문 [연재](https://velog.io/@labdev/series/연재)",
            series=("연재", "다른 연재", None)[day % 3],
            series_index=7 if day == 3 else None,
            released_at=RELEASED - timedelta(days=day),
        )
        for day in range(8)
    ]
    return velog


def said_of_series(text: str) -> bool:
    return "The order of posts in series could not be read" in " ".join(text.split())


@silent
def test_what_is_in_the_site_stays(
    blog: FakeVelog, site: Path, run: Program, silence: httpx.Response | Answer
) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    before = tree(site)
    blog.fault("v2", silence)
    for command in ("sync", "diff", "migrate", "sync"):
        done = run(command, "--site", site)
        assert (done.code, done.complaints, said_of_series(done.out)) == (0, "", True)
        assert tree(site) == before
    blog.heal()
    done = run("sync", "--site", site)
    assert (done.code, said_of_series(done.out)) == (0, False)
    assert tree(site) == before


@silent
def test_a_new_post_has_no_order_until_it_is_known(
    blog: FakeVelog, site: Path, run: Program, silence: httpx.Response | Answer
) -> None:
    run("migrate", "labdev", "--site", site)
    blog.fault("v2", silence)
    old = tree(site / "_posts")
    blog.posts.append(FakePost("새 글", series="연재"))
    # What it lacks is named once, and then known.
    assert [run("sync", "--site", site).code for _ in range(2)] == [1, 0]
    new = site / "_posts/2023-05-01-새-글.md"
    assert 'series: "연재"' in new.read_text("utf-8")
    assert "series_order" not in new.read_text("utf-8")
    assert {name: text for name, text in tree(site / "_posts").items() if name in old} == old
    blog.heal()
    run("sync", "--site", site)
    assert "series_order: 4" in new.read_text("utf-8")


@silent
def test_a_migration_without_it(
    blog: FakeVelog, site: Path, run: Program, silence: httpx.Response | Answer
) -> None:
    blog.fault("v2", silence)
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, done.complaints, said_of_series(done.out)) == (1, "", True)
    before = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before
    blog.heal()
    assert run("sync", "--site", site).code == 0
    text = (site / "_posts/2023-04-28-글-3.md").read_text("utf-8")
    assert "series_order: 7" in text


@silent
def test_a_backup_keeps_the_order_that_it_has(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path, silence: httpx.Response | Answer
) -> None:
    saved = tmp_path / "backup"
    assert run("backup", "labdev", saved).code == 0
    series = (saved / "series.json").read_bytes()
    blog.fault("v2", silence)
    blog.posts.append(FakePost("새 글", series="연재"))
    done = run("backup", "labdev", saved)
    assert (done.code, done.complaints, said_of_series(done.out)) == (0, "", True)
    assert (saved / "series.json").read_bytes() == series
    done = run("migrate", "--from", saved, "--site", site)
    assert (done.code, said_of_series(done.out)) == (1, True)
    assert "series_order: 7" in (site / "_posts/2023-04-28-글-3.md").read_text("utf-8")
    new = (site / "_posts/2023-05-01-새-글.md").read_text("utf-8")
    assert "series_order" not in new


def test_a_backup_without_it(blog: FakeVelog, site: Path, run: Program, tmp_path: Path) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    blog.fault("v2", broken())
    assert [run("backup", "labdev", tmp_path / "backup").code for _ in range(2)] == [1, 0]
    assert json.loads((tmp_path / "backup/series.json").read_bytes()) is None
    done = run("sync", "--from", tmp_path / "backup", "--site", site)
    assert (done.code, said_of_series(done.out)) == (0, True)
    assert tree(site) == before


def test_without_a_series_it_is_not_asked(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("하나", "글"), FakePost("둘", "글")]
    velog.fault("v2", broken())
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, said_of_series(done.out)) == (0, False)
    assert velog.calls("v2") == []


def test_one_odd_series_leaves_the_others_their_order(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    def change(answer: Any) -> None:
        answer["data"]["seriesList"][0]["series_posts"] = None

    blog.fault("seriesList", mutate(change))
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, said_of_series(done.out)) == (1, True)
    assert "seriesList[0].series_posts (of '다른 연재') is null" in " ".join(done.out.split())
    assert "series_order: 7" in (site / "_posts/2023-04-28-글-3.md").read_text("utf-8")
    assert "series_order" not in (site / "_posts/2023-04-27-글-4.md").read_text("utf-8")


def test_a_series_that_is_renamed_meanwhile_keeps_its_order(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    for rank in (0, 3, 6):
        blog.edit(f"글 {rank}", series="새 이름")
    blog.fault("v2", broken())
    assert run("sync", "--site", site).code == 0
    text = (site / "_posts/2023-04-28-글-3.md").read_text("utf-8")
    assert 'series: "새 이름"' in text
    assert "series_order: 7" in text


def test_a_post_that_changes_its_series_meanwhile_has_no_order(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    blog.edit("글 3", series="다른 연재")
    blog.edit("글 6", series=None)
    blog.fault("v2", broken())
    assert [run("sync", "--site", site).code for _ in range(2)] == [1, 0]
    text = (site / "_posts/2023-04-28-글-3.md").read_text("utf-8")
    assert 'series: "다른 연재"' in text
    assert "series_order" not in text
    assert "series" not in (site / "_posts/2023-04-25-글-6.md").read_text("utf-8").split("---")[1]


def test_v2_that_does_not_know_the_author_while_its_database_fails(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    blog.log_in("access")
    assert run("migrate", "labdev", "--private", "--site", site).code == 0
    before = tree(site)
    blog.fault("v2", mutate(lambda answer: answer["data"].update(auth=None, seriesList=[])))
    done = run("sync", "--private", "--site", site)
    assert (done.code, said_of_series(done.out)) == (0, True)
    assert tree(site) == before


def test_v2_alone_gives_null_for_the_series_of_posts(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    """That is no proof that they are in none."""
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    blog.fault("v3", broken())

    def change(answer: Any) -> None:
        for post in answer["data"]["posts"]:
            post["series"] = None

    blog.fault("v2.posts", mutate(change))
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before
