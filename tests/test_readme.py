"""Both READMEs show the help that the command prints, and have the same commands and sections."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from migrator.cli.arguments import build_parser

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ko.md"]


@pytest.mark.parametrize("name", READMES)
def test_help_is_what_the_command_prints(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    block = f"<!-- help -->\n```\n{build_parser().format_help()}```\n<!-- /help -->"
    assert block in (ROOT / name).read_text("utf-8")


def test_the_two_are_in_step() -> None:
    shapes = []
    for name in READMES:
        text = (ROOT / name).read_text("utf-8")
        commands = re.findall(r"^\$ (.*?)\s*(?:#.*)?$", text, re.MULTILINE)
        counts = [len(re.findall(mark, text, re.MULTILINE)) for mark in ("^## ", r"^\* ", r"^\|")]
        shapes.append((commands, counts))
    assert shapes[0] == shapes[1]
