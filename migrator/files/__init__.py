"""A path and bytes → the file, whole or not at all; a path → its bytes, read once."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from stat import S_ISFIFO
from threading import Thread

from migrator.files.failures import cannot_write
from migrator.model import MigratorError, Note

_LARGE = 1_000_000
"""No text that people write has so many bytes."""
_kept: ContextVar[dict[Path, bytes] | None] = ContextVar("kept", default=None)


@contextmanager
def each_read_once() -> Iterator[None]:
    """Let all who read a file meanwhile have the same bytes of it, from one look at the disk."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def read_file(file: Path) -> bytes:
    """Read a file. Raises OSError."""
    kept = _kept.get()
    if kept is None:
        return _bytes_of(file)
    if file not in kept:
        kept[file] = _bytes_of(file)
    return kept[file]


def _bytes_of(file: Path) -> bytes:
    """Read a file that has an end: to read a pipe would be to wait for who writes into it."""
    if S_ISFIFO(file.stat().st_mode):
        raise OSError(errno.EINVAL, "it is a pipe", str(file))
    return file.read_bytes()


def read_headed(file: Path, head: bytes) -> bytes | None:
    """Read a file that begins with `head`, and of another large one no more. Raises OSError."""
    if file.stat().st_size > _LARGE:
        with file.open("rb") as opened:
            if opened.read(len(head)) != head:
                return None
    content = read_file(file)
    return content if content.startswith(head) else None


def own_file(path: str, root: Path) -> Path:
    """Give a file of the folder `root`, which may be written, moved or removed.

    Raises MigratorError where the file is a link, or where a link leads out of `root` on the way.
    """
    file = root / path
    if _may_lead_out(path, root):
        _refuse_outside(file, root)
    if file.is_symlink():
        raise MigratorError(
            f"{file} is a link to {file.readlink()}. It is not written, moved or removed: put a "
            "file in its place, then run again.",
            f"{file}은(는) {file.readlink()}을(를) 가리키는 링크라서 쓰거나 옮기거나 지우지 "
            "않습니다. 링크 대신 파일을 두고 다시 실행하세요.",
        )
    return file


def _may_lead_out(path: str, root: Path) -> bool:
    """Tell whether a folder on the way to a file is a link or leads up, or it is no way at all.

    To ask this for each of the few folders takes a tenth of the time of following the whole path.
    """
    if not path or Path(path).is_absolute():
        return True
    folder = root
    for name in path.split("/")[:-1]:
        folder = folder / name
        if name == ".." or folder.is_symlink():
            return True
    # Windows has folders that lead elsewhere and are no links: junctions.
    return sys.platform == "win32"


def _refuse_outside(file: Path, root: Path) -> None:
    """Raise MigratorError where the folder of a file is outside of `root`."""
    try:
        folder = file.parent.resolve()
        is_inside = folder.is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:  # a link to itself (Python 3.12 and before)
        advice = Note("Put a folder in the place of the link.", "링크 대신 폴더를 두세요.")
        raise cannot_write(file, error, advice) from error
    if not is_inside:
        raise MigratorError(
            f"{file.parent} is a link to a place outside the site or backup {root} ({folder}). "
            "Nothing is written, moved or removed there: put a folder in its place, then run "
            "again.",
            f"{file.parent}은(는) 사이트나 백업 {root} 밖을 가리키는 링크입니다({folder}). "
            "그곳에는 아무것도 쓰거나 옮기거나 지우지 않습니다. 링크 대신 폴더를 두고 다시 "
            "실행하세요.",
        )


def write_whole(file: Path, data: bytes, part: Path) -> None:
    """Write `data` into `part`, then put that in the place of `file`, whose mode it keeps.

    What takes the place of a file is on the disk before, so that a power loss leaves one of the
    two. Both have to be on one file system. Where it fails, no part stays. Raises OSError.
    """
    try:
        with part.open("wb") as opened:
            opened.write(data)
            if file.is_file():
                opened.flush()
                os.fsync(opened.fileno())
                shutil.copymode(file, part)
        put_whole(part, file)
    finally:
        part.unlink(missing_ok=True)


def is_file(path: Path) -> bool:
    """Tell whether there is a file; none has a name that is too long, or that has a null byte."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def put_whole(part: Path, file: Path) -> None:
    """Put a file that is whole in the place of another, in one step. Raises OSError."""
    part.replace(file)


def wait_for_disk() -> None:
    """Wait until all that was written so far would outlast a power loss.

    Once for all files that are new: to wait for each one takes a third of the time of a migration
    (benchmarks/durable.py). Windows has no such call.
    """
    if sys.platform != "win32":
        os.sync()


def flush_meanwhile() -> None:
    """Let the system write what there is so far to the disk, while the run goes on.

    To wait for it at the end takes only as long as what is written from then on.
    """
    Thread(target=wait_for_disk, daemon=True).start()
