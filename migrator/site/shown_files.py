"""The folder of a site → the texts that its pages show: posts, pages, layouts, data, styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator.converter.image_paths import names_velog
from migrator.files import read_file
from migrator.files.failures import cannot_read
from migrator.jekyll.published import read_rules
from migrator.jekyll.site_config import source_of
from migrator.jekyll.site_parts import Part, SiteParts
from migrator.model.backup_names import INDEX
from migrator.settings.backup_sign import is_backup
from migrator.settings.comment_places import comments_folder
from migrator.settings.site_settings import Settings
from migrator.site.checkout import bytes_of
from migrator.site.site_paths import site_paths

NOT_UTF_8, ELSEWHERE = "not UTF-8", "elsewhere"


@dataclass(frozen=True)
class ShownFile:
    """A file: its path in the site, its text exactly as it is there, and what Jekyll does with it.

    One that must not be changed says why: its `problem`. `name` is the path as Jekyll has it,
    which differs where Jekyll reads a folder of the site (`source`).
    """

    path: str
    text: str
    part: Part = Part.POST
    problem: str | None = None
    name: str = ""


def read_shown(root: Path, settings: Settings) -> Iterator[ShownFile]:
    """Read the posts and drafts, and the other files that name Velog, in the order of the paths.

    A post without a date in its name is included, though Jekyll does not read it as a post. What
    Jekyll leaves out is not there: what is excluded, the built site, folders with a dot.
    """
    source = source_of(settings.config)
    parts = SiteParts(read_rules(settings.config), settings.config, settings.engine)
    paths = sorted(site_paths(root, settings.config))
    # Comments name Velog as where they are from; what is to be done about them, sync does.
    left = (*_backups(root, paths), f"{comments_folder(settings.config)}/")
    for path in paths:
        name = path.removeprefix(f"{source}/") if source else path
        if parts.part_of(name) is None or path.startswith(left):
            continue
        text = _text(root / path)
        part = parts.of_text(name, text)
        if part is Part.POST or (part is not None and names_velog(text)):
            yield ShownFile(path, text, part, _problem(root / path, text, root), name)


def _backups(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Give the folders with a backup of Velog: nobody reads those in a browser."""
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder and name == INDEX and is_backup(_text(root / path)):
            yield f"{folder}/"


def _text(path: Path) -> str:
    try:
        return read_file(path).decode(errors="surrogateescape")
    except OSError as error:
        raise cannot_read(error.filename, error) from error


def _problem(file: Path, text: str, root: Path) -> str | None:
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        return ELSEWHERE
    try:
        bytes_of(text).decode()
    except UnicodeDecodeError:
        return NOT_UTF_8
    return None
