"""The words of a command line → the command and a frozen value of what it was asked for."""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from migrator.cli.command_line import build_parser
from migrator.cli.options import NewOptions, Options, RunOptions, read_options

COMMANDS = {
    "new": "new DIR labdev",
    "init": "init",
    "migrate": "migrate labdev",
    "sync": "sync",
    "diff": "diff",
    "localize": "localize",
    "resolve": "resolve post.md --ours",
    "check": "check",
    "backup": "backup labdev DIR",
}


def options_of(line: str) -> tuple[str, Options]:
    return read_options(build_parser().parse_args(line.split()))


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_options_that_nobody_changes(command: str) -> None:
    name, options = options_of(COMMANDS[command])
    assert name == command
    for field in fields(options):
        with pytest.raises(FrozenInstanceError):
            setattr(options, field.name, None)


def run_options(line: str) -> RunOptions:
    _, options = options_of(line)
    assert isinstance(options, RunOptions)
    return options


@pytest.mark.parametrize(
    ("line", "username", "posts"),
    [
        ("diff", None, ()),
        ("diff labdev", "labdev", ()),
        ("diff a.md", None, ("a.md",)),
        ("diff a.markdown b.md", None, ("a.markdown", "b.md")),
        ("diff labdev a.md", "labdev", ("a.md",)),
        ("diff a.md labdev", "labdev", ("a.md",)),
        ("diff a.md labdev b.md", "labdev", ("a.md", "b.md")),
        ("diff labdev --site D a.md", "labdev", ("a.md",)),
        ("diff --site D labdev --patch a.md --open b.md", "labdev", ("a.md", "b.md")),
        ("diff a.md --site D", None, ("a.md",)),
        ("diff --site=D a.md --patch", None, ("a.md",)),
        ("diff _posts/2023-05-01-a", None, ("_posts/2023-05-01-a",)),
        ("diff a.html", None, ("a.html",)),
        ("diff @labdev a.md", "@labdev", ("a.md",)),
        ("diff a.md https://velog.io/@labdev/posts", "https://velog.io/@labdev/posts", ("a.md",)),
        ("diff labdev 2023-05-01-a", "labdev", ("2023-05-01-a",)),
        ("diff --patch -- a.md labdev", "labdev", ("a.md",)),
    ],
)
def test_a_file_in_the_place_of_the_name_is_a_post(
    line: str, username: str | None, posts: tuple[str, ...]
) -> None:
    options = run_options(line)
    assert (options.username, options.report.posts) == (username, tuple(map(Path, posts)))


@pytest.mark.parametrize("line", ["new D --github g labdev", "new --github g D labdev"])
def test_names_are_read_in_their_order_wherever_options_are(line: str) -> None:
    _, options = options_of(line)
    assert isinstance(options, NewOptions)
    assert (options.folder, options.username, options.github) == (Path("D"), "labdev", "g")


def test_a_report_goes_to_one_field_whatever_the_option_is_called() -> None:
    assert run_options("sync --report a.json").report.file == Path("a.json")
    assert run_options("diff --output a.json").report.file == Path("a.json")


def test_nobody_is_asked_where_nobody_can_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not run_options("sync --private").login.may_ask
