"""A text as kramdown reads it → what it shows, in a form that is the same for what looks the same.

Blocks are compared one by one, the texts in them as kramdown hands them to its reader of spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from migrator.converter.blanks import BLANKS
from migrator.jekyll.kramdown import BlockNode, read_tree
from migrator.jekyll.kramdown.code_spans import code_span
from migrator.jekyll.kramdown.html_tags import TAG, attributes_of
from migrator.jekyll.kramdown.scope import TASK

_CONTAINERS = frozenset({"quote", "ul", "ol", "li", "table"})
_SOFT = "\x1f"
"""The end of a line in which the line is not broken; no post has this character."""
_BESIDE_BLANKS = re.compile("<<|>>|```|~~~")
"""What means something else at the start of a line than behind a blank."""
_MARK = re.compile(r"\\.|`+|\$\$.*?\$\$|\{::.*?\}.*?\{:/.*?\}", re.DOTALL)
"""Where what is written alike may be shown otherwise: code, formulas and HTML that is not read."""


class Shown(NamedTuple):
    """The start of a block, or the end of one that others are in.

    `what` is equal where the same is shown. `text` has the lines of its text, `place` is where the
    block begins.
    """

    what: tuple[object, ...]
    text: str = ""
    place: int = -1

    @property
    def kind(self) -> object:
        """Give the kind of the block."""
        return self.what[0]


_END = Shown(("end",))


def shown(text: str, *, hard_wrap: bool) -> list[Shown]:
    """Give what a text shows, block by block; by `hard_wrap` every line end breaks the line."""
    found: list[Shown] = []
    _add_shown(found, read_tree(text), "" if hard_wrap else " ")
    return found


def _add_shown(found: list[Shown], nodes: Iterable[BlockNode], fold: str) -> None:
    for node in nodes:
        if node.kind == "blank":
            continue
        text, detail = node.text, node.detail
        if node.kind in ("p", "h"):
            text = normal(text)
        elif node.kind == "row":
            detail = tuple(map(normal, detail))
        lines = text.replace(_SOFT, "\n")
        if fold and not _BESIDE_BLANKS.search(text):
            text = text.replace(_SOFT, fold)
        found.append(Shown((node.kind, text, detail, node.attributes), lines, node.place))
        if node.kind in _CONTAINERS:
            _add_shown(found, node.children, fold)
            found.append(_END)


def normal(text: str) -> str:
    """Bring the text of a paragraph, a heading or a cell into a form for all that look the same.

    Blanks at the start of a line and behind a task box show nothing, nor does how a line break or
    an image in HTML is written. A bar needs no escape: what is no table by now will not be one.
    """
    if box := TASK.match(text):
        text = f"{box[0].rstrip(BLANKS)} {text[box.end() :]}"
    if not ("\n" in text or "<" in text or "\\|" in text):
        return text
    pieces = []
    at = start = 0
    while mark := _MARK.search(text, at):
        at = mark.end()
        if mark[0][0] == "`":
            code = code_span(text, mark.start())
            at = code[1] if code else at
        pieces.append(_plain(text[start : mark.start()]))
        pieces.append("|" if mark[0] == "\\|" else text[mark.start() : at])
        start = at
    return "".join([*pieces, _plain(text[start:])])


def _plain(text: str) -> str:
    if "\n" in text:
        first, *others = text.split("\n")
        lines = [first, *(line.lstrip(BLANKS) for line in others)]
        ends = ["  \n" if line.endswith("  ") else _SOFT for line in lines[:-1]]
        whole = [line.rstrip(BLANKS) + end for line, end in zip(lines, ends, strict=False)]
        text = "".join([*whole, lines[-1]])
    return TAG.sub(_tag, text) if "<" in text else text


def _tag(tag: re.Match[str]) -> str:
    """Write a line break in one way, and the attributes of an image in one order."""
    name = tag["name"].lower()
    if name == "br" and not tag["attributes"]:
        return "<br>"
    if name != "img":
        return tag[0]
    return f"<img {[each for each in attributes_of(tag) if each != ('alt', '')]}>"
