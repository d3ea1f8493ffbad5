"""Which files are there to their end, by the marks of their formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.fetcher.endings import broken_images
from pixels import pixel

_COLOURS = b"\0\0\0\xff\xff\xff"
WHOLE = {
    "png": pixel(7),
    "jpg": (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
        b"\xff\xe1\0\x0b\xff\xd8\xff\xda\0\2a\xff\xd9"  # with a small picture in it
        b"\xff\xda\0\2abc\xff\xd9"
    ),
    "gif": (
        b"GIF89a\1\0\1\0\x80\0\0" + _COLOURS  # a screen with two colours
        + b"!\xf9\4\0\0\0\0\0"  # an extension of one piece
        + b",\0\0\0\0\1\0\1\0\x80" + _COLOURS + b"\2\3D;;\2;;\0"  # an image of two
        + b";"
    ),
    "webp": b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0",
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_image_is_whole(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").write_bytes(WHOLE[kind])
    (tmp_path / "b").write_bytes(WHOLE[kind] + b"what a program has added" * 9)
    assert broken_images(tmp_path, ["b", "a"]) == []


@pytest.mark.parametrize("kind", WHOLE)
def test_each_part_of_it_is_broken(tmp_path: Path, kind: str) -> None:
    parts = {f"{end:03}": WHOLE[kind][:end] for end in range(12, len(WHOLE[kind]))}
    for name, content in parts.items():
        (tmp_path / name).write_bytes(content)
    assert broken_images(tmp_path, parts) == [*parts]


@pytest.mark.parametrize("content", [b"<svg/>", b"words", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"])
def test_what_has_no_end_mark_passes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert broken_images(tmp_path, ["a"]) == []


@pytest.mark.parametrize(
    "content",
    [
        WHOLE["png"][:8] + bytes(5_000_000),
        WHOLE["gif"][:19] + b",\0\0\0\0\1\0\1\0\0\2" + b"\1a" * 2_500_000,
    ],
    ids=["png", "gif"],
)
def test_an_image_of_countless_pieces_is_broken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert broken_images(tmp_path, ["a"]) == ["a"]
