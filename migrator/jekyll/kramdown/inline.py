"""A text and the functions that read its marks → what was found in it, and where each stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from migrator.jekyll.kramdown.mapped import Mapped
from migrator.jekyll.kramdown.scope import Document, Found

_START = r"\\|`|<|!?\[|\$\$|\{:|[*_]|~~"
MARKS = re.compile(_START)
"""What may mean something in a text."""
_DEEPEST = 40  # elements in one another


@dataclass
class Node:
    """An element that is open: what was found in it, and what kramdown asks about it.

    `kind` is `em`, `strong`, `a`, `img`, `html`, or empty for the text itself. `is_raw` is one in
    which tags alone are read. `images` counts those that stand in it at once. The text before the
    mark that is being read begins at `plain_from`.
    """

    kind: str = ""
    parent: Node | None = None
    is_raw: bool = False
    found: Found = field(default_factory=Found)
    images: int = 0
    is_empty: bool = True
    ends_in_text: bool = True
    plain_from: int = 0

    def is_within(self, *kinds: str) -> bool:
        """Tell whether this element, or one around it, is of one of these kinds."""
        node: Node | None = self
        while node is not None:
            if node.kind in kinds:
                return True
            node = node.parent
        return False

    @property
    def depth(self) -> int:
        """Count the elements around."""
        return 0 if self.parent is None else self.parent.depth + 1

    def take(self, child: Node) -> None:
        """Take in an element that was closed."""
        self.found.take(child.found)
        self.images += child.kind == "img"
        self.ends_in_text = False


SpanReader = Callable[["Inline", int, Node], int | None]
"""Reads the mark at a place and gives the place after it; None if it is a plain character."""


@dataclass
class Inline:
    """A text that is being read; `steps` are those that are left."""

    text: Mapped
    document: Document
    readers: Mapping[str, tuple[SpanReader, ...]]
    steps: int

    def read(
        self,
        at: int,
        node: Node,
        stop: str = "",
        is_end: Callable[[int], bool] = lambda place: True,
    ) -> tuple[int, bool]:
        """Read from a place, up to the `stop` (a pattern) that is the end, if there is one.

        Give the place, and whether the end is there.
        """
        text = self.text.text
        pattern, end = _pattern(stop, node.is_raw), _compiled(stop)
        while mark := pattern.search(text, at):
            self.steps -= 1
            if self.steps < 0 or node.depth > _DEEPEST:
                return at, False
            if mark.start() > at:
                node.is_empty, node.ends_in_text = False, True
            node.plain_from, at = at, mark.start()
            if stop and end.match(text, at) and is_end(at):
                return at, True
            at = self._after_mark(at, node)
            node.is_empty = False
        return (at, False) if stop else (len(text), False)

    def _after_mark(self, at: int, node: Node) -> int:
        for reader in self.readers.get(self.text.text[at], ()):
            after = reader(self, at, node)
            if after is not None:
                return after
        node.ends_in_text = True
        return at + 1


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _pattern(stop: str, is_raw: bool) -> re.Pattern[str]:
    start = "<" if is_raw else _START
    return _compiled(f"{stop}|{start}" if stop else start)
