"""The folder of a site → the right to write in it, for one run at a time.

The lock lies on the folder itself: taking it writes nothing, and the system takes it back from a
run that was killed, so no lock is ever stale.
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
    """Hold the lock. Raises MigratorError, which says who holds it and since when."""
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
            f"{_holder(folder)} is at work on {root.resolve()}. Wait for its end, then run again; "
            "this run has written nothing."
        ) from error
    except OSError:
        # A file system that knows no locks; files are still written whole.
        return


def _holder(folder: int) -> str:
    """Say which process holds the lock, as far as the system tells (Linux does)."""
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
