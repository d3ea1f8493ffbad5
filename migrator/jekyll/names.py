"""The path of a file → how Jekyll and file systems read its name.

Follows Jekyll 4.3.1 and 3.10 (`document.rb`, `entry_filter.rb`, `reader.rb`,
`converters/markdown.rb`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

# The two versions that differ: that of GitHub Pages, and any later one.
JEKYLL_3, JEKYLL_4 = "3.10", "4"
POSTS, DRAFTS = "_posts", "_drafts"
CONFIG_NAMES = ("_config.yml", "_config.yaml")

_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"
_DATED = re.compile(r"^(?>.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)(\.[^.]+)$")
# In 3.10 a slug goes across folders.
_OLD_DATED = re.compile(r"^(?:.+/)*(\d{2,4}-\d{1,2}-\d{1,2})-(.*)(\.[^.]+)$")
_DATELESS = re.compile(r"^(?:.+/)*()(.*)(\.[^.]+)$")
_HIDDEN = (".", "_", "#", "~")
# What jekyll-optional-front-matter, which GitHub Pages adds, leaves alone.
_NO_PAGES = frozenset(
    ("readme", "license", "licence", "copying", "contributing", "code_of_conduct")
)


class PostName(NamedTuple):
    """The parts of a post's name: the day as it is written (a draft may have none), the slug."""

    day: str
    slug: str


def dated_name(path: str, engine: str = JEKYLL_4) -> PostName | None:
    """Read the name of a file in `_posts`; None if Jekyll does not read it as a post.

    `path` may have folders before the name. The day has years of two to four digits, and need not
    exist.
    """
    return _named(_OLD_DATED if engine == JEKYLL_3 else _DATED, path, engine)


def draft_name(path: str, engine: str = JEKYLL_4) -> PostName | None:
    """Read the name of a file in `_drafts`, with or without a date."""
    return dated_name(path, engine) or _named(_DATELESS, path, engine)


def _named(pattern: re.Pattern[str], path: str, engine: str) -> PostName | None:
    found = pattern.search(path)
    if found is None:
        return None
    return PostName(found[1], found[2] if engine == JEKYLL_3 else found[2].rstrip("."))


def slug_of(path: str) -> str:
    """Give the name of a file, post or not, without date and ending."""
    name = draft_name(PurePosixPath(path).name)
    return name.slug if name else PurePosixPath(path).name


def is_hidden(name: str) -> bool:
    """Tell whether Jekyll skips a file or a folder because of its name alone."""
    return name.startswith(_HIDDEN) or name.endswith(("~", "."))


def is_hidden_entry(path: str) -> bool:
    """Tell whether Jekyll skips a file of a collection, by its path in that folder.

    Jekyll looks at both ends of the path only: `a/_b/c.md` is there, `_b/c.md` is not.
    """
    return path.startswith(_HIDDEN) or is_hidden(PurePosixPath(path).name)


def has_dot_name(path: str) -> bool:
    """Tell whether Ruby's `Dir["**/*"]` does not list a path: a name in it begins with a dot."""
    return any(part.startswith(".") for part in path.split("/"))


def markdown_endings(config: Mapping[str, object]) -> tuple[str, ...]:
    """Give the endings, with the dot, that the site reads as Markdown, in small letters.

    A space in `markdown_ext` is part of an ending, as in Jekyll.
    """
    known = str(config.get("markdown_ext") or _MARKDOWN).lower().split(",")
    return tuple(f".{ending}" for ending in known)


def is_markdown(path: str, config: Mapping[str, object]) -> bool:
    """Tell whether the site reads a file as Markdown; letter case does not count."""
    return _ending(path) in markdown_endings(config)


# A file is asked about by all who read the site.
@lru_cache(maxsize=4096)
def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def is_bare_page(path: str, config: Mapping[str, object], engine: str) -> bool:
    """Tell whether a file without front matter becomes a page, as on GitHub Pages."""
    is_named = PurePosixPath(path).stem.lower() not in _NO_PAGES
    return engine == JEKYLL_3 and is_named and is_markdown(path, config)


def same_file(path: str) -> str:
    """Reduce a path to what macOS and Windows tell files apart by: neither case nor Hangul form."""
    return unicodedata.normalize("NFC", path).casefold()
