"""A position in a line of text → the link or image that is written there.

The text of a link, its address and title, `<address>` and bare addresses, as remark-parse 7.0.2
reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from migrator.converter.velogmark.ahead import LookAhead
from migrator.converter.velogmark.characters import NOT_SPACE, SPACE
from migrator.converter.velogmark.entities import decode, unescape

_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_OPEN = re.compile(rf"{SPACE}*\({SPACE}*")
_ANGLED = re.compile(r"<([^<>]*)>")
_URL_MARK = re.compile(rf"\\.?|[()]|{SPACE}+|\Z", re.DOTALL)
_VISIBLE = re.compile(NOT_SPACE)
_TITLE_END = {mark: re.compile(rf"{mark}{SPACE}*\)") for mark in "\"'"}

_LABEL = re.compile(rf"{SPACE}*\[(?>(?:((?>(?:[^\[\]\\]++|\\.)*))\])?)", re.DOTALL)
_PLAIN = re.compile(r"\[(?>(?:[^\[\]\\]++|\\.)*)\]", re.DOTALL)

_ANGLE_STOP = re.compile(rf"[{SPACE[1:-1]}>@]|:(?=/)")
_ANGLE_END = re.compile(rf"[{SPACE[1:-1]}>]")
_BARE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_MAIL_MARK = re.compile(rf"[@<()\[\]{SPACE[1:-1]}]|\Z")
_BARE_STOP = re.compile(rf"[{SPACE[1:-1]}<]|[()\[\]]|[.,:;\"'](?={SPACE}|\Z)")
_UNSAFE = re.compile(r"[^A-Za-z0-9;/?:@&=+$,\-_.!~*'()#%]|%(?![0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The part of a link after `](`: its address, its title, and where it ends."""

    url: str
    title: str | None
    end: int


@dataclass(frozen=True, slots=True)
class LinkReference:
    """`[content][label]`; `tail` is the second half as Velog shows it for an unknown label."""

    content: str
    label: str
    tail: str
    end: int


@dataclass(frozen=True, slots=True)
class BareAddress:
    """An address in the text: its URL, what is shown, and where it ends."""

    url: str
    shown: str
    end: int


def brackets(text: str) -> dict[int, int]:
    """Pair the brackets of a text: the index of each opening one → that of its closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKETS.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif found[0] == "]" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


def read_target(ahead: LookAhead, at: int) -> LinkTarget | None:
    """Read `(url "title")` at a position, with white space before it or not."""
    opening = _OPEN.match(ahead.text, at)
    place = opening and _url_place(ahead, opening.end())
    after = place and ahead.next(_VISIBLE, place[2])
    if not place or not after:
        return None
    start, stop, end = place
    title, closing = None, after
    if after[0] in _TITLE_END and after.start() > end:
        found = ahead.next(_TITLE_END[after[0]], after.end())
        if found is None:
            return None
        title, closing = ahead.text[after.end() : found.start()], found
    elif after[0] != ")":
        return None
    url = _address(ahead.text[start:stop])
    return LinkTarget(url, decode(unescape(title)) if title else None, closing.end())


def _url_place(ahead: LookAhead, start: int) -> tuple[int, int, int] | None:
    """Find where the address starts and stops, and where its angle brackets end, if any."""
    if ahead.text.startswith("<", start):
        angled = _ANGLED.match(ahead.text, start)
        return (*angled.span(1), angled.end()) if angled else None
    end = ahead.once(url_ends).get(start, start)
    return start, end, end


def url_ends(text: str) -> dict[int, int]:
    """Map each index after a parenthesis or white space to the end of an address from there.

    It ends at white space, or at the parenthesis that closes an earlier one.
    """
    ends: dict[int, int] = {}
    opened = [0]
    for found in _URL_MARK.finditer(text):
        if found[0] == "(":
            opened.append(found.end())
        elif found[0] == ")" and opened:
            ends[opened.pop()] = found.start()
        elif not found[0].startswith(("\\", ")")):
            ends.update(dict.fromkeys(opened, found.start()))
            opened = [found.end()]
    return ends


def read_reference(text: str, at: int, close: int) -> LinkReference | None:
    """Read `[text][label]`, `[text] []` or `[label]`; `close` is where the first bracket closes.

    Only before a label may the text be empty, or have brackets in it. A bracket that opens a label
    and does not end it (`[text] [[label]]`) is lost.
    """
    found = _LABEL.match(text, close + 1)
    label = found[1] if found else None
    if not label and (not (found or close > at + 1) or not _PLAIN.match(text, at)):
        return None
    content, end = text[at + 1 : close], found.end() if found else close + 1
    return LinkReference(content, label or content, "" if label is None else f"[{label}]", end)


def read_angled(ahead: LookAhead, at: int) -> BareAddress | None:
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
    return BareAddress(
        encode(decode(url, open_ended=False)), written[7:] if mail and named else written, end.end()
    )


def read_bare(ahead: LookAhead, at: int) -> BareAddress | None:
    """Read an address in the text: up to white space, `<` or the end of a bracket around it."""
    scheme = _BARE.match(ahead.text, at)
    if scheme is None:
        return None
    mail = scheme[0].lower() == "mailto:"
    if mail and (found := ahead.next(_MAIL_MARK, scheme.end())) and found[0] != "@":
        return None
    end = _bare_end(ahead.text, scheme.end())
    written = ahead.text[at:end]
    if end == scheme.end() or (mail and "@" not in written[8:-1]):
        return None
    return BareAddress(
        encode(decode(written, open_ended=False)), written[7:] if mail else written, end
    )


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
    """Percent-encode an address as Velog does in the page: all but ASCII."""
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url)
