"""A fake Velog, a site for each test, the whole program, what the tests run, and their marks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import stamina
from hypothesis import HealthCheck, settings

import oracle.cost
import oracle.jekyll
import oracle.kramdown
import oracle.velog
import oracle.workflows
from migrator.cli import help_ends
from migrator.cli.main import main
from migrator.long_work.screen import EN, speak
from velog import FakeVelog

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLE_BLOG = FIXTURES / "sample-blog"

# The screen speaks the language of whoever tests; this is no other encoding of it.
os.environ["LANGUAGE"] = "en"

# How fast a machine is, and what else runs on it, is no fault of the code. Where CI is set,
# Hypothesis has a profile of its own that says the same.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if "CI" not in os.environ:
    settings.load_profile("any machine")


@dataclass(frozen=True)
class Run:
    """What a run of the program said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> str:
        """Give what is on stderr beside what is said while it waits (tests/test_talk.py)."""
        lines = self.err.splitlines(keepends=True)
        return "".join(line for line in lines if not _WAITS.search(line))


_WAITS = re.compile(r"; trying again in \d+ seconds?$|; given up$|: this host is left alone for")
Program = Callable[..., Run]
VelogPages = Callable[[Mapping[str, oracle.velog.Body]], dict[str, str]]
KramdownSeconds = Callable[..., list[float]]
JekyllPages = Callable[..., oracle.jekyll.Built]
KramdownPages = Callable[..., list[str | None]]

# Each fixture that runs another program → the mark of the tests that use it.
_MARKS = {
    "jekyll": "ruby",
    "jekyll_pages": "ruby",
    "kramdown_pages": "ruby",
    "kramdown_seconds": "ruby",
    "build_theme": "ruby",
    "velog_pages": "node",
    "lint_workflow": "node",
    "chromium": "browser",
}
# Each program that is not there on every machine → the mark without which no test runs it.
_PROGRAMS = {"jekyll": "ruby", "ruby": "ruby", "node": "node", "chromedriver": "browser"}


def pytest_configure(config: pytest.Config) -> None:
    """Try each property with fewer texts where only the fast tests run."""
    if config.getoption("markexpr") == "fast":
        settings.register_profile("fast", settings(), max_examples=25)
        settings.load_profile("fast")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by the programs that they need, and the rest that is not slow as fast."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        marks = {mark for fixture, mark in _MARKS.items() if fixture in fixtures}
        if not marks and item.get_closest_marker("slow") is None:
            marks = {"fast"}
        for mark in sorted(marks):
            item.add_marker(mark)


_running: list[pytest.Item] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember which test runs, for `_refuse_what_no_mark_tells`."""
    _running[:] = [item]


def _refuse_what_no_mark_tells(event: str, values: tuple[object, ...]) -> None:
    """Let no test start a program that its marks do not tell."""
    if event != "subprocess.Popen":
        return
    mark = _PROGRAMS.get(Path(str(values[0])).name)
    if mark and any(item.get_closest_marker(mark) is None for item in _running):
        raise AssertionError(f"this test has no mark {mark!r}: use a fixture of {_MARKS}")


sys.addaudithook(_refuse_what_no_mark_tells)


def need(lack: str | None) -> None:
    """Skip the test for what is lacking here, if anything; fail under CI."""
    if lack and os.environ.get("CI") == "true":
        pytest.fail(lack)
    if lack:
        pytest.skip(lack)


@pytest.fixture(autouse=True)
def _english() -> None:
    """Forget the language of the test before."""
    speak(EN)


@pytest.fixture(autouse=True)
def _no_pauses() -> None:
    """Try again as often as in earnest, but at once."""
    stamina.set_testing(True, attempts=5)


@pytest.fixture(autouse=True)
def _no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the same help wherever the tests were cloned from."""
    monkeypatch.setattr(help_ends, "repository", lambda: "")


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lose no time on what would outlast a power loss; tests/test_writer.py counts the calls."""
    monkeypatch.setattr(os, "sync", lambda: None)


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
    need(oracle.jekyll.missing())

    def build(site: Path) -> Path:
        built = site.parent / f"{site.name}-built"
        done = subprocess.run(
            ["jekyll", "build", "--source", site, "--destination", built, "--trace"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr, done.stderr
        return built

    return build


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    """Give a browser without a window; `browser.set_screen` puts its settings back."""
    # Most of a second to import, and few tests need it.
    import browser

    need(browser.missing())
    with browser.started() as chrome:
        yield chrome


@pytest.fixture(scope="session")
def velog_pages() -> VelogPages:
    """Give a function that has Velog's own renderer show bodies of posts."""
    need(oracle.velog.missing())
    return oracle.velog.render


@pytest.fixture(scope="session")
def lint_workflow() -> Callable[[str], list[str]]:
    """Give a function that tells what is wrong in a workflow of GitHub's."""
    need(oracle.workflows.missing())
    return oracle.workflows.findings


@pytest.fixture(scope="session")
def jekyll_pages() -> JekyllPages:
    """Give a function that builds posts, each a file with its front matter, as one site."""
    need(oracle.jekyll.missing())
    return oracle.jekyll.build


@pytest.fixture(scope="session")
def kramdown_pages() -> KramdownPages:
    """Give a function that has Jekyll's Liquid and kramdown show bodies of posts."""
    need(oracle.jekyll.missing())
    return oracle.kramdown.render


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


@pytest.fixture(scope="session")
def kramdown_seconds() -> KramdownSeconds:
    """Give a function that tells how long kramdown takes for each text."""
    need(oracle.jekyll.missing())
    return oracle.cost.seconds
