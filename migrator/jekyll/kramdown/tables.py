"""Rows of a table → its cells, as far as it is one for kramdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from migrator.jekyll.kramdown.block_nodes import BlockNode
from migrator.jekyll.kramdown.code_spans import TICKS, code_span
from migrator.jekyll.kramdown.html_tags import (
    BLOCK_ELEMENTS,
    COMMENT,
    EMPTY_ELEMENTS,
    TAG,
)
from migrator.jekyll.kramdown.line_shapes import BOUNDARY, NEAR
from migrator.jekyll.kramdown.mapped import BLANKS, Mapped, join
from migrator.jekyll.kramdown.scope import ReadingScope

_START = re.compile(rf"{NEAR}(?=[^ \t\r\f\v\n])(?:\||.*?[^\\\n]\|)")
_HAS_PIPE = re.compile(r"(?:\||.*?[^\\\n]\|)")
_ROW = re.compile(r"(?:\||.*?[^\\\n]\|).*?\n")
_LINE_UNDER_HEAD = re.compile(r"[+|: \t-]*?-[+|: \t-]*?[ \t]*\n")
_LINE_OVER_FOOT = re.compile(r"[+|: \t=]*?=[+|: \t=]*?[ \t]*\n")
_SIDES = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_CODE_ELEMENT = re.compile(r"<code.*?>.*?</code>")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\\|")
_SPECIAL = re.compile("[`<]")


def table_block(scope: ReadingScope, at: int) -> int | None:
    """Read a table row by row: no code and no link goes over the end of a cell."""
    text = scope.text.text
    if not scope.is_apart or not _START.match(text, at):
        return None
    rows, end = [], at
    while row := _ROW.match(text, end):
        rows.append(row.span())
        end = row.end()
    is_table = (
        bool(BOUNDARY.match(text, end))
        and _has_body([text[slice(*row)] for row in rows])
        and _has_pipes(text[at : end - 1])
    )
    if not is_table:
        # kramdown has given them to the table that is none.
        scope.pending = ""
        return None
    node = scope.add("table", at)
    read = []
    for first, last in rows:
        line = scope.text.cut(first, last)
        cells = [] if _is_line(line.text) else _cells(line.strip())
        scope.found.leaves += cells
        read.append((first, line.text, [cell.text for cell in cells]))
    node.children = [
        BlockNode("row", scope.text.place(first), "", shown) for first, shown in _as_shown(read)
    ]
    return end


_Row = tuple[int, str, list[str]]


def _as_shown(rows: list[_Row]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give the rows of a table as the page has them, the parts that they are in, and its sides.

    Each comes with its place.
    """
    has_bar = rows[0][1].lstrip(BLANKS).startswith("|")
    sides: list[str] = []
    columns = waiting = 0
    has_foot = False
    for number, (at, line, cells) in enumerate(rows):
        if _LINE_UNDER_HEAD.fullmatch(line):
            if waiting and not has_foot and number:
                yield at, ("body" if sides else "head",)
                sides = sides or [f"{left}-{right}" for left, right in _SIDES.findall(line)]
                waiting = 0
        elif _LINE_OVER_FOOT.fullmatch(line):
            yield at, ("foot", str(waiting))
            waiting, has_foot = 0, True
        else:
            shown = _without_outer(cells, has_bar=has_bar)
            columns = max(columns, len(shown))
            waiting += 1
            yield at, ("row", *shown)
    sides = sides[:columns] + ["-"] * (columns - len(sides))
    yield rows[min(1, len(rows) - 1)][0], ("sides", *sides)


def _without_outer(row: list[str], *, has_bar: bool) -> list[str]:
    """Drop what is before the first bar and after the last."""
    shown = row[1:] if has_bar and row and not row[0] else row[:]
    return shown[:-1] if shown and not shown[-1] else shown


def _is_line(row: str) -> bool:
    return bool(_LINE_UNDER_HEAD.fullmatch(row) or _LINE_OVER_FOOT.fullmatch(row))


def _has_body(rows: list[str]) -> bool:
    """Tell whether a row is below the head, or there is no head."""
    if rows and _LINE_UNDER_HEAD.fullmatch(rows[0]):
        rows = rows[1:]
    open_rows, has_head, has_foot, has_body = 0, False, False, False
    for row in rows:
        if _LINE_UNDER_HEAD.fullmatch(row):
            if open_rows and not has_head and not has_foot:
                has_head, open_rows = True, 0
            elif open_rows and not has_foot:
                has_body, open_rows = True, 0
        elif _LINE_OVER_FOOT.fullmatch(row):
            has_body |= open_rows > 0
            open_rows, has_foot = 0, True
        else:
            open_rows += 1
    return has_body or (open_rows > 0 and not has_foot)


def _has_pipes(text: str) -> bool:
    """Tell whether each line has a bar outside code and elements."""
    pipe_on_line = False
    for is_code, value in _pieces(text):
        lines = value.rstrip("\n").split("\n")
        if is_code:
            if len(lines) > 2 or (len(lines) == 2 and not pipe_on_line):
                break
            pipe_on_line = pipe_on_line and len(lines) < 2
        else:
            if len(lines) > 1 and not pipe_on_line and not _HAS_PIPE.match(lines[0]):
                break
            was_there = pipe_on_line and len(lines) == 1
            pipe_on_line = was_there or bool(_HAS_PIPE.match(lines[-1]))
    return pipe_on_line


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Part code in backticks and elements, by their names, from the text around."""
    at = start = 0
    while found := _SPECIAL.search(text, at):
        code = code_span(text, found.start()) if found[0] == "`" else None
        tag = _span_tag(text, found.start()) if found[0] == "<" else None
        comment = COMMENT.match(text, found.start()) if found[0] == "<" else None
        if code is None and tag is None and comment is None:
            ticks = TICKS.match(text, found.start())
            at = ticks.end() if ticks else found.end()
            continue
        if found.start() > start:
            yield False, text[start : found.start()]
        if code:
            yield True, text[slice(*code)].strip("`")
            at = code[1]
        elif comment:
            yield False, comment[0]
            at = comment.end()
        elif tag:
            yield False, tag["name"]
            at = _end_of_element(text, tag)
        start = at
    if start < len(text):
        yield False, text[start:]


def _span_tag(text: str, at: int) -> re.Match[str] | None:
    tag = TAG.match(text, at)
    return None if tag is None or tag["name"].lower() in BLOCK_ELEMENTS else tag


def _end_of_element(text: str, tag: re.Match[str]) -> int:
    if tag["closed"] or tag["name"].lower() in EMPTY_ELEMENTS:
        return tag.end()
    depth = 1
    for other in _tags_of(tag["name"].lower()).finditer(text, tag.end()):
        depth += -1 if other["close"] else not other["is_empty"]
        if depth == 0:
            return other.end()
    return len(text)


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    """Match the tags of a name: an element ends behind those of its name that it holds."""
    return re.compile(
        rf"<(?P<close>/?){re.escape(name)}(?=[\s/>])[^<>]*?(?P<is_empty>/?)>", re.IGNORECASE
    )


def _cells(row: Mapped) -> list[Mapped]:
    """Cut a row at its bars; none in code is one."""
    cells: list[list[Mapped]] = [[]]
    at = 0
    for code in [*_CODE_ELEMENT.finditer(row.text), None]:
        end = code.start() if code else len(row.text)
        for is_code, part in _code_and_text(row.cut(at, end)):
            pieces = [part] if is_code else list(_between_pipes(part))
            cells[-1] += pieces[:1]
            cells += ([piece] for piece in pieces[1:])
        if code:
            cells[-1].append(row.cut(*code.span()))
            at = code.end()
    return [join(cell).strip() for cell in cells if cell]


def _code_and_text(text: Mapped) -> Iterator[tuple[bool, Mapped]]:
    at = start = 0
    while ticks := TICKS.search(text.text, at):
        code = code_span(text.text, ticks.start())
        at = code[1] if code else ticks.end()
        if code:
            yield False, text.cut(start, code[0])
            yield True, text.cut(*code)
            start = at
    yield False, text.cut(start)


def _between_pipes(text: Mapped) -> Iterator[Mapped]:
    at = 0
    for pipe in _PIPE.finditer(text.text):
        yield _with_pipes(text.cut(at, pipe.start()))
        at = pipe.end()
    yield _with_pipes(text.cut(at))


def _with_pipes(text: Mapped) -> Mapped:
    """Take the backslashes before bars away."""
    pieces, at = [], 0
    for escaped in _ESCAPED_PIPE.finditer(text.text):
        pieces.append(text.cut(at, escaped.start()))
        at = escaped.start() + 1
    return join([*pieces, text.cut(at)])
