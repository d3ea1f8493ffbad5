"""A style sheet, data, a script or another text of a site → the addresses in it, as `Mentions`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from migrator.jekyll.kramdown import Mention, MentionKind
from migrator.jekyll.kramdown.html_tags import STYLE_URL
from migrator.jekyll.mentions import (
    ADDRESS,
    MARKED_UP,
    Mentions,
    Unsure,
    UnsureAddress,
    by_line,
    in_scalars,
    inside_scalars,
)
from migrator.jekyll.yaml11 import read_yaml

_STYLE_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
_STYLE_TEXT = re.compile(r"""(?P<quote>["'])(?P<url>(?:https?:)?//[^"'\n]+)(?P=quote)""")
_JSON_TEXT = re.compile(r'"(?P<text>(?:[^"\\\n]|\\.)*)"')
_CELL = re.compile(
    r"""(?:^|[,\t])(?P<quote>"?)(?P<url>(?:https?:)?//[^",\t\r\n]+)(?P=quote)(?=[,\t\r\n]|\Z)""",
    re.MULTILINE,
)
_DOCUMENT = re.compile(r"---[ \t]*\r?\n")
_KEY = "_:\n"
"""Before a list, it makes YAML with a key."""
_ANY = re.compile(r"""(?:https?:)?\\?/\\?/[^\s"'`<>()\[\]\\]+(?:\\/[^\s"'`<>()\[\]\\]+)*""")


def in_styles(text: str) -> Mentions:
    """Read CSS, Sass or Less: what `url()` or a text in quotes points at."""
    bare = _STYLE_COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    spans = {
        found.span("quoted" if found["quote"] else "bare") for found in STYLE_URL.finditer(bare)
    }
    spans |= {found.span("url") for found in _STYLE_TEXT.finditer(bare)}
    in_liquid = {span for span in spans if _is_in_liquid(bare, span[0])}
    return Mentions(
        body=tuple(_mentions(text, sorted(spans - in_liquid))),
        in_liquid=tuple(_mentions(text, sorted(in_liquid))),
    )


def _is_in_liquid(text: str, place: int) -> bool:
    return text.rfind("{{", 0, place) > text.rfind("}}", 0, place)


def in_yaml(text: str) -> Mentions:
    """Read YAML that is no front matter: keys, or a list."""
    fields, start = read_yaml(text), 0
    if fields.error:
        top = _DOCUMENT.match(text)
        cut = top.end() if top else 0
        fields, start = read_yaml(f"{text[:cut]}{_KEY}{text[cut:]}"), -len(_KEY)
    if fields.error:
        return Mentions(head=tuple(by_line(text, 0, len(text))), unsure=tuple(_marked_up(text)))
    found = {each.start: each for each in in_scalars(text, start, fields.scalars)}
    return Mentions(
        head=tuple(found[at] for at in sorted(found)),
        unsure=tuple(inside_scalars(text, start, fields.scalars)),
    )


def in_json(text: str) -> Mentions:
    """Read JSON; in what is written with backslashes nothing can be replaced."""
    head: list[Mention] = []
    unsure: list[UnsureAddress] = []
    for found in _JSON_TEXT.finditer(text):
        written, start = found["text"], found.start("text")
        if ADDRESS.fullmatch(written) and "\\" not in written:
            head.append(Mention(start, found.end("text"), written, MentionKind.OTHER))
        elif "//" in (plain := _decoded(found[0])):
            urls = [plain] if ADDRESS.fullmatch(plain) else MARKED_UP.findall(plain)
            unsure += (UnsureAddress(start, url, Unsure.INSIDE) for url in urls)
    return Mentions(head=tuple(head), unsure=tuple(unsure))


def in_table(text: str) -> Mentions:
    """Read CSV or TSV: cells that are an address."""
    spans = [found.span("url") for found in _CELL.finditer(text)]
    known = {start for start, _ in spans}
    unsure = (each for each in _marked_up(text) if each.start not in known)
    return Mentions(head=tuple(_mentions(text, spans)), unsure=tuple(unsure))


def in_other(text: str, why: Unsure) -> Mentions:
    """Read a script, or a text of which nobody knows what becomes of it."""
    return Mentions(
        unsure=tuple(
            UnsureAddress(found.start(), found[0].replace("\\", ""), why)
            for found in _ANY.finditer(text)
        )
    )


def _marked_up(text: str) -> Iterator[UnsureAddress]:
    for found in MARKED_UP.finditer(text):
        yield UnsureAddress(found.start("url"), found["url"], Unsure.INSIDE)


def _mentions(text: str, spans: list[tuple[int, int]]) -> Iterator[Mention]:
    for start, end in spans:
        yield Mention(start, end, text[start:end], MentionKind.OTHER)


def _decoded(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:
        return literal
