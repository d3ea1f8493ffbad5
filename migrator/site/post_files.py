"""The posts of a site → those that can be changed in place, and those that must not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator.jekyll.published import read_rules
from migrator.settings.site_settings import Settings
from migrator.site.checkout import bytes_of, read_texts

NOT_UTF_8, ELSEWHERE = "not UTF-8", "elsewhere"


@dataclass(frozen=True)
class PostFile:
    """A post: its path in the site and its text, exactly as it is there.

    One that must not be changed says why: its `problem`.
    """

    path: str
    text: str
    problem: str | None = None


def read_posts(root: Path, settings: Settings) -> Iterator[PostFile]:
    """Read the files in the folders of posts and drafts, in the order of the paths.

    A file without a date in its name is included, though Jekyll does not read it as a post.
    """
    rules = read_rules(settings.config)
    for path, text in sorted(read_texts(root, settings).items()):
        if rules.post_folder_of(path) is not None:
            yield PostFile(path, text, _problem(root / path, text, root))


def _problem(file: Path, text: str, root: Path) -> str | None:
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        return ELSEWHERE
    try:
        bytes_of(text).decode()
    except UnicodeDecodeError:
        return NOT_UTF_8
    return None
