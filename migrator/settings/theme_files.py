"""The layouts, includes and scripts in a site → what its theme shows, as far as they tell."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrator.files import read_file
from migrator.jekyll.site_config import (
    Config,
    destination_of,
    has_foreign_theme,
    in_usual_folder,
    layouts_dir,
    source_of,
)
from migrator.settings.profiles import Shown

LARGEST_TEXT = 500_000
"""A file of so many bytes or more is data or a bundle, and is not read."""

_SKIPPED = frozenset(
    ".git .jekyll-cache .sass-cache .bundle .venv node_modules .velog-to-jekyll".split()
)
_THEME_FILE = re.compile(
    r"(?:_layouts|_includes|_plugins)/.*|[^/]*\.html|_config\.ya?ml|(?:.*/)?js/[^/]*\.js", re.ASCII
)
_POST_LAYOUT = re.compile(r"_layouts/(?:post|single)\.(?:html|liquid)")
_LOOKS_FIRST = re.compile(r"\bcontent contains\b")
# As MathJax 2 and 3 are told, and KaTeX's auto-render.
_SINGLE_DOLLARS = r"""\[\s*(["'])\$\1\s*,\s*\1\$\1\s*\]|left["']?\s*:\s*(["'])\$\2"""


@dataclass(frozen=True)
class ThemeFiles:
    """Layouts, includes and scripts by their paths; an `is_whole` site has all its layouts."""

    texts: Mapping[str, str]
    is_whole: bool

    def mention(self, pattern: str) -> bool:
        """Tell whether one of them has this, in upper or lower case."""
        expression = re.compile(pattern, re.IGNORECASE)
        return any(expression.search(text) for text in self.texts.values())


def is_theme_file(path: str, config: Config) -> bool:
    """Tell by its path in the site's source whether a file may say how pages look."""
    return _THEME_FILE.fullmatch(in_usual_folder(path, config)) is not None


def is_skipped(folder: str, config: Config) -> bool:
    """Tell whether a folder, by its path in the site, holds nothing of the site's own."""
    name = folder.rpartition("/")[2]
    return name in _SKIPPED or folder in (destination_of(config), "vendor/bundle")


def theme_files(texts: Mapping[str, str], paths: Iterable[str], config: Config) -> ThemeFiles:
    """Put together what a site has of its theme; `paths` are those of all files of the site.

    Layouts and includes have the paths of their usual folders, wherever the site keeps them.
    """
    has_layouts = any(path.startswith(f"{layouts_dir(config)}/") for path in paths)
    found = ((in_usual_folder(path, config), text) for path, text in texts.items())
    usual = {path: text for path, text in found if path}
    return ThemeFiles(usual, has_layouts and not has_foreign_theme(config))


def read_theme_files(root: Path, config: Config) -> ThemeFiles:
    """Read what the site at `root` has of its theme; what cannot be read is left out."""
    base = root / source_of(config)
    paths = [path for path in _paths(base, config) if is_theme_file(path, config)]
    return theme_files(dict(_texts(base, paths)), paths, config)


def takes_dollars(theme: ThemeFiles) -> bool:
    """Tell whether a script of the site's own takes single dollars for the marks of a formula."""
    return theme.mention(_SINGLE_DOLLARS)


def looks_for_cover(theme: ThemeFiles) -> bool:
    """Tell whether the site's layout itself shows a cover only where the text does not."""
    return any(_LOOKS_FIRST.search(text) for text in _post_layouts(theme))


def _post_layouts(theme: ThemeFiles) -> list[str]:
    return [text for path, text in theme.texts.items() if _POST_LAYOUT.fullmatch(path)]


def as_told(shown: Shown, theme: ThemeFiles) -> bool | None:
    """Say what a profile tells; where it tells nothing, nothing in whole layouts means no."""
    if shown == "unknown":
        return False if theme.is_whole else None
    return shown == "shown"


def _paths(base: Path, config: Config) -> Iterator[str]:
    for folder, names, entries in os.walk(base):
        place = Path(folder).relative_to(base).as_posix()
        above = "" if place == "." else f"{place}/"
        names[:] = [each for each in names if not is_skipped(above + each, config)]
        yield from (above + each for each in entries)


def _texts(base: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            if (base / path).stat().st_size < LARGEST_TEXT:
                yield path, read_file(base / path).decode("utf-8-sig")
        except (OSError, ValueError):
            continue
