"""A folder that is named for a backup → an error where a backup would not be safe in it."""

from __future__ import annotations

from pathlib import Path

from migrator.fetcher.backup_folder import (
    COMMENTS,
    DRAFTS,
    IMAGES,
    INDEX,
    POSTS,
    PROFILE,
    SERIES,
)
from migrator.files import cannot_read
from migrator.jekyll.published import site_that_publishes
from migrator.jekyll.site_config import CONFIG_NAMES
from migrator.model import MigratorError

# What a backup that was stopped half-way may consist of; the list of posts is written last.
_NAMES = frozenset((POSTS, DRAFTS, IMAGES, SERIES, PROFILE, COMMENTS))


def check_place(folder: Path) -> None:
    """Raise MigratorError where a folder is not for a backup: it holds something else, or a site.

    Hidden files do not count, so that a backup may be kept in git.
    """
    if _is_site(folder):
        raise MigratorError(
            f"{folder} is a Jekyll site, which would publish the backup. Name a folder outside the "
            "site; nothing was written."
        )
    if not _is_free(folder):
        raise MigratorError(
            f"{folder} holds other files, and no backup. Name a new folder, or one that holds a "
            "backup; nothing was written."
        )
    site = site_that_publishes(folder / INDEX)
    if site is not None:
        raise MigratorError(
            f"{folder} is in the Jekyll site {site}, which would publish the backup. Name a "
            "folder outside the site, or one whose name begins with an underscore; nothing "
            "was written."
        )


def _is_site(folder: Path) -> bool:
    return any((folder / name).is_file() for name in CONFIG_NAMES)


def _is_free(folder: Path) -> bool:
    try:
        names = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
    except FileNotFoundError:
        return True
    except OSError as error:
        raise cannot_read(folder, error, "Name another folder for the backup.") from error
    return INDEX in names or all(name.removesuffix(".part") in _NAMES for name in names)
