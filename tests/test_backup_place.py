"""The folder that a backup is to go into → the backup, or a refusal where it would do harm."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from conftest import Program, tree
from velog import FakePost, FakeVelog


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog of one post."""
    velog.posts = [FakePost("글", "글")]
    return velog


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a Jekyll site, which would publish the backup"),
        ("assets", "holds other files, and no backup"),
        ("_posts", "holds other files, and no backup"),
        ("backup", "is in the Jekyll site"),
        ("assets/velog/backup", "is in the Jekyll site"),
    ],
)
def test_no_backup_goes_where_a_site_would_publish_it_or_among_other_files(
    blog: FakeVelog, site: Path, run: Program, name: str, said: str
) -> None:
    before = tree(site)
    done = run("backup", "labdev", site / name)
    assert done.code == 2
    assert said in done.err
    assert "Name a" in done.err
    assert tree(site) == before
    assert not blog.requests


@pytest.mark.parametrize("name", ["_backup", ".backup", "_backups/velog", "vendor/bundle/backup"])
def test_a_backup_may_stand_in_a_site_where_jekyll_does_not_publish_it(
    blog: FakeVelog, site: Path, run: Program, name: str
) -> None:
    assert run("backup", "labdev", site / name).code == 0
    assert run("backup", "labdev", site / name).code == 0


def test_the_sites_own_settings_say_what_is_published(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\nexclude: [velog]\nsource: src\n", "utf-8")
    (site / "src").mkdir()
    assert run("backup", "labdev", site / "beside").code == 0
    assert run("backup", "labdev", site / "src/velog").code == 0
    assert run("backup", "labdev", site / "src/else").code == 2


def test_a_backup_inside_a_site_that_cannot_be_read_is_refused(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    (site / "_config.yml").write_text("a: [", "utf-8")
    done = run("backup", "labdev", site / "_backup")
    assert done.code == 2
    assert "_config.yml" in done.err


def test_a_backup_goes_into_an_empty_folder_or_one_that_was_stopped_half_way(
    blog: FakeVelog, run: Program, tmp_path: Path
) -> None:
    half = tmp_path / "half"
    (half / ".git").mkdir(parents=True)
    assert run("backup", "labdev", half).code == 0
    (half / "backup.json").unlink()
    (half / "series.json.part").write_text("[")
    assert run("backup", "labdev", half).code == 0
    (half / "README.md").write_text("mine")
    assert run("backup", "labdev", half).code == 0


def test_a_file_in_the_place_of_the_folder_is_refused(
    blog: FakeVelog, run: Program, tmp_path: Path
) -> None:
    (tmp_path / "backup").write_text("mine")
    done = run("backup", "labdev", tmp_path / "backup")
    assert done.code == 2
    assert "Name another folder" in done.err
    assert (tmp_path / "backup").read_text() == "mine"


def test_a_second_backup_at_the_same_time_says_who_is_at_work(
    blog: FakeVelog, run: Program, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    backup.mkdir()
    folder = os.open(backup, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    done = run("backup", "labdev", backup)
    assert done.code == 2
    assert f"process {os.getpid()}, since 20" in done.err
    assert tree(backup) == {}
    os.close(folder)
    assert run("backup", "labdev", backup).code == 0
