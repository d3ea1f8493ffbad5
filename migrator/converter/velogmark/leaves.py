"""Lines and a position in them → the block that starts there, if it has no blocks inside.

Rules of remark-parse 7.0.2: a heading needs a space, a rule may have any indent, a fence may stay
open to the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from migrator.converter.blanks import stripped
from migrator.converter.tree import Block, CodeBlock, Heading, MathBlock, RawBlock, Rule
from migrator.converter.velogmark.entities import decode, unescape
from migrator.converter.velogmark.inlines import InlineState, read_inlines
from migrator.converter.velogmark.rawhtml import find_end

# Makes the block once the definitions of the whole post are known.
Pending: TypeAlias = Callable[[InlineState], Block]
Start: TypeAlias = tuple[Pending | None, int]

_FENCE = re.compile(r"([ \t]*)(`{3,}(?=[^`]*\Z)|~{3,})[ \t]*(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"[ \t]*(#{1,6})(?=[ \t]|\Z)(.*)\Z", re.DOTALL)
_RULE = re.compile(r"[ \t]*([*_-]) *(?:\1 *){2,}\Z")
_RULE_END = frozenset("*_- ")
_UNDERLINE = re.compile(r"(?:=+|-+)\Z")
_SETEXT_TEXT = re.compile(r" {0,3}(?![ \t])")
INDENTED = re.compile(r" {4}|\t")
_MATH = re.compile(r"( {0,3})(\${2,})([^$]*)\Z")


def read_indented(lines: list[str], at: int, first: int) -> Start:
    """Read lines indented by four, and the blank ones between them."""
    end = last = at
    content: list[str] = []
    while end < len(lines):
        if INDENTED.match(lines[end]):
            last = end + 1
        elif lines[end].strip(" \t"):
            break
        content.append(INDENTED.sub("", lines[end], count=1) if last > end else "")
        end += 1
    value = "\n".join(content[: last - at]).rstrip("\n")
    if not value:
        return None, last
    block = CodeBlock(value, "", "", (first + at, first + last))
    return (lambda _: block), last


def read_fence(lines: list[str], at: int, first: int) -> Start | None:
    """Read a fenced code block."""
    opening = _FENCE.match(lines[at])
    if opening is None:
        return None
    indent, fence, info = opening.groups()
    closing = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*\Z")
    end = at + 1
    while end < len(lines) and not closing.match(lines[end]):
        end += 1
    content = [_outdented(line, len(indent)) for line in lines[at + 1 : end]]
    end = min(end + 1, len(lines))
    shown = decode(unescape(info.strip(" \t")))
    block = CodeBlock("\n".join(content), shown, fence, (first + at, first + end))
    return (lambda _: block), end


def _outdented(line: str, columns: int) -> str:
    return line[min(columns, len(line) - len(line.lstrip(" "))) :] if columns else line


def read_math(lines: list[str], at: int, first: int) -> Start | None:
    """Read a formula between lines of `$$` (remark-math 2.0.1)."""
    opening = _MATH.match(lines[at])
    if opening is None or at + 1 == len(lines):
        return None
    indent, fence, head = opening.groups()
    closing = re.compile(rf"([^$]*?) *\${{{len(fence)},}} *\Z")
    content = [head.lstrip(" ")] if head.strip(" ") else []
    end, closed = at + 1, None
    while end < len(lines) and closed is None:
        closed = closing.match(lines[end])
        line = closed[1] if closed else lines[end]
        content += [_outdented(line, len(indent))] if line or not closed else []
        end += 1
    if closed is None and not lines[-1]:
        content.pop()
    block = MathBlock("\n".join(content), (first + at, first + end))
    return (lambda _: block), end


def read_heading(lines: list[str], at: int, first: int) -> Start | None:
    """Read `## Heading`."""
    found = _HEADING.match(lines[at])
    if found is None:
        return None
    level, text, place = len(found[1]), _unclosed(found[2]), (first + at, first + at + 1)
    return (lambda state: Heading(level, read_inlines(text, state), "atx", place)), at + 1


def _unclosed(text: str) -> str:
    """Remove the `#` marks that close a heading."""
    text = text.strip(" \t")
    bare = text.rstrip("# \t")
    closing = text[len(bare) :]
    return bare and bare + closing[: len(closing) - len(closing.lstrip("#"))]


def read_setext(lines: list[str], at: int, first: int) -> Start | None:
    """Read one line of text that is a heading by the line below it."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if not below or below[0] not in "=-" or not _UNDERLINE.match(below):
        return None
    if not _SETEXT_TEXT.match(lines[at]):
        return None
    level = 1 if below[0] == "=" else 2
    text, place = stripped(lines[at]), (first + at, first + at + 2)
    return (lambda state: Heading(level, read_inlines(text, state), "setext", place)), at + 2


def is_rule(line: str) -> bool:
    """Tell whether a line is a horizontal rule; the last character excludes most lines."""
    return line[-1:] in _RULE_END and _RULE.match(line) is not None


def read_rule(lines: list[str], at: int, first: int) -> Start | None:
    """Read a horizontal rule."""
    if not is_rule(lines[at]):
        return None
    block = Rule(stripped(lines[at]), (first + at, first + at + 1))
    return (lambda _: block), at + 1


def read_html(lines: list[str], at: int, first: int) -> Start | None:
    """Read lines of HTML as they are."""
    end = find_end(lines, at)
    if end is None:
        return None
    block = RawBlock("\n".join(lines[at:end]), (first + at, first + end))
    return (lambda _: block), end
