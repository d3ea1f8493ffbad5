"""A folder that is named for a backup → an error where a backup would not be safe in it."""

from __future__ import annotations

from pathlib import Path

from migrator.fetcher.backup_folder import (
    COMMENTS,
    DRAFTS,
    IMAGES,
    POSTS,
    PROFILE,
    SERIES,
)
from migrator.files.failures import cannot_read
from migrator.jekyll.names import CONFIG_NAMES
from migrator.jekyll.published import site_that_publishes
from migrator.model import MigratorError, Note
from migrator.model.backup_names import INDEX

# What a backup that was stopped half-way may consist of; the list of posts is written last.
_NAMES = frozenset((POSTS, DRAFTS, IMAGES, SERIES, PROFILE, COMMENTS))


def check_place(folder: Path) -> None:
    """Raise MigratorError where a folder is not for a backup: it holds something else, or a site.

    Hidden files do not count, so that a backup may be kept in git.
    """
    if _is_site(folder):
        raise MigratorError(
            f"{folder} is a Jekyll site, which would publish the backup. Name a folder outside the "
            "site; nothing was written.",
            f"{folder}은(는) Jekyll 사이트라서 백업이 그대로 공개됩니다. 사이트 밖의 폴더를 "
            "지정하세요. 아무것도 쓰지 않았습니다.",
        )
    if not _is_free(folder):
        raise MigratorError(
            f"{folder} holds other files, and no backup. Name a new folder, or one that holds a "
            "backup; nothing was written.",
            f"{folder}에는 백업이 아닌 다른 파일이 있습니다. 새 폴더나 백업이 있는 폴더를 "
            "지정하세요. 아무것도 쓰지 않았습니다.",
        )
    site = site_that_publishes(folder / INDEX)
    if site is not None:
        raise MigratorError(
            f"{folder} is in the Jekyll site {site}, which would publish the backup. Name a "
            "folder outside the site, or one whose name begins with an underscore; nothing "
            "was written.",
            f"{folder}은(는) Jekyll 사이트 {site} 안에 있어 백업이 그대로 공개됩니다. 사이트 밖의 "
            "폴더나 이름이 밑줄로 시작하는 폴더를 지정하세요. 아무것도 쓰지 않았습니다.",
        )


def _is_site(folder: Path) -> bool:
    return any((folder / name).is_file() for name in CONFIG_NAMES)


def _is_free(folder: Path) -> bool:
    try:
        names = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
    except FileNotFoundError:
        return True
    except OSError as error:
        advice = Note("Name another folder for the backup.", "백업할 다른 폴더를 지정하세요.")
        raise cannot_read(folder, error, advice) from error
    return INDEX in names or all(name.removesuffix(".part") in _NAMES for name in names)
