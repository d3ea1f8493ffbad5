"""What a command says on stderr while it works: usually, with --quiet and with --verbose."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
import stamina

from conftest import Program
from pixels import pixel
from velog import FakePost, FakeVelog, broken, status

ADDRESS = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-{:012}/image.png"
HOST = "velog.velcdn.com"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Let time pass only where the program waits, and remember for how long it did."""
    clock = SimpleNamespace(now=1000.0, waits=[])

    def wait(seconds: float) -> None:
        clock.waits.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(time, "sleep", wait)
    return clock


def with_images(velog: FakeVelog, count: int) -> None:
    """Give the blog a post that shows so many images, each an upload that is there."""
    addresses = [ADDRESS.format(number) for number in range(1, count + 1)]
    for number, address in enumerate(addresses, 1):
        velog.images[httpx.URL(address).path] = pixel(number)
    velog.posts.append(FakePost("그림", "\n\n".join(f"![]({each})" for each in addresses)))


# --- waiting


def test_a_wait_that_a_server_asks_for_is_said_as_it_begins(
    velog: FakeVelog, site: Path, run: Program, clock: SimpleNamespace
) -> None:
    velog.posts = [FakePost("글")]
    velog.fault("v3.user", status(429, 60), times=1)
    with stamina.set_testing(False):
        done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    (line,) = done.err.splitlines()
    assert line.startswith("429 from v3.velog.io; trying again in 6")
    assert line.endswith(" seconds")


def test_a_connection_that_cannot_be_made_is_said_and_named_at_the_end(
    velog: FakeVelog, site: Path, run: Program, clock: SimpleNamespace
) -> None:
    velog.fault("v3", broken())
    velog.fault("v2", broken())
    with stamina.set_testing(False):
        done = run("migrate", "labdev", "--site", site)
    assert done.code == 2
    *said, last = done.err.splitlines()
    assert said[0].startswith("v3.velog.io cannot be reached (broken on purpose); trying again in")
    assert any(line.endswith("cannot be reached (broken on purpose); given up") for line in said)
    assert {line.split()[0] for line in said} == {"v3.velog.io", "v2.velog.io"}
    for word in ("v3.velog.io cannot be reached", "online", "HTTPS_PROXY", "SSL_CERT_FILE"):
        assert word in last
    assert "newer version" not in last


def test_where_another_server_answers_the_version_may_be_the_reason(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.fault("v3", broken())
    velog.fault("v2", status(403))
    assert "look for a newer version" in run("migrate", "labdev", "--site", site).err


def test_a_host_that_fails_is_said_once_in_a_while_and_not_for_each_image(
    velog: FakeVelog, site: Path, run: Program, clock: SimpleNamespace
) -> None:
    with_images(velog, 60)
    velog.fault(lambda call: call.host == HOST, status(503))
    with stamina.set_testing(False):
        done = run("migrate", "labdev", "--site", site, "--jobs", "1")
    said = done.err.split("60 images not available")[0].splitlines()
    assert said[0].startswith(f"503 from {HOST}; trying again in")
    assert said[-1] == f"503 from {HOST}: this host is left alone for the rest of the run"
    assert len(said) <= len(clock.waits) + 1
    assert len(said) <= sum(clock.waits) / 3 + 2


def test_many_failures_at_the_same_moment_are_one_line(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with_images(velog, 60)
    velog.fault(lambda call: call.host == HOST, broken())
    done = run("migrate", "labdev", "--site", site)
    said = done.err.split("60 images not available")[0].splitlines()
    assert len(said) <= 2


def test_nothing_is_said_where_all_goes_well(velog: FakeVelog, site: Path, run: Program) -> None:
    with_images(velog, 2)
    assert run("migrate", "labdev", "--site", site).err == ""


def test_numbers_have_their_plurals(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("하나", "가\n\n나"), FakePost("둘", "가\n\n나")]
    run("migrate", "labdev", "--site", site)
    for title in ("하나", "둘"):
        file = site / f"_posts/2023-05-01-{title}.md"
        file.write_text(file.read_text("utf-8").replace("나", "다"), "utf-8")
        velog.edit(title, body="가\n\n라")
    assert run("diff", "--site", site).out.startswith("labdev: 2 conflicts\n")
    velog.posts.pop()
    velog.posts.append(FakePost("셋"))
    said = run("sync", "--site", site, "--prune", "--max-prune", "0").out
    assert "1 conflict, " in said


BROKEN = {
    "_config.yml": [
        "title: [\nfoo: bar\n",
        "title: a: b\n",
        'a: "b\n',
        "\tplugins: 3\n",
        "plugins: x\n",
    ],
    ".velog-to-jekyll.toml": [
        "lang = \n",
        "lang = 'ko\n",
        "x = 1\n",
        "[front_matter\n",
        "lang = 3\n",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(key, each) for key in BROKEN for each in BROKEN[key]])
def test_a_broken_file_of_settings_is_named_with_its_line(
    velog: FakeVelog, site: Path, run: Program, name: str, text: str
) -> None:
    (site / name).write_text(text, "utf-8")
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") <= 3
    assert re.search(rf"{re.escape(name)}.* line [1-9]", done.err)
    assert "run again" in done.err


def stop(honest: httpx.Response) -> httpx.Response:
    """Let the user press Ctrl-C while this is asked for."""
    raise KeyboardInterrupt


def test_ctrl_c_says_what_is_left_of_the_run(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    with_images(velog, 2)
    velog.fault("v3.user", stop)
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 130
    assert done.err == (
        "velog-to-jekyll: stopped. Nothing was written. To try again, run the same command again.\n"
    )
    velog.heal()
    velog.fault(httpx.URL(ADDRESS.format(2)).path, stop)
    saved = run("backup", "labdev", tmp_path / "backup", "--jobs", "1")
    assert saved.code == 130
    assert saved.err == (
        "velog-to-jekyll: stopped. labdev: 1 post saved. Fetched: 1 image "
        f"({len(pixel(1))} bytes). These files are whole; to go on, run the same command again.\n"
    )
    velog.heal()
    assert run("backup", "labdev", tmp_path / "backup").code == 0


# --- as loud as the user wants


def test_a_quiet_run_in_which_all_is_well_says_nothing(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    with_images(velog, 1)
    velog.fault("v3.user", status(429, 0), times=1)
    asked = ("migrate", "labdev", "--site", site, "--quiet")
    assert (run(*asked).code, run(*asked)) == (0, run("sync", "--site", site, "-q"))
    assert run("sync", "--site", site, "--quiet").out == ""
    for words in (
        ("backup", "labdev", tmp_path / "backup"),
        ("localize", "--site", site),
        ("new", tmp_path / "new", "labdev"),
    ):
        done = run(*words, "--quiet")
        assert (done.code, done.out, done.err) == (0, "", "")


def test_what_was_asked_for_is_shown_by_a_quiet_run_too(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with_images(velog, 1)
    for words in (
        ("diff", "labdev", "--site", site),
        ("migrate", "labdev", "--site", site, "--dry-run"),
        ("check", "--site", site),
    ):
        assert run(*words, "--quiet").out == run(*words).out != ""
    asked = run("migrate", "labdev", "--site", site, "--format", "json", "--quiet")
    assert asked.out.startswith("{")


def test_a_quiet_run_names_what_the_author_must_do(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("충돌", "하나\n\n둘"), FakePost("다른", "글")]
    run("migrate", "labdev", "--site", site)
    file = site / "_posts/2023-05-01-충돌.md"
    file.write_text(file.read_text("utf-8").replace("둘", "2"), "utf-8")
    velog.edit("충돌", body="하나\n\n셋")
    velog.edit("다른", body="새 글")
    done = run("sync", "--site", site, "--quiet")
    assert done.code == 1
    assert "UU _posts/2023-05-01-충돌.md" in done.out
    assert "resolve" in done.out
    assert "다른" not in done.out


def test_a_quiet_run_names_the_images_that_are_lost(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with_images(velog, 1)
    velog.images.clear()
    done = run("migrate", "labdev", "--site", site, "--quiet")
    assert done.code == 1
    assert done.err.startswith("1 image not available.")
    refused = run("migrate", "--site", site / "none", "--quiet")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("velog-to-jekyll: ")


def test_a_verbose_run_names_each_image_and_each_file(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with_images(velog, 2)
    gone = httpx.URL(ADDRESS.format(2)).path
    del velog.images[gone]
    said = run("migrate", "labdev", "--site", site, "--verbose").err.splitlines()
    size = len(pixel(1))
    (came,) = [line for line in said if line.startswith("downloaded ")]
    assert came.endswith(f" ({size} bytes from {HOST})")
    assert (site / came.split()[1]).is_file()
    (lost,) = [line for line in said if line.startswith("not downloaded ")]
    assert lost.endswith(f"(404 from {HOST})")
    written = [line.removeprefix("written ") for line in said if line.startswith("written ")]
    assert "_posts/2023-05-01-그림.md" in written
    assert ".velog-to-jekyll/ledger.json" in written
    assert all((site / path).is_file() for path in written)


def test_a_verbose_run_names_each_request_that_is_repeated(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글")]
    velog.fault("v3.user", status(500), times=3)
    said = run("migrate", "labdev", "--site", site, "-v").err
    assert said.count("500 from v3.velog.io; trying again") == 3


def test_nobody_is_quiet_and_verbose_at_once(run: Program, site: Path) -> None:
    done = run("diff", "labdev", "--site", site, "--quiet", "--verbose")
    assert (done.code, "not allowed with" in done.err) == (2, True)


@pytest.mark.parametrize(
    "command", ["new", "migrate", "sync", "diff", "localize", "resolve", "check", "backup"]
)
def test_each_command_that_works_for_long_can_be_made_quiet(run: Program, command: str) -> None:
    said = run(command, "--help").out
    assert "--quiet" in said
    assert "--verbose" in said


def test_there_are_no_bars_for_a_quiet_run(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert os.environ.get("TTY_COMPATIBLE") is None
    velog.posts = [FakePost("글")]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run("diff", "labdev", "--site", site, "--quiet").err == ""
