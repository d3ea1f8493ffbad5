"""Lines → the paragraphs, quotes, lists and HTML in them, and the code to be passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from migrator.jekyll.kramdown.html_tags import (
    CLOSE,
    CODE_ELEMENTS,
    COMMENT,
    EMPTY_ELEMENTS,
    NAME,
    SPACE,
    SPAN_ELEMENTS,
    TAG,
    MentionKind,
    content_of,
    tag_targets,
    target,
)
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.kramdown.mapped import Mapped, join, made
from migrator.jekyll.kramdown.spans import FoundMentions, read_leaves

_DEEPEST = 48  # quotes and lists in one another; what is deeper stays as it is

_INSET = r"(?:\t| {4})"
_NEAR = " {0,3}"
_TAIL = r"[\t| ].*?\n"
_LAZY_ELEMENTS = "|".join(sorted((*SPAN_ELEMENTS, "script")))
_LAZY_TAG = rf"<(?:/(?!(?:{_LAZY_ELEMENTS})\b){NAME}{SPACE}*>|(?!(?:{_LAZY_ELEMENTS})\b){NAME})"
_IAL = rf"\{{:(?!:|/)(?:\\\}}|[^\}}])+\}}{SPACE}*?\n"
_END_MARK = rf"\^{SPACE}*?\n"
_BLANK_LINE = r"[ \t\r\f\v]*\n"

_LINE = re.compile(r".*\n")
_BLANK = re.compile(rf"(?:{_BLANK_LINE})+")
_INSET_LINE = re.compile(rf"{_INSET}[ \t]*[^ \t\r\f\v\n].*\n")
_CODE_FOLLOWS = re.compile(
    rf"(?!{_NEAR}{_IAL}|{_END_MARK}|{_NEAR}{_LAZY_TAG})[ \t]*[^ \t\r\f\v\n].*\n"
)
_FENCE = re.compile(
    rf"{_NEAR}(?P<fence>(?P<sign>[~`])(?P=sign){{2,}}){SPACE}*?(?:(?:\S+?)(?:\?\S*)?)?{SPACE}*?\n"
    rf"(?:.*\n)*?{_NEAR}(?P=fence)(?P=sign)*{SPACE}*?\n"
)
_LAZY_END = rf"{_BLANK_LINE}|{_NEAR}{_IAL}|{_END_MARK}|{_NEAR}{_LAZY_TAG}|\Z"
_QUOTE_END = re.compile(_LAZY_END)
_QUOTE = re.compile(rf"{_NEAR}> ?")
_BULLET = re.compile(rf"(?P<mark>{_NEAR}[+*-])(?P<tail>{_TAIL})")
_NUMBER = re.compile(rf"(?P<mark>{_NEAR}\d+\.)(?P<tail>{_TAIL})")
_TERM = re.compile(rf"(?P<mark>{_NEAR}:)(?P<tail>{_TAIL})")
_LIST_START = re.compile(rf"{_NEAR}(?:[+*-]|\d+\.){_TAIL}")
_PARAGRAPH_END = re.compile(
    rf"{_LAZY_END}|{_NEAR}(?:[+*-]|\d+\.|:){_TAIL}|\#{{1,6}}[\t ]+.*\n|{_NEAR}>|{_NEAR}[~`]{{3,}}"
)
_HEADING = re.compile(r"#{1,6}[\t ]+(?P<contents>.*)\n")
_UNDERLINED = re.compile(rf"{_NEAR}(?P<contents>[^ \t\n].*)\n[-=][-=]*[ \t\r\f\v]*\n")
_RULE = re.compile(rf"{_NEAR}(\*|-|_)[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
_BOUNDARY = re.compile(rf"{_BLANK_LINE}|{_END_MARK}|{_NEAR}{_IAL}|\Z")
_MATH = re.compile(rf"{_NEAR}\$\$.*?\$\$(?:{SPACE}*?\n)?", re.DOTALL)
_ROW = re.compile(r"(?:\||.*?[^\\\n]\|).*?\n")
_FOOTNOTE = re.compile(rf"{_NEAR}\[\^\w[\w-]*\]:{SPACE}*?(?P<contents>.*?\n)")
_DEFINITION = re.compile(
    rf"{_NEAR}\[(?P<label>[^\n\]]+)\]:[ \t]*"
    r"(?:<(?P<pointed>.*?)>|(?P<bare>[^\n]*?[^ \t\r\f\v\n][^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?([\"'])(?:.+?)\4)?[ \t]*?\n"
)
_ABBREVIATION = re.compile(rf"{_NEAR}\*\[.+?\]:.*?\n")
_EXTENSION = re.compile(
    rf"{_NEAR}\{{::(?P<name>\w+)(?:\s(?:\\\}}|[^\}}])*?)?(?P<closed>/)?\}}{SPACE}*?\n"
)
_ATTRIBUTES = re.compile(rf"{_NEAR}(?:{_IAL}|\{{:\w[\w-]*:(?:\\\}}|[^\}}])+\}}{SPACE}*?\n)")
_END = re.compile(_END_MARK)
_ITEM_ATTRIBUTES = re.compile(rf"{SPACE}*(?:\{{:(?!(?:\w[\w-]*)?:|/)(?:\\\}}|[^\}}])+\}}){SPACE}*")


@dataclass
class _Scope:
    """What is being read and what came before in the same container.

    `last` is the kind of the block before: `""` at the start, `paragraph`, `gap` for
    one blank line under it, `blank` or `other`.
    """

    text: Mapped
    found: FoundMentions
    parses_html: bool
    depth: int = 0
    last: str = ""
    paragraph: list[Mapped] = field(default_factory=list)

    def inside(self, text: Mapped) -> _Scope:
        """Step into a container that holds this text."""
        return _Scope(text, self.found, self.parses_html, self.depth + 1)

    def ends(self, last: str) -> None:
        """End the block before."""
        if self.paragraph:
            self.found.leaves.append(join(self.paragraph))
            self.paragraph = []
        self.last = last

    @property
    def is_apart(self) -> bool:
        """Tell whether nothing stands right above."""
        return self.last in ("", "blank", "gap")


Reader: TypeAlias = Callable[[_Scope, int], int | None]
"""Reads the block at a place and gives the place after it; None if no such block is there."""


def read_blocks(text: Mapped, found: FoundMentions, *, parses_html: bool) -> None:
    """Find the addresses in a body."""
    _read(_Scope(text, found, parses_html), 0)
    read_leaves(found)


def _read(scope: _Scope, at: int, closes: str = "") -> int:
    """Read blocks from a place to the end, or behind the tag that `closes` the element."""
    if scope.depth > _DEEPEST:
        return len(scope.text.text)
    while at < len(scope.text.text):
        close = closes and _near(CLOSE, scope, at)
        if close and close["name"].lower() == closes:
            scope.ends("other")
            return close.end()
        at = next(end for reader in _READERS if (end := reader(scope, at)) is not None)
    scope.ends("other")
    return at


def _near(pattern: re.Pattern[str], scope: _Scope, at: int) -> re.Match[str] | None:
    """Match behind up to three spaces."""
    text = scope.text.text
    start = at
    while start < at + 3 and text.startswith(" ", start):
        start += 1
    return pattern.match(text, start)


def _blank(scope: _Scope, at: int) -> int | None:
    found = _BLANK.match(scope.text.text, at)
    if found is None:
        return None
    # A definition may follow the paragraph that it defines over one blank line.
    is_gap = scope.last == "paragraph" and found[0].count("\n") == 1
    scope.ends("gap" if is_gap else "blank")
    return found.end()


def _indented(scope: _Scope, at: int) -> int | None:
    end = _end_of_code(scope.text.text, at)
    if end == at:
        return None
    scope.ends("other")
    return end


def _end_of_code(text: str, at: int) -> int:
    """Say where indented code ends; lines that follow it at once are code too, set in or not."""
    end = at
    while True:
        blank = _BLANK.match(text, end)
        line = _INSET_LINE.match(text, blank.end() if blank else end)
        if line is None:
            return end
        while line:
            end = line.end()
            line = _INSET_LINE.match(text, end) or _CODE_FOLLOWS.match(text, end)


def _fenced(scope: _Scope, at: int) -> int | None:
    return _passed(_FENCE, scope, at)


def _passed(pattern: re.Pattern[str], scope: _Scope, at: int) -> int | None:
    """Pass over a block in which no address counts."""
    found = pattern.match(scope.text.text, at)
    if found is None:
        return None
    scope.ends("other")
    return found.end()


def _quote(scope: _Scope, at: int) -> int | None:
    text = scope.text
    if not _QUOTE.match(text.text, at):
        return None
    scope.ends("other")
    lines = list(_lines(text, at, _QUOTE_END))
    end = at + sum(len(line.text) for line in lines)
    bare = [line.cut(mark.end()) if (mark := _QUOTE.match(line.text)) else line for line in lines]
    _read(scope.inside(join(bare)), 0)
    return end


def _lines(text: Mapped, at: int, end: re.Pattern[str]) -> Iterator[Mapped]:
    """Give the line at a place and those that follow, up to one that is an `end`."""
    while True:
        line = _LINE.match(text.text, at)
        if line is None:
            return
        yield text.cut(at, line.end())
        at = line.end()
        if end.match(text.text, at):
            return


def _heading(scope: _Scope, at: int) -> int | None:
    return _leaf(_HEADING, scope, at)


def _underlined(scope: _Scope, at: int) -> int | None:
    return _leaf(_UNDERLINED, scope, at) if scope.is_apart else None


def _leaf(pattern: re.Pattern[str], scope: _Scope, at: int) -> int | None:
    found = pattern.match(scope.text.text, at)
    if found is None or not found["contents"].strip():
        return None
    scope.ends("other")
    scope.found.leaves.append(scope.text.cut(*found.span("contents")))
    return found.end()


def _rule(scope: _Scope, at: int) -> int | None:
    return _passed(_RULE, scope, at)


def _math(scope: _Scope, at: int) -> int | None:
    found = _MATH.match(scope.text.text, at) if scope.is_apart else None
    if found is None or not _BOUNDARY.match(scope.text.text, found.end()):
        return None
    return _passed(_MATH, scope, at)


def _table(scope: _Scope, at: int) -> int | None:
    """Read a table row by row: no code and no link goes over the end of a row."""
    text = scope.text.text
    if not scope.is_apart or not _near(re.compile(r"(?=[^ \t\r\f\v\n])"), scope, at):
        return None
    rows, end = [], at
    while row := _ROW.match(text, end):
        rows.append(row.span())
        end = row.end()
    if not rows or not _BOUNDARY.match(text, end):
        return None
    scope.ends("other")
    for row_span in rows:
        scope.found.leaves.append(scope.text.cut(*row_span))
    return end


def _footnote(scope: _Scope, at: int) -> int | None:
    found = _FOOTNOTE.match(scope.text.text, at)
    if found is None:
        return None
    scope.ends("other")
    end = _end_of_code(scope.text.text, found.end())
    lines = [scope.text.cut(*found.span("contents"))]
    inset = re.compile(_INSET)
    for line in _LINE.finditer(scope.text.text, found.end(), end):
        mark = inset.match(line[0])
        lines.append(scope.text.cut(line.start() + (mark.end() if mark else 0), line.end()))
    _read(scope.inside(join(lines)), 0)
    return end


def _definition(scope: _Scope, at: int) -> int | None:
    found = _DEFINITION.match(scope.text.text, at)
    if found is None or re.search(r"[ \t]+[\"']", found["bare"] or ""):
        return None
    scope.ends("other")
    group = "bare" if found["pointed"] is None else "pointed"
    for place in target(scope.text, *found.span(group), MentionKind.LINK):
        scope.found.definitions.append((normal_label(found["label"]), place))
    return found.end()


def _abbreviation(scope: _Scope, at: int) -> int | None:
    return _passed(_ABBREVIATION, scope, at)


def _extension(scope: _Scope, at: int) -> int | None:
    """Pass over kramdown's own comments, options and attributes."""
    found = _EXTENSION.match(scope.text.text, at)
    if found is None:
        return _passed(_ATTRIBUTES, scope, at)
    end: re.Match[str] | None = found
    if not found["closed"]:
        name = re.escape(found["name"])
        stop = re.compile(rf"^{_NEAR}\{{:/(?:{name})?\}}{SPACE}*?\n", re.MULTILINE)
        end = stop.search(scope.text.text, found.end())
    if end is None:
        return None
    scope.ends("other")
    return end.end()


def _end_mark(scope: _Scope, at: int) -> int | None:
    end = _passed(_END, scope, at)
    if end is not None:
        scope.last = ""
    return end


def _paragraph(scope: _Scope, at: int) -> int:
    """Read lines of a paragraph; it goes on where it was only left for what turned out none."""
    lines = list(_lines(scope.text, at, _PARAGRAPH_END))
    if scope.last != "paragraph":
        scope.ends("paragraph")
    scope.paragraph += lines
    return at + sum(len(line.text) for line in lines)


# --- HTML


def _html(scope: _Scope, at: int) -> int | None:
    text = scope.text.text
    comment = COMMENT.match(text, at)
    if comment:
        scope.ends("other")
        return _line_rest(text, comment.end())
    tag = _near(TAG, scope, at)
    if tag is None or tag["name"].lower() in SPAN_ELEMENTS:
        return None
    scope.ends("other")
    return _line_rest(text, _element(scope, tag))


def _line_rest(text: str, at: int) -> int:
    """Pass over spaces up to the end of the line, if nothing else is there."""
    found = re.compile(r"[ \t]*\n").match(text, at)
    return found.end() if found else at


def _element(scope: _Scope, tag: re.Match[str]) -> int:
    """Read an element whose start tag is `tag`, and say where it ends."""
    text = scope.text
    scope.found.targets += tag_targets(text, tag)
    name = tag["name"].lower()
    if tag["closed"] or name in EMPTY_ELEMENTS:
        return tag.end()
    content = content_of(tag, default=scope.parses_html)
    if name in CODE_ELEMENTS or content == "raw":
        return _raw(scope, name, tag.end())
    if content == "block":
        inner = scope.inside(text)
        return _read(inner, _line_rest(text.text, tag.end()), name)
    close = re.compile(rf"</{re.escape(name)}{SPACE}*>", re.IGNORECASE).search(text.text, tag.end())
    end = close.start() if close else len(text.text)
    scope.found.leaves.append(text.cut(tag.end(), end))
    return close.end() if close else end


_MARK = re.compile(rf"(?=<(?:{NAME}|/|!--|\?))")


def _raw(scope: _Scope, name: str, at: int) -> int:
    """Read tags only, to the end of the element; a tag that closes another one means nothing."""
    text = scope.text.text
    names = [name]
    while names and (mark := _MARK.search(text, at)):
        at = mark.start()
        skipped = COMMENT.match(text, at) or re.compile(r"<\?.*?\?>", re.DOTALL).match(text, at)
        tag = None if skipped else TAG.match(text, at)
        close = None if tag or skipped else CLOSE.match(text, at)
        if close and close["name"].lower() == names[-1]:
            names.pop()
        if tag:
            at = _raw_tag(scope, tag, names)
        else:
            at = (skipped or close or mark).end() + (not (skipped or close))
    return len(text) if names else at


def _raw_tag(scope: _Scope, tag: re.Match[str], names: list[str]) -> int:
    """Take in a tag that stands in an element of `names`; give the place to go on from."""
    name = tag["name"].lower()
    is_code = not CODE_ELEMENTS.isdisjoint(names)
    if name in ("script", "style"):
        close = re.compile(rf"</{name}{SPACE}*>", re.IGNORECASE).search(scope.text.text, tag.end())
        return close.end() if close else len(scope.text.text)
    if not is_code and content_of(tag, default=False) != "raw" and not tag["closed"]:
        return _element(scope, tag)
    if not is_code:
        scope.found.targets += tag_targets(scope.text, tag)
    if not tag["closed"] and name not in EMPTY_ELEMENTS:
        names.append(name)
    return tag.end()


# --- lists


def _list(scope: _Scope, at: int) -> int | None:
    for start, mark in ((_BULLET, "[+*-]"), (_NUMBER, r"\d+\.")):
        if start.match(scope.text.text, at):
            scope.ends("other")
            return _items(scope, at, start, mark)
    return None


def _terms(scope: _Scope, at: int) -> int | None:
    """Read definitions, which follow the paragraph that they define."""
    if scope.last not in ("paragraph", "gap") or not _TERM.match(scope.text.text, at):
        return None
    scope.ends("other")
    return _items(scope, at, _TERM, ":")


@dataclass
class _Item:
    """An item of a list: its pieces, each read by itself, and what its further lines look like."""

    pieces: list[list[Mapped]]
    width: int
    follows: re.Pattern[str]
    lazy: re.Pattern[str]
    is_nested: bool

    def add(self, line: Mapped) -> None:
        """Take in one more line, without what sets it in."""
        tabs = len(line.text) - len(line.text.lstrip("\t"))
        line = join([made(" " * 4 * tabs), line.cut(tabs)])
        is_inset = line.text.startswith(" " * self.width)
        line = line.cut(self.width) if is_inset else line
        if _LIST_START.match(line.text):
            if is_inset and not self.is_nested:
                self.pieces.append([])
                self.is_nested = True
            elif not is_inset and self.is_nested:
                line = join([made(" " * (self.width + 4)), line])
        self.pieces[-1].append(line)


def _items(scope: _Scope, at: int, start: re.Pattern[str], mark: str) -> int:
    """Read the items of a list that starts at a place, and say where it ends."""
    text = scope.text.text
    items: list[_Item] = []
    after_blank = False
    while at < len(text):
        if (after_blank and _RULE.match(text, at)) or _END.match(text, at):
            break
        if first := start.match(text, at):
            items.append(_first_line(scope.text, first))
            start = _next_start(mark, items[-1].width)
            after_blank, at = False, first.end()
        elif line := _following(text, at, items[-1], after_blank=after_blank):
            items[-1].add(scope.text.cut(*line.span()))
            after_blank, at = False, line.end()
        elif blank := _BLANK.match(text, at):
            items[-1].is_nested = True
            items[-1].pieces[-1].append(made("\n" * blank[0].count("\n")))
            after_blank, at = True, blank.end()
        else:
            break
    for item in items:
        inner = scope.inside(made(""))
        for piece in item.pieces:
            inner.text = join(piece)
            _read(inner, 0)
    return at


def _next_start(mark: str, width: int) -> re.Pattern[str]:
    return re.compile(rf"(?P<mark> {{0,{min(3, width - 1)}}}{mark})(?P<tail>{_TAIL})")


def _first_line(text: Mapped, first: re.Match[str]) -> _Item:
    tail = first["tail"]
    attributes = _ITEM_ATTRIBUTES.match(tail)
    before = len(first["mark"])
    if not tail.strip() or (attributes and not tail[attributes.end() :].strip()):
        width = 4
    else:
        inset = tail[: len(tail) - len(tail.lstrip(" \t"))]
        width = len((" " * before + inset).expandtabs(4))
    start = first.start("tail") + (attributes.end() if attributes else 0)
    content = text.cut(start, first.end())
    content = content.cut(len(content.text) - len(content.text.lstrip()))
    fours, ones = divmod(width, 4)
    four = r"(?:\t| {4})"
    return _Item(
        pieces=[[content]],
        width=width,
        follows=re.compile(
            rf"(?:{four}{{{fours}}} {{{ones}}}|{four}{{{fours + 1}}})(?=.*[^ \t\r\f\v\n]).*\n"
        ),
        lazy=re.compile(
            rf"(?! {{0,{min(width, 3)}}}(?:{_IAL}|{_LAZY_TAG}))(?=.*[^ \t\r\f\v\n]).*\n"
        ),
        is_nested=_LIST_START.match(content.text) is not None,
    )


def _following(text: str, at: int, item: _Item, *, after_blank: bool) -> re.Match[str] | None:
    """Match a line that belongs to an item."""
    return item.follows.match(text, at) or (None if after_blank else item.lazy.match(text, at))


_READERS: tuple[Reader, ...] = (
    _blank,
    _indented,
    _fenced,
    _quote,
    _heading,
    _rule,
    _list,
    _terms,
    _html,
    _underlined,
    _math,
    _table,
    _footnote,
    _definition,
    _abbreviation,
    _extension,
    _end_mark,
    _paragraph,
)
"""In the order in which kramdown asks them."""
