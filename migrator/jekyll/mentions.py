"""The text of a post → the addresses that it points at, in front matter and body, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrator.jekyll.front_matter import FrontMatter, read_front_matter
from migrator.jekyll.kramdown import Mention, MentionKind, read_body
from migrator.jekyll.liquid import addresses_in_liquid

# File names of Velog's first years may have spaces in them.
_ADDRESS = re.compile(r"https?://\S+(?:[ \t][^\n]*\.\w{2,5})?")
# A line of broken front matter: a key or a dash, and nothing but an address.
_LINE = re.compile(
    r"^[ \t]*(?:- +)*(?:[^\s#:][^:\n]*:[ \t]+)?(?P<quote>[\"']?)(?P<url>https?://[^\s\"'<>]+)(?P=quote)"
    r"[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Mentions:
    """The addresses that a post points at.

    `head` are the addresses that are values of the front matter, `body` the others. `values` are
    the texts at the top of the front matter by their keys, empty where YAML cannot read it.
    `in_liquid` are addresses that Liquid tags are given; `switches_liquid_off` tells whether the
    post asks Jekyll to keep Liquid away from its body.
    """

    head: tuple[Mention, ...] = ()
    body: tuple[Mention, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    in_liquid: tuple[str, ...] = ()
    switches_liquid_off: bool = False


def read_mentions(text: str, *, parses_html: bool, heeds_switch: bool) -> Mentions:
    """Find the addresses in the text of a post.

    `parses_html` says whether kramdown reads what is in HTML, `heeds_switch` whether Jekyll
    knows `render_with_liquid` (3.10 does not).
    """
    found = read_front_matter(text)
    cut = found.body if found else 0
    head = _read_head(text, found) if found else Mentions()
    is_off = head.values.get("render_with_liquid", "").lower() == "false"
    runs_liquid = not (is_off and heeds_switch)
    body = read_body(text[cut:], cut, runs_liquid=runs_liquid, parses_html=parses_html).mentions
    in_liquid = tuple(addresses_in_liquid(text[cut:])) if runs_liquid else ()
    return Mentions(head.head, body, head.values, in_liquid, is_off)


def _read_head(text: str, found: FrontMatter) -> Mentions:
    fields = found.fields
    if fields.error:
        return Mentions(head=tuple(_by_line(text, found.start, found.closing)))
    places = {place.start: place for place in _scalars(text, found)}
    return Mentions(
        head=tuple(places[at] for at in sorted(places)),
        values={
            key: there.text
            for key, there in fields.fields.items()
            if not isinstance(there.value, list | dict)
        },
    )


def _scalars(text: str, found: FrontMatter) -> Iterator[Mention]:
    """Give the values, and keys, that are an address and nothing else."""
    for there in found.fields.scalars:
        value = there.text.strip()
        at = text.find(value, found.start + there.start, found.start + there.end)
        if _ADDRESS.fullmatch(value) and at >= 0:
            yield Mention(at, at + len(value), value, MentionKind.OTHER)


def _by_line(text: str, start: int, end: int) -> Iterator[Mention]:
    for line in _LINE.finditer(text, start, end):
        yield Mention(*line.span("url"), line["url"], MentionKind.OTHER)
