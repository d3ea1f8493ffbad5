"""What carrying out a plan leaves in the site, when all goes well and when it does not."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import Program, tree
from migrator.model import (
    FetchImages,
    Image,
    ImageJob,
    ImageLink,
    ImageResult,
    MigratorError,
    Note,
    Page,
)
from migrator.planner import Plan, PlanInputs, SyncRules, compare_pages, make_plan
from migrator.site.checkout import Site
from migrator.site.ledger import Ledger, read_ledger
from migrator.site.losses import Loss, after_results
from migrator.writer import carry_out
from migrator.writer.journal import RunJournal
from migrator.writer.site_files import write_files
from velog import FakePost, FakeVelog

IMAGES = tuple(
    Image(f"https://velog.velcdn.com/{name}", (), name, f"assets/{name}")
    for name in ("a.png", "b.png")
)
PAGE = Page(
    "id",
    "글",
    "_posts/2022-01-01-글.md",
    tuple(ImageLink(image.path, f"/{image.path}\n", f"{image.url}\n") for image in IMAGES),
    IMAGES,
)
RULES = SyncRules(only_content=False, prune=False, max_prune=0)
INPUTS = PlanInputs("u", [PAGE], Site(), RULES)
DAY = date(2026, 11, 28)


def fetch_all(jobs: Sequence[ImageJob]) -> Iterator[ImageResult]:
    for job in jobs:
        job.part.write_bytes(b"image")
        yield ImageResult(job, 5)


def fetch_first(jobs: Sequence[ImageJob]) -> Iterator[ImageResult]:
    yield from fetch_all(jobs[:1])
    yield from (ImageResult(job, 0, Note("404", "404"), is_gone=True) for job in jobs[1:])


def fetch_first_and_stop(jobs: Sequence[ImageJob]) -> Iterator[ImageResult]:
    yield from fetch_all(jobs[:1])
    jobs[1].part.write_bytes(b"half an ima")
    raise KeyboardInterrupt


def replan(results: Sequence[ImageResult]) -> Plan:
    return make_plan(compare_pages(replace(INPUTS, lost=after_results({}, results, DAY))), {})


def migrate(root: Path, fetch: FetchImages = fetch_all) -> RunJournal:
    journal = RunJournal()
    plan = make_plan(compare_pages(INPUTS), {})
    carry_out(plan, Ledger(), root, fetch, replan, lambda done, total: None, journal)
    return journal


def test_images_posts_bases_and_ledger_are_written(tmp_path: Path) -> None:
    outcome = migrate(tmp_path)
    files = tree(tmp_path)
    assert outcome.written == [PAGE.path]
    assert set(files) == {
        ".velog-to-jekyll/ledger.json",
        ".velog-to-jekyll/base/id.md",
        PAGE.path,
        "assets/a.png",
        "assets/b.png",
    }
    assert (
        files[PAGE.path]
        == files[".velog-to-jekyll/base/id.md"]
        == b"/assets/a.png\n/assets/b.png\n"
    )
    assert read_ledger(tmp_path).posts["id"].path == PAGE.path


def test_a_missing_image_is_remembered_and_its_link_stays(tmp_path: Path) -> None:
    outcome = migrate(tmp_path, fetch_first)
    assert [result.problem for result in outcome.failed] == [Note("404", "404")]
    assert tree(tmp_path)[PAGE.path] == b"/assets/a.png\nhttps://velog.velcdn.com/b.png\n"
    assert read_ledger(tmp_path).posts["id"].missing == {
        "assets/b.png": Loss(since=DAY, asked=DAY, is_gone=True)
    }


def test_a_run_that_is_stopped_leaves_whole_files_only(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        migrate(tmp_path, fetch_first_and_stop)
    assert tree(tmp_path) == {"assets/a.png": b"image"}


def test_a_file_that_holds_the_bytes_is_left_alone(tmp_path: Path) -> None:
    write_files({"a/b.md": b"text"}, tmp_path)
    before = (tmp_path / "a/b.md").stat()
    write_files({"a/b.md": b"text"}, tmp_path)
    after = (tmp_path / "a/b.md").stat()  # whose time of access a mere look may move
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_is_written_outside_the_site(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    site.mkdir()
    outside.mkdir()
    (site / "_posts").symlink_to(outside)
    with pytest.raises(MigratorError, match="outside the site"):
        migrate(site)
    assert tree(outside) == {}


def test_what_the_ledger_calls_done_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migrator.writer.flush_meanwhile", lambda: None)
    seen: list[set[str]] = []
    monkeypatch.setattr(os, "sync", lambda: seen.append(set(tree(tmp_path))))
    migrate(tmp_path)
    ledger = ".velog-to-jekyll/ledger.json"
    before, after = seen
    assert {PAGE.path, ".velog-to-jekyll/base/id.md", "assets/a.png", "assets/b.png"} <= before
    assert ledger not in before
    assert ledger in after


def test_a_folder_in_the_place_of_a_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / PAGE.path / "in the way").mkdir(parents=True)
    with pytest.raises(MigratorError, match=r"_posts/2022-01-01-글\.md cannot be written"):
        migrate(tmp_path)


def test_what_takes_the_place_of_a_file_is_on_the_disk_before(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power loss then leaves the old file or the new one; a new file has no old one to lose."""
    velog.posts = [FakePost(title, "글") for title in ("하나", "둘")]
    waited_for: set[int] = set()
    really = os.fsync

    def fsync(handle: int) -> None:
        waited_for.add(os.fstat(handle).st_ino)
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    run("migrate", "labdev", "--site", site)
    assert waited_for == set()
    velog.edit("하나", body="새 글")
    run("sync", "--site", site)
    changed = (site / "_posts/2023-05-01-하나.md", site / ".velog-to-jekyll/ledger.json")
    assert {file.stat().st_ino for file in changed} <= waited_for
