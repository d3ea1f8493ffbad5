"""The workflow in docs/nightly.md: it is YAML, and its shell steps do what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import SAMPLE_BLOG

# Each step is a shell that starts the command.
pytestmark = pytest.mark.slow
PAGE = Path(__file__).parent.parent / "docs/nightly.md"


def steps() -> list[dict[str, Any]]:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    found: list[dict[str, Any]] = yaml.safe_load(text)["jobs"]["sync"]["steps"]
    return found


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
    git(site, "config", "push.default", "current")
    git(site, "config", "push.autoSetupRemote", "true")
    return site


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
