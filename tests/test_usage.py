"""Wrong words on the command line → what is wrong with them and what to do; right ones → help."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Program, tree
from migrator import __version__
from migrator.cli import exit_codes, help_ends
from migrator.cli.command_line import build_parser
from migrator.cli.repository import repository
from migrator.cli.word_order import names_first, unknown_option
from pixels import pixel
from velog import FakePost, FakeVelog

ROOT = Path(__file__).parent.parent

# Each line → what its complaint says of it.
WRONG = {
    "snyc": "there is no command 'snyc'. Did you mean sync?",
    "SYNC": "there is no command 'SYNC'. Did you mean sync?",
    "migrat labdev": "there is no command 'migrat'. Did you mean migrate?",
    "dif --site .": "there is no command 'dif'. Did you mean diff?",
    "bakcup labdev DIR": "there is no command 'bakcup'. Did you mean backup?",
    "frobnicate": "there is no command 'frobnicate'.",
    "labdev": "there is no command 'labdev'.",
    "--nope": "there is no option --nope.",
    "--nope sync --prune": "there is no option --nope.",
    "--verison": "there is no option --verison. Did you mean --version?",
    "-v": "there is no option -v.",
    "--": "'--' is one word too many.",
    "migrate labdev --dryrun": "there is no option --dryrun. Did you mean --dry-run?",
    "sync --nope": "there is no option --nope.",
    "sync -site DIR": "there is no option -site. Did you mean --site?",
    "sync —site DIR": "'—site' is one word too many. Did you mean --site?",
    "sync --sit=DIR --forc": "there is no option --forc.",
    "sync labdev": "'labdev' is one word too many.",
    "sync dry-run": "'dry-run' is one word too many. Did you mean --dry-run?",
    "sync --dr": "ambiguous option: --dr could match --drafts, --dry-run",
    "sync --site": "argument --site: expected one argument",
    "diff labdev --site": "argument --site: expected one argument",
    "diff --site --patch": "argument --site: expected one argument",
    "diff --format htlm": "argument --format: 'htlm' is none of text, json, html, markdown. "
    "Did you mean html?",
    "diff --format pdf": "argument --format: 'pdf' is none of text, json, html, markdown.",
    "diff --prune": "there is no option --prune.",
    "new DIR labdev --lang kr": "argument --lang: 'kr' is none of ko, en.",
    "new DIR labdev again": "'again' is one word too many.",
    "sync --max-prune -1": "argument --max-prune: '-1' is not a number of posts: give 0 or more",
    "sync --max-prune few": "argument --max-prune: 'few' is not a number of posts: give 0 or more",
    "sync --max-prune 1.5": "argument --max-prune: '1.5' is not a number of posts",
    "sync --jobs 0": "argument --jobs: '0' is not a number of downloads at the same time",
    "migrate labdev --jobs many": "argument --jobs: 'many' is not a number of downloads",
    "init --prune": "there is no option --prune.",
    "check --buit _site": "there is no option --buit. Did you mean --built?",
    "check _site": "'_site' is one word too many.",
    "localize labdev": "'labdev' is one word too many.",
    "resolve": "the following arguments are required: FILE",
    "resolve a.md": "one of the arguments --ours --theirs --merged --same --other is required",
    "resolve a.md --our --theirs": "argument --theirs: not allowed with argument --ours",
    "resolve a.md --mine": "there is no option --mine.",
    "resolve a.md b.md --ours": "'b.md' is one word too many.",
    "backup": "the following arguments are required: USERNAME, DIR",
    "backup labdev": "the following arguments are required: DIR",
    "backup labdev --comment --al-images": "there is no option --al-images. Did you mean "
    "--all-images?",
    "backup --patch": "there is no option --patch.",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_named_and_what_to_do(line: str, run: Program) -> None:
    done = run(*shlex.split(line))
    assert (done.code, done.out) == (2, "")
    *usage, complaint, advice = done.err.splitlines()
    assert usage[0].startswith("usage: velog-to-jekyll")
    assert f"error: {WRONG[line]}" in complaint
    prog = complaint.partition(": error: ")[0]
    assert advice == f"`{prog} --help` shows how it is used."
    assert run(*shlex.split(prog)[1:], "--help").code == 0


@pytest.mark.parametrize("line", ["sync --nope --help", "backup --help", "--nope --help"])
def test_who_asks_for_help_gets_it(line: str, run: Program) -> None:
    done = run(*line.split())
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("usage: velog-to-jekyll")


@pytest.mark.parametrize(
    ("line", "ordered"),
    [
        ("a --site D b", "a b --site D"),
        ("--site=D a --patch b", "a b --site=D --patch"),
        ("--si D a", "a --si D"),
        ("-jD a -j D b", "a b -jD -j D"),
        ("-1 --site -1 - a", "-1 - a --site -1"),
        ("a --patch b -- --site c", "--patch -- a b --site c"),
        ("a --site", "a --site"),
        ("--nope a", "a --nope"),
    ],
)
def test_names_come_first_and_values_stay_with_their_options(line: str, ordered: str) -> None:
    options = {"--site": True, "-j": True, "--patch": False}
    assert names_first(line.split(), options) == ordered.split()
    assert unknown_option(line.split(), options) == ("--nope" if "--nope" in line else None)


def test_a_limit_for_what_is_not_done_is_named(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("하나", "글")]
    run("migrate", "labdev", "--site", site)
    said = "velog-to-jekyll: --max-prune does nothing without --prune.\n"
    for dry in ([], ["--dry-run"]):
        done = run("sync", "--max-prune", "0", *dry, "--site", site)
        assert (done.code, done.err) == (0, said)
        assert run("sync", "--prune", "--max-prune", "0", *dry, "--site", site).err == ""


def test_the_file_of_a_report_has_one_name_and_an_older_one(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("하나", "글")]
    for option in ("--report", "--output"):
        file = tmp_path / f"{option}.json"
        assert run("diff", "labdev", "--site", site, option, file).code == 1
        assert '"schema"' in file.read_text("utf-8")
    assert "--output" not in run("diff", "--help").out


COMMANDS = "new init migrate sync diff localize resolve check backup".split()


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS)])
def test_help_fits_and_breaks_no_word(
    command: list[str], columns: int, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    words = {*run(*command, "--help").out.split()}
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = run(*command, "--help").out
    assert {*shown.split()} == words
    # What belongs together in a usage stays on a line, however narrow the terminal is.
    lines = shown.splitlines() if columns >= 80 else shown.partition("\n\n")[2].splitlines()
    assert [line for line in lines if len(line) > columns] == []


@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS)])
def test_help_ends_with_an_example_and_the_place_of_the_documentation(
    command: list[str], run: Program
) -> None:
    shown = run(*command, "--help").out
    example, pages = re.findall(r"\nexample:\n  (.*)\n\ndocumentation: (.*)\n\Z", shown)[0]
    words = shlex.split(example)
    assert words[0] == "velog-to-jekyll"
    assert build_parser().parse_args(words[1:]).command in (command or ["new"])
    named = re.findall(r"[\w/]+\.md", pages)
    assert named
    assert [page for page in named if not (ROOT / page).is_file()] == []


@pytest.mark.parametrize("language", ["en", "ko"])
def test_help_has_an_address_where_the_package_was_built_from_one(
    language: str, run: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_ends, "repository", repository)
    there = tmp_path / f"velog_to_jekyll-{__version__}.dist-info"
    there.mkdir()
    lines = ["Name: velog-to-jekyll", "Project-URL: Source, https://git.example/a/b", "", "글"]
    (there / "METADATA").write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "no such"), str(tmp_path), *sys.path])
    shown = run("sync", "--help", "--lang", language).out
    ending = {"en": "", "ko": ".ko"}[language]
    addresses = [f"https://git.example/a/b/blob/HEAD/{name}{ending}.md" for name in PAGES_OF_SYNC]
    assert shown.splitlines()[-2:] == [f"  {address}" for address in addresses]
    assert [page for page in PAGES_OF_SYNC if not (ROOT / f"{page}{ending}.md").is_file()] == []


PAGES_OF_SYNC = ("README", "docs/nightly")


def test_there_is_one_table_of_exit_codes(run: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    told = run("--help").out
    given = {value for name, value in vars(exit_codes).items() if type(value) is int}
    assert given == {*exit_codes.MEANINGS}
    for code, (meaning, korean) in exit_codes.MEANINGS.items():
        assert f"\n  {code:<3}  {meaning}\n" in told
        assert f"\n| {code} | {meaning} |\n" in (ROOT / "README.md").read_text("utf-8")
        assert f"\n| {code} | {korean} |\n" in (ROOT / "README.ko.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_table_is_not_repeated(command: str, run: Program) -> None:
    assert "exit codes:" not in run(command, "--help").out


@pytest.mark.parametrize(
    "words",
    ["sync", "diff labdev", "check", "init", "migrate labdev", "localize", "resolve a.md --same"],
)
def test_a_folder_that_is_not_there_is_named_alike_everywhere(
    words: str, tmp_path: Path, run: Program
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    done = run(*words.split(), "--site", tmp_path / "nowhere")
    assert (done.code, done.out) == (2, "")
    assert f"There is no folder {tmp_path / 'nowhere'}." in done.err
    assert "is a file, and no folder" in run(*words.split(), "--site", tmp_path / "file").err


def test_a_report_in_a_folder_that_is_closed_is_an_error(
    site: Path, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    may, is_dir = os.access, Path.is_dir

    def is_dir_or_raises(path: Path) -> bool:
        if path.parent == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return is_dir(path)

    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != closed and may(path, mode))
    monkeypatch.setattr(Path, "is_dir", is_dir_or_raises)
    done = run("diff", "labdev", "--site", site, "--output", closed / "r.html")
    assert (done.code, "cannot be written" in done.err) == (2, True)


# --- paths that the system does not give


LONG = "가" * 200


@pytest.mark.parametrize(
    "words",
    [
        f"sync --site {LONG}",
        f"new {LONG} labdev",
        f"init --site {LONG}",
        f"check --site {LONG}",
        f"backup labdev {LONG}",
        f"migrate --site SITE --from {LONG}",
        f"diff labdev --site SITE --report {LONG}",
        f"check --site SITE --built {LONG}",
        f"check --site SITE --built SITE --before {LONG}",
    ],
)
def test_a_name_that_is_too_long_is_an_error_like_others(
    words: str, site: Path, run: Program
) -> None:
    done = run(*(str(site) if word == "SITE" else word for word in words.split()))
    assert done.code == 2
    assert "File name too long" in done.err


@pytest.mark.parametrize("command", ["sync", "diff", "localize"])
@pytest.mark.parametrize("closed", ["_config.yml", "assets/img", ".velog-to-jekyll"])
def test_a_folder_that_is_closed_to_the_user_is_named(
    command: str,
    closed: str,
    velog: FakeVelog,
    site: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    velog.posts, velog.images = [FakePost("글", f"![]({CDN})")], {"/images/a.png": pixel(1)}
    assert run("migrate", "labdev", "--site", site).code == 0
    before, stat = tree(site), os.stat

    def refuse(path: str, *args: object, **kept: object) -> os.stat_result:
        if str(site / closed) in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *args, **kept)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", refuse)
        done = run(command, "--site", site)
    assert done.code == 2
    assert closed in done.err
    assert "Permission denied" in done.err
    assert tree(site) == before


CDN = "https://velog.velcdn.com/images/a.png"


@pytest.mark.slow  # a process of its own, which might wait for ever
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
@pytest.mark.parametrize("path", ["note.md", "_data/x.yml", "_layouts/x.html", "_posts/a.md"])
@pytest.mark.parametrize("command", ["check", "init", "localize"])
def test_nobody_waits_for_what_writes_into_a_pipe(command: str, path: str, site: Path) -> None:
    (site / path).parent.mkdir(exist_ok=True)
    os.mkfifo(site / path)
    words = [sys.executable, "-m", "migrator", command, "--site", str(site)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr


# --- what is in the way


@pytest.mark.parametrize(
    ("path", "is_folder"),
    [("_posts", False), (".velog-to-jekyll", False), ("_posts/2023-05-01-글.md", True)],
)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_in_the_way_is_to_be_moved(
    path: str, is_folder: bool, language: str, velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", "글")]
    shutil.rmtree(site / "_posts", ignore_errors=True)
    place = site / path
    place.parent.mkdir(exist_ok=True)
    place.mkdir() if is_folder else place.write_text("mine")
    done = run("migrate", "labdev", "--site", site, "--lang", language)
    assert done.code == 2
    assert path in done.err
    assert {"en": "move it away", "ko": "옮기고 다시"}[language] in done.err
    assert "space" not in done.err


@pytest.mark.parametrize("content", ["{}", "null", '{"version": 2, "username": 5}', "[", "\udcff"])
def test_a_damaged_ledger_is_told_in_words(content: str, site: Path, run: Program) -> None:
    ledger = site / ".velog-to-jekyll/ledger.json"
    ledger.parent.mkdir()
    ledger.write_bytes(content.encode(errors="surrogateescape"))
    said = run("sync", "--site", site).err
    assert "is damaged (" in said
    for words in ("NoneType", "'version'", "object", "codec"):
        assert words not in said


@pytest.mark.parametrize("name", ["2023-05-01-글", "글", "2023-05-01-a", "_posts/2023-05-01-a"])
def test_a_post_is_found_without_its_ending(
    name: str, velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", "글"), FakePost("a", "a")]
    assert run("migrate", "labdev", "--site", site).code == 0
    done = run("diff", name, "--site", site)
    assert "not of" not in done.err
    if name != "글":
        assert (done.code, f"{name}.md" in done.out) == (0, True)
    else:
        assert "is no post of this blog" in done.err


def test_a_folder_for_images_has_no_other_place_in_it(site: Path, run: Program) -> None:
    (site / ".velog-to-jekyll.toml").write_text('image_dir = "a/{foo}"\n', "utf-8")
    done = run("init", "--site", site)
    assert (done.code, "image_dir must be" in done.err) == (2, True)
