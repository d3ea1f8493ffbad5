"""HTML as kramdown knows it: its tags, and the addresses in their attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from migrator.jekyll.kramdown.mapped import BLANKS, Mapped
from migrator.jekyll.kramdown.reading import Mention, MentionKind, PageElement
from migrator.jekyll.kramdown.scope import Document, Found, mentioned

NAME = r"[^\W\d][\w.:-]*+"
SPACE = r"[ \t\n\r\f\v]"
_VALUE = rf"""(?:{SPACE}*={SPACE}*(?:(?P<bare>\w++)|"(?P<double>[^"]*)"|'(?P<single>[^']*)'))?"""
_NO_GROUPS = re.sub(r"\?P<\w+>", "?:", _VALUE)
TAG = re.compile(
    rf"<(?P<name>{NAME})(?P<attributes>(?>(?:{SPACE}+{NAME}{_NO_GROUPS})*)){SPACE}*(?P<closed>/?)>"
)
CLOSE = re.compile(rf"</(?P<name>{NAME}){SPACE}*>")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
INSTRUCTION = re.compile(r"<\?.*?\?>", re.DOTALL)
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
HIDDEN_CONTENT = frozenset("script style textarea title xmp template iframe noembed".split())
OPEN_HIDDEN = re.compile(
    rf"<(?P<name>{'|'.join(sorted(HIDDEN_CONTENT))})\b[^>]*>(?!.*</(?P=name)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""The start of such an element that does not end in the text."""
"""A browser makes no elements of the tags in these."""

_IMAGE_ELEMENTS = frozenset(("img", "input"))
_LINK_ELEMENTS = frozenset(("a", "area"))
_PAGE_ELEMENTS = frozenset(("img", "a", "video", "audio", "source"))
_SET_KEYS = ("srcset", "data-srcset", "imagesrcset")
_KEYS = frozenset(("src", "href", "poster", "background", "data", "xlink:href"))
_CANDIDATE = re.compile(r"""(?<![^\s,"'=])(?:https?:)?//\S+?(?=,?(?:\s|$))""")
STYLE_URL = re.compile(
    r"""url\(\s*(?:(?P<quote>["']|&quot;|&\#39;)(?P<quoted>(?:https?:)?//.*?)(?P=quote)"""
    r"""|(?P<bare>(?:https?:)?//[^\s"'()]+?))\s*\)""",
    re.IGNORECASE,
)
"""An address with a host in a style sheet, or in an attribute with style."""
_SCRIPT_URL = re.compile(
    r"""(?:(?<=["'`(=])|(?<=&quot;)|(?<=&\#39;))(?:https?:)?//(?:(?!&quot;|&\#39;)[^\s"'`<>()\\])+"""
)


def take_tag(
    document: Document,
    text: Mapped,
    tag: re.Match[str],
    found: Found,
    attribute: re.Pattern[str] = _KEY,
) -> None:
    """Take in what the attributes of a tag say, each of which looks like `attribute`."""
    name = tag["name"].lower()
    attributes: dict[str, str] = {}
    mentions: dict[str, list[Mention]] = {}
    for each in attribute.finditer(text.text, *tag.span("attributes")):
        key = each["key"].lower()
        group = next((name for name in ("double", "single", "bare") if each[name]), None)
        start, end = each.span(group) if group else (each.end(), each.end())
        attributes[key] = document.written(text, start, end)
        mentions[key] = list(_in_value(text, start, end, name, key))
        if _is_code(key, attributes[key]):
            found.scripted += in_script(text, start, end)
    for each_key in mentions.values():
        found.mentions += each_key
    if name in _PAGE_ELEMENTS:
        url = attributes.get("href" if name == "a" else "src", "").strip(BLANKS)
        found.elements.append(PageElement(name, url, text.place(tag.start()), attributes))
    found.ids += (attributes[key] for key in ("id", "name") if attributes.get(key))


def _is_code(key: str, value: str) -> bool:
    """Tell whether a script, or another page, reads what an attribute holds."""
    is_address = value.lstrip(BLANKS).startswith(("http:", "https:", "//"))
    return key.startswith("on") or key == "srcdoc" or (key.startswith("data-") and not is_address)


def _in_value(text: Mapped, start: int, end: int, name: str, key: str) -> Iterator[Mention]:
    """Give the addresses in the value of an attribute."""
    if key == "style":
        yield from in_style(text, start, end)
    elif key in _SET_KEYS:
        for part in _CANDIDATE.finditer(text.text, start, end):
            yield from mentioned(text, *part.span(), MentionKind.OTHER)
    elif key in _KEYS or key.startswith("data-") or (name, key) == ("meta", "content"):
        value = text.text[start:end]
        bare = value.strip(BLANKS)
        start += value.index(bare)
        yield from mentioned(text, start, start + len(bare), _kind(name, key))


def in_style(text: Mapped, start: int, end: int) -> Iterator[Mention]:
    """Give the addresses in style, be it that of an element or of a whole page."""
    for part in STYLE_URL.finditer(text.text, start, end):
        span = part.span("quoted" if part["quote"] else "bare")
        yield from mentioned(text, *span, MentionKind.OTHER)


def in_script(text: Mapped, start: int, end: int) -> Iterator[Mention]:
    """Give the addresses with a host that a script holds as texts."""
    for part in _SCRIPT_URL.finditer(text.text, start, end):
        yield from mentioned(text, *part.span(), MentionKind.OTHER)


def take_code(name: str, text: Mapped, start: int, found: Found) -> int:
    """Take in what stands in `<style>` or `<script>`, and give the place behind it."""
    close = end_tag(name).search(text.text, start)
    end = close.start() if close else len(text.text)
    if name == "style":
        found.mentions += in_style(text, start, end)
    if name == "script":
        found.scripted += in_script(text, start, end)
    return close.end() if close else end


def _kind(name: str, key: str) -> MentionKind:
    if name in _IMAGE_ELEMENTS and key == "src":
        return MentionKind.IMAGE
    return MentionKind.LINK if name in _LINK_ELEMENTS and key == "href" else MentionKind.OTHER


def attributes_of(tag: re.Match[str]) -> list[tuple[str, str]]:
    """Give the attributes of a tag, in no order of the author's."""
    found = _KEY.finditer(tag["attributes"])
    return sorted(
        (each["key"].lower(), each["bare"] or each["double"] or each["single"] or "")
        for each in found
    )


def markdown_attribute(tag: re.Match[str]) -> str:
    """Give the value of the attribute `markdown`, empty if there is none."""
    found = _MARKDOWN.search(tag["attributes"])
    return found["value"] if found else ""


def content_of(tag: re.Match[str], *, default: bool) -> str:
    """Say what kramdown reads in a block element: `block`, `span` or `raw`.

    By `default` the element's own kind of content counts, else nothing in it is Markdown; the
    attribute `markdown` has the last word.
    """
    value = markdown_attribute(tag)
    if value in ("block", "span"):
        return value
    if value == "0" or (value != "1" and not default):
        return "raw"
    name = tag["name"].lower()
    return "block" if name in BLOCK_CONTENT else "span" if name in SPAN_CONTENT else "raw"


@cache
def end_tag(name: str) -> re.Pattern[str]:
    """Give the pattern of the tag that ends an element."""
    return re.compile(rf"</{re.escape(name)}{SPACE}*>", re.IGNORECASE)
