"""Blocks, each written on its own → lines of a post, with the blank lines that kramdown needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from migrator.converter.blanks import is_blank
from migrator.converter.kramdown_writer.lines import LIST_START
from migrator.converter.tree import Lines


@dataclass(frozen=True, slots=True)
class Chunk:
    """One written block; `lines` is its text, `span` the author's lines.

    `kind` is `text`, `heading`, `setext`, `fence`, `indented`, `quote`, `ul`, `ol`, `table`,
    `rule`, `math`, `formula` (a paragraph of one formula), `definition` or `html`. `apart`: it
    needs a blank line before it.
    """

    kind: str
    lines: Sequence[str]
    span: Lines
    apart: bool = False


# kramdown reads every line up to a blank one as part of them.
_SWALLOW = frozenset({"quote", "ul", "ol", "table", "math", "indented", "html"})
# kramdown starts them only after a blank line (`after_block_boundary?`).
_APART = frozenset({"setext", "table", "math", "formula", "indented", "html"})
# kramdown would read them as part of a paragraph, or as its underline.
_NOT_AFTER_TEXT = frozenset({"text", "rule", "definition"})
_TEXT = frozenset({"text", "formula"})
_VERBATIM = frozenset({"fence", "math", "html"})


def put_together(chunks: Sequence[Chunk], *, tight: bool | None = None) -> list[str]:
    """Join blocks; in an item, `tight` tells whether its text is shown without a paragraph."""
    lines: list[str] = []
    last: Chunk | None = None
    whole = tight is not None
    for index, chunk in enumerate(chunks):
        if last is not None:
            gap = _between(last, chunk, _wanted(last, chunk, tight, index))
            if whole and not gap and is_verbatim(chunk):
                gap = [""]
            lines += gap
            whole = whole and not gap
        lines += chunk.lines
        whole = whole and not any(map(is_blank, chunk.lines))
        last = chunk
    return lines


def _wanted(last: Chunk, chunk: Chunk, tight: bool | None, index: int) -> int:
    """Give the number of blank lines that the author left."""
    wanted = max(0, chunk.span[0] - last.span[1])
    if index == 1 and tight is not None and last.kind == "text":
        # A blank line after the first text of an item makes a paragraph of it.
        return 0 if tight else max(1, wanted)
    return wanted


def gap_between(last: Chunk, chunk: Chunk) -> list[str]:
    """Give the lines that separate two blocks of a post."""
    return _between(last, chunk, _wanted(last, chunk, None, 0))


def _between(last: Chunk, chunk: Chunk, wanted: int) -> list[str]:
    if last.kind == chunk.kind and last.kind in ("ul", "ol") and not chunk.apart:
        # kramdown joins lists of one kind, whatever their marks.
        return ["", "<!-- -->", ""]
    return [""] * max(wanted, needed_between(last, chunk))


def needed_between(last: Chunk, chunk: Chunk) -> int:
    """Give the number of blank lines without which kramdown reads other blocks."""
    if chunk.apart or last.kind in _SWALLOW or chunk.kind in _APART:
        return 1
    if last.kind == "definition":
        # A line in quotes would become the title of the definition.
        return int(chunk.kind != "definition")
    return int(last.kind in _TEXT and chunk.kind in _NOT_AFTER_TEXT)


def is_verbatim(chunk: Chunk) -> bool:
    """Tell whether a line in it would start a list, in an item without a blank line so far."""
    if chunk.kind not in _VERBATIM:
        return False
    for line in chunk.lines:
        if is_blank(line):
            return False
        if LIST_START.match(f"{line}\n"):
            return True
    return False
