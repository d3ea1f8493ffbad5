"""Streams that are closed, full or cut, and locales that are not UTF-8 → never a traceback."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import pytest

from conftest import SAMPLE_BLOG, Program, tree
from migrator.cli.output import show
from velog import FakePost, FakeVelog, errors

ROOT = Path(__file__).parent.parent
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="/dev/full is Linux's")
process_of_its_own = pytest.mark.slow


def shell(command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command with what a shell does to its streams; give its own exit code."""
    python = f"'{sys.executable}' -m migrator"
    return subprocess.run(
        ["bash", "-c", f"{python} {command}; exit ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )


def diff(site: Path) -> str:
    return f"diff --patch --from '{SAMPLE_BLOG}' --site '{site}'"


@process_of_its_own
@pytest.mark.parametrize("streams", [">&-", "<&-", "2>&-", "<&- >&- 2>&-", "| head -1"])
def test_the_work_is_done_whatever_stream_is_missing(site: Path, streams: str) -> None:
    done = shell(f"{diff(site)} {streams}")
    assert (done.returncode, done.stderr) == (1, "")
    migrated = shell(f"migrate --from '{SAMPLE_BLOG}' --site '{site}' {streams}")
    assert (migrated.returncode, "Traceback" in migrated.stderr) == (0, False)
    assert (site / ".velog-to-jekyll/ledger.json").is_file()


@process_of_its_own
@needs_full
@pytest.mark.parametrize("words", ["diff", "migrate", "--help", "--version"])
def test_a_result_that_finds_no_room_is_one_line_and_2(site: Path, words: str) -> None:
    source = "" if words.startswith("--") else f" --from '{SAMPLE_BLOG}' --site '{site}'"
    done = shell(f"{words}{source} > /dev/full")
    assert done.returncode == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("velog-to-jekyll: The result cannot be written: No space left on device")
    assert "Traceback" not in done.stderr
    assert (words == "migrate") == (site / ".velog-to-jekyll/ledger.json").is_file()


@process_of_its_own
@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", "2>&1 >&-"])
def test_a_complaint_goes_to_what_is_left_to_write_to(tmp_path: Path, streams: str) -> None:
    if "full" in streams and not FULL.exists():
        pytest.skip("/dev/full is Linux's")
    done = shell(f"check --site '{tmp_path}' {streams}")
    assert done.returncode == 2
    assert done.stdout.startswith("velog-to-jekyll: ")
    assert done.stdout.count("\n") == 1
    misused = shell(f"check --no-such-option {streams}")
    assert misused.returncode == 2
    assert "error: there is no option --no-such-option.\n" in misused.stdout


@process_of_its_own
@pytest.mark.parametrize("streams", ["<&-", "<&- >&-", "<&- >&- 2>&-"])
def test_tokens_are_not_asked_for_where_nobody_can_answer(site: Path, streams: str) -> None:
    done = shell(
        f"migrate labdev --private --site '{site}' {streams}",
        VELOG_ACCESS_TOKEN="",
        VELOG_REFRESH_TOKEN="",
        VELOG_V3_ENDPOINT="http://127.0.0.1:9/",
        VELOG_V2_ENDPOINT="http://127.0.0.1:9/",
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert ("no token" in done.stderr) == ("2>" not in streams)


@pytest.mark.parametrize("where", ["folder", "file"])
def test_no_room_for_a_merge_is_an_error_that_says_where(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    velog.posts = [FakePost("글", "하나\n\n둘\n\n셋")]
    run("migrate", "labdev", "--site", site)
    post = site / "_posts/2023-05-01-글.md"
    post.write_text(post.read_text("utf-8").replace("하나", "1"), "utf-8")
    velog.edit("글", body="하나\n\n둘\n\n3")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = tree(site)
    if where == "folder":
        monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    else:
        monkeypatch.setattr(Path, "write_bytes", full)
    done = run("sync", "--site", site)
    assert done.code == 2
    assert "The temporary folder cannot be written: No space left on device" in done.err
    assert "TMPDIR" in done.err
    assert done.err.count("\n") == 1
    assert tree(site) == before


# --- what would steer the terminal

STEERS = "\x1b[2J\x07\x7f\x9b31m\u202e\u2066\u200f"
SHOWN = r"\x1b[2J\x07\x7f\x9b31m\u202e\u2066\u200f"


class Terminal(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_control_and_direction_characters_are_shown() -> None:
    terminal, file = Terminal(), StringIO()
    for stream in (terminal, file):
        show(f"{STEERS}가\t👩‍👩‍👧\n", stream, is_long=False, is_painted=False)
    assert terminal.getvalue() == f"{SHOWN}가\t👩‍👩‍👧\n"
    assert file.getvalue() == f"{STEERS}가\t👩‍👩‍👧\n"


def test_what_velog_says_cannot_steer_the_terminal(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", "글")]
    velog.fault("posts", errors(f"{STEERS}\nvelog-to-jekyll: fine"))
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 2
    assert SHOWN in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "resolve"])
def test_a_name_cannot_make_a_line_of_its_own(site: Path, run: Program, command: str) -> None:
    name = f"2020-01-01-{STEERS}\nvelog-to-jekyll: fine.md"
    (site / "_posts" / name).write_text("---\ntitle: [\n---\n", "utf-8")
    words = ["check"] if command == "check" else ["resolve", site / "_posts" / name, "--ours"]
    done = run(*words, "--site", site)
    said = done.out + done.err
    assert SHOWN in said
    assert not [line for line in said.splitlines() if line.startswith("velog-to-jekyll: fine")]


def test_a_page_shows_what_would_turn_its_text_round(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost(f"글{STEERS}", f"글 {STEERS}\n")]
    done = run("diff", "labdev", "--format", "html", "--patch", "--site", site)
    assert done.code == 1
    assert not set(STEERS) & set(done.out) - set("[2J31m")
    assert r"\u202e\u2066\u200f" in done.out


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_report_names_posts_in_one_line_each(
    velog: FakeVelog, site: Path, run: Program, form: str
) -> None:
    velog.posts = [FakePost("글", "글")]
    run("migrate", "labdev", "--site", site)
    old = site / "_posts/2023-05-01-글.md"
    new = old.with_name(f"2023-05-01-{STEERS}\n글.md")
    old.rename(new)
    velog.edit("글", body="새 글")
    done = run("diff", "--format", form, "--patch", "--site", site)
    assert done.code == 1
    assert not set(STEERS) & set(done.out) - set("[2J31m")


# --- locales


def euc_kr(folder: Path) -> dict[str, str]:
    """Make Korean's old locale in a folder, and give what names it; skip where that cannot be."""
    if shutil.which("localedef") is None:
        pytest.skip("no localedef")
    target = folder / "ko_KR.EUC-KR"
    command = ["localedef", "--no-archive", "-i", "ko_KR", "-f", "EUC-KR", str(target)]
    subprocess.run(command, capture_output=True, check=False)
    if not target.is_dir():
        pytest.skip("no source of the locale ko_KR")
    return {"LOCPATH": str(folder), "LC_ALL": "ko_KR.EUC-KR"}


def names(root: Path) -> set[bytes]:
    return {os.fsencode(path) for path in tree(root)}


@process_of_its_own
@pytest.mark.parametrize("locale", ["C", "POSIX", "EUC-KR", "no-such"])
def test_names_are_utf_8_whatever_the_locale(
    site: Path, tmp_path: Path, run: Program, locale: str
) -> None:
    whole = shutil.copytree(site, tmp_path / "whole")
    run("migrate", "--from", SAMPLE_BLOG, "--site", whole)
    environ = euc_kr(tmp_path) if locale == "EUC-KR" else {"LC_ALL": locale}
    done = shell(f"migrate --from '{SAMPLE_BLOG}' --site '{site}'", **environ)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert names(site) == names(whole)
    again = run("sync", "--from", SAMPLE_BLOG, "--site", site)
    assert "deleted" not in again.out


@process_of_its_own
def test_a_locale_that_cannot_be_left_is_refused(site: Path, tmp_path: Path) -> None:
    environ = {**euc_kr(tmp_path), "PYTHONUTF8": "1"}
    before = tree(site)
    command = f"'{sys.executable}' -X utf8=0 -m migrator init --site '{site}'"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"The locale is not UTF-8" in done.stderr
    assert tree(site) == before
