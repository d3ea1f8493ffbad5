"""Images are asked for while posts are converted; in the site they come when all is known."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from conftest import Program, tree
from migrator import writer
from migrator.model import ImageJob, MigratorError, Page
from migrator.pipeline import pages, planned_run
from migrator.site.known_pages import Pages
from migrator.writer import images
from pixels import pixel
from velog import RELEASED, FakePost, FakeVelog, status

HOST = "https://velog.velcdn.com"
LEDGER = ".velog-to-jekyll/ledger.json"


def path_of(number: int) -> str:
    return f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"


def body(*numbers: int) -> str:
    return "\n\n".join(["글", *(f"![]({HOST}{path_of(number)})" for number in numbers)])


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog of three posts with two images each, one of them the same."""
    velog.images = {path_of(number): pixel(number) for number in range(10)}
    velog.posts = [FakePost(f"글{n}", body(n, n + 1)) for n in range(3)]
    return velog


@pytest.fixture
def asked(blog: FakeVelog, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what happened, in its order: pages that were made, images that were asked for."""
    events: list[str] = []
    real, fetch_into = images.ask_ahead, images.fetch_into

    def ask(root: Path, wanted: object, ask: Callable[[list[ImageJob]], None]) -> None:
        def said(jobs: list[ImageJob]) -> None:
            events.extend(f"early {job.image.name[24:36].lstrip('0') or '0'}" for job in jobs)
            ask(jobs)

        real(root, wanted, said)  # type: ignore[arg-type]

    def fetch(*args: object) -> None:
        events.append("plan")
        fetch_into(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pages, "ask_ahead", ask)
    monkeypatch.setattr(writer, "fetch_into", fetch)
    return events


def images_asked(velog: FakeVelog) -> list[str]:
    return sorted(call.path for call in velog.requests if call.path in velog.images)


def test_they_are_asked_for_before_the_plan_and_once(
    blog: FakeVelog, site: Path, run: Program, asked: list[str]
) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    assert asked[-1] == "plan"
    assert {*asked} == {"early 0", "early 1", "early 2", "early 3", "plan"}
    assert images_asked(blog) == [path_of(number) for number in range(4)]
    assert len([*site.rglob("*a.png")]) == 6


def test_they_are_on_their_way_while_posts_are_converted(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The conversion of the last post waits here for the images of the first."""
    came, real = threading.Event(), Pages.with_digest

    def arrived(honest: httpx.Response) -> httpx.Response:
        came.set()
        return honest

    def last(self: Pages, page: Page) -> Page:
        made.append(page.post_id)
        if len(made) == len(blog.posts):
            assert came.wait(20)
            assert not [*site.rglob("*a.png")]
            assert not [*site.glob("_posts/*글*")]
        return real(self, page)

    made: list[str] = []
    blog.fault(lambda call: call.path in blog.images, arrived)
    monkeypatch.setattr(Pages, "with_digest", last)
    assert run("migrate", "labdev", "--site", site).code == 0
    assert len(made) == len(blog.posts)


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="no process is a copy of another here"
)
def test_no_process_is_copied_while_threads_download(
    blog: FakeVelog, site: Path, run: Program, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a process whose threads hold locks may wait for ever."""
    fork, others, seen = os.fork, {*threading.enumerate()}, []

    def counted() -> int:
        seen.append({*threading.enumerate()} - others)
        return fork()

    blog.posts = [FakePost(f"글{n}", body(n % 10, (n + 1) % 10)) for n in range(60)]
    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert run("migrate", "labdev", "--site", site).code == 0
    assert not any(seen)
    assert "early 9" in asked
    assert images_asked(blog) == sorted(blog.images)


def test_only_what_the_plan_fetches(
    blog: FakeVelog, site: Path, run: Program, asked: list[str]
) -> None:
    run("migrate", "labdev", "--site", site)
    blog.requests.clear()
    asked.clear()
    run("sync", "--site", site)
    assert (asked, images_asked(blog)) == ([], [])
    (site / "_posts/2023-05-01-글2.md").unlink()
    blog.edit("글0", body=body(0, 5))
    blog.edit("글2", body=body(2, 6))
    mine = site / "_posts/2023-05-01-글1.md"
    mine.write_text(mine.read_text("utf-8").replace("글\n", "내 글\n"), "utf-8")
    blog.edit("글1", body=body(1, 2, 7))
    run("sync", "--site", site)
    # The deleted post stays deleted. What has to be merged first is not known before the plan.
    assert asked == ["early 5", "plan"]
    assert images_asked(blog) == [path_of(5), path_of(7)]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Give a site without a post."""
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/_config.yml").write_text("title: A\ntimezone: Asia/Seoul\n", "utf-8")
    return tmp_path / "bare"


def long_blog(blog: FakeVelog) -> None:
    """Make it one of three pages, with an image in each post."""
    blog.posts = [
        FakePost(
            f"글{n}", body(n % 10), released_at=RELEASED.replace(year=1970 + n % 50, day=1 + n % 28)
        )
        for n in range(120)
    ]


def test_they_are_on_their_way_while_the_list_goes_on(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    """The last page of the list waits here for the images of the first."""
    long_blog(blog)
    came, listed = threading.Event(), 0

    def arrived(honest: httpx.Response) -> httpx.Response:
        came.set()
        return honest

    def page(honest: httpx.Response) -> httpx.Response:
        nonlocal listed
        listed += 1
        if listed == 3:
            assert came.wait(20)
            assert sorted(path.name for path in bare.iterdir() if path.name[0] != ".") == [
                "_config.yml"
            ]
        return honest

    blog.fault(lambda call: call.path in blog.images, arrived)
    blog.fault("posts", page)
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert listed >= 3
    assert images_asked(blog) == sorted(blog.images)
    assert len([*bare.rglob("*a.png")]) == 120


def test_half_a_list_leaves_none_of_them(blog: FakeVelog, bare: Path, run: Program) -> None:
    long_blog(blog)
    before, pages = tree(bare), []

    def third_fails(honest: httpx.Response) -> httpx.Response:
        pages.append(honest)
        return honest if len(pages) < 3 else httpx.Response(500)

    blog.fault("posts", third_fails)
    others = {*threading.enumerate()}
    assert run("migrate", "labdev", "--site", bare).code == 2
    for thread in {*threading.enumerate()} - others:
        thread.join(20)
    assert tree(bare) == before


def test_what_is_there_or_private_is_not_asked_for(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    assert run("migrate", "labdev", "--site", bare).code == 0
    blog.requests.clear()
    text = f"![]({HOST}{path_of(5)}) <img src='{HOST}{path_of(6)}'> ![](https://example.com{path_of(7)})"
    blog.posts.append(FakePost("새 글", text))
    blog.posts.append(FakePost("비공개", body(8), is_private=True))
    assert run("sync", "--site", bare).code == 0
    assert images_asked(blog) == [path_of(5), path_of(6)]


def test_a_post_in_doubt_asks_for_none_night_after_night(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    words = "이번 주에는 회의가 많아 코드를 거의 쓰지 못했다.\n\n대신 문서를 읽고 질문을 정리했다."
    blog.posts.append(FakePost("회고", f"{words}\n\n{body(8)}"))
    mine = "산에 다녀온 이야기를 길게 적는다.\n\n다음 달에는 바다에 가서 사진을 찍으려고 한다.\n"
    file = site / "_posts/2023-05-01-회고.md"
    file.write_text(f"---\nlayout: post\ntitle: 회고\n---\n{mine}", "utf-8")
    for _ in range(2):
        blog.requests.clear()
        assert "??" in run("sync", "--site", site).out
        assert images_asked(blog) == []


def test_a_post_that_the_author_has_moved_already_asks_for_none_yet(
    blog: FakeVelog, bare: Path, run: Program, asked: list[str]
) -> None:
    (bare / "_posts").mkdir()
    (bare / "_posts/2023-05-01-a.md").write_text("---\ntitle: 나\n---\n글\n", "utf-8")
    long_blog(blog)
    pages: list[int] = []

    def page(honest: httpx.Response) -> httpx.Response:
        pages.append(len(images_asked(blog)))
        return honest

    blog.fault("posts", page)
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert {*pages} == {0}


@pytest.mark.parametrize("command", [("diff", "labdev"), ("migrate", "labdev", "--dry-run")])
def test_who_only_looks_asks_for_none(
    blog: FakeVelog, site: Path, run: Program, asked: list[str], command: tuple[str, ...]
) -> None:
    before = tree(site)
    run(*command, "--site", site)
    assert asked == []
    assert not [call for call in blog.requests if call.method == "GET" and call.path in blog.images]
    assert tree(site) == before


def test_a_migration_that_is_refused_asks_for_none(
    blog: FakeVelog, site: Path, run: Program, asked: list[str]
) -> None:
    run("migrate", "labdev", "--site", site)
    blog.edit("글0", body=body(0, 5))
    asked.clear()
    assert run("migrate", "labdev", "--site", site).code == 2
    assert asked == []


def test_half_a_list_leaves_nothing(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.posts = [
        FakePost(
            f"글{n}", body(n % 10), released_at=RELEASED.replace(year=1970 + n % 50, day=1 + n % 28)
        )
        for n in range(120)
    ]
    before, pages = tree(site), []

    def third_fails(honest: httpx.Response) -> httpx.Response:
        pages.append(honest)
        return honest if len(pages) < 3 else httpx.Response(500)

    blog.fault("posts", third_fails)
    assert run("migrate", "labdev", "--site", site).code == 2
    assert tree(site) == before
    assert images_asked(blog) == []


def test_a_run_that_fails_after_they_were_asked_for_leaves_nothing(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(site)
    held = threading.Event()

    def hang(honest: httpx.Response) -> httpx.Response:
        held.wait(20)
        return honest

    def refused(*args: object) -> None:
        raise MigratorError("no", "아니요")

    blog.fault(lambda call: call.path in blog.images, hang)
    monkeypatch.setattr(planned_run, "refuse_links", refused)
    others = {*threading.enumerate()}
    assert run("migrate", "labdev", "--site", site).code == 2
    held.set()
    for thread in {*threading.enumerate()} - others:
        thread.join(20)
    assert tree(site) == before


def test_one_that_was_asked_for_and_failed_is_lost_as_ever(
    blog: FakeVelog, site: Path, run: Program, asked: list[str]
) -> None:
    del blog.images[path_of(0)]
    assert run("migrate", "labdev", "--site", site).code == 1
    assert HOST in (site / "_posts/2023-05-01-글0.md").read_text("utf-8")
    posts = json.loads((site / LEDGER).read_text("utf-8"))["posts"]
    assert sum(len(post["missing"]) for post in posts.values()) == 1


def test_a_host_that_fails_is_left_alone(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.posts = [FakePost(f"글{n}", body(n)) for n in range(10)]
    blog.fault(lambda call: call.path in blog.images, status(503))
    assert run("migrate", "labdev", "--jobs", 1, "--site", site).code == 1
    # Three images, each tried five times; no second address for an upload of today.
    assert len(images_asked(blog)) == 15
