"""What is said around a first migration: what git does not have yet, and what to do next."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import Program, tree
from pixels import pixel
from velog import FakePost, FakeVelog

CDN = "https://velog.velcdn.com/images/a.png"
AUTHOR = ("-c", "user.name=a", "-c", "user.email=a@b.c")


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    velog.posts = [FakePost("글", f"![]({CDN})")]
    velog.images = {"/images/a.png": pixel(1)}
    return velog


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *AUTHOR, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def repository(site: Path) -> Path:
    git(site, "init", "-q")
    git(site, "add", "--all")
    git(site, "commit", "-qm", "a")
    return site


# --- what is not committed


def test_changes_that_are_not_committed_are_said_before_the_first_migration(
    blog: FakeVelog, repository: Path, run: Program
) -> None:
    (repository / "about.md").write_text("---\ntitle: mine\n---\n", "utf-8")
    (repository / "_posts/2020-01-01-새-글.md").write_text("---\ntitle: mine\n---\n", "utf-8")
    done = run("migrate", "labdev", "--site", repository)
    assert done.code == 0
    (line,) = done.err.splitlines()
    assert line.startswith("Uncommitted changes in 2 files")
    assert "commit them first" in line
    blog.posts.append(FakePost("둘"))
    assert run("sync", "--site", repository).err == ""


@pytest.mark.parametrize("words", [("--quiet",), ("--dry-run",)])
def test_who_wants_silence_or_writes_nothing_is_told_nothing(
    blog: FakeVelog, repository: Path, run: Program, words: tuple[str, ...]
) -> None:
    (repository / "about.md").write_text("", "utf-8")
    assert run("migrate", "labdev", "--site", repository, *words).err == ""


def test_nothing_is_said_where_all_is_committed(
    blog: FakeVelog, repository: Path, run: Program
) -> None:
    assert run("migrate", "labdev", "--site", repository).err == ""


def test_nothing_is_said_where_there_is_no_repository_or_no_git(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert run("migrate", "labdev", "--site", site).err == ""


def test_git_that_is_not_installed_is_no_error(
    blog: FakeVelog, repository: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "about.md").write_text("", "utf-8")
    monkeypatch.setenv("PATH", "")
    done = run("migrate", "labdev", "--site", repository)
    assert (done.code, done.err) == (0, "")


def test_only_the_folder_of_the_site_counts(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "-qm", "a")
    (tmp_path / "elsewhere").write_text("", "utf-8")
    assert run("migrate", "labdev", "--site", site).err == ""


def test_no_program_is_started_that_the_repository_names(
    blog: FakeVelog, repository: Path, run: Program, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    for key in ("core.fsmonitor", "filter.e=vil.clean", "filter.e=vil.process"):
        git(repository, "config", key, f"touch {started}; cat")
    git(repository, "config", "filter.e=vil.required", "true")
    hook = repository / ".git/hooks/post-index-change"
    hook.write_text(f"#!/bin/sh\ntouch {started}\n", "utf-8")
    hook.chmod(0o755)
    (repository / ".gitattributes").write_text("* filter=e=vil\n", "utf-8")
    (repository / "about.md").write_text((repository / "about.md").read_text() + "x")
    os.utime(repository / "index.html", (1, 1))
    before = tree(repository / ".git")
    done = run("migrate", "labdev", "--site", repository)
    assert "Uncommitted changes in 2 files" in done.err
    assert not started.exists()
    assert tree(repository / ".git") == before


# --- what comes next


def steps(said: str) -> list[str]:
    """Give the commands under "Next"."""
    return re.findall(r"^ {6}(\S.*)$", said.partition("\nNext:\n")[2], re.MULTILINE)


def test_the_next_three_steps_are_said_and_work_when_pasted(
    blog: FakeVelog, repository: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = repository.rename(repository.with_name("my blog"))
    done = run("migrate", "labdev", "--site", renamed)
    look, commit, sync = steps(done.out)
    assert look == f"jekyll serve --source '{renamed}' --destination '{renamed}/_site'"
    (renamed / "_site").mkdir()
    (renamed / "_site/index.html").write_text("built", "utf-8")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "a")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@b.c")
    subprocess.run(commit, shell=True, check=True, capture_output=True)
    assert git(renamed, "status", "--short") == "?? _site/\n"
    assert sync == f"velog-to-jekyll sync --site '{renamed}'"
    assert run("sync", "--site", renamed).code == 0


def test_a_site_without_a_repository_gets_one(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    (site / "Gemfile").write_text("", "utf-8")
    look, commit, sync = steps(run("migrate", "labdev").out)
    assert (look, sync) == ("bundle exec jekyll serve", "velog-to-jekyll sync")
    assert commit.startswith("git init && git add ")


def test_what_was_asked_for_is_asked_for_again(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    run("backup", "labdev", tmp_path / "backup")
    said = run("migrate", "--from", tmp_path / "backup", "--site", site).out
    assert steps(said)[2] == f"velog-to-jekyll sync --from {tmp_path / 'backup'} --site {site}"


def test_the_steps_are_for_a_first_migration_that_people_read(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    assert "Next:" not in run("migrate", "labdev", "--site", site, "--dry-run").out
    assert "Next:" not in run("migrate", "labdev", "--site", site, "--format", "json").out
    assert "Next:" not in run("migrate", "labdev", "--site", site).out
    blog.posts.append(FakePost("둘"))
    assert "Next:" not in run("sync", "--site", site).out


def test_a_repository_that_is_made_for_the_site_gets_all_of_it(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    shown = run("migrate", "labdev", "--site", site).out
    (commit,) = re.findall(r"^ +(git init .*)$", shown, re.MULTILINE)
    subprocess.run(commit.replace("git ", f"git {' '.join(AUTHOR)} "), shell=True, check=True)
    assert git(site, "status", "--porcelain") == ""
    assert "_config.yml" in git(site, "ls-files").split()


def test_what_is_suggested_reads_the_backup_that_was_read(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    backup = tmp_path / "my backup"
    assert run("backup", "labdev", backup).code == 0
    words = f"--from '{backup}' --site {site}"
    assert f"`velog-to-jekyll migrate {words}`" in run("sync", "--from", backup, "--site", site).err
    assert run("migrate", "--from", backup, "--site", site).code == 0
    unknown = run("diff", "nothing.md", "--from", backup, "--site", site).err
    assert f"`velog-to-jekyll diff {words}`" in unknown


def test_a_folder_from_before_that_is_not_there_is_named_as_that(site: Path, run: Program) -> None:
    done = run("check", "--built", site, "--before", site / "no", "--site", site)
    assert done.code == 2
    assert "--before" in done.err
    assert "--built" not in done.err
