"""The folder of a site → the paths of its files, without what is built, installed or Git's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from migrator.files.failures import cannot_read
from migrator.jekyll.names import CONFIG_NAMES, DRAFTS, POSTS
from migrator.jekyll.site_config import Config, source_of
from migrator.settings.theme_files import is_skipped


def site_paths(root: Path, config: Config) -> Iterator[str]:
    """Give the files that Jekyll may read, relative to the site.

    Links to folders are followed where Jekyll reads posts. Raises MigratorError for a folder that
    cannot be read.
    """
    base = root / source_of(config)
    # The settings stand in the site's own folder, whichever folder Jekyll reads.
    if base != root:
        yield from (name for name in CONFIG_NAMES if (root / name).is_file())
    waiting, known = [base], {base.resolve()}
    while waiting:
        for place, folders, files in os.walk(waiting.pop(), onerror=refuse_unreadable):
            here = Path(place)
            yield from (
                (here / file).relative_to(root).as_posix()
                for file in files
                if is_nameable(file) and (here / file).is_file()
            )
            for name in sorted({POSTS, DRAFTS}.intersection(folders)):
                link = here / name
                if link.is_symlink() and link.resolve() not in known:
                    known.add(link.resolve())
                    waiting.append(link)
            folders[:] = [
                name
                for name in folders
                if not (here / name).is_symlink()
                and not is_skipped((here / name).relative_to(base).as_posix(), config)
            ]


def is_nameable(name: str) -> bool:
    """Tell whether Jekyll, our ledger and a report can name the file: its name is UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def refuse_unreadable(error: OSError) -> None:
    """Read a missing folder as empty. Any other failure is raised: its files would seem deleted."""
    if not isinstance(error, FileNotFoundError):
        raise cannot_read(error.filename, error) from error
