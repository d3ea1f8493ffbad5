"""The folder of a Jekyll site → what stands there: posts, image files, ledger, base texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

import frontmatter
import yaml

from migrator.config import Settings, read_settings
from migrator.habits import Habits, habits_of
from migrator.model import MigratorError
from migrator.site.ledger import (
    BASE_FOLDER,
    ID,
    INCOMING_FOLDER,
    LEDGER_PATH,
    REMOVED_FOLDER,
    Entry,
    Ledger,
    load_ledger,
)

POST_SUFFIXES = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd")


@dataclass(frozen=True)
class Site:
    """What stands in a site, all paths relative to it.

    `texts` has the posts, drafts too, `owners` says which of them carry which Velog post id in
    their front matter, `bases` is by post id the text that Velog last had, `incoming` the one it
    has while in conflict, `removed` are the names of files that were taken out.
    """

    ledger: Ledger = field(default_factory=Ledger)
    texts: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    incoming: Mapping[str, str] = field(default_factory=dict)
    images: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def path_of(self, post_id: str) -> str | None:
        """Say where a post stands, also after its author moved the file, or where it stood."""
        entry = self.ledger.posts.get(post_id)
        there = self._file_at(entry.path) if entry else None
        return there or self.owners.get(post_id, entry.path if entry else None)

    def paths(self) -> dict[str, str]:
        """Give the path of every post that is known to stand or to have stood here."""
        known = [*self.ledger.posts, *self.owners]
        return {post_id: path for post_id in known if (path := self.path_of(post_id))}

    def text_at(self, path: str) -> str | None:
        """Give the post at a path, whatever form the file system has given to its name."""
        there = self._file_at(path)
        return None if there is None else self.texts[there]

    def _file_at(self, path: str) -> str | None:
        return path if path in self.texts else self._same_files.get(same_file(path))

    @cached_property
    def _same_files(self) -> Mapping[str, str]:
        return {same_file(path): path for path in self.texts}

    def unknown_texts(self) -> dict[str, str]:
        """Give the posts that no post of Velog is known to be."""
        known = {same_file(path) for path in self.paths().values()}
        return {path: text for path, text in self.texts.items() if same_file(path) not in known}


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of a site; an empty one where none is."""
    path = root / LEDGER_PATH
    return load_ledger(_read(path)) if path.is_file() else Ledger()


def read_texts(root: Path, settings: Settings) -> dict[str, str]:
    """Read the posts and drafts of a site; files that are not UTF-8 are not posts for Jekyll."""
    return dict(_posts(root, settings.posts_dir)) | dict(_posts(root, settings.drafts_dir))


def find_habits(root: Path) -> Habits:
    """Find out how the posts are written that stand in the site and are not ours."""
    return habits_of(read_texts(root, read_settings(root, all_images=False)))


def read_site(root: Path, settings: Settings, ledger: Ledger) -> Site:
    """Read what stands in the site."""
    texts = read_texts(root, settings)
    return Site(
        ledger=ledger,
        texts=texts,
        owners={
            post_id: path for path, text in texts.items() if (post_id := velog_id(text)) is not None
        },
        bases=dict(_by_id(root, BASE_FOLDER)),
        incoming=dict(_by_id(root, INCOMING_FOLDER)),
        images=frozenset(_files(root, settings.image_root)),
        removed=frozenset(PurePosixPath(path).name for path in _files(root, REMOVED_FOLDER)),
    )


def rebuilt_ledger(root: Path, settings: Settings, username: str | None) -> Ledger:
    """Make a ledger of what the posts say of themselves, and of the base texts.

    A post that has a base text and no file was deleted by the author. Raises MigratorError where
    nothing says whose posts they are.
    """
    site = read_site(root, settings, Ledger())
    texts = [*(site.texts[path] for path in site.owners.values()), *site.bases.values()]
    names = [name for text in texts if (name := _username(text))]
    if username is None and not names:
        raise MigratorError(
            f"No post in {root} has a velog id in its front matter, so there is nothing to make a "
            "ledger of. Run `velog-to-jekyll migrate USERNAME`; posts that stand there are "
            "recognised and kept."
        )
    posts = {post_id: Entry(path) for post_id, path in site.owners.items()}
    for post_id in site.bases:
        posts.setdefault(post_id, Entry(f"{settings.posts_dir}/{post_id}.md", deleted=True))
    return Ledger(username or names[0], posts=posts)


def velog_id(text: str) -> str | None:
    """Read the Velog post id out of a post's front matter, if it has one that can be read."""
    post_id = _velog(text).get("id")
    return post_id if isinstance(post_id, str) and ID.fullmatch(post_id) else None


def _username(text: str) -> str | None:
    found = re.match(r"https://velog\.io/@([^/]+)/", str(_velog(text).get("url")))
    return found[1] if found else None


def _velog(text: str) -> Mapping[str, object]:
    if "velog" not in text[:4000]:
        return {}
    try:
        velog = frontmatter.loads(text).get("velog")
    except (yaml.YAMLError, ValueError):
        return {}
    return velog if isinstance(velog, dict) else {}


def same_file(path: str) -> str:
    """Reduce a path to what macOS and Windows tell files apart by: neither case nor Hangul form."""
    return unicodedata.normalize("NFC", path).casefold()


def _posts(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in _files(root, folder):
        if path.endswith(POST_SUFFIXES):
            text = _text(root / path)
            if text is not None:
                yield path, text


def _by_id(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in _files(root, folder):
        text = _text(root / path)
        if text is not None:
            yield PurePosixPath(path).stem, text


def _files(root: Path, folder: str) -> Iterator[str]:
    for path in sorted((root / folder).rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix()


def _text(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        return _read(path).decode()
    except UnicodeDecodeError:
        return None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MigratorError(
            f"{path} cannot be read: {error.strerror}. Allow it to be read, then run again."
        ) from error
