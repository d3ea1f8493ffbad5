"""Texts that show the same → one text: white space, addresses, TeX, languages, styles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, unquote_to_bytes

# What a browser folds into one space; U+3000 is wide and stays.
SPACES = re.compile("[ \t\n\r\f\u00a0]+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_TRIPLET = re.compile(r"%[0-9A-Fa-f]{2}")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_VERT = re.compile(r"\s*\\vert(?![A-Za-z])\s*(?:\{\})?\s*|\s*(?<!\\)\|\s*")
_DOUBLE_VERT = re.compile(r"\s*\\Vert(?![A-Za-z])\s*(?:\{\})?\s*|\s*\\\|\s*")
# Names that Velog and Rouge colour alike, and names of languages that one of them calls otherwise.
ALIASES = {
    "js": "javascript",
    "ts": "typescript",
    "py": "python",
    "rb": "ruby",
    "yml": "yaml",
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "cs": "csharp",
    "c#": "csharp",
    "c++": "cpp",
    "md": "markdown",
    "dockerfile": "docker",
    "kt": "kotlin",
    "golang": "go",
    "rs": "rust",
    "node": "javascript",
    "nodejs": "javascript",
    "react": "jsx",
    "python3": "python",
    "kts": "kotlin",
    "mysql": "sql",
    "postgresql": "sql",
    "mariadb": "sql",
    "oracle": "sql",
    "cmd": "batchfile",
    "ps1": "powershell",
    "objective-c": "objective_c",
    "gql": "graphql",
    "svelte": "html",
    "less": "scss",
    "env": "properties",
    "dotenv": "properties",
    "json5": "json",
    "html5": "html",
    "css3": "css",
}
_NO_LANGUAGE = set("null none plaintext plain text txt output log undefined".split()) | {""}


def visible(text: str) -> str:
    """Drop the characters that take no room."""
    return _UNSEEN.sub("", text)


def code(text: str) -> str:
    """Give the text of a code block; Velog shows its no-break spaces as spaces.

    Newlines at the end go: Velog writes none after the last line, kramdown one.
    """
    return visible(text.replace("\u00a0", " ").replace("\r\n", "\n")).rstrip("\n")


def inline_code(text: str) -> str:
    """Give the text of code in a line, where a newline is a space."""
    return visible(text.replace("\u00a0", " ").replace("\n", " "))


def tex(source: str) -> str:
    r"""Give a formula with single spaces, `|` for `\vert{}` and `\|` for `\Vert{}`."""
    return " ".join(_VERT.sub("|", _DOUBLE_VERT.sub(r"\\|", source)).split())


def language(name: str, aliases: Mapping[str, str]) -> str:
    """Give the first word of a language's name in small letters, empty for none."""
    word = re.split(r"[\s:{,;=(]", name.strip().lower(), maxsplit=1)[0]
    word = aliases.get(word, word)
    return "" if word in _NO_LANGUAGE else word


def address(url: str) -> str:
    """Give an address with everything decoded that means the same either way."""
    text = _ENCODED.sub(_decode, url.strip())
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


def style(text: str) -> str:
    """Give the declarations of a style, sorted, without spaces, in small letters."""
    rules = (SPACES.sub("", rule).lower() for rule in text.split(";"))
    return ";".join(sorted(rule for rule in rules if ":" in rule))
