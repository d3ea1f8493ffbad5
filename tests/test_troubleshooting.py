"""docs/troubleshooting.md quotes what the program says, in step in both languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from migrator.cli.command_line import build_parser
from said_words import is_said, texts
from test_readme import Section, sections

DOCS = Path(__file__).parent.parent / "docs"
NAMES = ["troubleshooting.md", "troubleshooting.ko.md"]
ENGLISH, KOREAN = ((DOCS / name).read_text("utf-8") for name in NAMES)
MAKEFILE = (DOCS.parent / "Makefile").read_text("utf-8")


def quotes(text: str, *, korean: bool = False) -> list[str]:
    """Give the messages that a page quotes; the Korean one has each in both languages."""
    blocks = [each.splitlines() for each in re.findall(r"```text\n(.*?)```", text, re.DOTALL)]
    said = [[line for line in each if bool(_HANGUL.search(line)) is korean] for each in blocks]
    return [" ".join(" ".join(each).split()) for each in said if each]


_HANGUL = re.compile("[가-힣]")


def parts(text: str) -> list[Section]:
    """Take a page apart; each leads to the other one at its top, one quotes in two languages."""
    text = re.sub(r"(```text\n).*[가-힣].*\n", r"\1", text)
    return sections(re.sub(r"\(troubleshooting(\.ko)?\.md\)", "(other)", text))


def test_the_two_are_in_step() -> None:
    assert parts(ENGLISH) == parts(KOREAN)
    assert quotes(ENGLISH) == quotes(KOREAN)
    # What make says is English.
    assert len(quotes(KOREAN, korean=True)) == len(quotes(ENGLISH)) - 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n$ uv tool update-shell", ""),
        ("resolve FILE --same", "resolve FILE --other"),
        ("### `error:", "## `error:"),
        ("(nightly.md)", "(night.md)"),
    ],
)
def test_what_is_out_of_step_is_noticed(old: str, new: str) -> None:
    assert old in ENGLISH
    assert parts(ENGLISH.replace(old, new, 1)) != parts(KOREAN)


@pytest.mark.parametrize("quote", [*quotes(ENGLISH), *quotes(KOREAN, korean=True)])
def test_the_program_says_what_is_quoted(quote: str) -> None:
    assert is_said(quote)
    assert not is_said(quote.replace(quote.split()[-1], "Velg", 1))


def test_a_sentence_is_read_across_its_lines_and_values() -> None:
    source = 'raise Error(\n    f"{path} is not "\n    "a site: "\n    f"{reason!r}."\n)'
    assert "… is not a site: …." in list(texts(source))


def test_each_entry_says_what_to_do_with_a_command() -> None:
    entries = re.split(r"^### ", ENGLISH, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split("\n")[0] for entry in entries if "\n$ " not in entry] == []


def commands() -> list[str]:
    found = re.findall(r"^\$ (.*)$", ENGLISH, re.MULTILINE)
    return [re.sub(r"\s+# .*", "", each) for each in found]


@pytest.mark.parametrize(
    "command", [each for each in commands() if "velog-to-jekyll" in each.split()[0]]
)
def test_the_command_line_takes_each_command(command: str) -> None:
    words = shlex.split(command)[1:]
    if words in (["--help"], ["--version"]):
        return
    assert build_parser().parse_args(words).command == words[0]


def test_make_knows_what_it_is_asked_for() -> None:
    targets = {each.split()[1] for each in commands() if each.startswith("make ")}
    assert targets
    assert {each for each in targets if f"\n{each}: " not in MAKEFILE} == set()


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_to_a_file_and_a_heading(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", (DOCS / name).read_text("utf-8")):
        file, _, fragment = target.partition("#")
        headings = re.findall(r"^#+ (.*)$", (DOCS / file).read_text("utf-8"), re.MULTILINE)
        ids = {each.lower().replace(" ", "-") for each in headings}
        assert not fragment or fragment in ids, target
