"""The kind of an image and its file → whether the file has the end that such an image has.

A length that was stated may be wrong, and an older run may have kept half an image. Formats without
an end mark pass.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from migrator.fetcher.sniff import HEAD_BYTES, image_kind
from migrator.files import is_file
from migrator.files.failures import cannot_read

_PIECE = 1024 * 1024
_JPEG_END = b"\xff\xd9"
_JPEG_MARK, _JPEG_SCAN = 0xFF, 0xDA
# More than a GIF of 100 MB has, whose pieces are nearly all of 255 bytes; others have fewer.
_MOST_PIECES = 400_000
_GIF_END, _GIF_EXTENSION, _GIF_IMAGE = b";", b"!", b","


def broken_images(root: Path, paths: Iterable[str]) -> list[str]:
    """Give those of the files under `root` that are a part of an image; what is no image passes."""
    return [path for path in sorted(paths) if not _is_whole(root / path)]


def image_fault(file: Path) -> str | None:
    """Name what is wrong with a file that has to be an image; None if nothing is."""
    if not is_file(file):
        return "image-not-built"
    with file.open("rb") as opened:
        kind = image_kind(opened.read(HEAD_BYTES))
    return None if kind and has_end(kind, file) else "image-broken"


def _is_whole(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
    except OSError as error:
        raise cannot_read(file, error) from error
    kind = image_kind(head)
    return bool(head) and (kind is None or has_end(kind, file))


def has_end(kind: str, file: Path) -> bool:
    """Tell whether an image of this kind (as `image_kind` names it) is there to its end.

    PNG ends with the chunk IEND, JPEG with the marker EOI behind its scans, GIF with a semicolon
    (GIF89a, 27), WebP states its length (RIFF). Some programs add bytes behind these.
    """
    size = file.stat().st_size
    with file.open("rb") as opened:
        match kind:
            case "png":
                return _png_ends(opened)
            case "gif":
                return _gif_ends(opened)
            case "webp":
                return int.from_bytes(opened.read(8)[4:], "little") + 8 <= size
            case "jpg":
                return _jpeg_ends(opened)
            case _:
                return True


def _png_ends(opened: BinaryIO) -> bool:
    """Go from chunk to chunk: length, name, data, checksum."""
    opened.seek(8)
    for _ in range(_MOST_PIECES):
        head = opened.read(8)
        length = int.from_bytes(head[:4], "big")
        opened.seek(length, os.SEEK_CUR)
        if len(opened.read(4)) < 4:
            return False
        if head[4:] == b"IEND":
            return True
        if not head[4:].isalpha():
            break
    return False


def _gif_ends(opened: BinaryIO) -> bool:
    """Go from block to block, each made of pieces that state their length, up to the end mark."""
    pieces = 0
    _skip_colours(opened, opened.read(13)[10:11])
    while (mark := opened.read(1)) in (_GIF_EXTENSION, _GIF_IMAGE):
        if mark == _GIF_IMAGE:
            _skip_colours(opened, opened.read(9)[8:9])
        opened.read(1)  # the label of an extension, or the size of codes
        while length := int.from_bytes(opened.read(1), "little"):
            opened.seek(length, os.SEEK_CUR)
            pieces += 1
            if pieces > _MOST_PIECES:
                return False
    return mark == _GIF_END


def _skip_colours(opened: BinaryIO, flags: bytes) -> None:
    if flags and flags[0] & 0x80:
        opened.seek(3 * 2 ** (1 + (flags[0] & 0x07)), os.SEEK_CUR)


def _jpeg_ends(opened: BinaryIO) -> bool:
    """Go from segment to segment, over the small picture in one of them, to the scan and its end.

    Behind that, a telephone may have added a short film. Where there is no segment, an end mark
    anywhere in what is left will do.
    """
    opened.seek(2)
    for _ in range(_MOST_PIECES):
        head = opened.read(4)
        length = int.from_bytes(head[2:], "big")
        if len(head) < 4:
            return False
        if head[0] != _JPEG_MARK or head[1] in (_JPEG_SCAN, _JPEG_MARK) or length < 2:
            break
        opened.seek(length - 2, os.SEEK_CUR)
    return _is_in_rest(_JPEG_END, opened)


def _is_in_rest(mark: bytes, opened: BinaryIO) -> bool:
    before = b""
    while piece := opened.read(_PIECE):
        if mark in before + piece:
            return True
        before = piece[-1:]
    return False
