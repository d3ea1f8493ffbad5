"""An empty or missing folder → a place to make a site in, which becomes that folder when done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migrator.files.failures import cannot_read, cannot_write
from migrator.jekyll.published import site_that_publishes
from migrator.long_work.shell import shell_word
from migrator.model import MigratorError

_PREFIX = ".velog-to-jekyll-"


def check_empty(folder: Path) -> None:
    """Raise MigratorError for a folder that holds anything, and for what is no folder."""
    if folder.is_symlink() and not folder.exists():
        raise MigratorError(
            f"{folder} is a link that leads nowhere. Name another folder.",
            f"{folder}은(는) 없는 곳을 가리키는 링크입니다. 다른 폴더를 지정하세요.",
        )
    if folder.exists() and not folder.is_dir():
        raise MigratorError(
            f"{folder} is a file. Name a folder that is empty, or a new one.",
            f"{folder}은(는) 파일입니다. 비어 있는 폴더나 새 폴더를 지정하세요.",
        )
    try:
        found = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise cannot_read(folder, error) from error
    if found:
        command = f"velog-to-jekyll migrate USERNAME --site {shell_word(str(folder))}"
        raise MigratorError(
            f"{folder} is not empty (there is {found[0]}), and a new site needs a folder of its "
            "own: nothing was written. Name an empty or a new folder. For a site that is there "
            f"already: `{command}`.",
            f"{folder}이(가) 비어 있지 않습니다({found[0]} 등). 새 사이트에는 빈 폴더가 필요하므로 "
            "아무것도 쓰지 않았습니다. 비어 있는 폴더나 새 폴더를 지정하세요. 이미 있는 "
            f"사이트라면: `{command}`",
        )
    if (site := site_that_publishes(folder / "index.html")) is not None:
        raise MigratorError(
            f"{folder} is in the Jekyll site {site}, which would publish the new site's files as "
            "its own: nothing was written. Name a folder outside of it.",
            f"{folder}은(는) Jekyll 사이트 {site} 안에 있어, 새 사이트의 파일이 그 사이트의 것으로 "
            "배포됩니다. 아무것도 쓰지 않았습니다. 그 밖의 폴더를 지정하세요.",
        )


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """Give a place for a site that becomes `folder` at the end; after a failure nothing is left."""
    check_empty(folder)
    base = folder.absolute()
    while not base.exists():
        base = base.parent
    try:
        # On the same disk, so that it only has to be moved.
        scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))
    except OSError as error:
        raise cannot_write(base, error) from error
    try:
        place = scratch / "site"
        place.mkdir()
        yield place
        _put(place, folder.absolute())
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _put(place: Path, folder: Path) -> None:
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            place.rename(folder)
            return
        # It may be where the user's shell stands: it stays the folder that it is. `_config.yml`
        # comes last: without it nothing takes it for a site.
        for entry in sorted(place.iterdir(), key=lambda entry: entry.name == "_config.yml"):
            entry.rename(folder / entry.name)
    except OSError as error:
        raise cannot_write(folder, error) from error
