"""Lists and definitions, line by line → their items, each read by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from migrator.jekyll.kramdown.block_nodes import BlockNode
from migrator.jekyll.kramdown.line_shapes import (
    BLANK,
    BULLET,
    END,
    IAL,
    INSET,
    ITEM_ATTRIBUTES,
    LAZY_TAG,
    LIST_START,
    NUMBER,
    RULE,
    TERM,
    ids_in,
)
from migrator.jekyll.kramdown.mapped import BLANKS, Mapped, join, made
from migrator.jekyll.kramdown.scope import ReadingScope

_TAIL = r"(?P<tail>[\t| ].*?\n)"
_HAS_TEXT = r"(?=.*[^ \t\r\f\v\n]).*\n"


def list_block(scope: ReadingScope, at: int) -> int | None:
    """Read a list of bullets or of numbers."""
    for kind, start, mark in (("ul", BULLET, "[+*-]"), ("ol", NUMBER, r"[0-9]+\.")):
        if start.match(scope.text.text, at):
            node = scope.add(kind, at)
            end, is_ended = _items(scope, node, at, start, mark)
            blank = _parted(node.children, is_ended=is_ended)
            if blank and not is_ended:
                scope.nodes.append(blank)
            return end
    return None


def definition_list(scope: ReadingScope, at: int) -> int | None:
    """Read definitions, which follow the paragraph that they define; each line of it is a term."""
    if not scope.paragraph or not TERM.match(scope.text.text, at):
        return None
    terms = join(scope.paragraph)
    for start, end in [line.span() for line in re.finditer(r"[^\n]+", terms.text)]:
        attributes = ITEM_ATTRIBUTES.match(terms.text, start, end)
        scope.found.ids += ids_in(attributes[0]) if attributes else []
        scope.found.leaves.append(terms.cut(attributes.end() if attributes else start, end))
    scope.paragraph = []
    is_over = scope.nodes.pop().kind == "blank"
    if is_over:
        scope.nodes.pop()
    node = scope.add("dl", at, terms.text, ("gap",) if is_over else ())
    end, _ = _items(scope, node, at, TERM, ":")
    node.text += scope.text.text[at:end]
    _join_definitions(scope.nodes)
    last = [item.children[-1] for item in node.children if item.children]
    if last and last[-1].kind == "blank":
        scope.nodes.append(last[-1])
    return end


def _join_definitions(nodes: list[BlockNode]) -> None:
    """Put the last list into that before it, over a blank line too (`parse_definition_list`)."""
    kinds = [node.kind for node in nodes[-3:]]
    if kinds[-2:] == ["dl", "dl"] or kinds == ["dl", "blank", "dl"]:
        last = nodes.pop()
        if kinds[-2] == "blank":
            nodes.pop()
        nodes[-1].text += last.text
        nodes[-1].detail += last.detail
        nodes[-1].children += last.children


def _parted(items: list[BlockNode], *, is_ended: bool) -> BlockNode | None:
    """Tell tight items from loose ones; give the blank line at the end, which is outside.

    It follows `parse_list` step by step.
    """
    blank = None
    is_after_loose = True
    for number, item in enumerate(items):
        if not item.children:
            is_after_loose = False
            continue
        first, *others = item.children
        if first.kind == "p" and others and others[0].kind == "attributes":
            del others[0]
        is_last = number == len(items) - 1
        if (
            first.kind == "p"
            and (
                not others
                or others[0].kind != "blank"
                or (is_last and len(others) == 1 and not is_ended)
            )
            and (not is_last or number == 0 or not is_after_loose)
        ):
            first.detail = ("tight",)
        is_after_loose = is_after_loose and first.kind == "p" and not first.detail
        blank = item.children.pop() if item.children[-1].kind == "blank" else None
    return blank


@dataclass
class _Item:
    """An item of a list: its pieces, each read by itself, and what its further lines look like."""

    at: int
    attributes: str
    pieces: list[list[Mapped]]
    width: int
    follows: re.Pattern[str]
    lazy: re.Pattern[str]
    is_list: bool
    is_nested: bool

    def add(self, line: Mapped) -> None:
        """Take in one more line, without what sets it in."""
        tabs = len(line.text) - len(line.text.lstrip("\t"))
        if tabs:
            line = join([made(" " * 4 * tabs), line.cut(tabs)])
        is_inset = line.text.startswith(" " * self.width)
        line = line.cut(self.width) if is_inset else line
        # Only in a list does kramdown set apart what begins a list of its own.
        if self.is_list and LIST_START.match(line.text):
            if is_inset and not self.is_nested:
                self.pieces.append([])
                self.is_nested = True
            elif not is_inset and self.is_nested:
                line = join([made(" " * (self.width + 4)), line])
        self.pieces[-1].append(line)


def _items(
    scope: ReadingScope, node: BlockNode, at: int, start: re.Pattern[str], mark: str
) -> tuple[int, bool]:
    """Read the items of a list that starts at a place.

    Say where it ends, and whether by a mark that ends it.
    """
    text = scope.text.text
    items: list[_Item] = []
    after_blank = is_ended = False
    while at < len(text):
        if after_blank and mark != ":" and RULE.match(text, at):
            break
        if end := END.match(text, at):
            is_ended = mark != ":"
            at = end.end() if is_ended else at
            break
        if first := start.match(text, at):
            items.append(_first_line(scope, first, is_list=mark != ":"))
            start = _next_start(mark, items[-1].width)
            after_blank, at = False, first.end()
        elif line := _following(text, at, items[-1], after_blank=after_blank):
            items[-1].add(scope.text.cut(*line.span()))
            after_blank, at = False, line.end()
        elif blank := BLANK.match(text, at):
            items[-1].is_nested = True
            items[-1].pieces[-1].append(scope.text.cut(*blank.span()))
            after_blank, at = True, blank.end()
        else:
            break
    for item in items:
        children = scope.read_in((join(piece) for piece in item.pieces), is_item=item.is_list)
        place = scope.text.place(item.at)
        node.children.append(BlockNode("li", place, "", (), item.attributes, children))
    return at, is_ended


@cache
def _next_start(mark: str, width: int) -> re.Pattern[str]:
    return re.compile(rf"(?P<mark> {{0,{min(3, width - 1)}}}{mark}){_TAIL}")


def _first_line(scope: ReadingScope, first: re.Match[str], *, is_list: bool) -> _Item:
    tail = first["tail"]
    attributes = ITEM_ATTRIBUTES.match(tail)
    before = len(first["mark"])
    if not tail.strip(BLANKS) or (attributes and not tail[attributes.end() :].strip(BLANKS)):
        width = 4
    else:
        inset = tail[: len(tail) - len(tail.lstrip(" \t"))]
        width = len((" " * before + inset).expandtabs(4))
    if attributes:
        scope.found.ids += ids_in(attributes[0])
    start = first.start("tail") + (attributes.end() if attributes else 0)
    content = scope.text.cut(start, first.end())
    content = content.cut(len(content.text) - len(content.text.lstrip(BLANKS)))
    is_nested = LIST_START.match(content.text) is not None
    follows, lazy = _further_lines(width)
    named = attributes[0] if attributes else ""
    at = first.start()
    return _Item(at, named, [[content]], width, follows, lazy, is_list, is_nested)


@cache
def _further_lines(width: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Say what lines look like that belong to an item, set in as far as it is, and lazy ones."""
    fours, ones = divmod(width, 4)
    return (
        re.compile(rf"(?:{INSET}{{{fours}}} {{{ones}}}|{INSET}{{{fours + 1}}}){_HAS_TEXT}"),
        re.compile(rf"(?! {{0,{min(width, 3)}}}(?:{IAL}|{LAZY_TAG})){_HAS_TEXT}"),
    )


def _following(text: str, at: int, item: _Item, *, after_blank: bool) -> re.Match[str] | None:
    """Match a line that belongs to an item."""
    return item.follows.match(text, at) or (None if after_blank else item.lazy.match(text, at))
