"""The kind of an image and its file → whether the file has the end that such an image has.

Looked at where nothing else tells that an image came whole. Formats without an end mark pass.
"""

from __future__ import annotations

from pathlib import Path

_TAIL = 64 * 1024
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_JPEG_SCAN = b"\xff\xda"


def has_end(kind: str, file: Path) -> bool:
    """Tell whether an image of this kind (as `image_kind` names it) is there to its end.

    PNG ends with the chunk IEND, JPEG with the marker EOI behind its scans, GIF with a semicolon
    (GIF89a, 27), WebP states its length (RIFF). Some programs add bytes behind these.
    """
    size = file.stat().st_size
    with file.open("rb") as opened:
        start = opened.read(12)
        opened.seek(max(0, size - _TAIL))
        tail = opened.read()
    match kind:
        case "png":
            return _PNG_END in tail
        case "gif":
            return tail.rstrip(b"\0\r\n").endswith(b";")
        case "webp":
            return int.from_bytes(start[4:8], "little") + 8 <= size
        case "jpg":
            return _JPEG_END in tail or _ends_earlier(file)
        case _:
            return True


def _ends_earlier(file: Path) -> bool:
    """Look for the end of a JPEG in front of what a telephone has added (a short film, say)."""
    data = file.read_bytes()
    scan = data.find(_JPEG_SCAN)
    return scan >= 0 and data.find(_JPEG_END, scan) >= 0
