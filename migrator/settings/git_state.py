"""The folder of a site → whether git keeps it, and how many of its files are not committed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from migrator.jekyll.site_config import CONFIG_NAMES

# No program that the site's repository names may be started: no monitor, no hook, no filter.
_NO_PROGRAMS = ("-c", "core.fsmonitor=false", "--no-optional-locks")
_UNUSED = {"clean": "", "process": "", "required": "false"}


def is_kept(root: Path) -> bool:
    """Tell whether the site is in a repository, and not left out of it; False without git."""
    done = _git(root, "check-ignore", "-q", CONFIG_NAMES[0])
    return done is not None and done.returncode == 1


def uncommitted(root: Path) -> int:
    """Count the files of the site that git would commit; 0 where there is no repository or git."""
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
    more = ("--ignore-submodules=all", "--", ".")
    done = _git(root, *words, *more, environ=_without_filters(root))
    return done.stdout.count(b"\0") if done is not None else 0


def _without_filters(root: Path) -> dict[str, str]:
    """Give the environment that switches off the filters of the repository's settings.

    An option would not do: a filter may have a `=` in its name.
    """
    found = _git(root, "config", "--null", "--name-only", "--get-regexp", r"^filter\.")
    keys = found.stdout.decode(errors="surrogateescape").split("\0")[:-1] if found else []
    filters = sorted({key.rpartition(".")[0] for key in keys})
    given = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isdecimal() else 0
    environ: dict[str, str] = {}
    for at, (name, (key, value)) in enumerate(product(filters, _UNUSED.items()), first):
        environ |= {f"GIT_CONFIG_KEY_{at}": f"{name}.{key}", f"GIT_CONFIG_VALUE_{at}": value}
    return {**environ, "GIT_CONFIG_COUNT": str(first + len(filters) * len(_UNUSED))}


def _git(
    root: Path, *words: str, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            ["git", *_NO_PROGRAMS, *words],
            cwd=root,
            env={**os.environ, **(environ or {})},
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
