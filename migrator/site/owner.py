"""The folder of a site and who runs → a note, where root leaves files in another's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from migrator.long_work.shell import shell_word
from migrator.model import Note


def owner_note(root: Path) -> Iterator[Note]:
    """Say whose the files are that root has written in somebody else's folder."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    owner = root.stat()
    if owner.st_uid != 0:
        command = f"chown -R {owner.st_uid}:{owner.st_gid} {shell_word(str(root.resolve()))}"
        yield Note(
            "This run was root's, and so are the files that it wrote. To give them to the owner "
            f"of the folder: {command}",
            "root로 실행해 이번에 쓴 파일의 소유자가 root입니다. 폴더 소유자에게 돌려주려면: "
            f"{command}",
        )
