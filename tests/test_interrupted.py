"""Ctrl-C while a server lets the run wait → it ends at once, and says what it did."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import httpx
import pytest

from conftest import Program, tree
from pixels import pixel
from velog import FakePost, FakeVelog, on_loopback

PATH = "images/labdev/post/00000000-0000-4000-8000-{:012}/image.png"
ROOT = Path(__file__).parent.parent


@pytest.mark.slow  # a process of its own, twice
@pytest.mark.parametrize("where", ["posts", "images"])
def test_ctrl_c_ends_the_run_at_once(
    velog: FakeVelog, site: Path, run: Program, where: str
) -> None:
    asked, leave = Event(), Event()

    def wait(honest: httpx.Response) -> httpx.Response:
        asked.set()
        leave.wait(60)
        return honest

    links = []
    for number in (1, 2):
        velog.images[f"/{PATH.format(number)}"] = pixel(number)
        links.append(f"![](https://velog.velcdn.com/{PATH.format(number)})")
    velog.posts = [FakePost("하나", "\n\n".join(links)), FakePost("둘", "글")]
    velog.fault("posts" if where == "posts" else f"/{PATH.format(2)}", wait)
    with on_loopback(velog) as address:
        environment = {
            **os.environ,
            "VELOG_V3_ENDPOINT": f"{address}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{address}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": address,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "migrator", "migrate", "labdev", "--site", site],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Whoever is started behind a shell's `&` inherits that this signal is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert asked.wait(60)
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
            leave.set()
    # Python ends by the signal where it came in the middle of an `exec`, as dataclasses use when
    # they are imported (`unhandled_keyboard_interrupt`, CPython 3.11): for a shell both are 130.
    assert process.returncode in (130, -signal.SIGINT), err
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("velog-to-jekyll: stopped.")
    assert "run the same command again" in err
    # Images are asked for before there is a plan, and after it: then it says what was fetched.
    assert "Nothing was written." in err or where == "images"
    assert "Fetched: 1 image " in err or "nothing was written" in err.lower()
    assert not [path for path in tree(site) if ".velog-to-jekyll.tmp" in path]
    velog.heal()
    assert run("migrate", "labdev", "--site", site).code == 0


def test_ctrl_c_before_the_run_has_begun_is_no_traceback(
    site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most of the first half second goes by while modules are loaded."""

    def stop(name: str, *_: object) -> None:
        if name == "migrator.cli.commands.migrate":
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "migrator.cli.commands.migrate", raising=False)
    monkeypatch.delattr("migrator.cli.commands.migrate", raising=False)
    monkeypatch.setattr(sys, "meta_path", [SimpleNamespace(find_spec=stop), *sys.meta_path])
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 130
    assert "Nothing was written." in done.err
