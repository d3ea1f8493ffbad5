"""The whole program against the fake Velog: what it writes, says and ends with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import SAMPLE_BLOG, Program, stamps, tree
from pixels import pixel
from velog import FakePost, FakeVelog, mutate

ROOT = Path(__file__).parent.parent
UPLOAD = "images/labdev/post/00000000-0000-4000-8000-{:012}/image.png"


def image_url(number: int) -> str:
    return f"https://velog.velcdn.com/{UPLOAD.format(number)}"


def add_image(velog: FakeVelog, number: int) -> str:
    """Put an image on the image server and give the Markdown that shows it."""
    velog.images[f"/{UPLOAD.format(number)}"] = pixel(number)
    return f"![]({image_url(number)})"


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog of three posts with two images, one of them in two posts."""
    velog.posts = [
        FakePost("하나", f"첫 줄\n둘째 줄\n\n{add_image(velog, 1)}", thumbnail=image_url(1)),
        FakePost("둘", f"{add_image(velog, 2)}\n\n{add_image(velog, 1)}", tags=("C++",)),
        FakePost("셋", "`{{ x }}`", series="시리즈"),
    ]
    return velog


def posts_of(site: Path) -> list[str]:
    return sorted(path.name for path in (site / "_posts").glob("2023*"))


def test_migrate_brings_posts_and_images(blog: FakeVelog, site: Path, run: Program) -> None:
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, done.err) == (0, "")
    assert "Written: 3 posts. Fetched: 3 images" in done.out
    assert posts_of(site) == ["2023-05-01-둘.md", "2023-05-01-셋.md", "2023-05-01-하나.md"]
    text = (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
    assert "첫 줄  \n둘째 줄\n" in text
    assert "velcdn" not in text
    for number, stem in [(1, "하나"), (2, "둘"), (1, "둘")]:
        name = UPLOAD.format(number).split("/", 3)[3].replace("/", "-")
        assert (site / f"assets/img/posts/2023-05-01-{stem}/{name}").read_bytes() == pixel(number)
    assert 'series: "시리즈"\nseries_order: 1\n' in (site / "_posts/2023-05-01-셋.md").read_text(
        "utf-8"
    )


def test_an_image_in_two_posts_is_fetched_once(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    assert len(blog.calls(f"/{UPLOAD.format(1)}")) == 1


def test_a_second_run_writes_nothing_at_all(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    before = stamps(site)
    requests = len(blog.requests)
    for command in (["sync"], ["migrate", "labdev"]):
        done = run(*command, "--site", site)
        assert done.code == 0
        assert "nothing was written" in done.out
    assert stamps(site) == before
    assert len(blog.requests) - requests <= 2 * 5


def test_migrate_refuses_where_it_was_done_and_velog_has_changed(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    blog.edit("하나", body="새 글")
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 2
    assert "velog-to-jekyll sync" in done.err
    assert tree(site) == before
    assert run("sync", "--site", site).code == 0
    assert (site / "_posts/2023-05-01-하나.md").read_text("utf-8").endswith("\n\n새 글\n")


def test_what_was_edited_here_stays(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    mine = site / "_posts/2023-05-01-하나.md"
    mine.write_text("내가 고쳤다", "utf-8")
    assert run("sync", "--site", site).code == 0
    blog.edit("하나", body="저기서도 고쳤다")
    done = run("sync", "--site", site)
    assert done.code == 1
    assert "UU _posts/2023-05-01-하나.md" in done.out
    assert mine.read_text("utf-8") == "내가 고쳤다"


def test_a_file_that_was_deleted_or_moved_here_stays_so(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    (site / "_posts/2023-05-01-하나.md").unlink()
    (site / "_posts/tech").mkdir()
    (site / "_posts/2023-05-01-둘.md").rename(site / "_posts/tech/2023-05-01-둘.md")
    blog.edit("둘", body="바뀜")
    assert run("sync", "--site", site).code == 0
    assert posts_of(site) == ["2023-05-01-셋.md"]
    assert (site / "_posts/tech/2023-05-01-둘.md").read_text("utf-8").endswith("바뀜\n")


def test_a_post_that_left_velog_stays_here(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    blog.remove("둘")
    done = run("sync", "--site", site)
    assert done.code == 0
    assert "D  _posts/2023-05-01-둘.md" in done.out
    assert tree(site) == before


def test_a_new_slug_keeps_the_file(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    names = posts_of(site)
    blog.edit("하나", title="새 제목", url_slug="새-주소")
    assert run("sync", "--site", site).code == 0
    assert posts_of(site) == names
    text = (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
    assert 'title: "새 제목"' in text


def test_diff_shows_and_writes_nothing(blog: FakeVelog, site: Path, run: Program) -> None:
    before = stamps(site)
    first = run("diff", "labdev", "--site", site)
    assert first.code == 1
    size = len(pixel(1)) * 2 + len(pixel(2))
    assert first.out.startswith(f"labdev: 3 new; 3 images, {size} bytes\n\n")
    assert "+++ b/_posts/2023-05-01-하나.md" not in first.out
    assert "+++ b/_posts/2023-05-01-하나.md" in run("diff", "labdev", "--site", site, "--patch").out
    assert run("migrate", "labdev", "--site", site, "--dry-run") == first
    assert stamps(site) == before
    run("migrate", "labdev", "--site", site)
    assert run("diff", "--site", site).code == 0
    blog.edit("셋", body="바뀐 글")
    changed = run("diff", "--site", site, "2023-05-01-셋.md")
    assert changed.code == 1
    assert "-`{% raw %}{{ x }}{% endraw %}`\n+바뀐 글\n" in changed.out


def test_an_image_that_cannot_be_had_is_named_and_tried_again(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    content = blog.images.pop(f"/{UPLOAD.format(2)}")
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 1
    assert image_url(2) in done.err
    assert "404" in done.err
    text = site / "_posts/2023-05-01-둘.md"
    assert image_url(2) in text.read_text("utf-8")
    before = tree(site)
    assert run("sync", "--site", site).code == 0  # a loss is an alarm once: tests/test_losses.py
    assert tree(site) == before
    blog.images[f"/{UPLOAD.format(2)}"] = content
    assert run("sync", "--site", site).code == 0
    assert "velcdn" not in text.read_text("utf-8")


def test_an_upload_that_never_finished_is_named(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("글", "![업로드중..](blob:https://velog.io/0a1b)")]
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 1
    assert "blob:https://velog.io/0a1b" in done.err


def test_an_interrupted_migration_is_completed_by_the_same_command(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    whole = shutil.copytree(site, tmp_path / "whole")
    run("migrate", "labdev", "--site", whole)
    for path, content in tree(whole).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    # As after a kill: no ledger, one post without its base, one not yet there, one image missing.
    (site / ".velog-to-jekyll/ledger.json").unlink()
    for title in ("둘", "셋"):
        (site / f".velog-to-jekyll/base/{blog.find(title).id}.md").unlink()
    (site / "_posts/2023-05-01-셋.md").unlink()
    next((site / "assets/img/posts/2023-05-01-하나").iterdir()).unlink()
    assert run("migrate", "labdev", "--site", site).code == 0
    expected = tree(whole)
    assert {path: tree(site)[path] for path in expected} == expected


@pytest.mark.parametrize("command", ["migrate", "sync", "diff"])
def test_nothing_is_written_when_velog_cannot_be_read(
    blog: FakeVelog, site: Path, run: Program, command: str
) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    blog.fault("posts", httpx.Response(200, html="<html>busy</html>"))
    name = [] if command == "sync" else ["labdev"]
    done = run(command, *name, "--site", site)
    assert done.code == 2
    assert "graphql" in done.err
    assert tree(site) == before


def test_an_empty_answer_deletes_nothing(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)

    def emptied(honest: httpx.Response) -> httpx.Response:
        answer = honest.json()
        answer["data"]["posts"] = []
        return httpx.Response(200, json=answer)

    blog.fault("posts", emptied)
    assert run("sync", "--site", site).code == 2
    assert tree(site) == before


def test_when_the_new_api_is_down_the_old_one_is_asked_and_that_is_said(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.fault("v3", httpx.Response(200, content=b""))
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    assert "v2" in done.out
    assert len(posts_of(site)) == 3


def test_an_unknown_user(blog: FakeVelog, site: Path, run: Program) -> None:
    done = run("migrate", "labdve", "--site", site)
    assert done.code == 2
    assert "labdve" in done.err
    assert posts_of(site) == []


def test_a_site_keeps_to_one_blog(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    done = run("diff", "other", "--site", site)
    assert done.code == 2
    assert "labdev" in done.err


def test_sync_needs_a_migration(site: Path, run: Program) -> None:
    done = run("sync", "--site", site)
    assert done.code == 2
    assert "migrate" in done.err


def test_a_folder_that_is_no_site(tmp_path: Path, run: Program) -> None:
    done = run("migrate", "labdev", "--site", tmp_path)
    assert done.code == 2
    assert "_config.yml" in done.err


@pytest.mark.parametrize(
    ("content", "word"),
    [("title: [", "cannot be read"), ("timezone: Asia/Seul", "Asia/Seul"), ("- a", "settings")],
)
def test_a_config_that_cannot_be_used(site: Path, run: Program, content: str, word: str) -> None:
    (site / "_config.yml").write_text(content, "utf-8")
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 2
    assert word in done.err


DAMAGED = '{"version": 2, "username": "u", "all_images": false, "posts": {"../../x": {}}}'


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 1}', '{"version": 99}', DAMAGED])
def test_a_ledger_that_cannot_be_used(site: Path, run: Program, content: str) -> None:
    (site / ".velog-to-jekyll").mkdir()
    (site / ".velog-to-jekyll/ledger.json").write_text(content, "utf-8")
    done = run("sync", "--site", site)
    assert done.code == 2
    assert "ledger.json" in done.err


def test_a_backup_stands_in_for_velog(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    done = run("backup", "labdev", saved)
    assert (done.code, done.err) == (0, "")
    assert "labdev: 3 posts saved. Fetched: 2 images" in done.out
    assert json.loads((saved / "backup.json").read_text("utf-8"))["username"] == "labdev"
    online = shutil.copytree(site, tmp_path / "online")
    run("migrate", "labdev", "--site", online)
    requests = len(blog.requests)
    assert run("migrate", "--from", saved, "--site", site).code == 0
    assert run("diff", "--from", saved, "--site", site).code == 0
    assert run("sync", "--from", saved, "--site", site).code == 0
    assert len(blog.requests) == requests
    expected = tree(online)
    assert {path: tree(site)[path] for path in expected} == expected


def test_a_second_backup_writes_nothing(blog: FakeVelog, run: Program, tmp_path: Path) -> None:
    run("backup", "labdev", tmp_path / "saved")
    before = stamps(tmp_path / "saved")
    assert run("backup", "labdev", tmp_path / "saved").code == 0
    assert stamps(tmp_path / "saved") == before


def test_the_sample_blog_comes_whole(site: Path, run: Program) -> None:
    done = run("migrate", "--from", SAMPLE_BLOG, "--site", site)
    assert (done.code, done.err) == (0, "")
    assert "nothing was written" in run("sync", "--from", SAMPLE_BLOG, "--site", site).out


def test_all_images_is_remembered(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("글", "![](https://example.com/a.png)")]
    velog.images["example.com/a.png"] = pixel(1)
    assert run("migrate", "labdev", "--site", site, "--all-images").code == 0
    assert "example.com" not in (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert "nothing was written" in run("sync", "--site", site).out


@pytest.mark.slow  # a process of its own
def test_a_terminal_that_cannot_show_a_letter_does_not_end_the_run(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    blog.edit("하나", body="웃음 😀")
    run("backup", "labdev", tmp_path / "backup")
    argv = ["diff", "--from", str(tmp_path / "backup"), "--patch"]
    done = subprocess.run(
        [sys.executable, "-m", "migrator", *argv, "--site", site],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp949"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert "웃음 \\U0001f600" in done.stdout.decode("cp949")


def test_a_backup_of_somebody_else_is_refused(site: Path, run: Program) -> None:
    before = tree(site)
    done = run("migrate", "somebody", "--from", SAMPLE_BLOG, "--site", site)
    assert done.code == 2
    assert "is a backup of " in done.err
    assert "Leave the name out" in done.err
    assert tree(site) == before


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59+00:00"]
)
def test_a_date_at_the_end_of_the_calendar_is_named(
    site: Path, run: Program, velog: FakeVelog, moment: str
) -> None:
    velog.posts = [FakePost("a", "b")]

    def moved(payload: Any) -> None:
        for post in payload["data"]["posts"]:
            post["released_at"] = moment

    velog.fault("posts", mutate(moved))
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 2
    assert "released_at" in done.err
    assert "Traceback" not in done.err
