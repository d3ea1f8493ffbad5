"""The brackets of a paragraph → the same, escaped where kramdown would read a link that is none.

`parse_link` counts brackets up to the one that closes, then looks for `(` or a known label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from migrator.converter.blanks import is_blank
from migrator.converter.kramdown_writer.buffer import Buffer, Mark
from migrator.jekyll.kramdown.labels import normal_label

_NEXT_BRACKET = re.compile(r"[ \t\n]*\[")

_MOST_OPEN = 4
"""So many brackets stay as typed that nothing closes, or inside one another: kramdown reads what
follows for each of them, and twice for each `![` that is inside another."""


def escape_brackets(
    buffer: Buffer, by_kind: dict[str, list[Mark]], references: Mapping[str, str]
) -> None:
    """Escape brackets that kramdown would read as part of a link, and close references."""
    links = by_kind.get("link", [])
    if "[" in by_kind or "]" in by_kind:
        for first, last, depth, is_inner in _match(buffer, by_kind, links):
            if _is_link(buffer, first, last, references) or (depth and buffer.after(first) == "^"):
                buffer.pieces[first] = "\\["
                if is_inner:
                    # It would close the bracket around it.
                    buffer.pieces[last] = "\\]"
        for at in _too_many(by_kind):
            buffer.pieces[at] = "\\["
    for link in links:
        ahead = _ahead(buffer, link.end)
        if link.wish == "shortcut" and (ahead[:1] == "(" or _NEXT_BRACKET.match(ahead)):
            buffer.pieces[link.end] = "][]"


def _match(
    buffer: Buffer, by_kind: dict[str, list[Mark]], links: list[Mark]
) -> list[tuple[int, int, int, bool]]:
    """Give the matching brackets, in how many links' texts, and whether within open brackets.

    Those in a link's text that have no match are escaped.
    """
    places = [(mark.at, "[") for mark in by_kind.get("[", ())]
    places += [(mark.at, "]") for mark in by_kind.get("]", ())]
    places += [(mark.at, "link") for mark in links]
    places += [(mark.end, "end") for mark in links]
    found: list[tuple[int, int, int, bool]] = []
    open_: list[tuple[int, str]] = []
    depth = 0
    for at, kind in sorted(places):
        if kind in ("[", "link"):
            open_.append((at, kind))
            depth += kind == "link"
        elif kind == "end":
            depth -= 1
            _end_link(buffer, open_)
        elif open_ and open_[-1][1] == "[":
            first, _ = open_.pop()
            found.append((first, at, depth, bool(open_)))
        elif depth:
            buffer.pieces[at] = "\\]"
    return found


def _too_many(by_kind: dict[str, list[Mark]]) -> list[int]:
    """Give the brackets inside too many others, and those that nothing closes if there are many."""
    marks = [*by_kind.get("[", ()), *by_kind.get("]", ())]
    open_: list[int] = []
    deep: list[int] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        if mark.kind == "[":
            open_.append(mark.at)
        elif open_:
            at = open_.pop()
            if len(open_) >= _MOST_OPEN:
                deep.append(at)
    return deep + (open_ if len(open_) > _MOST_OPEN else [])


def _end_link(buffer: Buffer, open_: list[tuple[int, str]]) -> None:
    while open_[-1][1] == "[":
        buffer.pieces[open_.pop()[0]] = "\\["
    open_.pop()


def _is_link(buffer: Buffer, first: int, last: int, references: Mapping[str, str]) -> bool:
    if buffer.after(last) == "(":
        return True
    if not references:
        return False
    if normal_label("".join(buffer.pieces[first + 1 : last])) in references:
        return True
    return _NEXT_BRACKET.match(_ahead(buffer, last)) is not None


def _ahead(buffer: Buffer, at: int) -> str:
    """Give the text after a piece, up to the first piece that is not blank."""
    text = ""
    for piece in buffer.pieces[at + 1 : at + 8]:
        text += piece
        if not is_blank(text):
            break
    return text
