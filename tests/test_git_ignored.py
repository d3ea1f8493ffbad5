"""What git leaves out of a commit is said by every command that writes it, with the cure."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from conftest import Program
from pixels import pixel
from velog import FakePost, FakeVelog

CDN = "https://velog.velcdn.com/images/a.png"
CASES = {
    ".*": {"!/.velog-to-jekyll/", "!/.velog-to-jekyll.toml"},
    "assets/img/posts/": {"!/assets/img/posts/"},
    "/assets": {"!/assets/"},
    "*.png": {"!/assets/**"},
    "_posts/*.md": {"!/_posts/**"},
    ".velog*\n!.velog-to-jekyll.toml": {"!/.velog-to-jekyll/"},
    "_site/\n.jekyll-cache/\nnode_modules": set(),
}


@pytest.fixture
def repository(velog: FakeVelog, site: Path) -> Path:
    velog.posts = [FakePost("글", f"![]({CDN})")]
    velog.images = {"/images/a.png": pixel(1)}
    subprocess.run(["git", "init", "-q", site], check=True)
    return site


def cures(said: str) -> set[str]:
    return {word.strip("`,.") for word in said.split() if word.startswith("`!/")}


@pytest.mark.parametrize("ignored", CASES)
def test_what_git_leaves_out_is_said(repository: Path, run: Program, ignored: str) -> None:
    ignoring = repository / ".gitignore"
    ignoring.write_text(f"{ignored}\n", "utf-8")
    done = run("migrate", "labdev", "--site", repository)
    assert done.code == 0
    said = cures(done.out + done.err)
    assert said == CASES[ignored]
    (repository / ".velog-to-jekyll.toml").write_text("", "utf-8")
    found = json.loads(run("check", "--format", "json", "--site", repository).out)["findings"]
    assert {cure for each in found for cure in cures(each["advice"])} == said
    assert {each["kind"] for each in found} <= {"git-ignored"}
    with ignoring.open("a", encoding="utf-8") as opened:
        opened.writelines(f"{cure}\n" for cure in said)
    cured = run("sync", "--site", repository)
    assert cures(cured.out + cured.err) == set()
    state = subprocess.run(
        ["git", "status", "--short", "-uall", "-z"], cwd=repository, capture_output=True, check=True
    )
    there = {line[3:] for line in state.stdout.decode().split("\0")}
    assert {"_posts/2023-05-01-글.md", ".velog-to-jekyll/ledger.json"} <= there
    assert any(path.endswith(".png") for path in there)


def test_init_says_so_before(repository: Path, run: Program) -> None:
    (repository / ".gitignore").write_text(".*\nassets/\n", "utf-8")
    said = cures(run("init", "--site", repository).out)
    assert said == {"!/.velog-to-jekyll/", "!/.velog-to-jekyll.toml", "!/assets/"}


def test_a_site_that_is_not_in_git_is_none_of_its_business(
    repository: Path, run: Program, tmp_path: Path
) -> None:
    (repository / ".gitignore").write_text("*\n", "utf-8")
    assert cures(run("migrate", "labdev", "--site", repository).err) == set()
