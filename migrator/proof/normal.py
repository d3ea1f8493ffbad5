"""Texts that show the same → one text: white space, code, addresses."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

# What a browser folds into one space; U+3000 is wide and stays, and so does each U+00A0.
SPACE = " \t\n\r\f"
SPACES = re.compile(f"[{SPACE}]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200e\u200f]")
_ROOMLESS = re.compile(f"{_CONTROL.pattern}|[\u200b\u2060\ufeff]")
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def visible(text: str, unseen: re.Pattern[str] = _CONTROL) -> str:
    """Drop the characters that show nothing, wherever they are."""
    return unseen.sub("", text)


def code(text: str) -> str:
    """Give the text of a code block; Velog shows its no-break spaces as spaces.

    A newline at its end ends the last line and begins none: Velog writes none there, kramdown one.
    """
    text = text.replace("\u00a0", " ").replace("\r\n", "\n")
    return visible(text, _ROOMLESS).removesuffix("\n")


def inline_code(text: str) -> str:
    """Give the text of code in a line, where a newline is a space."""
    return visible(SPACES.sub(" ", text).replace("\u00a0", " "), _ROOMLESS)


def count(text: str) -> int:
    """Give the number of columns or rows that a cell takes."""
    return max(1, int(text)) if text.strip().isdecimal() else 1


def address(url: str) -> str:
    """Give an address with everything decoded that means the same either way."""
    text = _ENCODED.sub(_decode, visible(url, _ROOMLESS).strip())
    # A browser cannot show what is not UTF-8; it stays encoded, in capitals.
    text = _TRIPLET.sub(lambda match: match[0].upper(), text)
    return unicodedata.normalize("NFC", text)


def _decode(match: re.Match[str]) -> str:
    # These five mean something else once they are bare.
    kept = {ord(char) for char in "%#?/&"}
    data = unquote_to_bytes(match[0])
    pieces = re.split(b"([%#?/&])", data)
    return "".join(
        quote(piece) if len(piece) == 1 and piece[0] in kept else _utf8(piece) for piece in pieces
    ).replace("/", "%2F")


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return quote(data)
