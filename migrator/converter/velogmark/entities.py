"""Text with entities and escapes → the characters they stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5

ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]+|#[0-9]+|[A-Za-z][A-Za-z0-9]*);?")
# What a backslash makes literal; `\<`, `\"` and `\:` keep it (remark-parse 7.0.2, gfm).
ESCAPABLE = frozenset("\\`*{}[]()#+-.!_>~|")

_ESCAPE = re.compile(r"\\([\\`*{}\[\]()#+\-.!_>~|])")
_LEGACY = frozenset(name for name in html5 if not name.endswith(";"))
_WINDOWS = {
    number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(128, 160)
}


def decode(text: str, *, open_ended: bool = True) -> str:
    """Replace entities; `open_ended` takes those without a semicolon too."""
    if "&" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        value, length = entity(found[0], open_ended=open_ended)
        return value + found[0][length:]

    return ENTITY.sub(character, text)


def unescape(text: str) -> str:
    """Remove the backslash before characters that it makes literal."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


@lru_cache(maxsize=256)
def entity(written: str, *, open_ended: bool = True) -> tuple[str, int]:
    """Give the character of what looks like an entity, and its length; 0 if it is none.

    In the text of a post stored as HTML each sign is an entity, so that few are read often.
    """
    closed = written.endswith(";")
    if not (closed or open_ended):
        return "", 0
    name = written[1:].removesuffix(";")
    if name[0] == "#":
        number = int(name[2:10], 16) if name[1] in "xX" else int(name[1:9])
        return _character(number), len(written)
    if closed and written[1:] in html5:
        return html5[written[1:]], len(written)
    return _legacy(name) if open_ended else ("", 0)


def _legacy(name: str) -> tuple[str, int]:
    for length in range(min(len(name), 6), 1, -1):
        if name[:length] in _LEGACY:
            return html5[name[:length]], length + 1
    return "", 0


def _character(number: int) -> str:
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number == 0 or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return "\ufffd"
    return chr(number)
