"""The tree of a post with formulas → the same, in which no text looks like a formula to a script.

kramdown is not the last reader: it marks formulas with `\\(` and `\\[`, and then MathJax or KaTeX
look for marks in the text of the page. They do not look across the bounds of elements, so that a
mark in an element of its own is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from migrator.converter.tree import Inline, Span, Text
from migrator.converter.tree_walk import walk

# Those that MathJax and KaTeX take unless they are told otherwise.
_USUAL = re.compile(r"\\(?=[()\[\]])|\$(?=\$)")
_DOLLARS = re.compile(r"\\(?=[()\[\]])|\$")


def guard_formulas(nodes: tuple[Any, ...], *, dollars: bool) -> tuple[Any, ...]:
    """Guard the marks in text; with `dollars`, the theme takes single dollars for marks."""
    return tuple(_guarded(node, _DOLLARS if dollars else _USUAL) for node in nodes)


def _guarded(node: Any, marks: re.Pattern[str]) -> Any:
    """Guard the text in a node; a text with one mark alone has nothing that a script could pair."""
    if isinstance(node, tuple):
        return tuple(_in_line(node, marks)) if _has_text(node) else _each(node, marks)
    changed = {
        each.name: _guarded(value, marks)
        for each in (fields(node) if hasattr(node, "__dataclass_fields__") else ())
        if isinstance(value := getattr(node, each.name), tuple) and value
    }
    return replace(node, **changed) if changed else node


def _each(nodes: tuple[Any, ...], marks: re.Pattern[str]) -> tuple[Any, ...]:
    return tuple(_guarded(node, marks) for node in nodes)


def _has_text(nodes: Sequence[Any]) -> bool:
    return any(isinstance(node, Text) for node in nodes)


def _in_line(nodes: tuple[Any, ...], marks: re.Pattern[str]) -> Iterator[Inline]:
    texts = "".join(node.value for node in walk(nodes) if isinstance(node, Text))
    is_pair = len(marks.findall(texts)) > 1
    for node in nodes:
        if not isinstance(node, Text):
            yield _guarded(node, marks)
        elif is_pair and marks.search(node.value):
            yield from _split(node.value, marks)
        else:
            yield node


def _split(text: str, marks: re.Pattern[str]) -> Iterator[Inline]:
    at = 0
    for mark in marks.finditer(text):
        if text[at : mark.start()]:
            yield Text(text[at : mark.start()], "")
        yield Span((), (Text(mark[0], ""),))
        at = mark.end()
    if text[at:]:
        yield Text(text[at:], "")
