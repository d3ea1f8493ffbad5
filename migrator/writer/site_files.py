"""Paths in a site and what goes there → the files, each whole or not at all, none outside."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from migrator.files import own_file, put_whole, write_whole
from migrator.files.failures import cannot_write, is_in_the_way
from migrator.long_work.talk import detail
from migrator.model import MigratorError, Note
from migrator.site.ledger import SCRATCH_PATH


def write_files(files: Mapping[str, bytes], root: Path) -> None:
    """Write files by their paths in a site, each whole or not at all."""
    try:
        for path, data in files.items():
            write_told(path, data, root)
    finally:
        remove_scratch(root)


def write_told(path: str, data: bytes, root: Path) -> bool:
    """Write a file of the site whole or not at all; tell whether its content was different.

    A file that differs only by its line ends, as after a checkout on Windows, is left as it is.
    """
    is_new = write_file(path, data, root)
    if is_new:
        detail(Note(f"written {path}", f"씀: {path}"))
    return is_new


def write_file(path: str, data: bytes, root: Path) -> bool:
    target = root / path
    try:
        if target.is_file() and _with_lf(target.read_bytes()) == _with_lf(data):
            return False
        part = with_folder(f"{SCRATCH_PATH}/file.part", root)
        write_whole(with_folder(path, root), data, part)
    except OSError as error:
        raise _cannot_write(root / path, error) from error
    return True


def _with_lf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def put(part: Path, path: str, root: Path) -> None:
    try:
        put_whole(part, with_folder(path, root))
    except OSError as error:
        raise _cannot_write(root / path, error) from error


def move(path: str, to: str, root: Path) -> None:
    put(own_file(path, root), to, root)


def remove(path: str, root: Path) -> None:
    """Remove a file that this tool wrote, if it is there."""
    try:
        own_file(path, root).unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(root / path, error) from error


def remove_scratch(root: Path) -> None:
    """Remove the folder for files that are being written."""
    remove_folder(SCRATCH_PATH, root)


def remove_folder(path: str, root: Path) -> None:
    if (root / path).exists():
        shutil.rmtree(own_file(path, root), ignore_errors=True)


def remove_if_empty(path: str, root: Path) -> None:
    with suppress(OSError):  # it is not empty
        own_file(path, root).rmdir()


def with_folder(path: str, root: Path) -> Path:
    """Give a file of the site that may be written, and make its folder."""
    file = own_file(path, root)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(file.parent, error) from error
    return file


def _cannot_write(path: Path, error: OSError) -> MigratorError:
    if is_in_the_way(error):
        return cannot_write(path, error)
    return cannot_write(
        path,
        error,
        Note(
            "Free some space or allow writing there, then run the same command again: files "
            "written so far are complete and are kept.",
            "디스크에 자리를 만들거나 쓰기를 허용하고 같은 명령을 다시 실행하세요. 지금까지 쓴 "
            "파일은 온전하고 그대로 남습니다.",
        ),
    )
