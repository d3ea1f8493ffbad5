"""Lines → their blocks, each to be completed with the definitions of the post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from migrator.converter.tree import Block, Definition, List, ListItem, Paragraph, Quote
from migrator.converter.velogmark import leaves, lists
from migrator.converter.velogmark.characters import is_blank
from migrator.converter.velogmark.definitions import read_definition
from migrator.converter.velogmark.inlines import InlineState, definition_key, read_inlines
from migrator.converter.velogmark.leaves import Pending, Start
from migrator.converter.velogmark.rawhtml import find_end
from migrator.converter.velogmark.tables import read_table

_DIGITS = 15  # of the number of an item
DEEPEST = 48  # quotes and lists in one another; what is deeper is read as text


@dataclass(frozen=True, slots=True)
class Scope:
    """Where blocks are: how deep, whether in a list; `definitions` collects those of the post."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    depth: int = 0
    in_list: bool = False

    def inside(self, *, in_list: bool = False) -> Scope:
        """Give the scope inside a quote or an item; a quote in a list is in that list."""
        return Scope(self.definitions, self.depth + 1, in_list or self.in_list)


Reader: TypeAlias = Callable[[list[str], int, int, Scope], Start | None]


def read_blocks(lines: list[str], first: int, scope: Scope) -> list[Pending]:
    """Read all blocks of some lines; the first one is line `first` of the body."""
    blocks: list[Pending] = []
    at = 0
    while at < len(lines):
        if _is_gap(lines, at):
            at += 1
            continue
        block, at = _read_block(lines, at, first, scope)
        if block is not None:
            blocks.append(block)
    return blocks


def _is_gap(lines: list[str], at: int) -> bool:
    """Tell whether a line is only a gap between blocks; a line of spaces between others is one."""
    line = lines[at]
    if not line:
        return True
    if not is_blank(line):
        return False
    if 0 < at < len(lines) - 1:
        return True
    return at > 0 and not leaves.INDENTED.sub("", line, count=1)


def _ends_paragraph(lines: list[str], at: int) -> bool:
    """Tell whether a line ends a paragraph: an empty one, or one of spaces before another line."""
    return not lines[at] or (at + 1 < len(lines) and is_blank(lines[at]))


def _read_block(lines: list[str], at: int, first: int, scope: Scope) -> Start:
    line = lines[at]
    if line[:1] in {" ", "\t"} and _starts_code(lines, at):
        return leaves.read_indented(lines, at, first)
    setext = leaves.read_setext(lines, at, first)
    for reader in _READERS.get(line.lstrip(" \t")[:1], ()):
        if setext is not None and reader in _AFTER_SETEXT:
            return setext
        found = reader(lines, at, first, scope)
        if found is not None:
            return found
    return setext or read_table(lines, at, first) or _read_paragraph(lines, at, first, scope)


def _starts_code(lines: list[str], at: int) -> bool:
    """Tell whether indented code starts here, after blank lines if it is the start of the text.

    Blanks behind the indent are code, too.
    """
    while at + 1 < len(lines) and lines[at] and not lines[at].strip(" \t"):
        if leaves.INDENTED.sub("", lines[at], count=1) not in ("", lines[at]):
            return True
        at += 1
    return leaves.INDENTED.match(lines[at]) is not None


def _read_paragraph(lines: list[str], at: int, first: int, scope: Scope) -> Start:
    end = at + 1
    while end < len(lines):
        if _ends_paragraph(lines, end) or _interrupts(lines, end, scope):
            break
        end += 1
    text, place = "\n".join(lines[at:end]), (first + at, first + end)
    if is_blank(text):
        return None, end
    return (lambda state: Paragraph(read_inlines(text, state, embeds=True), place)), end


def _interrupts(lines: list[str], at: int, scope: Scope) -> bool:
    line = lines[at]
    bare = _unindented(lines, at)
    if leaves.read_setext(bare, 0, 0):
        return True
    start = bare[0][:1]
    if start and start in "*+-0123456789":
        return _interrupting_list(line, scope) or leaves.read_rule(lines, at, 0) is not None
    if start == ">":
        return scope.depth < DEEPEST
    if start in {"`", "~", "$"}:
        return any(reader(bare, 0, 0, scope) for reader in _READERS[start])
    if start == "<":
        return find_end(lines, at, in_paragraph=True) is not None
    if start == "[":
        return read_definition(lines, at, 0) is not None
    return any(reader(lines, at, 0, scope) for reader in _READERS.get(start, ()))


def _unindented(lines: list[str], at: int) -> list[str]:
    """Give a line without its indent, and the next: an indented line may end a block, too."""
    return [lines[at].lstrip(" \t"), *lines[at + 1 : at + 2]]


def _interrupting_list(line: str, scope: Scope) -> bool:
    found = lists.starts_list(line)
    return found is not None and (scope.in_list or not found[2][0].isdigit())


def _read_quote(lines: list[str], at: int, first: int, scope: Scope) -> Start | None:
    if scope.depth >= DEEPEST:
        return None
    end, content = at, []
    while end < len(lines) and not is_blank(lines[end]):
        bare = lines[end].lstrip(" \t")
        if bare.startswith(">"):
            content.append(bare[2:] if bare[1:2] == " " else bare[1:])
        elif _ends_quote(lines, end):
            break
        else:
            content.append(lines[end])
        end += 1
    place = (first + at, first + end)
    children = read_blocks(content, first + at, scope.inside())
    return (lambda state: Quote(_completed(children, state), place)), end


def _ends_quote(lines: list[str], at: int) -> bool:
    return bool(read_definition(lines, at, 0) or leaves.read_math(_unindented(lines, at), 0, 0))


def _read_list(lines: list[str], at: int, first: int, scope: Scope) -> Start | None:
    if scope.depth >= DEEPEST or not lists.starts_list(lines[at]):
        return None

    def ends_list(index: int) -> bool:
        return _ends_list(lines, index, scope)

    drafts, end = lists.read_items(lines, at, ends_list)
    contents = [lists.content_of(draft) for draft in drafts]
    loose = any(draft.spread for draft in drafts) or any(
        lists.is_spread(content.lines) for content in contents
    )
    inner = scope.inside(in_list=True)
    items = [_read_item(content, first, loose, inner) for content in contents]
    marker = contents[0].marker
    start = int(marker[:-1][:_DIGITS]) if marker[0].isdigit() else None
    place = (first + at, first + end)
    return (lambda state: List(start, tuple([item(state) for item in items]), place)), end


def _read_item(
    content: lists.ItemContent, first: int, loose: bool, scope: Scope
) -> Callable[[InlineState], ListItem]:
    start = first + content.start
    children = read_blocks(content.lines, start, scope)
    checked, marker = content.checked, content.marker
    place = (start, start + len(content.lines))

    def item(state: InlineState) -> ListItem:
        completed = _completed(children, state)
        blocks = completed if loose else lists.run_together(completed)
        return ListItem(blocks, checked, marker, loose, place)

    return item


def _completed(blocks: list[Pending], state: InlineState) -> tuple[Block, ...]:
    return tuple([block(state) for block in blocks])


def _ends_list(lines: list[str], at: int, scope: Scope) -> bool:
    if read_definition(lines, at, 0):
        return True
    return any(reader(lines, at, 0, scope) for reader in (_read_heading, _read_fence, _read_rule))


def _read_heading(lines: list[str], at: int, first: int, _: Scope) -> Start | None:
    return leaves.read_heading(lines, at, first)


def _read_fence(lines: list[str], at: int, first: int, _: Scope) -> Start | None:
    return leaves.read_fence(lines, at, first)


def _read_rule(lines: list[str], at: int, first: int, _: Scope) -> Start | None:
    return leaves.read_rule(lines, at, first)


def _read_html(lines: list[str], at: int, first: int, _: Scope) -> Start | None:
    return leaves.read_html(lines, at, first)


def _read_math(lines: list[str], at: int, first: int, _: Scope) -> Start | None:
    return leaves.read_math(lines, at, first)


def _read_definition(lines: list[str], at: int, first: int, scope: Scope) -> Start | None:
    found = read_definition(lines, at, first)
    if found is None:
        return None
    definition, end = found
    scope.definitions[definition_key(definition.label)] = definition
    return (lambda _: definition), end


_READERS: dict[str, tuple[Reader, ...]] = {
    "`": (_read_fence,),
    "~": (_read_fence,),
    "$": (_read_math,),
    ">": (_read_quote,),
    "#": (_read_heading,),
    "*": (_read_rule, _read_list),
    "-": (_read_rule, _read_list),
    "_": (_read_rule,),
    "+": (_read_list,),
    **dict.fromkeys("0123456789", (_read_list,)),
    "<": (_read_html,),
    "[": (_read_definition,),
}
_AFTER_SETEXT = (_read_html, _read_definition)
