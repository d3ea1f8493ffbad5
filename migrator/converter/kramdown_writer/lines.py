"""The lines of a paragraph → the same, escaped where kramdown would read the start of a block.

A heading, list, quote, fence or definition ends a paragraph anywhere (`PARAGRAPH_END_GFM`); the
rest matters only where a block may begin.
"""

from __future__ import annotations

import re

_LIST_START = r"(?:[+*-]|\d+\.)[\t| ]"
LIST_START = re.compile(rf"[ ]{{0,3}}{_LIST_START}")
_RULE = re.compile(r"[ ]{0,3}([*_-])[ \t]*\1[ \t]*\1(?:\1|[ \t])*\Z")
_RULE_END = frozenset("*_- \t")
_BLOCK = re.compile(
    rf"(?P<list>{_LIST_START})|#{{1,6}}[\t ]|:[\t| ]|>|~{{3}}|`{{3}}|(?P<end>\^[ \t]*\Z)"
)
_STARTS = frozenset("+*-0123456789#:>~`^")
# Definitions and footnotes; an abbreviation may end at any of its brackets.
_DEFINITION = re.compile(r"\[[^\n\]]+\](?=:)")
_UNDERLINE = re.compile(r"(?:-[-=]*|=[-=]*)[ \t]*\Z")
TASK = re.compile(r"\[[ xX]\](?=\s|\Z)")


def is_rule(line: str) -> bool:
    """Tell whether a line is a horizontal rule; the last character excludes most lines."""
    return line[-1:] in _RULE_END and _RULE.match(line) is not None


def guard_paragraph(text: str) -> list[str]:
    """Give the lines of a text, escaped, for a place where a block may begin."""
    lines = text.split("\n")
    lines[0] = guard_first(lines[0])
    for index in range(1, len(lines)):
        lines[index] = _guard(lines[index])
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        # A line of dashes under a first line makes a heading of it.
        lines[1] = f"\\{lines[1]}"
    return lines


def guard_first(line: str) -> str:
    """Escape the first line, where more kinds of blocks can begin."""
    guarded = _guard(line)
    if guarded is not line:
        return guarded
    if is_rule(line):
        return f"\\{line}"
    if line.startswith("*["):
        return line.replace("]:", "]\\:")
    definition = _DEFINITION.match(line)
    return f"{line[: definition.end()]}\\{line[definition.end() :]}" if definition else line


def _guard(line: str) -> str:
    if line[:1] not in _STARTS:
        return line
    match = _BLOCK.match(line)
    if match is None:
        return line
    if match["end"]:
        return f"&#94;{line[1:]}"
    if match["list"] is None:
        return f"\\{line}"
    # A bar after the mark begins a list, too; then the bar is escaped.
    at = match.end() - (1 if match[0][-1] == "|" or match[0][0].isdigit() else 2)
    if match[0][0].isdigit() and match[0][-1] != "|":
        at -= 1
    return f"{line[:at]}\\{line[at:]}"
