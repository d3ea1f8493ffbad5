"""Written blocks and the author's lines → the blocks, in the author's lines that show the same.

There is one rule for all of Markdown: a line of the author's stays if kramdown, as we read it,
makes the same blocks of the same texts with it. It is tried, not known beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.converter.kramdown_writer.choices import choices
from migrator.converter.kramdown_writer.chunks import Chunk, gap_between
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.shown_alike import Shown, shown

_MOST_TRIES = 12
"""Each reads the block anew."""
_SINGLE_STEPS = 8
"""After so many tries all lines below are given up, and more and more above."""
_FREE_READINGS = 3
"""Of each block that is tried; a post has some to spare, so no block is dear by its length."""
_SPARE = 400_000
_INDENT = " \t>-*+"


def keep_lines(chunks: Sequence[Chunk], context: WriteContext) -> list[Chunk]:
    """Put the author's lines where those of a block can be; blank ones stay ours."""
    reader = _Reader(context.dialect.hard_wrap, _SPARE)
    kept: list[Chunk] = []
    for number, chunk in enumerate(chunks):
        before = kept[-1] if kept else None
        after = chunks[number + 1] if number + 1 < len(chunks) else None
        theirs = _lines_of(before, chunk, after, context.body)
        found = choices(chunk.lines, theirs) if theirs and [*theirs] != [*chunk.lines] else []
        if any(found):
            chunk = replace(chunk, lines=_Trial(before, chunk, after, reader).best(found))
        kept.append(chunk)
    return kept


def _lines_of(
    before: Chunk | None, chunk: Chunk, after: Chunk | None, body: Sequence[str]
) -> Sequence[str]:
    """Give the author's lines of a block; none if others have them, too, or it is HTML."""
    first, last = chunk.span
    is_alone = (before is None or before.span[1] <= first) and (
        after is None or last <= after.span[0]
    )
    return body[first:last] if is_alone and chunk.kind != "html" else ()


class _Reader:
    """Reads texts as kramdown does, as long as it is cheap.

    What was read for nothing is paid from what is spare; `spare` grows with what is read at all.
    """

    def __init__(self, hard_wrap: bool, spare: int) -> None:
        self.hard_wrap = hard_wrap
        self.spare = spare

    def read(self, text: str) -> list[Shown]:
        """Give what a text shows."""
        self.spare -= _weight(text)
        return shown(text, hard_wrap=self.hard_wrap)


def _weight(text: str) -> int:
    """Count the characters to read, those of a quote or a list once more for each level."""
    return sum(
        len(line) * (2 + len(line) - len(line.lstrip(_INDENT))) // 2 for line in text.split("\n")
    )


class _Trial:
    """A block that is tried in other lines, between the ends of its neighbours."""

    def __init__(
        self, before: Chunk | None, chunk: Chunk, after: Chunk | None, reader: _Reader
    ) -> None:
        self.reader = reader
        self.ours = list(chunk.lines)
        self.above = _above(before, chunk)
        # Where kramdown goes on to read is settled by the first line below.
        self.below = [*gap_between(chunk, after), after.lines[0]] if after else []
        text = self._text(self.ours)
        reader.spare += _FREE_READINGS * _weight(text)
        self.wanted = reader.read(text) if reader.spare > 0 else []

    def best(self, left: Sequence[list[str]]) -> list[str]:
        """Give the lines with as many of the author's as show the same; `left` are choices."""
        for tries in range(_MOST_TRIES):
            if self.reader.spare <= 0:
                break
            lines = [each[-1] if each else our for each, our in zip(left, self.ours, strict=True)]
            fault = self._fault(lines)
            if fault is None:
                return "\n".join(lines).split("\n")
            if tries < _SINGLE_STEPS:
                _give_up(left, fault)
            else:
                _give_up_below(left, fault[0], 4 ** (tries - _SINGLE_STEPS))
        return self.ours

    def _text(self, lines: Sequence[str]) -> str:
        return "\n".join([*self.above, *lines, *self.below])

    def _fault(self, lines: Sequence[str]) -> list[int] | None:
        """Give the first lines of the block by which something else is shown, if there are any."""
        text = self._text(lines)
        seen = self.reader.read(text)
        pairs = enumerate(zip(seen, self.wanted, strict=False))
        at = next((n for n, (one, other) in pairs if one.what != other.what), None)
        if at is None:
            if len(seen) == len(self.wanted):
                return None
            at = min(len(seen), len(self.wanted))
        place = next((each.place for each in seen[at:] if each.place >= 0), len(text))
        first = _line_at(lines, text.count("\n", 0, place) - len(self.above))
        if at < len(seen) and at < len(self.wanted):
            return _in_texts(seen[at], self.wanted[at], first)
        return [first]


def _line_at(lines: Sequence[str], number: int) -> int:
    """Give the line of ours in which a line of the text is; a choice can have several."""
    for index, line in enumerate(lines):
        number -= 1 + line.count("\n")
        if number < 0:
            return index
    return len(lines) + number


def _in_texts(one: Shown, other: Shown, first: int) -> list[int]:
    """Give the lines by which a text differs; the fences of code are set in as the code is."""
    is_code = other.kind == "code"
    lines, wanted = one.text.split("\n"), other.text.split("\n")
    if one.kind != other.kind:
        return list(range(first, first + 1 + is_code * len(wanted)))
    pairs = enumerate(zip(lines, wanted, strict=False), start=first + is_code)
    found = [number for number, (line, ours) in pairs if line != ours]
    if len(lines) != len(wanted):
        found = found[:1]
    return [first, *found, first + len(lines)] if is_code else found or [first]


def _give_up(left: Sequence[list[str]], fault: Sequence[int]) -> None:
    """Take the last choice away from the lines at fault, or from the nearest one."""
    found = [left[at] for at in sorted(set(fault)) if 0 <= at < len(left) and left[at]]
    if not found:
        first = max(0, min(fault[0], len(left)))
        found = [each for each in (*reversed(left[:first]), *left[first:]) if each][:1]
    for each in found:
        each.pop()


def _give_up_below(left: Sequence[list[str]], first: int, count: int) -> None:
    """Take all choices away from a line on, and from so many above that have some."""
    above = [each for each in left[: max(0, first)] if each]
    for each in (*above[-count:], *left[max(0, first) :]):
        each.clear()


def _above(before: Chunk | None, chunk: Chunk) -> list[str]:
    """Give what stands above a block, as far as it can matter to what the block is."""
    if before is None:
        return []
    if before.kind in ("ul", "ol", "indented"):
        lines = before.lines
    else:
        lines = ["x"] if before.kind in ("text", "formula") else ["# x"]
    return [*lines, *gap_between(before, chunk)]
