"""Blocks with more HTML than can be read → the same with what their HTML says, but no elements.

Velog's page shows the elements, too. But each costs its parser, and ours, a hundred times what a
word does, and no reader sees thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html.parser import HTMLParser

from migrator.converter.blanks import HTML_SPACE
from migrator.converter.hidden_html import without_hidden
from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.filtered_elements import Tag
from migrator.converter.inline_html.inlines import FORMATS, LEAVES
from migrator.converter.tree import (
    Block,
    Definition,
    Emphasis,
    Heading,
    ImageNode,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Span,
    Strike,
    Strong,
    Table,
    Text,
)
from migrator.converter.tree_walk import walk

_MOST = 30_000
"""What is read of a post, in nodes of blocks without HTML; real posts have some thousand nodes."""
_WITH_HTML = 4
"""A node of a block with HTML takes so much longer: it becomes an element, and a node again."""


_SWALLOWING = re.compile(
    rf"<(?P<end>/)?(?P<name>{'|'.join(sorted(velog_filter.RAW_TEXT))})(?=[\s/>])", re.IGNORECASE
)


def first_too_much(blocks: Sequence[Block], plain: Sequence[bool]) -> int:
    """Give the index of the first block that is too much, those with no HTML being `plain`."""
    load, swallowing = 0, ""
    for at, (block, is_plain) in enumerate(zip(blocks, plain, strict=True)):
        for node in walk([block]):
            source = node.source if isinstance(node, RawBlock | RawInline) else ""
            size, swallowing = _size(source, swallowing)
            load += size * (1 if is_plain else _WITH_HTML)
        if load > _MOST:
            return at
    return len(blocks)


def _size(source: str, swallowing: str) -> tuple[int, str]:
    """Count a node and the tags in it; give also the element that takes all after it for its text.

    `swallowing` is the one before it, '' for none. Such text becomes no element and costs nothing.
    """
    size, start = 0 if swallowing else 1, 0
    for tag in _SWALLOWING.finditer(source):
        if not swallowing and not tag["end"]:
            size += source.count("<", start, tag.end())
            swallowing = tag["name"].lower()
        elif tag["end"] and tag["name"].lower() == swallowing:
            swallowing, start = "", tag.start()
    return size + (0 if swallowing else source.count("<", start)), swallowing


def only_said(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the blocks without elements of HTML, but with images, frames and line breaks."""
    return tuple(_said(block) for block in blocks if not _is_removed(block))


def _is_removed(block: Block) -> bool:
    return isinstance(block, Definition) and velog_filter.image_address(block.url) is None


def _said(block: Block) -> Block:
    match block:
        case RawBlock():
            return Paragraph(_Said().inlines(block.source), block.lines)
        case Heading() | Paragraph():
            return replace(block, children=_in_line(block.children))
        case Quote():
            return replace(block, children=only_said(block.children))
        case List():
            return replace(block, items=tuple(map(_item, block.items)))
        case Table():
            rows = (tuple(map(_in_line, row)) for row in block.rows)
            return replace(block, rows=tuple(rows))
    return block


def _item(item: ListItem) -> ListItem:
    return replace(item, children=only_said(item.children))


def _in_line(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple(said for inline in inlines for said in _inline(inline))


def _inline(node: Inline) -> Iterable[Inline]:
    match node:
        case Text():
            return (node,)
        case RawInline():
            return (node,) if node.whole else _Said().inlines(node.source)
        case Link(url=url) if velog_filter.address(url) is None:
            return _in_line(node.children)
        case ImageNode(url=url) if url and velog_filter.image_address(url) is None:
            return (replace(node, url=""),)
        case Emphasis() | Strong() | Strike() | Link() | Span():
            return (replace(node, children=_in_line(node.children)),)
    return (node,)


class _Said(HTMLParser):
    """Collects the words of HTML, and what it shows without words."""

    def inlines(self, html: str) -> tuple[Inline, ...]:
        self._found: list[Inline] = []
        # Python's parser raises AssertionError for `<![` that begins no known section.
        self.feed(without_hidden(html).replace("<![", "&lt;!["))
        self.close()
        return tuple(self._found)

    def handle_data(self, data: str) -> None:
        words = HTML_SPACE.sub(" ", data)
        if self._found or words.strip(" "):
            self._found.append(Text(words, ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LEAVES:
            attributes = {name: value or "" for name, value in attrs}
            self._found += LEAVES[tag](Tag(tag, 0, 0, attributes=attributes))
        elif tag not in FORMATS and self._found:
            self._found.append(Text(" ", ""))
