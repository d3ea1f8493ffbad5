"""A text → its form in an address of Jekyll's (`Utils.slugify`, `URL.escape_path`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote

from migrator.jekyll.names import JEKYLL_3, JEKYLL_4

_IN_PATH = "-._~!$&'()*+,;=:@/"
_PLAIN = re.compile(r"^[a-zA-Z0-9./-]+$", re.MULTILINE)
_URI = re.compile(r"^(?:([^:/?#]+):)?(//[^/?#]*)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$", re.MULTILINE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*")
_KEPT: Mapping[str, str] = {"pretty": "._~!$&'()+,;=@", "default": ""}


def jekyll_slug(
    text: str, mode: str = "default", *, cased: bool = False, engine: str = JEKYLL_4
) -> str:
    """Reduce a text as Jekyll does for addresses of posts and plugins for those of tags.

    `mode` is `default`, `pretty`, `ascii` or `raw`; any other only changes capitals.
    """
    keeps = _rule(mode, engine)
    if keeps is not None:
        kept = "".join(char if keeps(char) else "\0" for char in text)
        text = re.sub("^-|-$", "", re.sub("\0+", "-", kept))
    return text if cased else lower(text)


def lower(text: str) -> str:
    """Write a text in small letters; Ruby, unlike Python, ignores a letter's neighbours."""
    return "".join(char.lower() for char in text)


def escape(text: str) -> str | None:
    """Encode a text for the path of an address; None where Jekyll cannot.

    Jekyll reads the text as a whole address first; that is why `:`, `?` and `#` are special in it.
    """
    parts = _URI.search(text)
    if not text or _PLAIN.search(text) or parts is None:
        return text
    scheme, authority, path, query, fragment = parts.groups()
    if scheme is not None and (not _SCHEME.fullmatch(scheme) or not (authority or path)):
        return None
    whole = "" if scheme is None else f"{scheme}:"
    whole += quote(authority or "", safe=_IN_PATH + "[]") + quote(path, safe=_IN_PATH)
    if query is not None:
        whole += "?" + quote(query, safe=_IN_PATH + "?")
    return whole if fragment is None else f"{whole}%23{quote(fragment, safe=_IN_PATH + '?')}"


def _rule(mode: str, engine: str) -> Callable[[str], bool] | None:
    """Give the characters that a mode keeps."""
    if mode == "raw":
        return lambda char: char not in " \t\n\v\f\r"
    if mode == "ascii":
        return lambda char: char.isascii() and char.isalnum()
    if mode not in _KEPT:
        return None
    is_letter = _is_letter_of_old if engine == JEKYLL_3 else _is_letter
    return lambda char: char in _KEPT[mode] or is_letter(char)


def _is_letter(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def _is_letter_of_old(char: str) -> bool:
    """Tell whether Ruby's `[:alnum:]` has a character: also Roman numerals, letters in circles."""
    category = unicodedata.category(char)
    return category[0] == "L" or category in ("Nd", "Nl", "Mc") or "Ⓐ" <= char <= "ⓩ"
