"""The folder of a Jekyll site → the files of its posts, wherever Jekyll looks for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from migrator.config import Settings
from migrator.model import MigratorError
from migrator.site.checkout import POST_SUFFIXES

_POST_FOLDERS = frozenset(("_posts", "_drafts"))
_NOT_SITE = frozenset(("node_modules", "vendor"))
# Jekyll passes over names that begin with one of these.
_HIDDEN = ("_", ".", "#", "~")

NOT_UTF_8 = "is not in UTF-8"
ELSEWHERE = "is a link to another file"


@dataclass(frozen=True)
class PostFile:
    """A post: its path in the site and its text, exactly as it stands there.

    One that is to be left alone has its bytes and the `problem` instead.
    """

    path: str
    text: str = ""
    data: bytes = b""
    problem: str | None = None


def read_posts(root: Path, settings: Settings) -> Iterator[PostFile]:
    """Read posts and drafts, also those in `_posts` of other folders, in the order of paths."""
    top = root / PurePosixPath(settings.posts_dir).parent
    for path in sorted(_files(top)):
        yield _read(path, root)


def _files(top: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(top):
        inside = _POST_FOLDERS.intersection(Path(folder).relative_to(top).parts)
        left_out = frozenset() if inside else _NOT_SITE
        names[:] = [
            name
            for name in names
            if name in _POST_FOLDERS or (_is_read(name) and name not in left_out)
        ]
        for name in files if inside else ():
            if name.lower().endswith(POST_SUFFIXES) and _is_read(name):
                yield Path(folder, name)
        for name in _POST_FOLDERS.intersection(names):
            if Path(folder, name).is_symlink():  # a walk does not go there by itself
                yield from _files_behind(Path(folder, name))


def _files_behind(link: Path) -> Iterator[Path]:
    for path in link.rglob("*"):
        if path.name.lower().endswith(POST_SUFFIXES) and path.is_file():
            yield path


def _is_read(name: str) -> bool:
    return not name.startswith(_HIDDEN)


def _read(path: Path, root: Path) -> PostFile:
    name = path.relative_to(root).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MigratorError(
            f"{path} cannot be read: {error.strerror}. Allow it to be read, then run again."
        ) from error
    if path.is_symlink() or not path.resolve().is_relative_to(root.resolve()):
        return PostFile(name, data=data, problem=ELSEWHERE)
    try:
        return PostFile(name, data.decode())
    except UnicodeDecodeError:
        return PostFile(name, data=data, problem=NOT_UTF_8)
