"""What a command needs → what it imports; the rest costs each start some of its time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from velog import FakePost, FakeVelog, on_loopback

process_of_its_own = pytest.mark.slow

# What takes long to import, or is worth it for some commands only: each as the name of a module.
NETWORK = {"httpx", "httpcore", "stamina", "ssl"}
PARSERS = {"bs4", "justhtml", "markdownify", "html.parser"}
BARS = {"rich.console", "rich.progress"}
SHELLS = {"argcomplete", "difflib"}
YAML = {"yaml", "frontmatter"}
# Whatever reads a post and writes it for Jekyll.
MAKES_PAGES = {
    f"migrator.converter.{name}"
    for name in "comment_text html_posts inline_html kramdown_writer page tree velogmark".split()
}
OURS = MAKES_PAGES | {
    f"migrator.{name}"
    for name in (
        "check converter.blog_pages converter.html_posts fetcher.velog fetcher.image_download "
        "localize new_site pipeline planner proof report site writer"
    ).split()
}
# Not needed to say how the command is used; Python's own.
STANDARD = {"dataclasses", "inspect", "pathlib", "shutil", "typing", "multiprocessing"}
ALL = NETWORK | PARSERS | BARS | SHELLS | YAML | OURS | STANDARD

RUN = """
import runpy, sys
sys.argv = ["velog-to-jekyll", *sys.argv[1:]]
before = {*sys.modules}
try:
    runpy.run_module("migrator", run_name="__main__")
except SystemExit:
    pass
sys.__stderr__.write("\\n".join(sorted({*sys.modules} - before)))
"""


def imported(*words: object, environ: Mapping[str, str] | None = None) -> set[str]:
    """Run the command in a process of its own; give which of all these it has imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        env={**os.environ, **(environ or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    return ALL & {*done.stderr.splitlines()}


@process_of_its_own
@pytest.mark.parametrize("words", ["--help", "--version", "check --help", "resolve --help"])
def test_help_and_version_import_nothing_of_all_this(words: str) -> None:
    assert imported(*words.split()) == set()


@process_of_its_own
@pytest.mark.parametrize("words", ["", "chek", "check --bad", "sync --max-prune few"])
def test_a_wrong_option_imports_no_library_and_no_room(words: str) -> None:
    allowed = STANDARD - {"multiprocessing"} | {"difflib"}
    assert imported(*words.split()) <= allowed


HTML = PARSERS - {"html.parser"}


@process_of_its_own
@pytest.mark.parametrize(
    ("words", "not_needed"),
    [
        (
            "check",
            NETWORK
            | HTML
            | BARS
            | {f"migrator.{name}" for name in ("pipeline", "report", "writer")},
        ),
        ("init", NETWORK | HTML | BARS | {"migrator.pipeline", "migrator.check"}),
        ("localize --dry-run", HTML | {"migrator.check", "migrator.proof", "migrator.new_site"}),
    ],
)
def test_a_command_imports_what_it_needs(words: str, not_needed: set[str], site: Path) -> None:
    there = imported(*words.split(), "--site", site)
    assert "yaml" in there  # it did its work
    assert there & not_needed == set()


ASKED = """
import sys, threading, httpx
from migrator.cli.main import main
from velog import FakePost, FakeVelog

velog, seen = FakeVelog([FakePost("a", "글")]), []

def answer(request):
    for thread in threading.enumerate():
        if thread.name == "meanwhile":
            thread.join()
    seen.append({*sys.modules})
    return velog(request)

import migrator.cli.commands.migrate
before = {*sys.modules}
code = main(sys.argv[1:], httpx.MockTransport(answer))
print(code, *sorted(seen[0] - before))
"""


@process_of_its_own
def test_what_reads_html_is_imported_while_velog_is_asked(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED, "migrate", "labdev", "--site", str(site)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *names = done.stdout.split("\n")[-2].split()
    assert code == "0"
    assert {*names} >= HTML | {"migrator.converter.html_posts", "concurrent.futures.process"}


@process_of_its_own
def test_a_sync_without_a_change_imports_nothing_that_makes_pages(site: Path) -> None:
    with on_loopback(FakeVelog([FakePost("a", "글")])) as address:
        environ = {
            "VELOG_V3_ENDPOINT": f"{address}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{address}/v2/graphql",
        }
        imported("migrate", "labdev", "--site", site, environ=environ)
        there = imported("sync", "--site", site, environ=environ)
    assert "migrator.writer" in there  # it did its work
    assert there & (HTML | BARS | MAKES_PAGES) == set()
