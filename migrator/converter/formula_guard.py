r"""The tree of a post → the same, in which a script finds the formulas, and none in the text.

kramdown is not the last reader: it marks formulas with `\(` and `\[`, and then MathJax or KaTeX
look for marks in the text of the page. They do not look across the bounds of elements, so that a
mark in an element of its own is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from itertools import groupby
from typing import Any

from migrator.converter.tree import Break, Inline, Link, Math, Span, Text
from migrator.converter.tree_walk import walk

# What MathJax 3 reads in any text, unless it is told otherwise (FindTeX): its marks of formulas,
# environments, references, and backslashes that it takes away from a backslash or a dollar. One at
# the end of a text may come to stand before a formula.
_SIGNS = r"\\(?=[()\[\]\\$]|\Z|begin\s*\{|(?:eq)?ref\s*\{)"
_USUAL = re.compile(rf"{_SIGNS}|\$(?=\$)")
_DOLLARS = re.compile(rf"{_SIGNS}|\$")
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)


def guard_formulas(nodes: tuple[Any, ...], *, dollars: bool) -> tuple[Any, ...]:
    """Guard the marks in text; with `dollars`, the theme takes single dollars for marks."""
    return _each(nodes, partial(_in_line, marks=_DOLLARS if dollars else _USUAL))


def without_refused(nodes: tuple[Any, ...]) -> tuple[Any, ...]:
    """Make text, as typed, of formulas whose braces do not pair: no script can set them."""
    if any(isinstance(node, Math) and _is_refused(node.value) for node in walk(nodes)):
        return _each(nodes, _with_refused_as_text)
    return nodes


def _each(nodes: tuple[Any, ...], change: Any) -> tuple[Any, ...]:
    """Change the content of each line in nodes, from the innermost outwards."""
    inner = tuple(_within(node, change) for node in nodes)
    return tuple(change(inner)) if any(isinstance(node, Text | Math) for node in inner) else inner


def _within(node: Any, change: Any) -> Any:
    if isinstance(node, tuple):
        return _each(node, change)
    changed: dict[str, Any] = {
        each.name: after
        for each in (fields(node) if hasattr(node, "__dataclass_fields__") else ())
        if isinstance(value := getattr(node, each.name), tuple)
        and (after := _each(value, change)) != value
    }
    # An address that stands for itself is one text.
    if changed and isinstance(node, Link) and node.form in ("angle", "bare"):
        changed["form"] = "inline"
    return replace(node, **changed) if changed else node


def _in_line(nodes: Sequence[Any], marks: re.Pattern[str]) -> Iterator[Inline]:
    """Guard the marks in the texts of a line; one dollar alone has none to pair with."""
    said = "".join(node.value for node in walk(nodes) if isinstance(node, Text | Math))
    is_pair = said.count("$") > 1
    for is_text, each in groupby(nodes, lambda node: isinstance(node, Text)):
        run = list(each)
        joined = "".join(node.value for node in run) if is_text else ""
        if marks.search(joined):
            whole = run[0] if len(run) == 1 else Text(joined, "")
            yield from _split(whole, marks, is_pair)
        else:
            yield from run


def _split(node: Text, marks: re.Pattern[str], is_pair: bool) -> Iterator[Inline]:
    text, at = node.value, 0
    for mark in marks.finditer(text):
        if mark[0] == "$" and not is_pair:
            continue
        if text[at : mark.start()]:
            yield Text(text[at : mark.start()], "")
        yield Span((), (Text(mark[0], ""),))
        at = mark.end()
    if text[at:]:
        yield Text(text[at:], "") if at else node


def _is_refused(tex: str) -> bool:
    depth = 0
    for found in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(found[1], 0)
        if depth < 0:
            return True
    return depth > 0


def _with_refused_as_text(nodes: Sequence[Any]) -> Iterator[Inline]:
    for node in nodes:
        if isinstance(node, Math) and _is_refused(node.value):
            first, *others = (node.source or f"${node.value}$").split("\n")
            yield Text(first, "")
            for line in others:
                yield from (Break("\n"), Text(line, ""))
        else:
            yield node
