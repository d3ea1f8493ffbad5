"""Blocks → the HTML that Velog parses again, with a number on each element of Markdown.

Velog's HTML parser gets elements of Markdown as whole elements, and the author's HTML as text,
piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.authors_html import AuthorsHtml, comment
from migrator.converter.tree import (
    Block,
    Break,
    Code,
    Definition,
    Embed,
    Emphasis,
    Heading,
    ImageNode,
    Inline,
    Link,
    List,
    ListItem,
    Math,
    Node,
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

Rows = tuple[tuple[tuple[Inline, ...], ...], ...]

DEEPEST = 60
"""Inside so many levels only words and images are kept, and no HTML of the author's."""

RAW = -1
"""Marks the place of the author's HTML among the expected children."""

_TAGS: dict[type[Inline], str] = {
    Emphasis: "em",
    Strong: "strong",
    Strike: "del",
    Link: "a",
    Span: "span",
}
_WORDS = frozenset({Text, Code, Math, Embed})
_BREAK = re.compile(r"<br */?>", re.IGNORECASE)
_DRAWING = re.compile("<(?:svg|math)", re.IGNORECASE)
_MARK = re.compile("n([0-9]+)x")


@dataclass(frozen=True, slots=True)
class TextRun:
    """Neighbouring blocks without HTML; with no element open around them, they stay as they are."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TextWords:
    """Neighbouring inlines that open nothing: HTML around them acts on all of them alike."""

    inlines: tuple[Inline, ...]


NumberedNode: TypeAlias = Node | TextRun | TextWords


@dataclass(slots=True)
class NumberedHtml:
    """The HTML, and for each number the node behind it and the numbers inside it.

    Comments of ours have the mark and a number, or `@` and the line where the author's HTML after
    it begins, or `#` and the number of the run after it.
    """

    mark: str
    html: str = ""
    nodes: list[NumberedNode | None] = field(default_factory=list)
    within: list[list[int]] = field(default_factory=list)

    def add(self, node: NumberedNode | None) -> int:
        """Add a node and give its number."""
        self.nodes.append(node)
        self.within.append([])
        return len(self.nodes) - 1


def number_blocks(blocks: tuple[Block, ...], plain: Sequence[bool] = ()) -> NumberedHtml:
    """Write the blocks as HTML; those that are `plain` may be written as short runs."""
    sources = [node.source for node in walk(blocks) if isinstance(node, RawBlock | RawInline)]
    html = "\n".join(sources)
    writer = _Writer(
        NumberedHtml(unused_mark(html)), has_drawings=_DRAWING.search(html) is not None
    )
    writer.page(blocks, plain or [False] * len(blocks))
    writer.numbered.html = "".join(writer.out)
    return writer.numbered


def unused_mark(text: str) -> str:
    """Find a name that is not in the text, so that the author's HTML cannot pass for ours."""
    used = set(_MARK.findall(text.lower()))
    number = 0
    while str(number) in used:
        number += 1
    return f"n{number}x"


def _nothing() -> None:
    pass


class _Writer:
    def __init__(self, numbered: NumberedHtml, *, has_drawings: bool) -> None:
        self.numbered = numbered
        # In SVG and MathML a known tag of HTML acts otherwise than an unknown one.
        self.has_drawings = has_drawings
        self.out: list[str] = []
        self.open: list[list[int]] = [[]]
        self.authors = AuthorsHtml()

    # --- blocks

    def page(self, blocks: tuple[Block, ...], plain: Sequence[bool]) -> None:
        """Write all blocks; those that are `plain` as runs, unless an element seems to be open."""
        for is_plain, group in groupby(zip(blocks, plain, strict=True), itemgetter(1)):
            run = tuple(block for block, _ in group)
            if is_plain and not self.authors.is_open:
                self._run(run)
                continue
            for block in run:
                self.out.append("\n")
                self._block(block)
        self.out.append("\n")

    def _run(self, blocks: tuple[Block, ...]) -> None:
        """Write one element for a run, with another in it that shows which formats are open.

        The comment before it is where the blocks would be: the parser may move the element itself
        before an open table.
        """
        number, mark = self._number(TextRun(blocks)), self.numbered.mark
        self.out.append(f"\n<!--{mark}#{number}--><div {mark}={number}><x-{mark}></x-{mark}></div>")

    def blocks(self, blocks: tuple[Block, ...], *, tight: bool = False) -> None:
        """Write blocks on lines of their own; those of a `tight` item on one line."""
        gap = "" if tight else "\n"
        for block in blocks:
            self.out.append(gap)
            if tight and isinstance(block, Paragraph):
                self._inlines(block.children)
            else:
                self._block(block)
        self.out.append(gap)

    def _block(self, block: Block) -> None:
        if len(self.open) > DEEPEST:
            self._words(block)
            return
        match block:
            case RawBlock():
                if not self.authors.raw_text:
                    self.out.append(f"<!--{self.numbered.mark}@{block.lines[0]}-->")
                self._raw(block.source)
            case Definition():
                self._definition(block)
            case Heading() | Paragraph():
                tag = f"h{block.level}" if isinstance(block, Heading) else "p"
                self._element(tag, block, partial(self._inlines, block.children))
            case Quote() | List() | Table():
                self._group(block)
            case _:
                # Like the real element, this one ends an open paragraph.
                self._element("div", block, _nothing)

    def _group(self, block: Quote | List | Table) -> None:
        match block:
            case Quote():
                self._element("blockquote", block, partial(self.blocks, block.children))
            case List():
                tag = "ul" if block.start is None else "ol"
                self._element(tag, block, partial(self._items, block.items))
            case Table():
                self._element("table", block, partial(self._rows, block))

    def _items(self, items: tuple[ListItem, ...]) -> None:
        for item in items:
            self.out.append("\n")
            content = partial(self.blocks, item.children, tight=not item.loose)
            self._element("li", item, content)

    def _rows(self, table: Table) -> None:
        self._element("thead", None, partial(self._part, table.rows[:1], "th"))
        if table.rows[1:]:
            self._element("tbody", None, partial(self._part, table.rows[1:], "td"))

    def _part(self, rows: Rows, tag: str) -> None:
        for row in rows:
            self._element("tr", None, partial(self._cells, row, tag))
            self.out.append("\n")

    def _cells(self, cells: tuple[tuple[Inline, ...], ...], tag: str) -> None:
        for cell in cells:
            self._element(tag, None, partial(self._inlines, cell))
            self.out.append(" ")

    def _definition(self, node: Definition) -> None:
        if velog_filter.image_address(node.url) is None:
            if not self.authors.raw_text:
                self.out.append(f"<!--{self.numbered.mark}@{node.lines[0]}-->")
            self._raw(comment(node.source))
            return
        number = self._number(node)
        if not self.authors.raw_text:
            self.out.append(f"<!--{self.numbered.mark}{number}-->")

    # --- inlines

    def _inlines(self, inlines: tuple[Inline, ...]) -> None:
        for opens_nothing, group in groupby(inlines, self._opens_nothing):
            nodes = tuple(group)
            if opens_nothing and not self.authors.raw_text and len(nodes) > 1:
                self._leaf(self._words_of(nodes))
                continue
            for inline in nodes:
                self._inline(inline)

    def _opens_nothing(self, node: Inline) -> bool:
        match node:
            case RawInline():
                return not self.has_drawings and _BREAK.fullmatch(node.source) is not None
            case Break():
                return node.is_tag
            case _:
                return type(node) in _WORDS

    def _words_of(self, inlines: tuple[Inline, ...]) -> TextWords:
        if any(isinstance(node, RawInline) for node in inlines):
            self.open[-1].append(RAW)
        return TextWords(
            tuple(Break("<br>") if isinstance(node, RawInline) else node for node in inlines)
        )

    def _inline(self, inline: Inline) -> None:
        if len(self.open) > DEEPEST:
            self._words(inline)
            return
        match inline:
            case RawInline():
                self._raw(inline.source)
            case Link(url=url) if velog_filter.address(url) is None:
                self.open[-1].append(RAW)
                self._inlines(inline.children)
            case ImageNode(url=url) if url and velog_filter.image_address(url) is None:
                self.open[-1].append(RAW)
                self._leaf(replace(inline, url=""))
            case Emphasis() | Strong() | Strike() | Link() | Span():
                tag = _TAGS[type(inline)]
                self._element(tag, inline, partial(self._inlines, inline.children))
            case _:
                self._leaf(inline)

    def _leaf(self, node: Inline | TextWords) -> None:
        number = self._number(node)
        if not self.authors.raw_text:
            self.out.append(
                f"<x-{self.numbered.mark} {self.numbered.mark}={number}></x-{self.numbered.mark}>"
            )
        elif isinstance(node, Text):
            self.out.append(escape(node.value))
        elif not isinstance(node, Break):
            self._end("")
        if isinstance(node, Break) and not node.is_tag:
            self.out.append("\n")

    def _words(self, node: Block | Inline) -> None:
        for within in walk([node]):
            if isinstance(within, Text | Break | Code | ImageNode | Math):
                self._leaf(within)

    # --- elements

    def _number(self, node: NumberedNode | None) -> int:
        number = self.numbered.add(node)
        self.open[-1].append(number)
        return number

    def _element(self, tag: str, node: Node | None, content: Callable[[], None]) -> None:
        number = self._number(node)
        if not self.authors.raw_text:
            self.out.append(f"<{tag} {self.numbered.mark}={number}>")
        self.open.append(self.numbered.within[number])
        content()
        self.open.pop()
        self._end(tag)

    def _end(self, tag: str) -> None:
        self.out.append(self.authors.end(tag))

    def _raw(self, source: str) -> None:
        self.open[-1].append(RAW)
        self.out.append(self.authors.passed(source))
