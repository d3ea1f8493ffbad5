"""Text as Velog has it → the same without what no page shows, or on one line."""

from __future__ import annotations

import re
import unicodedata

# YAML and HTML forbid them, and Velog shows none of them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]")


def clean(text: str) -> str:
    """Give a text with line feeds as line ends, and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Write a text on one line, without control characters."""
    return " ".join(clean(text).split())


def tag_name(tag: str) -> str:
    """Normalise a tag as Velog's addresses have it: on one line, in NFC."""
    return unicodedata.normalize("NFC", one_line(tag))
