"""The workflow in docs/nightly.md: it is YAML, and its shell steps do what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import SAMPLE_BLOG

# Each step is a shell that starts the command.
pytestmark = pytest.mark.slow
PAGE = Path(__file__).parent.parent / "docs/nightly.md"


def workflow() -> str:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(text)


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(workflow())["jobs"]["sync"]["steps"]
    return found


def test_the_linter_of_workflows_finds_nothing(lint_workflow: Callable[[str], list[str]]) -> None:
    assert lint_workflow(workflow()) == []
    assert lint_workflow(workflow().replace("steps.sync.outputs", "steps.synk.outputs")) != []


def shell(name: str, folder: Path, velog: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does, with `velog-to-jekyll sync` reading a backup."""
    (step,) = (step for step in steps() if step.get("name") == name)
    command = folder.parent / "bin" / "velog-to-jekyll"
    command.parent.mkdir(exist_ok=True)
    root = Path(__file__).parent.parent
    command.write_text(
        f'#!/bin/sh\nexec {sys.executable} -m migrator "$@" --from {velog}\n', "utf-8"
    )
    command.chmod(0o755)
    output = folder.parent / "output"
    environment = {
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(root),
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(folder.parent / "summary"),
        "RUNNER_TEMP": str(folder.parent),
        "HOME": str(folder.parent),
    }
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def clone(site: Path, tmp_path: Path) -> Path:
    """Give a clone of a repository with a migrated site."""
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    git(site, "init", "-q")
    git(site, "remote", "add", "origin", str(tmp_path / "origin.git"))
    as_user(site, "somebody")
    git(site, "add", "--all")
    git(site, "commit", "-q", "-m", "first")
    git(site, "push", "-q", "-u", "origin", "HEAD")
    return site


def as_user(clone: Path, name: str) -> None:
    git(clone, "config", "user.name", name)
    git(clone, "config", "user.email", f"{name}@example.com")


def test_a_night_with_changes_and_one_without(clone: Path, tmp_path: Path) -> None:
    velog = Path(shutil.copytree(SAMPLE_BLOG, tmp_path / "velog"))
    migrate = [sys.executable, "-m", "migrator", "migrate", "--from", str(velog), "--site"]
    root = Path(__file__).parent.parent
    subprocess.run([*migrate, str(clone)], cwd=root, check=True, capture_output=True)
    for pushed in (True, False):
        (tmp_path / "output").unlink(missing_ok=True)
        done = shell("Sync", clone, velog)
        assert done.returncode == 0, done.stderr
        assert "code=0" in (tmp_path / "output").read_text("utf-8")
        assert shell("Commit what changed", clone, velog).returncode == 0
        assert ("pushed=yes" in (tmp_path / "output").read_text("utf-8")) == pushed
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "log", "--format=%s").split("\n")[0] == "Sync with Velog"


def test_a_night_without_velog_fails_and_changes_nothing(clone: Path, tmp_path: Path) -> None:
    done = shell("Sync", clone, tmp_path / "nothing")
    assert done.returncode != 0
    assert "code=2" in (tmp_path / "output").read_text("utf-8")
    assert git(clone, "status", "--porcelain", "--ignored").count("velog") == 0


@pytest.fixture
def migrated(clone: Path, tmp_path: Path) -> Path:
    """Give a clone whose first night was pushed, and another clone of its author."""
    velog = Path(shutil.copytree(SAMPLE_BLOG, tmp_path / "velog"))
    migrate = [sys.executable, "-m", "migrator", "migrate", "--from", str(velog), "--site"]
    root = Path(__file__).parent.parent
    subprocess.run([*migrate, str(clone)], cwd=root, check=True, capture_output=True)
    assert shell("Commit what changed", clone, velog).returncode == 0
    git(tmp_path, "clone", "-q", str(tmp_path / "origin.git"), "authors")
    as_user(tmp_path / "authors", "author")
    return clone


def push_as_author(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "mine")
    git(folder, "push", "-q")


def test_a_push_of_the_author_between_is_kept(migrated: Path, tmp_path: Path) -> None:
    push_as_author(tmp_path / "authors", "about.md", "나")
    (migrated / "new.md").write_text("새 글", "utf-8")
    done = shell("Commit what changed", migrated, tmp_path / "velog")
    assert done.returncode == 0, done.stderr
    git(tmp_path / "authors", "pull", "-q")
    assert (tmp_path / "authors/new.md").read_text("utf-8") == "새 글"
    assert (migrated / "about.md").read_text("utf-8") == "나"


def test_where_both_changed_a_line_the_authors_stays(migrated: Path, tmp_path: Path) -> None:
    push_as_author(tmp_path / "authors", "about.md", "나")
    (migrated / "about.md").write_text("너", "utf-8")
    assert shell("Commit what changed", migrated, tmp_path / "velog").returncode == 1
    git(tmp_path / "authors", "pull", "-q")
    assert (tmp_path / "authors/about.md").read_text("utf-8") == "나"
    assert "rebase" not in git(migrated, "status")


def test_one_issue_at_most_asks_for_a_person(clone: Path, tmp_path: Path) -> None:
    issues = tmp_path / "issues"
    fake = tmp_path / "bin/gh"
    fake.parent.mkdir()
    fake.write_text(
        f"""#!/bin/sh
case "$2" in
  list) test -e {issues} && echo 7 ;;
  create) cat "$6" >> {issues} ;;
  edit) test "$3" = 7 && cat "$5" > {issues} ;;
esac
exit 0
""",
        "utf-8",
    )
    fake.chmod(0o755)
    for report in ("첫째 밤", "둘째 밤"):
        (tmp_path / "sync.md").write_text(report, "utf-8")
        done = shell("Ask for a person", clone, tmp_path / "velog")
        assert done.returncode == 0, done.stderr
        assert issues.read_text("utf-8") == report
