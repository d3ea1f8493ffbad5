"""Which files are images, by their first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.fetcher.endings import has_end
from migrator.fetcher.sniff import image_kind, is_html
from pixels import pixel

IMAGES = [
    ("png", pixel(0)),
    ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
    ("gif", b"GIF89a\1\0\1\0"),
    ("gif", b"GIF87a\1\0\1\0"),
    ("webp", b"RIFF\x24\0\0\0WEBPVP8 "),
    ("avif", b"\0\0\0\x20ftypavif\0\0\0\0avifmif1"),
    ("avif", b"\0\0\0\x20ftypavis\0\0\0\0avifmif1"),
    *(("heic", b"\0\0\0\x24ftyp" + brand) for brand in b"heic heix hevc mif1 msf1".split()),
    ("mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2"),
    ("mov", b"\0\0\0\x14ftypqt  \0\0\2\0qt  "),
    *(("mov", b"\0\0\x12\x34" + box) for box in b"moov mdat wide free skip".split()),
    ("webm", b"\x1a\x45\xdf\xa3\x01\0\0\0"),
    ("bmp", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"),
    ("ico", b"\0\0\1\0\1\0\x10\x10"),
    ("tiff", b"II*\0\x08\0\0\0"),
    ("tiff", b"MM\0*\0\0\0\x08"),
    ("jxl", b"\xff\x0a\xfa\x7f"),
    ("jxl", b"\0\0\0\x0cJXL \r\n\x87\n"),
]
VECTOR_IMAGES = [
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "<svg>",
    "\ufeff<svg>",
    '\r\n <?xml version="1.0"?>\n<svg>',
    "<!-- <html> --><!-- two --><svg>",
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n<svg>',
    "<!DOCTYPE svg [<!ENTITY ns \"http://x.example/]>\"> <!ENTITY b '>'>]><svg>",
    '<?xml version="1.0"?><svg:svg xmlns:svg="http://www.w3.org/2000/svg">',
    f"<!-- {'draw ' * 10_000} --><svg>",
]
PAGES = [
    "<html><body><svg></svg></body></html>",
    "<!doctype html>\n<html><svg>",
    "\ufeff\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><html>",
    "<!-- x --><html>",
    "<head><title>404</title></head>",
]
NEITHER = ["", "svg", "<svgx>", "<xml/>", '{"errors": []}', "BMW fährt", "%PDF-1.7", "RIFF    WAVE"]


@pytest.mark.parametrize(("kind", "head"), IMAGES)
def test_images_of_pixels(kind: str, head: bytes) -> None:
    assert image_kind(head) == kind


@pytest.mark.parametrize("text", VECTOR_IMAGES)
def test_images_of_lines(text: str) -> None:
    assert image_kind(text.encode()) == "svg"
    assert not is_html(text.encode())


@pytest.mark.parametrize("text", PAGES)
def test_a_page_is_no_image(text: str) -> None:
    assert image_kind(text.encode()) is None
    assert is_html(text.encode())


@pytest.mark.parametrize("text", NEITHER)
def test_anything_else_is_no_image(text: str) -> None:
    assert image_kind(text.encode()) is None
    assert not is_html(text.encode())


@pytest.mark.parametrize("start", ["<!--", "<?xml", "<!DOCTYPE svg [", "<!DOCTYPE svg '", " "])
def test_what_never_ends_is_told_quickly(start: str) -> None:
    assert image_kind((start * 16_000).encode()) is None


@pytest.mark.parametrize(
    ("kind", "content", "is_whole"),
    [
        ("png", pixel(0), True),
        ("png", pixel(0) + b"\0" * 9, True),
        ("png", pixel(0)[:-1], False),
        ("gif", b"GIF89a\1\0\1\0\0\0\0;", True),
        ("gif", b"GIF89a\1\0\1\0\0\0\0;\0\r\n", True),
        ("gif", b"GIF89a;\1", False),
        ("webp", b"RIFF\x06\0\0\0WEBPV8", True),
        ("webp", b"RIFF\x06\0\0\0WEBPV8 more", True),
        ("webp", b"RIFF\x06\0\0\0WEBPV", False),
        ("webp", b"RIFF\x06\1\0\0WEBP" + b" " * 258, True),
        ("webp", b"RIFF\x06\1\0\0WEBP" + b" " * 257, False),
        ("jpg", b"\xff\xd8\xff\xda..\xff\xd9", True),
        ("jpg", b"\xff\xd8\xff\xda..\xff\xd9" + b"film" * 20_000, True),
        ("jpg", b"\xff\xd8\xff\xd9\xff\xda.." + b"film" * 20_000, False),
        ("jpg", b"\xff\xd8\xff\xda..", False),
        ("tiff", b"", True),
    ],
)
def test_an_image_is_whole_if_it_has_its_end(
    kind: str, content: bytes, is_whole: bool, tmp_path: Path
) -> None:
    (tmp_path / "image").write_bytes(content)
    assert has_end(kind, tmp_path / "image") == is_whole
