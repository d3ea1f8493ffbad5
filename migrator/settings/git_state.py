"""The folder of a site → whether git keeps it, and how many of its files are not committed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

from migrator.jekyll.names import CONFIG_NAMES
from migrator.long_work.shell import command_line
from migrator.model import Note

# No program that the site's repository names may be started: no monitor, no hook, no filter.
_NO_PROGRAMS = ("-c", "core.fsmonitor=false", "--no-optional-locks")
_UNUSED = {"clean": "", "process": "", "required": "false"}


def is_kept(root: Path) -> bool:
    """Tell whether the site is in a repository, and not left out of it; False without git."""
    done = asked_git(root, "check-ignore", "-q", CONFIG_NAMES[0])
    return done is not None and done.returncode == 1


def uncommitted(root: Path) -> int:
    """Count the files of the site that git would commit; 0 where there is no repository or git."""
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    more = ("--ignore-submodules=all", "--", ".")
    done = asked_git(root, *words, *more, environ=_without_filters(root))
    return done.stdout.count(b"\0") if done is not None else 0


def _without_filters(root: Path) -> dict[str, str]:
    """Give the environment that switches off the filters of the repository's settings.

    An option would not do: a filter may have a `=` in its name.
    """
    found = asked_git(root, "config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    keys = found.stdout.decode(errors="surrogateescape").split("\0")[:-1] if found else []
    filters = sorted({key.rpartition(".")[0] for key in keys})
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    environ: dict[str, str] = {}
    for at, (name, (key, value)) in enumerate(product(filters, _UNUSED.items()), first):
        environ |= {f"GIT_CONFIG_KEY_{at}": f"{name}.{key}", f"GIT_CONFIG_VALUE_{at}": value}
    return {**environ, "GIT_CONFIG_COUNT": str(first + len(filters) * len(_UNUSED))}


def asked_git(
    root: Path, *words: str, environ: Mapping[str, str] | None = None, text: bytes | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    """Ask git about a folder, with `text` for its input; None where there is no git."""
    try:
        return subprocess.run(
            ["git", *_NO_PROGRAMS, *words],
            cwd=root,
            env={**os.environ, **(environ or {})},
            input=text,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None


def uncommitted_note(root: Path) -> Iterator[Note]:
    """Say that git does not have all of a site yet, which a migration will write into."""
    if count := uncommitted(root):
        status = command_line(*git_in(root), "status")
        files = f"{count:,} file{'s' if count > 1 else ''}"
        yield Note(
            f"Uncommitted changes in {files} of the site: commit them first, so that "
            f"they can be told from what the migration writes (`{status}` shows them).",
            f"사이트에 커밋하지 않은 파일이 {count:,}개 있습니다. 이번에 쓰는 것과 섞이지 않게 "
            f"먼저 커밋하세요(`{status}`로 볼 수 있습니다).",
        )


def git_in(root: Path) -> list[str]:
    """Give the words with which git works in a folder."""
    return ["git"] if root == Path() else ["git", "-C", str(root)]
