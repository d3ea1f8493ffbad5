"""A position in a line of text → the link or image that is spelled out there.

The text of a link, its address and title, `<address>` and bare addresses, as remark-parse 7.0.2
takes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from migrator.converter.velogmark.ahead import Ahead
from migrator.converter.velogmark.characters import SPACE
from migrator.converter.velogmark.entities import decode, unescape

_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_OPEN = re.compile(rf"{SPACE}*\({SPACE}*")
_ANGLED = re.compile(r"<([^<>]*)>")
_URL_PIECE = re.compile(rf"[^{SPACE[1:-1]}()\\]+|\\.?|[()]", re.DOTALL)
_AFTER_URL = re.compile(rf"{SPACE}*\)")
_TITLE = re.compile(rf"{SPACE}+([\"'])")
_TITLE_END = {mark: re.compile(rf"{mark}{SPACE}*\)") for mark in "\"'"}
_NESTED = 32  # parentheses in an address; more do not happen, and would cost time

_LABEL = re.compile(rf"{SPACE}*\[((?:[^\[\]\\]++|\\.)*+)\]", re.DOTALL)
_PLAIN = re.compile(r"\[(?:[^\[\]\\]++|\\.)*+\]", re.DOTALL)

_ANGLE_STOP = re.compile(rf"[{SPACE[1:-1]}>@]|:(?=/)")
_ANGLE_END = re.compile(rf"[{SPACE[1:-1]}>]")
_BARE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_BARE_STOP = re.compile(rf"[{SPACE[1:-1]}<]|[()\[\]]|[.,:;\"'](?={SPACE}|\Z)")
_UNSAFE = re.compile(r"[^A-Za-z0-9;/?:@&=+$,\-_.!~*'()#%]|%(?![0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Target:
    """What `](` is followed by: an address, a title, and where it all ends."""

    url: str
    title: str | None
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """`[content][label]`; `tail` is its second half as Velog shows it when nothing defines it."""

    content: str
    label: str
    tail: str
    end: int


@dataclass(frozen=True, slots=True)
class Address:
    """An address written as such: where it leads, what is shown, and where it ends."""

    url: str
    shown: str
    end: int


def brackets(text: str) -> dict[int, int]:
    """Pair the brackets of a text: where each that is closed opens → where it closes."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


def read_target(ahead: Ahead, at: int) -> Target | None:
    """Read `(url "title")` at a position; white space may stand before it."""
    opening = _OPEN.match(ahead.text, at)
    if opening is None:
        return None
    found = _read_url(ahead.text, opening.end())
    if found is None:
        return None
    url, end = found
    closing = _AFTER_URL.match(ahead.text, end)
    if closing is not None:
        return Target(_address(url), None, closing.end())
    return _read_title(ahead, _address(url), end)


def _read_title(ahead: Ahead, url: str, at: int) -> Target | None:
    opening = _TITLE.match(ahead.text, at)
    if opening is None:
        return None
    closing = ahead.next(_TITLE_END[opening[1]], opening.end())
    if closing is None:
        return None
    title = decode(unescape(ahead.text[opening.end() : closing.start()]))
    return Target(url, title or None, closing.end())


def _read_url(text: str, start: int) -> tuple[str, int] | None:
    if text.startswith("<", start):
        angled = _ANGLED.match(text, start)
        return (angled[1], angled.end()) if angled else None
    end, depth = start, 0
    while piece := _URL_PIECE.match(text, end):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth < 0 or depth > _NESTED:
            break
        end = piece.end()
    return text[start:end], end


def read_reference(text: str, at: int, close: int) -> Reference | None:
    """Read `[text][label]`, `[text] []` or `[label]`; `close` is where the first bracket closes.

    Only before a label may the text be empty, or hold brackets.
    """
    content = text[at + 1 : close]
    label = _LABEL.match(text, close + 1)
    if label is not None and (label[1] or _PLAIN.match(text, at)):
        return Reference(content, label[1] or content, f"[{label[1]}]", label.end())
    if label is None and content and _PLAIN.match(text, at):
        return Reference(content, content, "", close + 1)
    return None


def read_angled(ahead: Ahead, at: int) -> Address | None:
    """Read `<https://a.b>` or `<a@b.c>`; other schemes need their two slashes too."""
    text = ahead.text
    stop = ahead.next(_ANGLE_STOP, at + 1)
    if stop is None or stop.start() == at + 1 or stop[0] not in {"@", ":"}:
        return None
    mail = stop[0] == "@"
    if not mail and not text.startswith("://", stop.start()):
        return None
    start = stop.end() if mail else stop.end() + 1
    end = ahead.next(_ANGLE_END, start)
    if end is None or end[0] != ">" or end.start() == start:
        return None
    written = text[at + 1 : end.start()]
    named = written[:7].lower() == "mailto:"
    url = written if named or not mail else f"mailto:{written}"
    return Address(
        encode(decode(url, open_ended=False)), written[7:] if mail and named else written, end.end()
    )


def read_bare(text: str, at: int) -> Address | None:
    """Read an address in the text: up to white space, `<` or a bracket that opened before it."""
    scheme = _BARE.match(text, at)
    if scheme is None:
        return None
    end = _bare_end(text, scheme.end())
    written = text[at:end]
    mail = scheme[0].lower() == "mailto:"
    if end == scheme.end() or (mail and "@" not in written[8:-1]):
        return None
    return Address(encode(decode(written, open_ended=False)), written[7:] if mail else written, end)


def _bare_end(text: str, start: int) -> int:
    depth, at = 0, start
    while stop := _BARE_STOP.search(text, at):
        mark = stop[0]
        if mark in {"(", "["}:
            depth += 1
        elif mark in {")", "]"} and depth > 0 and not _last(text, stop.end()):
            depth -= 1
        else:
            return stop.start()
        at = stop.end()
    return len(text)


def _last(text: str, at: int) -> bool:
    return at >= len(text) or re.match(SPACE, text[at]) is not None


def _address(written: str) -> str:
    return encode(decode(unescape(written), open_ended=False))


def encode(url: str) -> str:
    """Write an address as Velog puts it into the page: percent signs for all but ASCII."""
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url)
