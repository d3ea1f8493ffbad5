"""The folder of a Jekyll site → what stands there: posts, image files, ledger, base texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import frontmatter
import yaml

from migrator.config import Settings
from migrator.model import MigratorError
from migrator.site.ledger import LEDGER_PATH, Ledger, base_path, load_ledger

POST_SUFFIXES = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd")


@dataclass(frozen=True)
class Site:
    """What stands in a site, all paths relative to it.

    `texts` has the posts, `owners` says which of them carry which Velog post id in their front
    matter, `bases` is by post id what was last written.
    """

    ledger: Ledger = field(default_factory=Ledger)
    texts: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    images: frozenset[str] = frozenset()

    def path_of(self, post_id: str) -> str | None:
        """Say where a post stands, also after its author moved the file, or where it stood."""
        entry = self.ledger.posts.get(post_id)
        if entry and entry.path in self.texts:
            return entry.path
        return self.owners.get(post_id, entry.path if entry else None)

    def paths(self) -> dict[str, str]:
        """Give the path of every post that is known to stand or to have stood here."""
        known = [*self.ledger.posts, *self.owners]
        return {post_id: path for post_id in known if (path := self.path_of(post_id))}


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of a site; an empty one where none is."""
    path = root / LEDGER_PATH
    return load_ledger(_read(path)) if path.is_file() else Ledger()


def read_site(root: Path, settings: Settings) -> Site:
    """Read the site; files that are not UTF-8 are not posts for Jekyll, nor for us."""
    ledger = read_ledger(root)
    texts = dict(_posts(root, settings.posts_dir))
    owners = {
        post_id: path for path, text in texts.items() if (post_id := velog_id(text)) is not None
    }
    known = {*ledger.posts, *owners}
    return Site(
        ledger=ledger,
        texts=texts,
        owners=owners,
        bases={key: text for key in known if (text := _text(root / base_path(key))) is not None},
        images=frozenset(_files(root, settings.image_dir)),
    )


def velog_id(text: str) -> str | None:
    """Read the Velog post id out of a post's front matter, if it has one that can be read."""
    if "velog" not in text[:4000]:
        return None
    try:
        velog = frontmatter.loads(text).get("velog")
    except (yaml.YAMLError, ValueError):
        return None
    post_id = velog.get("id") if isinstance(velog, dict) else None
    return post_id if isinstance(post_id, str) else None


def same_file(path: str) -> str:
    """Reduce a path to what macOS and Windows tell files apart by: neither case nor Hangul form."""
    return unicodedata.normalize("NFC", path).casefold()


def _posts(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    for path in _files(root, folder):
        if path.endswith(POST_SUFFIXES):
            text = _text(root / path)
            if text is not None:
                yield path, text


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
