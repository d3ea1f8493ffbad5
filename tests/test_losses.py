"""Images that are lost: an alarm once, known from then on, asked for less and less often."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from conftest import Program, Run, tree
from migrator.site.losses import Loss
from pixels import pixel
from velog import FakePost, FakeVelog
from velog.faults import status

DAY = date(2026, 11, 20)
GONE, THERE = (f"images/u/post/{number:08x}-0000-4000-8000-000000000000/a.png" for number in (1, 2))
LOST_URL = f"https://velog.velcdn.com/{GONE}"

OnDay = Callable[..., Run]


@pytest.fixture
def on_day(run: Program, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """Give the whole program, run so many days after DAY."""

    def on_day(number: int, *argv: object) -> Run:
        noon = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) + timedelta(days=number)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
        return run(*argv)

    return on_day


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog with two images, of which Velog has one."""
    velog.posts = [FakePost("글", f"![]({LOST_URL})\n\n![](https://velog.velcdn.com/{THERE})")]
    velog.images[f"/{THERE}"] = pixel(1)
    return velog


def asked(velog: FakeVelog) -> int:
    """Count the questions for the lost image since the last call."""
    count = len(velog.calls(f"/{GONE}"))
    velog.requests.clear()
    return count


# --- an image that its host does not have


def test_a_loss_is_an_alarm_once_and_counted_from_then_on(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    first = on_day(0, "migrate", "labdev", "--site", site)
    assert (first.code, LOST_URL in first.err) == (1, True)
    for command in (("migrate",), ("sync",), ("diff",)):
        again = on_day(0, *command, "--site", site)
        assert (again.code, again.err) == (0, ""), command
        assert "1 image is gone for good, known since 2026-11-20" in again.out


def test_a_second_run_writes_nothing_on_the_same_day(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    before = tree(site)
    assert "nothing was written" in on_day(0, "sync", "--site", site).out
    assert tree(site) == before


def test_it_is_asked_for_less_and_less_often(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    asked(blog)
    days = []
    for day in range(1, 200):
        assert on_day(day, "sync", "--site", site).code == 0
        days += [day] * bool(asked(blog))
    assert days == [1, 2, 4, 8, 16, 32, 64, 128]


def test_one_that_comes_back_is_brought(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    blog.images[f"/{GONE}"] = pixel(1)
    assert on_day(1, "diff", "--site", site).code == 1
    brought = on_day(1, "sync", "--site", site)
    assert (brought.code, "gone for good" in brought.out) == (0, False)
    assert "velcdn" not in (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert "lost" not in on_day(2, "sync", "--site", site, "--strict").out


def test_strict_asks_for_all_and_names_them(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    assert on_day(1, "sync", "--site", site).code == 0  # asked for now, not again today
    for command in ("sync", "diff"):
        strict = on_day(1, command, "--site", site, "--strict")
        assert (strict.code, LOST_URL in strict.out + strict.err) == (1, True)


def test_a_new_loss_beside_a_known_one_is_named_alone(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    other = "https://velog.velcdn.com/images/u/post/00000003-0000-4000-8000-000000000000/b.png"
    blog.posts.append(FakePost("둘", f"![]({other})"))
    second = on_day(1, "sync", "--site", site)
    assert second.code == 1
    assert other in second.err
    assert LOST_URL not in second.err
    assert "1 image is gone for good, known since 2026-11-20" in second.out
    report = json.loads(on_day(1, "diff", "--site", site, "--format", "json").out)
    assert report["is_done"]


def test_a_loss_ends_with_the_link_to_it(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    blog.posts = [replace(blog.posts[0], body="고침")]
    assert "gone for good" not in on_day(1, "sync", "--site", site).out


def test_an_upload_that_never_finished_is_asked_of_nobody(
    velog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    velog.posts = [FakePost("글", "![업로드중..](blob:https://velog.io/0a1b)")]
    first = on_day(0, "migrate", "labdev", "--site", site)
    assert (first.code, "blob:https://velog.io/0a1b" in first.err) == (1, True)
    for day in range(1, 20):
        assert on_day(day, "sync", "--site", site).code == 0
        assert on_day(day, "check", "--site", site).code == 0


# --- an image whose host does not answer


def test_a_host_that_does_not_answer_is_an_alarm_for_a_week(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    def refuse(honest: httpx.Response) -> httpx.Response:
        raise httpx.ConnectError("connection refused")

    blog.fault(f"/{GONE}", refuse)
    codes = [on_day(0, "migrate", "labdev", "--site", site).code]
    codes += [on_day(day, "sync", "--site", site).code for day in range(1, 12)]
    assert codes == [1] * 7 + [0] * 5
    assert "known since 2026-11-20" in on_day(12, "sync", "--site", site).out


def test_one_that_comes_in_that_week_is_brought(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    blog.fault(f"/{GONE}", status(500))
    assert on_day(0, "migrate", "labdev", "--site", site).code == 1
    blog.heal()
    blog.images[f"/{GONE}"] = pixel(1)
    assert on_day(0, "sync", "--site", site).code == 0
    assert "velcdn" not in (site / "_posts/2023-05-01-글.md").read_text("utf-8")


# --- the other commands agree


def test_localize_knows_a_loss_as_sync_does(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    post = site / "_posts/2020-01-01-내-글.md"
    post.write_text(
        f"---\ntitle: 글\n---\n![]({LOST_URL})\n![](blob:https://velog.io/1)\n", "utf-8"
    )
    first = on_day(0, "localize", "--site", site)
    assert (first.code, LOST_URL in first.err, "blob:" in first.err) == (1, True, True)
    assert on_day(0, "localize", "--site", site, "--dry-run").code == 0
    again = on_day(1, "localize", "--site", site)
    assert (again.code, "2 images are gone for good" in again.out) == (0, True)
    assert on_day(1, "localize", "--site", site, "--strict").code == 1
    assert on_day(1, "check", "--site", site).code == 0
    asked(blog)
    assert on_day(1, "localize", "--site", site).code == 0
    assert asked(blog) == 0
    blog.images[f"/{GONE}"] = pixel(1)
    assert on_day(4, "localize", "--site", site).code == 0
    assert "velcdn" not in post.read_text("utf-8")


def test_localize_knows_what_sync_knows(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    before = tree(site)
    assert on_day(0, "localize", "--site", site).code == 0
    assert tree(site) == before


def test_a_ledger_of_localize_alone_is_no_migration(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    post = site / "_posts/2020-01-01-내-글.md"
    post.write_text(f"---\ntitle: 글\n---\n![]({LOST_URL})\n", "utf-8")
    on_day(0, "localize", "--site", site)
    assert "no finished migration" in on_day(0, "sync", "--site", site).err
    assert on_day(0, "migrate", "labdev", "--site", site).code == 1
    assert on_day(0, "localize", "--site", site).code == 0


def test_check_counts_what_is_known(blog: FakeVelog, site: Path, on_day: OnDay) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    checked = on_day(0, "check", "--site", site)
    assert (checked.code, "1 image known to be lost" in checked.out) == (0, True)


def test_what_a_backup_lacks_may_still_be_on_velog(
    blog: FakeVelog, site: Path, tmp_path: Path, on_day: OnDay
) -> None:
    blog.images[f"/{GONE}"] = pixel(1)
    folder = tmp_path / "backup"
    assert on_day(0, "backup", "labdev", folder).code == 0
    shutil.rmtree(folder / "images")
    for day in (0, 1):
        done = on_day(day, "sync" if day else "migrate", "--from", folder, "--site", site)
        assert (done.code, "gone for good" in done.out) == (1, False)
        assert "not in the backup" in done.err
    # A backup of a blog that is deleted cannot be made again.
    (folder / "lost.json").write_text("{bad", "utf-8")
    assert on_day(1, "sync", "--from", folder, "--site", site).code == 1
    assert on_day(1, "sync", "--site", site).code == 0
    assert "velcdn" not in (site / "_posts/2023-05-01-글.md").read_text("utf-8")


def test_a_backup_knows_its_losses(blog: FakeVelog, tmp_path: Path, on_day: OnDay) -> None:
    folder = tmp_path / "backup"
    first = on_day(0, "backup", "labdev", folder)
    assert (first.code, LOST_URL in first.err) == (1, True)
    again = on_day(1, "backup", "labdev", folder)
    assert (again.code, "gone for good, known since 2026-11-20" in again.out) == (0, True)
    assert on_day(1, "backup", "labdev", folder, "--strict").code == 1
    blog.images[f"/{GONE}"] = pixel(1)
    assert on_day(2, "backup", "labdev", folder).code == 0
    assert json.loads((folder / "lost.json").read_text("utf-8")) == {}


def test_a_damaged_list_of_losses_is_named(blog: FakeVelog, tmp_path: Path, on_day: OnDay) -> None:
    folder = tmp_path / "backup"
    on_day(0, "backup", "labdev", folder)
    (folder / "lost.json").write_text('{"a": 1}')
    failed = on_day(0, "backup", "labdev", folder)
    assert (failed.code, "lost.json" in failed.err) == (2, True)


def test_an_image_that_a_backup_lacks_is_looked_for_each_time(
    blog: FakeVelog, site: Path, tmp_path: Path, on_day: OnDay
) -> None:
    folder = tmp_path / "backup"
    on_day(0, "backup", "labdev", folder)
    source = ("--site", site, "--from", folder)
    assert on_day(0, "migrate", *source).code == 1
    assert on_day(1, "sync", *source).code == 0
    blog.images[f"/{GONE}"] = pixel(1)
    on_day(1, "backup", "labdev", folder, "--strict")
    assert on_day(1, "sync", *source).code == 0
    assert "velcdn" not in (site / "_posts/2023-05-01-글.md").read_text("utf-8")


# --- earlier ledgers, odd clocks


def test_losses_in_the_ledger_of_an_earlier_version_are_known(
    blog: FakeVelog, site: Path, on_day: OnDay
) -> None:
    on_day(0, "migrate", "labdev", "--site", site)
    file = site / ".velog-to-jekyll/ledger.json"
    ledger = json.loads(file.read_text("utf-8"))
    (entry,) = ledger["posts"].values()
    entry["missing"] = list(entry["missing"])
    file.write_text(json.dumps(ledger), "utf-8")
    asked(blog)
    synced = on_day(5, "sync", "--site", site)
    assert (synced.code, asked(blog)) == (0, 1)
    assert "known since 2026-11-25" in synced.out


@pytest.mark.parametrize(
    ("since", "asked_on", "today", "is_due"),
    [
        (0, 0, 0, True),
        (0, 1, 1, False),
        (0, 8, 15, False),
        (0, 8, 16, True),
        (0, 500, 589, False),
        (0, 500, 590, True),
        (0, 3000, 10, True),  # a clock that was wrong
    ],
)
def test_when_an_image_is_asked_for(since: int, asked_on: int, today: int, is_due: bool) -> None:
    loss = Loss(DAY + timedelta(since), DAY + timedelta(asked_on), is_gone=True)
    assert loss.is_due(DAY + timedelta(today)) is is_due


def test_a_day_that_is_none_is_named(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    failed = run("migrate", "labdev", "--site", site)
    assert (failed.code, "SOURCE_DATE_EPOCH" in failed.err) == (2, True)


# --- what was asked and is refused


def test_a_prune_that_is_refused_is_not_done(velog: FakeVelog, site: Path, on_day: OnDay) -> None:
    velog.posts = [FakePost(f"글 {number}", "안녕") for number in range(4)]
    on_day(0, "migrate", "labdev", "--site", site)
    del velog.posts[1:]
    assert on_day(0, "sync", "--site", site).code == 0
    for command in (("sync",), ("sync", "--dry-run")):
        refused = on_day(0, *command, "--site", site, "--prune", "--max-prune", "2")
        assert (refused.code, "--max-prune 3" in refused.out) == (1, True)


def test_a_page_where_an_image_was_is_no_promise_of_one(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    velog.images["/images/a.png"] = b"<!doctype html><html><body>gone</body></html>"
    velog.posts = [FakePost("글", "![](https://velog.velcdn.com/images/a.png)")]
    assert run("migrate", "labdev", "--site", site).code == 1
    said = run("sync", "--site", site)
    ahead = run("diff", "--site", site)
    assert said.code == ahead.code
    assert "written anew" not in ahead.out
