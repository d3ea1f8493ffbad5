"""The site at a path → the files that tell its theme and its Jekyll, as texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrator.files import read_file
from migrator.jekyll.site_config import Config


@dataclass(frozen=True)
class SignFiles:
    """The texts of a site's files, beside its settings; empty where a file is missing."""

    root: Path
    config: Config
    gemfile: str
    lock: str
    workflows: str
    package: Mapping[str, object]

    def has(self, pattern: str) -> bool:
        """Tell whether a file of this name is in the site."""
        return any(self.root.glob(pattern))

    @property
    def themes(self) -> tuple[str, ...]:
        """Give the names under which the theme is known: `owner/name@version`, or a gem's."""
        named = (self.config.get("theme"), self.config.get("remote_theme"))
        return tuple(str(name).strip() for name in named if name)

    @property
    def gems(self) -> str:
        """Give the Gemfile and its lock file as one text, without comments."""
        return f"{without_comments(self.gemfile)}\n{self.lock}"


def read_sign_files(root: Path, config: Config) -> SignFiles:
    """Read them; nothing is executed."""
    return SignFiles(
        root=root,
        config=config,
        gemfile=text_of(root / "Gemfile"),
        lock=text_of(root / "Gemfile.lock"),
        workflows="\n".join(_workflows(root)),
        package=_package(root),
    )


def _workflows(root: Path) -> Iterator[str]:
    for path in sorted((root / ".github/workflows").glob("*.y*ml")):
        yield text_of(path)


def without_comments(text: str) -> str:
    """Remove the lines that are comments, in a Gemfile or in YAML."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def text_of(path: Path) -> str:
    """Give the text of a file; empty where there is none that can be read."""
    try:
        text = read_file(path).decode("utf-8", "replace") if path.is_file() else ""
    except OSError:
        return ""
    return text.replace("\r\n", "\n")


def _package(root: Path) -> Mapping[str, object]:
    """Read package.json, which a copy of a theme has from it."""
    try:
        package = json.loads(text_of(root / "package.json") or "{}")
    except (ValueError, RecursionError):
        return {}
    return package if isinstance(package, dict) else {}
