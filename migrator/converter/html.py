"""A post stored as HTML, as Velog's first editor left it (2018–2019) → the tree that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from bs4.formatter import HTMLFormatter
from markdownify import MarkdownConverter

from migrator.converter.markup import policy, settle
from migrator.converter.tree import (
    Block,
    Break,
    Element,
    Emphasis,
    Heading,
    Inline,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Span,
    Strike,
    Strong,
    Table,
    Text,
)
from migrator.converter.velogmark import parse

# Browsers take these for comments; Python's parser stumbles over some.
_DECLARATION = re.compile(r"<[!?](?!--)[^>]*>?")
_SPACE = re.compile(r"[ \t\n\r\f]+")
# What could mean something to Velog's Markdown, and the white space that it would cut off.
_SPECIAL = re.compile("[!-/:-@\\[-`{-~\t\n\f\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_TICKS = re.compile("`{3,}")
_INDENT = re.compile(r"ql-indent-(\d)")
_LANGUAGE = re.compile(r"(?:language-|lang-)([\w+#-]+)")
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+(?:\?[\w&;=%.~-]*)?)\Z"
)
_LISTS = ("ul", "ol")
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_BOXES = frozenset(("blockquote", "div", "ol", "table", "ul"))
_ATTRIBUTES = ("alt", "class", "height", "href", "src", "start", "style", "type", "width")
_FRAMES = ("iframe", "video", "audio", "embed")
# What Velog's filter takes from Markdown was shown in these posts, which it never saw.
_SAME_AS = {
    "s": "del",
    "strike": "del",
    "tfoot": "tbody",
    **dict.fromkeys(("kbd", "samp", "tt"), "code"),
    **dict.fromkeys(
        "address article aside center dd details dl dt fieldset figcaption figure footer form "
        "header main nav section summary".split(),
        "div",
    ),
}


def read_html(html: str) -> tuple[Block, ...]:
    """Read the body of a post stored as HTML."""
    return tuple(map(_untyped_block, settle(parse(html_to_markdown(html)))))


def html_to_markdown(html: str) -> str:
    """Rewrite HTML as Velog's Markdown, every sign in its text as an entity.

    Paragraphs, headings, code and rules become Markdown; all else stays HTML, a block a line.
    """
    soup = BeautifulSoup(
        _DECLARATION.sub("", html), "html.parser", multi_valued_attributes=None
    )
    _clean(soup)
    for item in soup.find_all("li", class_=_INDENT):
        _indent(item)
    return str(_Writer(heading_style="ATX").convert_soup(soup)).strip("\n")


class _Writer(MarkdownConverter):
    """Markdownify for the blocks that are no part of another, whatever stands in them is HTML.

    So it goes two levels deep at most, and need not know what marks mean beside one another.
    """

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """Write an element."""
        if node.name == "iframe" and "_inline" not in (parent_tags or ()):
            return _embed(node)
        if node.parent is None or (node.parent.parent is None and node.name in _LINES):
            return str(super().process_tag(node, parent_tags))
        if node.name == "pre":
            return _code(node)
        html = node.decode(formatter=_FORMATTER)
        return f"\n\n{html}\n\n" if node.name in _BOXES | {"hr"} else html

    def process_text(self, el: PageElement, parent_tags: set[str] | None = None) -> str:
        """Write text."""
        return _entities(_SPACE.sub(" ", str(el)))


def _entities(text: str) -> str:
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", text)


_FORMATTER = HTMLFormatter(entity_substitution=_entities, void_element_close_prefix="")
