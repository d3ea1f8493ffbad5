"""The folder of a site or a backup → a lock, so that only one run at a time writes in it.

The lock is on the folder itself: it writes nothing, and the system releases it when a run is
killed, so that no lock is ever stale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from migrator.files import cannot_read
from migrator.model import MigratorError

if sys.platform != "win32":
    import fcntl

_LOCKS = Path("/proc/locks")


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock. Raises MigratorError if another run has it, with its process and start."""
    if sys.platform == "win32":  # it has no locks on folders
        yield
        return
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise cannot_read(root, error, "Name your site's folder with --site DIR.") from error
    try:
        _lock(root, folder)
        yield
    finally:
        os.close(folder)


def _lock(root: Path, folder: int) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise MigratorError(
            f"{_holder(folder)} is working on {root.resolve()}. Wait until it ends, then run "
            "again; this run has written nothing."
        ) from error
    except OSError:
        # A file system without locks; files are still written whole.
        return


def _holder(folder: int) -> str:
    """Name the process that has the lock, where the system tells it (Linux does)."""
    inode = str(os.fstat(folder).st_ino)
    try:
        for line in _LOCKS.read_text().splitlines():
            fields = line.split()
            if "FLOCK" in fields and "->" not in fields and fields[-3].split(":")[-1] == inode:
                pid = fields[-4]
                since = datetime.fromtimestamp(Path(f"/proc/{pid}").stat().st_ctime)
                return f"Another run (process {pid}, since {since:%Y-%m-%d %H:%M:%S})"
    except (OSError, IndexError):
        pass
    return "Another run"
