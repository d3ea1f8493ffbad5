"""A fake Velog, a site of its own for each test, the whole program, and Jekyll."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import stamina

from migrator.cli.main import main
from velog import FakeVelog

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLE_BLOG = FIXTURES / "sample-blog"


@dataclass(frozen=True)
class Run:
    """What a run of the program said and how it ended."""

    code: int
    out: str
    err: str


Program = Callable[..., Run]


@pytest.fixture(autouse=True)
def _no_pauses() -> None:
    """Try again as often as in earnest, but at once."""
    stamina.set_testing(True, attempts=5)


@pytest.fixture
def velog() -> FakeVelog:
    """Give an empty blog of `labdev` on a Velog that does what the real one does."""
    return FakeVelog()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a small complete Jekyll site."""
    return Path(shutil.copytree(FIXTURES / "demo-site", tmp_path / "site"))


@pytest.fixture
def run(velog: FakeVelog, capsys: pytest.CaptureFixture[str]) -> Program:
    """Give the whole program, talking to the fake Velog."""

    def run(*argv: object) -> Run:
        code = main([str(arg) for arg in argv], httpx.MockTransport(velog))
        said = capsys.readouterr()
        return Run(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def jekyll() -> Callable[[Path], Path]:
    """Give a function that builds a site with the real Jekyll and tells where the pages are."""
    command = shutil.which("jekyll")
    if command is None:
        if os.environ.get("CI") == "true":
            pytest.fail("jekyll is missing: apt install jekyll ruby-kramdown-parser-gfm")
        pytest.skip("jekyll is missing: apt install jekyll ruby-kramdown-parser-gfm")

    def build(site: Path) -> Path:
        built = site.parent / f"{site.name}-built"
        done = subprocess.run(
            [command, "build", "--source", site, "--destination", built, "--trace"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr, done.stderr
        return built

    return build


def tree(root: Path) -> dict[str, bytes]:
    """Give every file under a folder with its bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def stamps(root: Path) -> dict[Path, tuple[int, int, int]]:
    """Give what shows a write for a folder and all in it: file number, time of change, size."""
    states = {path: path.stat() for path in [root, *root.rglob("*")]}
    return {path: (s.st_ino, s.st_mtime_ns, s.st_size) for path, s in states.items()}
