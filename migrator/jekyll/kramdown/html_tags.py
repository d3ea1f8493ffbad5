"""HTML as kramdown knows it: its tags, and the addresses in their attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from migrator.jekyll.kramdown.mapped import Mapped

NAME = r"[^\W\d][\w.:-]*+"
SPACE = r"[ \t\n\r\f\v]"
_VALUE = rf"""(?:{SPACE}*={SPACE}*(?:\w++|"(?P<double>[^"]*)"|'(?P<single>[^']*)'))?"""
_NO_GROUPS = re.sub(r"\?P<\w+>", "?:", _VALUE)
TAG = re.compile(
    rf"<(?P<name>{NAME})(?P<attributes>(?:{SPACE}+{NAME}{_NO_GROUPS})*+){SPACE}*(?P<closed>/?)>"
)
CLOSE = re.compile(rf"</(?P<name>{NAME}){SPACE}*>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_KEY = re.compile(rf"(?P<key>{NAME}){_VALUE}")
_MARKDOWN = re.compile(rf"""{SPACE}markdown{SPACE}*={SPACE}*["']?(?P<value>\w+)""")

SPAN_ELEMENTS = frozenset(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option "
    "q rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var".split()
)
# In a paragraph, their tags are text.
BLOCK_ELEMENTS = frozenset(
    "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset "
    "figcaption footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend menu li "
    "main map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul".split()
)
EMPTY_ELEMENTS = frozenset(
    "area base br col command embed hr img input keygen link meta param source track wbr".split()
)
BLOCK_CONTENT = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption "
    "footer form header hgroup iframe li main map menu nav noscript object section summary "
    "td".split()
)
SPAN_CONTENT = frozenset(
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label "
    "legend optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt".split()
)
CODE_ELEMENTS = frozenset("pre code script style textarea xmp template".split())
"""What stands in these is shown as it is written, or not at all."""

_IMAGE_ELEMENTS = frozenset(("img", "input"))
_LINK_ELEMENTS = frozenset(("a", "area"))
_SET_KEYS = ("srcset", "data-srcset")
_KEYS = frozenset(("src", "href", "poster", "background", "data", "xlink:href"))
_CANDIDATE = re.compile(r"https?://\S+?(?=,?(?:\s|$))")
_STYLE_URL = re.compile(
    r"""url\(\s*(?:["']|&quot;|&\#39;)?(https?://.*?)(?:["']|&quot;|&\#39;)?\s*\)"""
)


class MentionKind(Enum):
    """What an address is for: to show an image, to be followed, or something else."""

    IMAGE = "image"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True)
class Mention:
    """An address that the page points at, and where it stands in the file.

    `is_raw` is one that Liquid hands on without reading it.
    """

    start: int
    end: int
    url: str
    kind: MentionKind
    is_raw: bool = False


def target(text: Mapped, start: int, end: int, kind: MentionKind) -> Iterator[Mention]:
    """Make the target of a part of the text, if it stands in the file in one piece."""
    span = text.span(start, end)
    if span is not None:
        yield Mention(*span, html.unescape(text.text[start:end]), kind)


def tag_targets(text: Mapped, tag: re.Match[str]) -> Iterator[Mention]:
    """Give the addresses in the attributes of a tag."""
    name = tag["name"].lower()
    for found in _KEY.finditer(text.text, *tag.span("attributes")):
        key = found["key"].lower()
        group = "double" if found["double"] is not None else "single"
        if found[group] is None:
            continue
        start, end = found.span(group)
        if key in _SET_KEYS or key == "style":
            pattern, number = (_STYLE_URL, 1) if key == "style" else (_CANDIDATE, 0)
            for part in pattern.finditer(text.text, start, end):
                yield from target(text, *part.span(number), MentionKind.OTHER)
        elif key in _KEYS or key.startswith("data-"):
            bare = found[group].strip()
            start += found[group].index(bare)
            yield from target(text, start, start + len(bare), _kind(name, key))


def _kind(name: str, key: str) -> MentionKind:
    if name in _IMAGE_ELEMENTS and key == "src":
        return MentionKind.IMAGE
    return MentionKind.LINK if name in _LINK_ELEMENTS and key == "href" else MentionKind.OTHER


def content_of(tag: re.Match[str], *, default: bool) -> str:
    """Say what kramdown reads in a block element: `block`, `span` or `raw`.

    By `default` the element's own kind of content counts, else nothing in it is Markdown; the
    attribute `markdown` has the last word.
    """
    found = _MARKDOWN.search(tag["attributes"])
    value = found["value"] if found else ""
    if value in ("block", "span"):
        return value
    if value == "0" or (value != "1" and not default):
        return "raw"
    name = tag["name"].lower()
    return "block" if name in BLOCK_CONTENT else "span" if name in SPAN_CONTENT else "raw"
