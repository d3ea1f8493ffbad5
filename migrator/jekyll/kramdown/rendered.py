"""A body → what Liquid hands on to kramdown, as far as that is known without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrator.jekyll.kramdown.mapped import Mapped, join, made

_OPENER = re.compile(r"\{%-?\s*(?P<name>\w*)|\{\{")
# These write nothing where they stand.
_SILENT = frozenset(
    "assign capture endcapture if elsif else endif unless endunless case when endcase for endfor "
    "tablerow endtablerow break continue cycle increment decrement comment endcomment endraw "
    "endhighlight".split()
)
_QUOTED = re.compile(r"([\"'])(https?://.*?)\1")
_SOMETHING = "\ufffc"
"""Stands for output that nobody knows; a sign that means nothing in Markdown."""


@dataclass(frozen=True)
class Rendered:
    """What kramdown gets, and where in the file stands what Liquid handed on without reading it."""

    body: Mapped
    raw: tuple[tuple[int, int], ...]


def render(body: Mapped) -> Rendered:
    """Take out what Liquid keeps to itself: tags, comments, and code for it to colour."""
    if "{%" not in body.text and "{{" not in body.text:
        return Rendered(body, ())
    raw: list[tuple[int, int]] = []
    return Rendered(join(_pieces(body, raw)), tuple(raw))


def in_liquid_tags(body: str) -> Iterator[str]:
    """Give the addresses in quotes that stand in tags and variables, as those of an include."""
    for token in _tokens(body):
        if token.content is None:
            text = body[token.start : token.end]
            yield from (found[2] for found in _QUOTED.finditer(text))


def _pieces(body: Mapped, raw: list[tuple[int, int]]) -> Iterator[Mapped]:
    at = 0
    for token in _tokens(body.text):
        yield body.cut(at, token.start)
        if token.name == "raw" and token.content is not None:
            yield body.cut(*token.content)
            raw.append((body.places[token.start], body.places[token.end - 1]))
        elif token.name not in _SILENT:
            yield made(_SOMETHING)
        at = token.end
    yield body.cut(at)


@dataclass(frozen=True)
class _Token:
    """A tag or a variable; of some tags, the `content` up to their end belongs to it."""

    name: str
    start: int
    end: int
    content: tuple[int, int] | None = None


def _tokens(text: str) -> Iterator[_Token]:
    """Find what Liquid takes for its own: from an opener to the first end, also over lines."""
    at = 0
    while opener := _OPENER.search(text, at):
        start, name = opener.start(), opener["name"]
        end = text.find("}" if name is None else "%}", opener.end())
        if end < 0:
            return
        end += 1 if name is None and not text.startswith("}}", end) else 2
        close = _end_of(name, text, end) if name in _BLOCKS else None
        at = close.end() if close else end
        yield _Token(name or "", start, at, (end, close.start()) if close else None)


_BLOCKS = frozenset(("raw", "comment", "highlight"))
"""Tags whose content is not Markdown, or not to be read by Liquid, up to their end."""


def _end_of(name: str, text: str, at: int) -> re.Match[str] | None:
    return re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(text, at)
