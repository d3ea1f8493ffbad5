"""The text of a post or a page → the addresses that it points at, in front matter and body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from migrator.jekyll.front_matter import FrontMatter, read_front_matter
from migrator.jekyll.kramdown import BodyReading, Mention, MentionKind, read_body, read_html
from migrator.jekyll.liquid import addresses_in_liquid, running_tokens
from migrator.jekyll.yaml11 import YamlField

# File names of Velog's first years may have spaces in them.
ADDRESS = re.compile(r"(?:https?:)?//\S+(?:[ \t][^\n]*\.\w{2,5})?")
# In a text, what makes an image or a link of an address: Markdown, HTML, style.
MARKED_UP = re.compile(
    r"""(?:\]\(\s*<?|\b(?:src|href|srcset|poster)\s*=\s*\\?["']?|url\(\s*\\?["']?)"""
    r"""(?P<url>(?:https?:)?\\?/\\?/[^\s"'<>()\\]+)"""
)
# A line of broken front matter: a key or a dash, and nothing but an address.
_LINE = re.compile(
    r"^[ \t]*(?:- +)*(?:[^\s#:][^:\n]*:[ \t]+)?(?P<quote>[\"']?)"
    r"(?P<url>(?:https?:)?//[^\s\"'<>]+)(?P=quote)[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)


class Unsure(StrEnum):
    """Why nobody but the author can change an address."""

    TAG = "tag"
    """It stands in a tag that kramdown shows as text."""
    SCRIPT = "script"
    """A script holds it, and may do with it whatever it likes."""
    INSIDE = "inside"
    """It stands in the middle of a text that something else will read."""


@dataclass(frozen=True)
class UnsureAddress:
    """An address that is shown, or may be, and that nothing can be put in place of for sure."""

    start: int
    url: str
    why: Unsure


@dataclass(frozen=True)
class Mentions:
    """The addresses that a post, or another file, points at.

    `head` are the addresses that are values of the front matter, `body` the others. `values` are
    the texts at the top of the front matter by their keys, empty where YAML cannot read it.
    `in_liquid` are addresses that Liquid tags are given; `switches_liquid_off` tells whether the
    post asks Jekyll to keep Liquid away from its body.
    """

    head: tuple[Mention, ...] = ()
    body: tuple[Mention, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    in_liquid: tuple[Mention, ...] = ()
    unsure: tuple[UnsureAddress, ...] = ()
    switches_liquid_off: bool = False

    @property
    def shown(self) -> Iterator[Mention | UnsureAddress]:
        """Give all but those that a reader has to follow."""
        yield from self.head
        yield from (each for each in self.body if each.kind is not MentionKind.LINK)
        yield from self.in_liquid
        yield from self.unsure


def read_mentions(
    text: str,
    *,
    parses_html: bool,
    heeds_switch: bool,
    is_html: bool = False,
    has_liquid: bool = True,
) -> Mentions:
    """Find the addresses in the text of a post or a page.

    `parses_html` says whether kramdown reads what is in HTML, `heeds_switch` whether Jekyll
    knows `render_with_liquid` (3.10 does not). Markdown does not mean anything where the whole
    file `is_html`, nor Liquid where the file has none.
    """
    found = read_front_matter(text)
    cut = found.body if found else 0
    head = _read_head(text, found) if found else Mentions()
    is_off = head.values.get("render_with_liquid", "").lower() == "false"
    runs_liquid = has_liquid and not (is_off and heeds_switch)
    if is_html:
        body = read_html(text[cut:], cut, runs_liquid=runs_liquid)
    else:
        body = read_body(text[cut:], cut, runs_liquid=runs_liquid, parses_html=parses_html)
    in_liquid = tuple(_in_liquid(text, cut)) if runs_liquid else ()
    known = {each.start for each in in_liquid}
    written = (each for each in _written(text, cut) if runs_liquid and each.start not in known)
    unsure = (*head.unsure, *unsure_in(body), *written)
    return Mentions(head.head, body.mentions, head.values, in_liquid, unsure, is_off)


def unsure_in(body: BodyReading) -> Iterator[UnsureAddress]:
    """Give the addresses in a body that only its author can change."""
    yield from (UnsureAddress(each.start, each.url, Unsure.TAG) for each in body.lost)
    yield from (UnsureAddress(each.start, each.url, Unsure.SCRIPT) for each in body.scripted)


def _in_liquid(text: str, cut: int) -> Iterator[Mention]:
    for start, end in addresses_in_liquid(text[cut:]):
        url = text[cut + start : cut + end]
        yield Mention(cut + start, cut + end, url, MentionKind.OTHER)


def _written(text: str, cut: int) -> Iterator[UnsureAddress]:
    """Give the addresses in texts with markup that Liquid writes into the page."""
    for token in running_tokens(text[cut:]):
        for found in MARKED_UP.finditer(token.source):
            place = cut + token.start + found.start("url")
            yield UnsureAddress(place, found["url"], Unsure.INSIDE)


def _read_head(text: str, found: FrontMatter) -> Mentions:
    fields = found.fields
    if fields.error:
        return Mentions(head=tuple(by_line(text, found.start, found.closing)))
    places = {place.start: place for place in in_scalars(text, found.start, fields.scalars)}
    return Mentions(
        head=tuple(places[at] for at in sorted(places)),
        unsure=tuple(inside_scalars(text, found.start, fields.scalars)),
        values={
            key: there.text
            for key, there in fields.fields.items()
            if not isinstance(there.value, list | dict)
        },
    )


def in_scalars(text: str, start: int, scalars: tuple[YamlField, ...]) -> Iterator[Mention]:
    """Give the values, and keys, of YAML at a place in a text that are an address, no more."""
    for there in scalars:
        value = there.text.strip()
        at = text.find(value, max(0, start + there.start), start + there.end)
        if ADDRESS.fullmatch(value) and at >= 0:
            yield Mention(at, at + len(value), value, MentionKind.OTHER)


def inside_scalars(
    text: str, start: int, scalars: tuple[YamlField, ...]
) -> Iterator[UnsureAddress]:
    """Give the addresses that are part of a longer value, where its markup shows them."""
    for there in scalars:
        first = max(0, start + there.start)
        for found in MARKED_UP.finditer(text, first, start + there.end):
            yield UnsureAddress(found.start("url"), found["url"], Unsure.INSIDE)


def by_line(text: str, start: int, end: int) -> Iterator[Mention]:
    """Give the same of YAML that cannot be read, as far as lines tell."""
    for line in _LINE.finditer(text, start, end):
        yield Mention(*line.span("url"), line["url"], MentionKind.OTHER)
