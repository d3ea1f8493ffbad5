"""`--jobs N`: how many images are asked for at the same time, in every command that asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from conftest import Program
from migrator.fetcher.budgets import BUDGETS
from pixels import pixel
from velog import FakePost, FakeVelog

HOST = "https://velog.velcdn.com"
IMAGES = 40
COMMANDS = ("migrate", "sync", "backup", "new", "localize")


class Counter:
    """Holds images until so many have come; knows how many there were at the same time."""

    def __init__(self) -> None:
        self.now, self.most, self.awaited = 0, 0, 1
        self._changed = threading.Condition()

    def __call__(self, honest: httpx.Response) -> httpx.Response:
        with self._changed:
            self.now += 1
            self.most = max(self.most, self.now)
            self._changed.notify_all()
            self._changed.wait_for(lambda: self.most >= self.awaited, timeout=20)
            self.now -= 1
        return honest


@pytest.fixture
def counter(velog: FakeVelog) -> Counter:
    """Give a blog of many images, and what counts how they are asked for."""
    paths = [
        f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"
        for number in range(IMAGES)
    ]
    velog.images = {path: pixel(number) for number, path in enumerate(paths)}
    body = "\n\n".join(f"![]({HOST}{path})" for path in paths)
    velog.posts = [FakePost("하나", body)]
    counter = Counter()
    velog.fault(lambda call: call.path in velog.images, counter)
    return counter


@pytest.fixture
def ask(velog: FakeVelog, site: Path, tmp_path: Path, run: Program) -> Callable[..., int]:
    """Give what runs a command that downloads all images; it gives the exit code."""

    def ask(command: str, *more: object) -> int:
        if command == "sync":
            kept, velog.posts = velog.posts, []
            assert run("migrate", "labdev", "--site", site).code == 0
            velog.posts = kept
        if command == "localize":
            text = f"---\ntitle: 글\n---\n\n{velog.posts[0].body}\n"
            (site / "_posts/2023-05-01-하나.md").write_text(text, "utf-8")
        words: dict[str, tuple[object, ...]] = {
            "migrate": ("labdev", "--site", site),
            "sync": ("--site", site),
            "backup": ("labdev", tmp_path / "backup"),
            "new": (tmp_path / "new", "labdev"),
            "localize": ("--site", site),
        }
        return run(command, *words[command], *more).code

    return ask


@pytest.mark.parametrize("command", COMMANDS)
def test_so_many_images_at_the_same_time(
    counter: Counter, velog: FakeVelog, ask: Callable[..., int], command: str
) -> None:
    counter.awaited = 3
    assert ask(command, "--jobs", 3) == 0
    assert counter.most == 3
    assert sum(call.path in velog.images for call in velog.requests) == IMAGES


@pytest.mark.parametrize(
    ("more", "most"), [((), BUDGETS.images_at_once), (("--jobs", 1), 1), (("--jobs", 16), 16)]
)
def test_eight_and_never_more_than_sixteen(
    counter: Counter, ask: Callable[..., int], more: tuple[object, ...], most: int
) -> None:
    counter.awaited = most
    assert ask("migrate", *more) == 0
    assert counter.most == most


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("number", ["0", "17", "-1", "8.5", "many", "٣", ""])
def test_a_number_that_is_none(velog: FakeVelog, run: Program, command: str, number: str) -> None:
    done = run(command, "labdev", "DIR", f"--jobs={number}")
    assert done.code == 2
    assert f"--jobs: {number!r} is not a number of downloads at the same time" in done.err
    assert "from 1 to 16" in done.err
    assert velog.requests == []
