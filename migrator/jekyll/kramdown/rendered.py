"""A body → what Liquid hands on to kramdown, as far as that is known without running it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migrator.jekyll.kramdown.mapped import Mapped, join, made
from migrator.jekyll.liquid import SILENT_TAGS, liquid_tokens, pass_block

UNKNOWN = "\ufffc"
"""Replaces each character of Liquid with unknown output; it means nothing in Markdown."""
_HIGHLIGHTED = "<figure></figure>"
"""Replaces what `highlight` writes: an HTML element with no address in it."""


@dataclass(frozen=True)
class Rendered:
    """What kramdown gets, and where in the file stands what Liquid handed on without reading it."""

    body: Mapped
    raw: tuple[tuple[int, int], ...] = ()


def render(body: Mapped) -> Rendered:
    """Take out what Liquid keeps to itself: tags, comments, and code for it to colour."""
    if "{%" not in body.text and "{{" not in body.text:
        return Rendered(body)
    raw: list[tuple[int, int]] = []
    whole = join(_pieces(body, raw))
    # Also where a comment without an end has taken in the last one (`Parser::Base#adapt_source`).
    is_ended = whole.text.endswith("\n")
    return Rendered(whole if is_ended else join([whole, made("\n")]), tuple(raw))


def _pieces(body: Mapped, raw: list[tuple[int, int]]) -> Iterator[Mapped]:
    at = 0
    tokens = liquid_tokens(body.text)
    for token in tokens:
        if not token.is_whole:
            break
        yield body.cut(at, token.start)
        at = token.end
        if token.name in ("comment", "highlight"):
            close = pass_block(token.name, tokens)
            at = close.end if close else len(body.text)
            yield made(_HIGHLIGHTED if token.name == "highlight" else "")
        elif token.name == "raw":
            end = next(tokens, None)
            stop = end.start if end else len(body.text)
            raw.append((body.places[token.start], body.places[stop - 1]))
            yield body.cut(at, stop)
            at = end.end if end else stop
        elif token.name not in SILENT_TAGS:
            places = body.places[token.start : token.end]
            yield Mapped(UNKNOWN * len(places), places)
    yield body.cut(at)
