"""Faults on the line to Velog → one run of the real command, and what must hold of every such run.

A run ends; its code says how; what is left is named; all that is on the disk is whole; and a run
after it, undisturbed, makes the site that one without faults makes.
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Run, tree
from migrator.cli.main import main
from migrator.fetcher import budgets
from migrator.fetcher.budgets import KIB, MIB, Budgets
from pixels import pixel
from velog import RELEASED, FakePost, FakeVelog, Gate

SMALL = Budgets(
    unstated_posts=100,
    image_bytes=MIB,
    answer_bytes=MIB,
    header_bytes=64 * KIB,
)
"""As the real ones, with less to send before they are reached."""
HASTY = replace(
    SMALL,
    connect_seconds=1,
    silence_seconds=1,
    request_seconds=1.2,
    longest_seconds=1.5,
    slowest=64 * KIB,
    stalled_attempts=1,
)
"""For faults that take time: soon over, and long enough for an honest answer on a busy machine."""
RUSHED = replace(
    HASTY,
    connect_seconds=0.15,
    silence_seconds=0.15,
    request_seconds=0.25,
    longest_seconds=0.35,
    stalled_attempts=2,
)
"""Over so soon that an honest answer, too, may come too late."""

_LONGEST = 100  # seconds: many times what a run takes here, on a machine that is busy, too


def image(number: int, host: str = "velog.velcdn.com") -> str:
    return f"https://{host}/images/labdev/post/00000000-0000-4000-8000-{number:012}/image.png"


def a_blog() -> FakeVelog:
    """Make a blog whose images are on two hosts of Velog's, for a run that takes no time."""
    bodies = [
        f"첫 글\n\n![]({image(1)})\n\n![]({image(2)})",
        f"둘째 글\n\n![]({image(3, 'images.velog.io')})\n\n![]({image(1)})",
        f"셋째 글\n\n![]({image(4)})",
        "넷째 글",
    ]
    posts = [
        FakePost(
            f"글 {number}",
            body,
            series="연재" if number < 2 else None,
            tags=("a",),
            thumbnail=image(5) if number == 2 else None,
            released_at=RELEASED + timedelta(days=number),
        )
        for number, body in enumerate(bodies)
    ]
    posts.append(FakePost("옛 글", "<p>글</p>", is_markdown=False))
    images = {image(number).split(".com")[1]: pixel(number) for number in range(1, 6)}
    return FakeVelog(posts, images=images)


@dataclass
class Disturbed:
    """A site and a Velog behind a gate where things go wrong; `whole` is the undisturbed site.

    Nobody listens at `deserted` doors, and only `named` ones are in the environment.
    """

    velog: FakeVelog
    gate: Gate
    site: Path
    whole: dict[str, bytes]
    patch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    deserted: tuple[str, ...] = ()
    named: tuple[str, ...] = ("v3", "v2", "images")
    before: dict[str, bytes] = field(default_factory=dict)

    def run(self, *argv: str, limits: Budgets = SMALL) -> Run:
        """Run the command to its end, with the faults that are set, and look at all of it."""
        done = self.run_with(*argv, limits=limits)
        self._look_at(done)
        return done

    def run_with(self, *argv: str, limits: Budgets = SMALL) -> Run:
        """Run the command to its end, with the faults that are set."""
        self.before = tree(self.site)
        self.patch.setattr(budgets, "BUDGETS", limits)
        for name, value in self.gate.environment(*self.deserted, named=self.named).items():
            self.patch.setenv(name, value)
        with _ends():
            code = main([*argv, "--site", str(self.site)])
        said = self.capsys.readouterr()
        return Run(code, said.out, said.err)

    def heal(self) -> None:
        """Take all faults away."""
        self.velog.heal()
        self.gate.heal()
        self.deserted = ()

    def run_healed(self, *argv: str) -> Run:
        """Run without faults: that is never left undone, and makes the whole site."""
        self.heal()
        done = self.run(*argv, limits=Budgets())
        assert done.code == 0, done
        assert tree(self.site) == self.whole
        return done

    def undisturbed(self, *argv: str) -> dict[str, bytes]:
        """Give what a run without faults makes of the site, without touching it."""
        copy = shutil.copytree(self.site, self.site.parent / "whole")
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.gate.environment().items():
                patch.setenv(name, value)
            assert main([*argv, "--site", str(copy)]) == 0
        self.capsys.readouterr()
        made = tree(copy)
        shutil.rmtree(copy)
        return made

    def _look_at(self, done: Run) -> None:
        after = tree(self.site)
        words = done.out + done.err
        assert "Traceback" not in words
        assert "\x1b" not in done.err
        assert done.code in (0, 1, 2), done
        assert not [name for name in after if ".tmp/" in name or name.endswith(".part")], done
        if done.code == 0:
            assert after == self.whole, done
        elif done.code == 2:
            assert after == self.before, done
            assert done.complaints.startswith("velog-to-jekyll: "), done
        else:
            self._look_at_half(done, after)

    def _look_at_half(self, done: Run, after: dict[str, bytes]) -> None:
        """See that every post and image is there and whole, or named, and every order of series."""
        lost = {name for name in self.whole if name not in after}
        images = {name for name in lost if name.endswith(".png")}
        said = " ".join(done.out.split())
        is_left_out, is_unordered = "was left out" in said, "order of posts in series" in said
        assert images or is_left_out or is_unordered, done
        for name in images:
            upload = name.rpartition("/")[2].removesuffix(".png")[:8]
            assert upload in done.err or is_left_out, (name, done)
        assert lost == images or is_left_out, done
        for name, content in after.items():
            if name.endswith(".png"):
                assert content == self.whole[name], done
            if name.startswith("_posts/") and content != self.whole[name]:
                has_remote = b"velog.velcdn.com" in content or b"images.velog.io" in content
                is_old = content == self.before.get(name)
                assert has_remote or is_unordered or (is_left_out and is_old), name


@contextmanager
def _ends() -> Iterator[None]:
    """Fail where what is inside does not end."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"the run has not ended after {_LONGEST} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
