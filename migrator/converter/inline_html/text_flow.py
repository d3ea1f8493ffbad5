"""Words, images and formats in order → paragraphs, with breaks and blanks as in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from migrator.converter.blanks import HTML_BLANKS, HTML_SPACE
from migrator.converter.tree import (
    Block,
    Break,
    Code,
    Emphasis,
    Inline,
    Lines,
    Link,
    Paragraph,
    RawBlock,
    RawInline,
    Span,
    Strike,
    Strong,
    Target,
    Text,
)

Format = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]
"""Takes the inlines in an element and gives them as the element shows them."""

Formats = tuple[Format, ...]
"""Formats within each other, from the outside in."""


@dataclass(slots=True)
class _Level:
    """An open format and its inlines so far."""

    format: Format
    inlines: list[Inline]


class TextFlow:
    """Collects blocks; inlines gather in a line of text until a block begins or ends."""

    def __init__(self, formats: Formats = ()) -> None:
        self.blocks: list[Block] = []
        self._levels = [_Level(_plain, []), *(_Level(format, []) for format in formats)]
        self._lines: Lines | None = None
        # Nothing is on the line yet, so that a blank would not be seen.
        self._at_start = True
        # How many levels deep a blank waits for something to follow it.
        self._blank: int | None = None

    @property
    def formats(self) -> Formats:
        """Give the open formats, from the outside in."""
        return tuple(level.format for level in self._levels[1:])

    def open(self, format: Format) -> None:
        """Begin a format."""
        self._levels.append(_Level(format, []))

    def close(self) -> None:
        """End the format that was opened last."""
        level = self._levels.pop()
        _add_all(self._levels[-1].inlines, _formatted(level))
        if self._blank is not None:
            self._blank = min(self._blank, len(self._levels) - 1)

    def words(self, text: str, lines: Lines) -> None:
        """Add text of HTML, where any white space is one blank."""
        text = HTML_SPACE.sub(" ", text)
        bare = text.strip(" ")
        if text.startswith(" "):
            self._wait()
        if bare:
            self.inline(Text(bare, ""), lines)
            if text.endswith(" "):
                self._wait()

    def inline(self, node: Inline, lines: Lines) -> None:
        """Add a node as it is."""
        if isinstance(node, Text):
            if self._at_start:
                node = _without_blanks(node, str.lstrip)
            if not node.value:
                return
        if self._blank is not None and not isinstance(node, Break):
            _add(self._levels[self._blank].inlines, Text(" ", ""))
        self._blank = None
        _add(self._levels[-1].inlines, node)
        self._at_start = isinstance(node, Break)
        self._lines = lines if self._lines is None else _around(self._lines, lines)

    def aside(self, node: RawInline | Target, lines: Lines) -> None:
        """Add what is not shown; a comment of several lines only between blocks."""
        if isinstance(node, RawInline) and "\n" in node.source and self._lines is None:
            self.block(RawBlock(node.source, lines))
            return
        self._levels[-1].inlines.append(node)
        self._lines = lines if self._lines is None else _around(self._lines, lines)

    def block(self, *blocks: Block) -> None:
        """End the line and add blocks."""
        self.end_line()
        self.blocks += blocks

    def end_line(self) -> None:
        """Make a paragraph of the line; the open formats continue in the next one."""
        if self._lines is None:
            return
        children: list[Inline] = []
        for level in reversed(self._levels):
            level.inlines += children
            children = _formatted(level)
            level.inlines = []
        lines, self._lines = self._lines, None
        self._at_start, self._blank = True, None
        children = without_last_blank(children)
        if children:
            self.blocks.append(Paragraph(tuple(children), lines))

    def finish(self) -> list[Block]:
        """End the last line and give all blocks."""
        self.end_line()
        return self.blocks

    def _wait(self) -> None:
        """Remember a blank, at the outermost level since the last visible node."""
        if not self._at_start and self._blank is None:
            self._blank = len(self._levels) - 1


def joined(blocks: list[Block]) -> tuple[Inline, ...] | None:
    """Join paragraphs with breaks between them; None if there is any other block."""
    inlines: list[Inline] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return None
        inlines += [Break("<br>")] if inlines else []
        inlines += block.children
    return tuple(inlines)


def content(blocks: list[Block]) -> tuple[Block | Inline, ...]:
    """Give the content of a cell; a single paragraph without its `<p>`."""
    return unwrapped(blocks) if len(blocks) == 1 else tuple(blocks)


def unwrapped(blocks: list[Block]) -> tuple[Block | Inline, ...]:
    """Give blocks with the text of paragraphs for the paragraphs."""
    nodes: list[Block | Inline] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if isinstance(before, Paragraph) and isinstance(block, Paragraph):
            nodes.append(Break("<br>"))
        nodes += block.children if isinstance(block, Paragraph) else [block]
    return tuple(nodes)


def coded(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Show inlines as code: their text becomes code, other nodes stay as they are."""
    out: list[Inline] = []
    for node in inlines:
        match node:
            case Text():
                out.append(Code(node.value, ""))
            case Strong() | Emphasis() | Strike() | Link() | Span():
                out.append(replace(node, children=coded(node.children)))
            case _:
                out.append(node)
    return tuple(out)


def without_last_blank(inlines: list[Inline]) -> list[Inline]:
    """Remove the blank at the end of a line, which is not shown."""
    end = len(inlines)
    while end and isinstance(last := inlines[end - 1], Text):
        bare = _without_blanks(last, str.rstrip)
        if bare.value:
            return [*inlines[: end - 1], bare]
        end -= 1
    return inlines[:end]


def _without_blanks(text: Text, strip: Callable[[str, str], str]) -> Text:
    value = strip(text.value, HTML_BLANKS)
    return text if value == text.value else Text(value, strip(text.source, HTML_BLANKS))


def _formatted(level: _Level) -> list[Inline]:
    return list(level.format(tuple(level.inlines))) if level.inlines else []


def _plain(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return inlines


def _add(inlines: list[Inline], node: Inline) -> None:
    """Add a node; neighbouring texts of HTML become one."""
    last = inlines[-1] if inlines else None
    if isinstance(node, Text) and isinstance(last, Text) and not (node.source or last.source):
        inlines[-1] = Text(last.value + node.value, "")
    else:
        inlines.append(node)


def _add_all(inlines: list[Inline], nodes: list[Inline]) -> None:
    """Add nodes; neighbouring formats of HTML that are alike become one."""
    match inlines[-1:], nodes[:1]:
        case ([Strong(children, "")], [Strong(more, "")]):
            inlines[-1] = Strong(_together(children, more), "")
        case ([Emphasis(children, "")], [Emphasis(more, "")]):
            inlines[-1] = Emphasis(_together(children, more), "")
        case _:
            inlines += nodes
            return
    inlines += nodes[1:]


def _together(children: Iterable[Inline], more: Iterable[Inline]) -> tuple[Inline, ...]:
    joined = list(children)
    for child in more:
        _add(joined, child)
    return tuple(joined)


def _around(one: Lines, other: Lines) -> Lines:
    return min(one[0], other[0]), max(one[1], other[1])
