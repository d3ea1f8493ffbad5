"""The first bytes of a file → the kind of image, or None."""

from __future__ import annotations

import re

HEAD_BYTES = 64 * 1024
"""How much of a file to look at: an SVG may begin with long comments."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\1\0", "ico"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\x1a\x45\xdf\xa3", "webm"),
)
# Velog accepts videos as images, too: only the file picker asks for pictures.
_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"hevc": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
    b"qt  ": "mov",
}
_OLD_MOVIE_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip")

_BEFORE_ROOT = rb"""
    \s+
    | <\?.*?\?>                            # XML declaration, style sheets
    | <!--.*?-->
    | <!DOCTYPE\s+(?:[\w-]+:)?svg          # a doctype of HTML does not lead to an SVG
      (?:[^\[\]>"']|"[^"]*"|'[^']*')*
      (?:\[(?:[^\]"']|"[^"]*"|'[^']*')*\]\s*)?>
"""
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>(?:" + _BEFORE_ROOT + rb")*)<(?:[\w-]+:)?svg[\s>/]",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>(?:\s+|<!--.*?-->|<\?.*?\?>)*)<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL | re.IGNORECASE,
)


def image_kind(head: bytes) -> str | None:
    """Give the kind of the image that begins with `head`, as a file extension."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "bmp"
    return _movie_or_still(head) or ("svg" if _SVG.match(head) else None)


def is_html(head: bytes) -> bool:
    """Tell whether an HTML page begins here; servers send one when a file is gone."""
    return _HTML.match(head) is not None


def _movie_or_still(head: bytes) -> str | None:
    """Read the brand of an ISO media file (ISO/IEC 14496-12), as HEIC and AVIF are, too."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    return "mov" if head[4:8] in _OLD_MOVIE_BOXES else None
