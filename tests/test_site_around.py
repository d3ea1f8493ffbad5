"""A folder in a site → the site around it; the commands that a run prints → the next run."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from conftest import Program
from migrator.long_work.shell import shell_word
from migrator.long_work.wrapping import wrapped
from migrator.planner import Change, Facts, State
from migrator.report.as_text import report_text
from migrator.report.paint import TerminalLook
from migrator.report.report import Report
from velog import FakePost, FakeVelog

BODY = "첫째 줄\n\n둘째 줄\n\n셋째 줄"


@pytest.fixture
def in_conflict(velog: FakeVelog, site: Path, run: Program) -> Path:
    """Give a site whose only post was changed here and on Velog in the same line."""
    velog.posts = [FakePost("하나", BODY)]
    assert run("migrate", "labdev", "--site", site).code == 0
    post = next(site.glob("_posts/*하나.md"))
    post.write_text(post.read_text("utf-8").replace("둘째", "여기"), "utf-8")
    velog.edit("하나", body=BODY.replace("둘째", "저기"))
    assert run("sync", "--site", site).code == 1
    return post


@pytest.mark.parametrize(
    "line",
    ["sync", "diff", "check", "init --dry-run", "localize --dry-run", "resolve 하나.md --ours"],
)
@pytest.mark.parametrize("folder", ["_posts", "assets/img", ".velog-to-jekyll"])
def test_the_site_is_found_from_a_folder_in_it(
    line: str,
    folder: str,
    in_conflict: Path,
    site: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = line.replace("하나.md", in_conflict.name)
    named = run(*line.split(), "--site", site)
    (site / folder).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(site / folder)
    told = f"velog-to-jekyll: the site is {site}\n"
    if line.startswith("resolve"):
        assert named.code == 0
        assert run(*line.split()).err.startswith(told)
        return
    found = run(*line.split())
    assert (found.code, found.err) == (named.code, told + named.err)


def test_a_site_that_is_named_or_all_around_is_not_told(
    in_conflict: Path, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    assert "the site is" not in run("diff").err
    monkeypatch.chdir(site / "_posts")
    assert "the site is" not in run("diff", "--site", "..").err


def test_a_broken_site_is_found_by_its_ledger(
    in_conflict: Path, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "_config.yml").unlink()
    monkeypatch.chdir(site / "_posts")
    said = run("sync")
    assert said.code == 2
    assert f"{site} is not a Jekyll site" in said.err


@pytest.mark.parametrize("command", ["init", "sync", "check", "migrate labdev"])
def test_where_no_site_is_around_none_is_guessed(
    command: str, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*command.split())
    assert done.code == 2
    assert "the site is" not in done.err


@pytest.mark.parametrize("command", ["sync", "check", "new blog labdev", "backup labdev saved"])
def test_a_folder_that_was_removed_is_named(
    command: str, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = run(*command.split())
    assert done.code == 2
    assert "The current folder is not there any more. Change into a folder that is" in done.err


# Where one is, and how Tab writes the name of the post there.
PLACES = {
    "site/_posts": "{name}",
    "site/_posts/": "./{name}",
    "site": "_posts/{name}",
    "site/assets": "../_posts/{name}",
    ".": "site/_posts/{name}",
    "site/assets/": "{name}",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("command", ["resolve {} --ours", "diff {}"])
def test_a_post_is_found_by_what_tab_gives(
    place: str,
    command: str,
    in_conflict: Path,
    site: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(site.parent / place)
    line = command.format(PLACES[place].format(name=in_conflict.name))
    done = run(*line.split())
    assert done.code == (0 if line.startswith("resolve") else 1), done.err
    assert in_conflict.name in done.out


# --- commands to paste


def pasted(said: str) -> list[list[str]]:
    """Give the words of the commands that are printed."""
    found = re.findall(
        r"(?<!`)velog-to-jekyll ((?:diff|resolve) .*?)(?: \(|; |$)", said, re.MULTILINE
    )
    found += re.findall(r"`velog-to-jekyll ((?:sync|diff|migrate) .*?)`", said)
    return [shlex.split(each) for each in found]


@pytest.mark.parametrize("place", ["elsewhere", "site", "site/_posts"])
@pytest.mark.parametrize("name", ["site", "my site"])
def test_what_is_printed_works_when_pasted(
    place: str,
    name: str,
    in_conflict: Path,
    site: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moved = site.rename(site.parent / name)
    folder = moved.parent / place.replace("site", name)
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    is_elsewhere = place == "elsewhere"
    where = ["--site", str(moved)] if is_elsewhere else []
    (command,) = pasted(run("diff", *where).out)
    assert command[0] == "resolve"
    assert ("--site" in command) == is_elsewhere
    assert run(*command).code == 0


def test_refusals_name_the_site_too(
    in_conflict: Path, site: Path, run: Program, velog: FakeVelog, tmp_path: Path
) -> None:
    velog.posts.append(FakePost("둘", "글"))
    refused = run("migrate", "labdev", "--site", site)
    assert [words[-2:] for words in pasted(refused.err)] == [["--site", str(site)]] * 2
    missing = run("diff", "none.md", "--site", site)
    assert pasted(missing.err) == [["diff", "--site", str(site)]]


def test_notes_and_findings_name_the_site_too(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    image = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-1/a.png"
    (site / "_posts/2020-01-01-x.md").write_text(f"---\ntitle: x\n---\n![]({image})\n", "utf-8")
    found = run("check", "--site", site)
    assert f"run `velog-to-jekyll localize --site {site}`, which" in found.out
    velog.posts = [FakePost("하나", "글")]
    done = run("migrate", "labdev", "--site", site)
    assert f"`velog-to-jekyll init --site {site}` shows more" in done.out


def conflict(path: str) -> Report:
    change = Change(State.CONFLICT, "1", "a", path, None, "", "", facts=Facts(conflicts=("body",)))
    return Report("labdev", (change,), {State.CONFLICT: 1}, (), (), is_done=False)


@pytest.mark.parametrize(
    "path", ["_posts/a b.md", "_posts/a;b.md", "_posts/it's.md", "_posts/한.md"]
)
def test_a_name_is_quoted_where_the_shell_needs_it(path: str) -> None:
    (words,) = pasted(report_text(conflict(path)))
    assert words == ["resolve", path, "--ours"]
    assert ("resolve '" in report_text(conflict(path))) == (path != "_posts/한.md")


def test_windows_has_other_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert shell_word(r"C:\blog") == r"C:\blog"
    assert shell_word(r"C:\my blog") == r'"C:\my blog"'


def test_a_command_stays_on_one_line_however_narrow_the_terminal_is() -> None:
    for path in ("_posts/a b.md", "_posts/it's.md", f"_posts/{'a' * 50}.md"):
        (words,) = pasted(report_text(conflict(path), TerminalLook(20)))
        assert words == ["resolve", path, "--ours"]
    lines = [*wrapped("Run `velog-to-jekyll sync --no-comments` now and again.", 20)]
    assert lines == ["Run", "`velog-to-jekyll sync --no-comments`", "now and again."]
