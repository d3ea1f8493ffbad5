"""A paragraph's pieces and open marks → its text, each mark escaped only where it must be."""

from __future__ import annotations

import re

from migrator.converter.blanks import is_blank
from migrator.converter.kramdown_writer import pairs
from migrator.converter.kramdown_writer.brackets import escape_brackets
from migrator.converter.kramdown_writer.buffer import Buffer, Mark
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.visible_text import ESCAPABLE

_PIPE = re.compile(r"(?:^|[^\\])\|")
_TEX_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)(\\?)\|")


def decided_text(buffer: Buffer, context: WriteContext) -> str:
    """Decide every open mark and give the text; its lines end where the author's did."""
    if not buffer.marks:
        return "".join(buffer.pieces)
    by_kind: dict[str, list[Mark]] = {}
    for mark in buffer.marks:
        by_kind.setdefault(mark.kind, []).append(mark)
    pairs.write_pairs(buffer, by_kind)
    if "[" in by_kind or "]" in by_kind or "link" in by_kind:
        escape_brackets(buffer, by_kind, context.references)
    for kind, rule in _RULES.items():
        if kind in by_kind:
            rule(buffer, by_kind[kind])
    text = _lines(buffer, by_kind, context)
    if "|" in text and not context.in_cell and _is_table(text):
        _part_from_tables(buffer, by_kind)
        text = _lines(buffer, by_kind, context)
    return text


def _backslashes(buffer: Buffer, marks: list[Mark]) -> None:
    """Double a backslash before markup: kramdown would read it as an escape of the mark."""
    for mark in marks:
        if buffer.after(mark.at) in ESCAPABLE:
            buffer.pieces[mark.at] = "\\\\"


def _exclamations(buffer: Buffer, marks: list[Mark]) -> None:
    """Escape `!` before a link, which would become an image."""
    for mark in marks:
        if buffer.after(mark.at) == "[":
            buffer.pieces[mark.at] = "\\!"


def _less_than(buffer: Buffer, marks: list[Mark]) -> None:
    """Write `<` before a tag of ours as an entity: `<<` is a French quote, escaped or not."""
    for mark in marks:
        if buffer.after(mark.at) == "<":
            buffer.pieces[mark.at] = "&lt;"


def _backticks(buffer: Buffer, marks: list[Mark]) -> None:
    """Escape backticks that would make code together with a later one, escaped or not."""
    last = _last_with(buffer, "`")
    for mark in marks:
        if mark.at < last and "\\" not in buffer.pieces[mark.at]:
            buffer.pieces[mark.at] = buffer.pieces[mark.at].replace("`", "\\`")


def _dollars(buffer: Buffer, marks: list[Mark]) -> None:
    """Escape `$$` where a formula would begin, and `$` before a formula of ours."""
    last = _last_with(buffer, "$$")
    for mark in marks:
        run = buffer.pieces[mark.at]
        if len(run) == 1 and buffer.after(mark.at) == "$":
            # kramdown would read a backslash here as the one before a formula.
            buffer.pieces[mark.at] = "&#36;"
        elif len(run) > 1 and (mark.at < last or len(run) > 3 or mark.at == 0):
            buffer.pieces[mark.at] = _parted(len(run))


def _parted(count: int) -> str:
    """Escape every second dollar: kramdown reads `\\$$` at the start of a line, too."""
    return "".join("\\$" if at % 2 else "$" for at in range(count))


def _tildes(buffer: Buffer, marks: list[Mark]) -> None:
    """Escape `~~` that would strike text together with a later one."""
    last = _last_with(buffer, "~~")
    for mark in marks:
        run = buffer.pieces[mark.at]
        if (mark.at < last or len(run) > 3) and buffer.after(mark.at) not in " \t\n":
            buffer.pieces[mark.at] = "".join("~" if at % 2 else "\\~" for at in range(len(run)))


def _last_with(buffer: Buffer, text: str) -> int:
    """Give the index of the last piece that has a text in it."""
    for at in range(len(buffer.pieces) - 1, -1, -1):
        if text in buffer.pieces[at]:
            return at
    return -1


_RULES = {
    "`": _backticks,
    "$": _dollars,
    "~": _tildes,
    "!": _exclamations,
    "<": _less_than,
    "\\": _backslashes,
}


def _lines(buffer: Buffer, by_kind: dict[str, list[Mark]], context: WriteContext) -> str:
    """Join the lines; a break that kramdown would not read becomes `<br>`.

    Two newlines end a paragraph, and blanks before the first or after the last line are stripped.
    """
    breaks = by_kind.get("break", [])
    if not breaks:
        return "".join(buffer.pieces)
    ends = [mark.at for mark in breaks]
    starts = [0, *(at + 1 for at in ends)]
    parts = [
        "".join(buffer.pieces[first:end])
        for first, end in zip(starts, [*ends, len(buffer.pieces)], strict=True)
    ]
    out = [parts[0]]
    filled = bool(parts[0].strip(" \t"))
    # For a `hard_wrap` kramdown does not look into HTML, and then two blanks mean nothing.
    hard = context.dialect.hard_wrap
    end, unseen = ("\n", pairs.within_tags(buffer, by_kind)) if hard else ("  \n", [])
    for mark, part in zip(breaks, parts[1:], strict=True):
        if filled and part.strip(" \t") and not pairs.is_within(unseen, mark.at):
            out[-1] = out[-1].rstrip(" \t")
            out += [end, part.lstrip(" \t")]
        else:
            out += ["<br>", part.lstrip(" \t")]
            filled = True
    return "".join(out)


def _is_table(text: str) -> bool:
    """Tell whether kramdown reads a paragraph as a table: a bar in each of its lines."""
    return all(_PIPE.search(line) for line in text.split("\n"))


def _part_from_tables(buffer: Buffer, by_kind: dict[str, list[Mark]]) -> None:
    """Escape the bars of the first line; a table needs one in every line.

    Its ticks too: escaped or not, kramdown reads them as the ends of code around a bar.
    """
    end = _first_line_end(buffer, by_kind.get("break", []))
    for mark in by_kind.get("|", ()):
        if mark.at < end:
            buffer.pieces[mark.at] = "\\|"
    for mark in by_kind.get("`", ()):
        if mark.at < end:
            buffer.pieces[mark.at] = "&#96;" * buffer.pieces[mark.at].count("`")
    for mark in by_kind.get("math", ()):
        if mark.at < end:
            buffer.pieces[mark.at] = without_pipes(buffer.pieces[mark.at])


def _first_line_end(buffer: Buffer, breaks: list[Mark]) -> int:
    """Find the break that ends the first line with words in it."""
    for mark in breaks:
        if not is_blank("".join(buffer.pieces[: mark.at])):
            return mark.at
    return len(buffer.pieces)


def without_pipes(tex: str) -> str:
    """Write the bars of a formula as TeX commands: in a row they would end a cell."""
    return _TEX_PIPE.sub(lambda m: m[1] + (r"\Vert{}" if m[2] else r"\vert{}"), tex)
