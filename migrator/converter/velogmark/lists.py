"""Lines and a position in them → the items of the list that starts there, each as lines.

remark-parse 7.0.2 without `commonmark`: each line belongs to an item or not by its indent and the
width of the marker; see `_Scan`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from migrator.converter.tree import Block, Break, Paragraph, Text
from migrator.converter.velogmark.characters import TAB, dedent, indent_of, is_blank, width
from migrator.converter.velogmark.leaves import is_rule

# Indent, mark, the gap behind it, the text.
_BULLET = re.compile(r"([ \t]*)([*+-]|[0-9]+\.)(?=[ \t]|\Z)( {1,4}(?! )| |\t|)(.*)", re.DOTALL)
_TASK = re.compile(r"\[([ \txX])\][ \t]")


@dataclass(slots=True)
class OpenItem:
    """An item while it is read: its start, the parts of its first line, the indent of its text."""

    start: int
    parts: tuple[str, str, str, str]
    indent: int
    lines: list[str] = field(default_factory=list)
    spread: bool = False


@dataclass(frozen=True, slots=True)
class ItemContent:
    """The content of an item: the line where it starts, marker, box, its lines without both."""

    start: int
    marker: str
    checked: bool | None
    lines: list[str]


def starts_list(line: str) -> re.Match[str] | None:
    """Match the marker of a list's first item."""
    found = _BULLET.match(line)
    return found if found and width(found[1]) < TAB and not is_rule(line) else None


def read_items(
    lines: list[str], at: int, ends_list: Callable[[int], bool]
) -> tuple[list[OpenItem], int]:
    """Read the items of the list that starts at `at`, and find the line after it."""
    scan = _Scan(lines[at])
    end = at
    while end < len(lines) and scan.take(lines[end], end, ends_list):
        end += 1
    return scan.items, end - len(scan.blanks)


class _Scan:
    """Gives each line to an item, until one does not belong to the list."""

    def __init__(self, line: str) -> None:
        self.items: list[OpenItem] = []
        self.blanks: list[str] = []
        self._kind = _kind(line.lstrip(" \t")[:1])
        self._after_blank = False

    def take(self, line: str, at: int, ends_list: Callable[[int], bool]) -> bool:
        """Read a line; False if the list ends before it."""
        if not line:
            after_blank, self._after_blank = self._after_blank, True
            return self._blank(line, after_blank)
        columns = indent_of(line)
        inside = bool(self.items) and columns >= min(self.items[-1].indent, TAB)
        bullet = None if inside else _BULLET.match(line)
        if bullet is not None:
            return self._new_item(line, bullet, at)
        blank = is_blank(line)
        after_blank, self._after_blank = self._after_blank, blank
        if inside or line[:1] == " ":
            return self._append(line)
        if blank:
            return self._blank(line, after_blank)
        return not after_blank and not ends_list(at) and self._append(line)

    def _new_item(self, line: str, bullet: re.Match[str], at: int) -> bool:
        before, mark, after, rest = bullet.groups()
        if _kind(mark[0]) != self._kind or (self.items and is_rule(line)):
            return False
        if self.blanks == [""]:
            self.items[-1].spread = True
        indent = width(line[: bullet.start(4)])
        self.items.append(OpenItem(at, (before, mark, after, rest), indent, [line]))
        self.blanks, self._after_blank = [], False
        return True

    def _append(self, line: str) -> bool:
        self.items[-1].lines += [*self.blanks, line]
        self.blanks = []
        return True

    def _blank(self, line: str, after_blank: bool) -> bool:
        if after_blank:
            return False
        self.blanks.append(line)
        return True


def _kind(character: str) -> str:
    return "1" if character.isdigit() else character


def content_of(draft: OpenItem) -> ItemContent:
    """Remove marker, indent and task box from an item."""
    before, marker, after, rest = draft.parts
    lines = draft.lines
    if len(lines) > 1:
        columns = _columns(before, marker, after)
        lines = dedent([" " * columns + rest, *lines[1:]], columns)
    box = _TASK.match(rest)
    lines[0] = rest[box.end() :] if box else rest
    return ItemContent(draft.start, marker, box[1] in {"x", "X"} if box else None, lines)


def _columns(before: str, marker: str, after: str) -> int:
    """Count the columns that the further lines of an item lose, at most."""
    bullet = len(before) + len(marker) + len(after)
    extra = marker[0].isdigit() and len(marker.lstrip("0")) <= 2 and bullet % 2 == 1
    return width(before + " " * (len(marker) + extra) + after)


def is_spread(lines: list[str]) -> bool:
    """Tell whether an empty line is between two lines of an item's content."""
    if "" not in lines:
        return False
    last = len(lines)
    while last and is_blank(lines[last - 1]):
        last -= 1
    return "" in lines[1:last]


def run_together(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Join neighbouring paragraphs: Velog shows the text of a tight item without `<p>`."""
    if len(blocks) < 2:
        return blocks
    kinds = [isinstance(block, Paragraph) for block in blocks]
    if not any(first and second for first, second in pairwise(kinds)):
        return blocks
    together: list[Block] = []
    for _, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        members = list(group)
        paragraphs = [block for block in members if isinstance(block, Paragraph)]
        together += [_joined(paragraphs)] if paragraphs else members
    return tuple(together)


def _joined(paragraphs: list[Paragraph]) -> Paragraph:
    """Put each right after the one before; only a blank of its indent is seen between them."""
    line = list(paragraphs[0].children)
    for paragraph in paragraphs[1:]:
        if line and isinstance(line[-1], Break):
            line.pop()
        start, rest = paragraph.children[:1], paragraph.children[1:]
        if start and isinstance(start[0], Text) and start[0].value[:1] in {" ", "\t"}:
            words = Text(start[0].value.lstrip(" \t"), start[0].source.lstrip(" \t"))
            start = (Text(" ", ""), words)
        line += [*start, *rest]
    return Paragraph(tuple(line), (paragraphs[0].lines[0], paragraphs[-1].lines[1]))
