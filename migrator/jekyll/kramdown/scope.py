"""A body that is being read → the place reached, and what was found so far."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from migrator.jekyll.kramdown.block_nodes import BlockNode
from migrator.jekyll.kramdown.mapped import BLANKS, Mapped, join, made
from migrator.jekyll.kramdown.reading import Mention, MentionKind, PageElement
from migrator.jekyll.kramdown.rendered import UNKNOWN

TASK = re.compile(rf"\[[ xX]\][{BLANKS}]+")
DEEPEST = 48
"""Of quotes, lists and elements in one another; what is deeper is not read."""


@dataclass
class Found:
    """What was found in a part of a body; `labels` and `footnotes` are those it refers to.

    A label says whether an image refers to it. `lost` are images that the page shows as text,
    `scripted` addresses in scripts. `leaves` are texts of paragraphs, headings and cells that wait
    to be read: what is a link in them is known when all definitions are.
    """

    mentions: list[Mention] = field(default_factory=list)
    lost: list[Mention] = field(default_factory=list)
    scripted: list[Mention] = field(default_factory=list)
    elements: list[PageElement] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    diagrams: list[int] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels: list[tuple[str, MentionKind]] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    leaves: list[Mapped] = field(default_factory=list)

    def take(self, other: Found) -> None:
        """Take in what was found in a part of this one."""
        self.mentions += other.mentions
        self.lost += other.lost
        self.scripted += other.scripted
        self.elements += other.elements
        self.formulas += other.formulas
        self.diagrams += other.diagrams
        self.headings += other.headings
        self.ids += other.ids
        self.labels += other.labels
        self.footnotes += other.footnotes
        self.leaves += other.leaves


@dataclass(frozen=True)
class LinkDefinition:
    """The address that a label stands for, as written, and where; None if in no one place."""

    url: str
    mention: Mention | None


@dataclass
class Document:
    """What holds for the whole body, which stands at `start` in its file.

    `parses_html` tells whether kramdown reads what stands in HTML. `definitions` and `footnotes`
    are known when all blocks are read; of several with one name the last counts.
    """

    body: str
    start: int
    parses_html: bool
    definitions: dict[str, LinkDefinition] = field(default_factory=dict)
    footnotes: dict[str, Found] = field(default_factory=dict)

    def written(self, text: Mapped, start: int, end: int) -> str:
        """Give an address as a browser reads it, or as the file has it where Liquid is in it."""
        piece = text.text[start:end]
        span = (text.places[start], text.places[end - 1]) if piece else (-1, -1)
        if min(span) >= 0:
            source = self.body[span[0] - self.start : span[1] + 1 - self.start]
            if UNKNOWN in piece or ("{%" in source and source != piece):
                return source
        return html.unescape(piece)


def mentioned(text: Mapped, start: int, end: int, kind: MentionKind) -> Iterator[Mention]:
    """Make a mention of a part of the text, if it stands in the file in one piece, and for sure."""
    span = text.span(start, end)
    if span is not None and UNKNOWN not in (piece := text.text[start:end]):
        yield Mention(*span, html.unescape(piece), kind)


@dataclass
class ReadingScope:
    """What is being read and what came before in the same container: its `nodes`.

    `paragraph` has the text of the last paragraph, as long as it can go on. `pending` are
    attributes for the block that comes next. `read` reads the blocks of a scope from a place, to
    the end of its text or behind the tag that closes the element of this name.
    """

    text: Mapped
    document: Document
    found: Found
    read: Callable[[ReadingScope, int, str], int]
    depth: int = 0
    is_item: bool = False
    nodes: list[BlockNode] = field(default_factory=list)
    paragraph: list[Mapped] = field(default_factory=list)
    pending: str = ""

    def inside(self, text: Mapped, found: Found | None = None) -> ReadingScope:
        """Step into a container that holds this text."""
        found = self.found if found is None else found
        return ReadingScope(text, self.document, found, self.read, self.depth + 1)

    def read_in(
        self, pieces: Iterable[Mapped], found: Found | None = None, *, is_item: bool = False
    ) -> list[BlockNode]:
        """Read a container that holds these pieces of text, one after the other."""
        inner = self.inside(made(""), found)
        inner.is_item = is_item
        for piece in pieces:
            inner.text = piece
            self.read(inner, 0, "")
        return inner.nodes

    def add(self, kind: str, at: int, text: str = "", detail: tuple[str, ...] = ()) -> BlockNode:
        """Add a block that begins at a place of the text, and end the one before."""
        self.ends()
        node = BlockNode(kind, self.text.place(at), text, detail, self.pending)
        self.pending = ""
        self.nodes.append(node)
        return node

    def add_source(self, kind: str, at: int, end: int) -> int:
        """Add a block that is known by its source; give its end."""
        self.add(kind, at, self.text.text[at:end])
        return end

    def ends(self) -> None:
        """End the paragraph above, if it could go on."""
        if not self.paragraph:
            return
        leaf = join(self.paragraph).strip()
        self.paragraph = []
        node = self.nodes[-1] if self.nodes[-1].kind == "p" else self.nodes[-2]
        node.text = leaf.text
        is_first = self.is_item and node is self.nodes[0]
        task = TASK.match(leaf.text) if is_first else None
        self.found.leaves.append(leaf.cut(task.end()) if task else leaf)

    @property
    def last(self) -> str:
        """Give the kind of the block above, or nothing."""
        return self.nodes[-1].kind if self.nodes else ""

    @property
    def is_apart(self) -> bool:
        """Tell whether nothing is right above (`after_block_boundary?`)."""
        return self.last in ("", "blank", "end") or bool(self.pending)


BlockReader = Callable[[ReadingScope, int], int | None]
"""Reads the block at a place and gives the place after it; None if no such block is there."""
