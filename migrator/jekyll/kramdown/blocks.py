"""Lines → the paragraphs, quotes, lists and HTML in them, and the code to skip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.jekyll.kramdown.block_nodes import BlockNode
from migrator.jekyll.kramdown.browser_html import take_html
from migrator.jekyll.kramdown.html_blocks import html_block, near
from migrator.jekyll.kramdown.html_tags import CLOSE
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.kramdown.line_shapes import (
    ABBREVIATION,
    ATTRIBUTES,
    BLANK,
    BOUNDARY,
    CODE_FOLLOWS,
    DEFINITION,
    END,
    EXTENSION_LINE,
    FENCE,
    FENCE_BELOW,
    FOOTNOTE,
    HEADING,
    HEADING_ID,
    HEADING_MARKS,
    INSET,
    INSET_LINE,
    LINE,
    MATH,
    NAMED_ATTRIBUTES,
    NEAR,
    PARAGRAPH_END,
    PARAGRAPH_START,
    QUOTE,
    QUOTE_END,
    RULE,
    TEXT,
    UNDERLINED,
    ids_in,
)
from migrator.jekyll.kramdown.lists import definition_list, list_block
from migrator.jekyll.kramdown.mapped import BLANKS, Mapped, join
from migrator.jekyll.kramdown.reading import MentionKind
from migrator.jekyll.kramdown.scope import (
    DEEPEST,
    BlockReader,
    Document,
    Found,
    LinkDefinition,
    ReadingScope,
    mentioned,
)
from migrator.jekyll.kramdown.tables import table_block

_DIAGRAM = "mermaid"
_INSET = re.compile(f"^{INSET}", re.MULTILINE)
_CODE_BELOW = re.compile(rf"\n({NEAR}{TEXT})")
_BRACE = re.compile(rf"{NEAR}\{{")
# Nothing, or what is no element either.
_WITHOUT_ATTRIBUTES = frozenset({"", "blank", "end", "attributes", "extension"})
_PARSES_HTML = re.compile(r"\bparse_block_html=[\"'](true|false)[\"']")


def read_blocks(text: Mapped, document: Document) -> tuple[Found, list[BlockNode]]:
    """Find what stands between the blocks of a body, and the texts that wait to be read."""
    found = Found()
    scope = ReadingScope(text, document, found, _read)
    _read(scope, 0)
    return found, scope.nodes


def _read(scope: ReadingScope, at: int, closes: str = "") -> int:
    """Read blocks from a place to the end, or behind the tag that `closes` the element."""
    if scope.depth > DEEPEST:
        return scope.add_source("unread", at, len(scope.text.text))
    while at < len(scope.text.text):
        close = near(CLOSE, scope.text.text, at) if closes else None
        if close and close["name"].lower() == closes:
            scope.ends()
            return close.end()
        readers = _BY_SIGN.get(scope.text.text[at], _OF_WORDS)
        at = next(end for reader in readers if (end := reader(scope, at)) is not None)
    scope.ends()
    return at


def _blank(scope: ReadingScope, at: int) -> int | None:
    found = BLANK.match(scope.text.text, at)
    if found is None:
        return None
    if scope.last == "blank":
        scope.nodes[-1].text += found[0]
        return found.end()
    if found[0] != "\n":
        scope.ends()
    # A definition may follow the paragraph that it defines over one blank line.
    waiting, scope.paragraph = scope.paragraph, []
    scope.add("blank", at, found[0])
    scope.paragraph = waiting
    return found.end()


def _indented(scope: ReadingScope, at: int) -> int | None:
    end = _end_of_code(scope.text.text, at)
    if end == at:
        return None
    value = _INSET.sub("", _CODE_BELOW.sub(r" \1", scope.text.text[at:end]))
    scope.add("code", at, value)
    return end


def _end_of_code(text: str, at: int) -> int:
    """Say where indented code ends; lines that follow it at once are code too, set in or not."""
    end = at
    while True:
        blank = BLANK.match(text, end)
        line = INSET_LINE.match(text, blank.end() if blank else end)
        if line is None:
            return end
        while line:
            end = line.end()
            line = INSET_LINE.match(text, end) or CODE_FOLLOWS.match(text, end)


def _fenced(scope: ReadingScope, at: int) -> int | None:
    # A fence that nothing can close is tried in all its lengths.
    found = FENCE.match(scope.text.text, at) if FENCE_BELOW.search(scope.text.text, at) else None
    if found is None:
        return None
    scope.add("code", at, found["code"], ("fence", found["info"] or ""))
    if found["language"] == _DIAGRAM:
        scope.found.diagrams.append(scope.text.place(at))
    return found.end()


def _quote(scope: ReadingScope, at: int) -> int | None:
    text = scope.text
    if not QUOTE.match(text.text, at):
        return None
    node = scope.add("quote", at)
    lines = list(_lines(text.text, at, QUOTE_END))
    marks = [QUOTE.match(text.text, first) for first, _ in lines]
    node.children = scope.read_in(
        [
            join(
                text.cut(mark.end() if mark else first, last)
                for mark, (first, last) in zip(marks, lines, strict=True)
            )
        ]
    )
    return lines[-1][1]


def _lines(text: str, at: int, end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Give the line at a place and those that follow, up to one that is an `end`."""
    last = text.rfind("}")
    while line := LINE.match(text, at):
        yield line.span()
        at = line.end()
        # Attributes end with a brace: where none is left, each line would look for one.
        if (at < last or not _BRACE.match(text, at)) and end.match(text, at):
            return


def _heading(scope: ReadingScope, at: int) -> int | None:
    return _headed(HEADING, scope, at)


def _underlined(scope: ReadingScope, at: int) -> int | None:
    return _headed(UNDERLINED, scope, at) if scope.is_apart else None


def _headed(pattern: re.Pattern[str], scope: ReadingScope, at: int) -> int | None:
    found = pattern.match(scope.text.text, at)
    if found is None:
        return None
    text = scope.text.cut(*found.span("contents")).strip()
    named = HEADING_ID.search(text.text)
    text = text.cut(0, named.start()).strip() if named else text
    if pattern is HEADING and (marks := HEADING_MARKS.search(text.text)):
        text = text.cut(0, marks.start()).strip()
    if not text.text:
        return None
    level = found["level"] if pattern is HEADING else "#" if found["level"] == "=" else "##"
    scope.add("h", at, text.text, (level, named["id"] if named else ""))
    scope.found.ids += [named["id"]] if named else []
    scope.found.headings.append(text.text)
    scope.found.leaves.append(text)
    return found.end()


def _rule(scope: ReadingScope, at: int) -> int | None:
    found = RULE.match(scope.text.text, at)
    if found is None:
        return None
    scope.add("rule", at)
    return found.end()


def _passed(pattern: re.Pattern[str], kind: str, scope: ReadingScope, at: int) -> int | None:
    """Skip a block in which no address counts."""
    found = pattern.match(scope.text.text, at)
    return None if found is None else scope.add_source(kind, at, found.end())


def _math(scope: ReadingScope, at: int) -> int | None:
    text = scope.text.text
    found = MATH.match(text, at) if scope.is_apart else None
    if found is None:
        return None
    if found["escape"]:
        # kramdown skips the backslash, and reads a table or a paragraph from there on.
        after = found.end("escape")
        return (table_block(scope, after) or _paragraph(scope, after)) if found["tail"] else None
    if not BOUNDARY.match(text, found.end()):
        return None
    scope.add("math", at, found["tex"].strip(BLANKS))
    scope.found.formulas.append(scope.text.place(at))
    return found.end()


def _footnote(scope: ReadingScope, at: int) -> int | None:
    found = FOOTNOTE.match(scope.text.text, at)
    if found is None:
        return None
    end = scope.add_source("footnote", at, _end_of_code(scope.text.text, found.end()))
    lines = [scope.text.cut(*found.span("contents"))]
    for line in LINE.finditer(scope.text.text, found.end(), end):
        mark = _INSET.match(line[0])
        lines.append(scope.text.cut(line.start() + (mark.end() if mark else 0), line.end()))
    note = Found()
    scope.read_in([join(lines)], note)
    scope.document.footnotes[found["name"]] = note
    return end


def _definition(scope: ReadingScope, at: int) -> int | None:
    found = DEFINITION.match(scope.text.text, at)
    if found is None or re.search(r"[ \t]+[\"']", found["bare"] or ""):
        return None
    scope.add_source("definition", at, found.end())
    span = found.span("bare" if found["pointed"] is None else "pointed")
    scope.document.definitions[normal_label(found["label"])] = LinkDefinition(
        scope.document.written(scope.text, *span),
        next(mentioned(scope.text, *span, MentionKind.LINK), None),
    )
    return found.end()


def _abbreviation(scope: ReadingScope, at: int) -> int | None:
    return _passed(ABBREVIATION, "abbreviation", scope, at)


def _extension(scope: ReadingScope, at: int) -> int | None:
    """Skip kramdown's own comments, options and attributes."""
    text = scope.text.text
    if text.find("}", at) < 0:  # else each beginning would read all that is left
        return None
    found = EXTENSION_LINE.match(text, at)
    if found is None:
        return _attributes(scope, at)
    if found["name"] not in ("comment", "nomarkdown", "options"):
        return None
    start = stop = found.end()
    if not found["closed"]:
        name = re.escape(found["name"])
        end = re.compile(rf"^{NEAR}\{{:/(?:{name})?\}}\s*?\n", re.MULTILINE | re.ASCII)
        closing = end.search(text, start)
        if closing is None:
            return None
        start, stop = closing.span()
    scope.add_source("extension", at, stop)
    if found["name"] == "nomarkdown":
        take_html(scope.document, scope.text.cut(found.end(), start), scope.found)
    if found["name"] == "options" and (option := _PARSES_HTML.search(found["options"] or "")):
        scope.document.parses_html = option[1] == "true"
    return stop


def _attributes(scope: ReadingScope, at: int) -> int | None:
    text = scope.text.text
    named = NAMED_ATTRIBUTES.match(text, at)
    found = named or ATTRIBUTES.match(text, at)
    if found is None:
        return None
    end = found.end()
    while not named and (more := ATTRIBUTES.match(text, end)):
        end = more.end()
    scope.found.ids += ids_in(text[at:end])
    # Those with nothing above wait for the block below, which stands apart all the same.
    if named or scope.last not in _WITHOUT_ATTRIBUTES:
        scope.add_source("attributes", at, end)
    else:
        scope.pending += text[at:end]
    return end


def _end_mark(scope: ReadingScope, at: int) -> int | None:
    return _passed(END, "end", scope, at)


def _paragraph(scope: ReadingScope, at: int) -> int:
    """Read lines of a paragraph; it goes on where it was only left for what turned out none."""
    if not PARAGRAPH_START.match(scope.text.text, at):
        return _stray(scope, at)
    *_, last = _lines(scope.text.text, at, PARAGRAPH_END)
    if scope.last != "p":
        scope.add("p", at)
    scope.paragraph.append(scope.text.cut(at, last[1]))
    return last[1]


def _stray(scope: ReadingScope, at: int) -> int:
    """Read a line that no block begins with, of blanks and a tab: it is in no paragraph."""
    line = LINE.match(scope.text.text, at)
    assert line
    scope.found.leaves.append(scope.text.cut(*line.span()))
    if scope.last == "stray":
        scope.nodes[-1].text += line[0]
    else:
        scope.add("stray", at, line[0])
    return line.end()


_READERS: tuple[tuple[BlockReader, str | None], ...] = (
    (_blank, ""),
    (_indented, ""),
    (_fenced, "`~"),
    (_quote, ">"),
    (_heading, "#"),
    (_rule, "*-_"),
    (list_block, "*+-0123456789"),
    (definition_list, ":"),
    (html_block, "<"),
    (_underlined, None),
    (_math, "$\\"),
    (table_block, None),
    (_footnote, "["),
    (_definition, "["),
    (_abbreviation, "*"),
    (_extension, "{"),
    (_end_mark, "^"),
    (_paragraph, None),
)
"""In the order in which kramdown asks them, each with the signs that its blocks begin with.

Behind a blank any sign may follow, and where no signs are given the block begins with any.
"""
_ALL = tuple(reader for reader, _ in _READERS)
_OF_WORDS = tuple(reader for reader, signs in _READERS if signs is None)
_BY_SIGN = dict.fromkeys(BLANKS, _ALL) | {
    sign: tuple(reader for reader, signs in _READERS if signs is None or sign in signs)
    for sign in "".join(signs or "" for _, signs in _READERS)
}
