"""A list of a tree → lines of kramdown's list, each item indented by the width of its mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from migrator.converter.blanks import BLANKS, is_blank
from migrator.converter.kramdown_writer.chunks import Chunk, is_verbatim, put_together
from migrator.converter.kramdown_writer.lines import TASK, is_rule
from migrator.converter.tree import List, ListItem

_NUMBER = re.compile(r"\d{1,9}\.")
_BOXES = {False: "[ ] ", True: "[x] "}
# Shows nothing, for places where kramdown needs some content.
NOTHING = "<!-- -->"

WriteItem = Callable[[ListItem], Sequence[Chunk]]


def write_list(node: List, write: WriteItem) -> list[str]:
    """Write the items; `write` gives the blocks of an item."""
    lines: list[str] = []
    last: ListItem | None = None
    for number, item in enumerate(node.items, start=node.start or 0):
        if last is not None and item.loose:
            lines += [""] * max(1, item.lines[0] - last.lines[1])
        lines += _item(item, _marker(item, node.start is not None, number), write(item))
        last = item
    return lines


def set_in(lines: Sequence[str], columns: int) -> list[str]:
    """Indent lines; a line of blanks is code, which kramdown keeps as it is."""
    indent = " " * columns
    return [line if is_blank(line) else indent + line for line in lines]


def _marker(item: ListItem, ordered: bool, number: int) -> str:
    if ordered:
        return item.marker if _NUMBER.fullmatch(item.marker) else f"{max(number, 0)}."
    return item.marker if item.marker in {"-", "*", "+"} else "-"


def _item(item: ListItem, marker: str, chunks: Sequence[Chunk]) -> list[str]:
    lines = _content(item, chunks)
    width = len(marker) + 1
    if _has_rule(lines, width):
        # After a blank line a rule with an indent below four ends the list, in a fence as well.
        width = 4
    first = f"{marker:<{width}}{lines[0]}"
    if is_rule(first):
        first = f"{'+' if lines[0][0] == '-' else '-':<{width}}{lines[0]}"
    return [first, *set_in(lines[1:], width)]


def _content(item: ListItem, chunks: Sequence[Chunk]) -> list[str]:
    """Join the blocks of an item, with some content in its first line."""
    lines = put_together(chunks, tight=not item.loose)
    text_first = bool(chunks) and chunks[0].kind == "text"
    if item.checked is not None:
        box = _BOXES[item.checked]
        if text_first:
            return [box + lines[0], *lines[1:]]
        if chunks and chunks[0].kind == "formula":
            # After the box it is inside a line, so it needs no escape.
            return [box + lines[0].removeprefix("\\"), *lines[1:]]
        return [box + NOTHING, *([""] if lines else []), *lines]
    if not lines:
        return [NOTHING]
    if _needs_a_line_before(chunks[0]):
        return [NOTHING, "", *lines]
    if text_first and TASK.match(lines[0]):
        return [f"\\{lines[0]}", *lines[1:]]
    return lines


def _needs_a_line_before(first: Chunk) -> bool:
    """Tell whether an item cannot begin with a block.

    Up to the first blank line kramdown splits an item where a list seems to begin, in a fence too;
    blanks after the mark indent the whole item.
    """
    return is_verbatim(first) or first.kind == "indented" or not first.lines[0]


def _has_rule(lines: Sequence[str], width: int) -> bool:
    if width > 3:
        return False
    return any(
        is_rule(" " * width + line)
        for line, before in zip(lines[1:], lines, strict=False)
        if line[:4].lstrip(BLANKS)[:1] in {"*", "-", "_"} and is_blank(before)
    )
