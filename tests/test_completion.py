"""What is typed so far → what the shell offers, by the code that the command prints for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Program, need

ROOT = Path(__file__).parent.parent
Typed = Callable[[str], set[str]]

# The command is started for each.
pytestmark = pytest.mark.slow

LINES = {
    "sy": {"sync"},
    "": set("new init migrate sync diff localize resolve check backup".split()),
    "--comp": {"--completion"},
    "--completion ": {"bash", "zsh", "fish"},
    "sync --max": {"--max-prune"},
    "sync --dr": {"--drafts", "--dry-run"},
    "diff labdev a.md --form": {"--format"},
    "diff a.md --site blog --format ": {"text", "json", "html", "markdown"},
    "diff --out": set(),
    "resolve a.md --o": {"--ours", "--other"},
    "new blog labdev --lang ": {"ko", "en"},
    "snyc --": {"--help", "--version", "--completion", "--lang"},
}


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """Give a folder with the command in it, as an installation has it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "velog-to-jekyll"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m migrator "$@"\n', "utf-8")
    script.chmod(0o755)
    return folder


def environment(command: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{command}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


def offered(said: str) -> set[str]:
    """Give the words that are offered; options that stand for nothing typed are not counted."""
    return {each.strip() for each in said.replace("\v", "\n").splitlines() if each.strip()}


@pytest.mark.parametrize("line", LINES)
def test_the_command_answers_the_shell(line: str, command: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    typed = f"velog-to-jekyll {line}"
    done = subprocess.run(
        ["velog-to-jekyll"],
        env={
            **environment(command),
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            "COMP_LINE": typed,
            "COMP_POINT": str(len(typed.encode())),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("", "")
    words = offered(answer.read_text("utf-8"))
    assert words - (LINES["snyc --"] if not line else set()) == LINES[line]


BASH = """
eval "$(velog-to-jekyll --completion bash)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
$(complete -p velog-to-jekyll | sed 's/.*-F \\([^ ]*\\) .*/\\1/') velog-to-jekyll
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
autoload -Uz compinit && compinit -u -D
eval "$(velog-to-jekyll --completion zsh)"
print -- ${_comps[velog-to-jekyll]}
"""
FISH = """
velog-to-jekyll --completion fish | source
complete -C $argv[1]
"""


def in_shell(shell: str, script: str, line: str, command: Path) -> str:
    need(None if shutil.which(shell) else f"there is no {shell}")
    ask = ["-c", script, *([] if shell == "fish" else ["-"]), line]
    done = subprocess.run(
        [shell, *ask], env=environment(command), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("line", ["velog-to-jekyll sy", "velog-to-jekyll sync --max"])
def test_bash_offers_it(line: str, command: Path) -> None:
    wanted = {"velog-to-jekyll sy": {"sync"}, "velog-to-jekyll sync --max": {"--max-prune"}}
    assert offered(in_shell("bash", BASH, line, command)) == wanted[line]


def test_zsh_takes_it(command: Path) -> None:
    assert offered(in_shell("zsh", ZSH, "", command)) == {"_python_argcomplete"}


def test_fish_offers_it(command: Path) -> None:
    said = offered(in_shell("fish", FISH, "velog-to-jekyll sync --max", command))
    assert {each.split("\t")[0] for each in said} == {"--max-prune"}


def test_no_other_shell_is_known(run: Program) -> None:
    done = run("--completion", "csh")
    assert done.code == 2
    assert "argument --completion: 'csh' is none of bash, zsh, fish." in done.err
