"""The folder of a site or a backup → a lock, so that only one run at a time writes in it.

The lock is on the folder itself: it writes nothing, and the system releases it when a run is
killed, so that no lock is ever stale. Windows has no locks on folders: there it is on a file in
the folder, which is removed at the end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from migrator.files.failures import cannot_read
from migrator.model import MigratorError, Note

if sys.platform != "win32":
    import fcntl

LOCK_NAME = ".velog-to-jekyll.lock"
_LOCKS = Path("/proc/locks")
_ANOTHER_RUN = Note("Another run", "다른 실행")


def locked(root: Path) -> AbstractContextManager[None]:
    """Hold the lock. Raises MigratorError if another run has it, with its process and start."""
    return locked_by_file(root) if sys.platform == "win32" else _locked_folder(root)


@contextmanager
def locked_by_file(root: Path) -> Iterator[None]:
    """Hold a lock on a file in the folder; it is the system's, and ends with the process."""
    from filelock import FileLock, Timeout

    try:
        file = root.resolve(strict=True) / LOCK_NAME
        lock = FileLock(file, blocking=False)
        lock.acquire()
    except Timeout as error:
        raise _is_taken(_ANOTHER_RUN, root) from error
    except OSError as error:
        raise _not_locked(root, error) from error
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):  # another run has it already
            file.unlink()


@contextmanager
def _locked_folder(root: Path) -> Iterator[None]:
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise _not_locked(root, error) from error
    try:
        _lock(root, folder)
        yield
    finally:
        os.close(folder)


def _not_locked(root: Path, error: OSError) -> MigratorError:
    advice = Note(
        "Name your site's folder with --site DIR.", "사이트 폴더를 --site DIR로 지정하세요."
    )
    return cannot_read(root, error, advice)


def _is_taken(holder: Note, root: Path) -> MigratorError:
    return MigratorError(
        f"{holder.english} is working on {root.resolve()}. Wait until it ends, then run again; "
        "this run has written nothing.",
        f"{holder.korean}이 {root.resolve()}에서 작업하고 있습니다. 끝난 뒤에 다시 실행하세요. "
        "이번 실행은 아무것도 쓰지 않았습니다.",
    )


def _lock(root: Path, folder: int) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _is_taken(_holder(folder), root) from error
    except OSError:
        # A file system without locks; files are still written whole.
        return


def _holder(folder: int) -> Note:
    """Name the process that has the lock, where the system tells it (Linux does)."""
    inode = str(os.fstat(folder).st_ino)
    try:
        for line in _LOCKS.read_text().splitlines():
            fields = line.split()
            if "FLOCK" in fields and "->" not in fields and fields[-3].split(":")[-1] == inode:
                pid = fields[-4]
                since = datetime.fromtimestamp(Path(f"/proc/{pid}").stat().st_ctime)
                return Note(
                    f"Another run (process {pid}, since {since:%Y-%m-%d %H:%M:%S})",
                    f"다른 실행(프로세스 {pid}, {since:%Y-%m-%d %H:%M:%S}부터)",
                )
    except (OSError, IndexError):
        pass
    return _ANOTHER_RUN
