"""A formula as KaTeX, MathJax or kramdown writes it → its TeX, in one spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from migrator.proof.browser import elements_in, text_of

CLASSES = {"math-inline", "katex", "katex-display", "katex-error"}
"""One of these is on each element that holds a formula in a line."""

_KRAMDOWN = re.compile(r"\\\((?P<inline>.*?)\\\)|\\\[(?P<display>.*?)\\\]", re.DOTALL)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_VERT = re.compile(r"\s*\\vert(?![A-Za-z])\s*(?:\{\})?\s*|\s*(?<!\\)\|\s*")
_DOUBLE_VERT = re.compile(r"\s*\\Vert(?![A-Za-z])\s*(?:\{\})?\s*|\s*\\\|\s*")


def source_of(element: Any) -> str:
    """Give what the annotation holds, or all of the text of a formula that KaTeX refused."""
    notes = (node for node in elements_in(element) if node.name == "annotation")
    return text_of(next(notes, element))


def is_refused(source: str) -> bool:
    """Tell whether braces do not pair: no script can set that, and it is shown as typed."""
    depths = [*accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in _BRACES.findall(source))]
    return bool(depths) and (min(depths) < 0 or depths[-1] != 0)


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Part a text from kramdown's formulas in it; these come with `inline` or `display`."""
    position = 0
    for match in _KRAMDOWN.finditer(text) if "\\" in text else ():
        yield text[position : match.start()], ""
        detail = match.lastgroup or ""
        yield match[detail], detail
        position = match.end()
    yield text[position:], ""


def tex(source: str) -> str:
    r"""Give a formula with single spaces, `|` for `\vert{}` and `\|` for `\Vert{}`."""
    return " ".join(_VERT.sub("|", _DOUBLE_VERT.sub(r"\\|", source)).split())
