"""The author's tags, one after the other → which of them the parser gets.

A parser looks through its open elements at many a tag, so it would take long over elements that
are opened over and over and never end. Those inside too many others are left out: only what is
said in them is shown, as in other deep places.
"""

from __future__ import annotations

from collections import Counter

DEEPEST = 60
"""Inside so many elements of the author's no more are opened."""

NEVER_OPEN = frozenset(("br", "hr", "img", "input", "col", "embed", "source", "wbr"))
ENDED_BY_THE_NEXT = frozenset(
    "a caption colgroup dd dt h1 h2 h3 h4 h5 h6 li nobr optgroup option p rb rp rt rtc tbody td "
    "tfoot th thead tr".split()
)
"""Another of the same kind ends them, so they are never deeper than the elements around them."""

_PARTS_OF_TABLES = frozenset("caption tbody td tfoot th thead tr".split())
# They go on behind the end of an element around them.
_FORMATS = frozenset("b big code em font i s small strike strong tt u".split())
# An end tag does not reach beyond them.
_SCOPES = frozenset("applet button marquee object select table template".split())


class OpenElements:
    """Follows which elements of the author's are open, roughly: only the parser knows exactly."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._left_out: Counter[str] = Counter()

    def start(self, name: str) -> bool:
        """Take a start tag in; tell whether the parser gets it."""
        if name in _PARTS_OF_TABLES:
            self._begin_part()
        if name in NEVER_OPEN or name in ENDED_BY_THE_NEXT:
            return True
        if len(self._open) >= DEEPEST:
            self._left_out[name] += 1
            return False
        self._open.append(name)
        return True

    def end(self, name: str) -> bool:
        """Take an end tag in; tell whether the parser gets it."""
        if self._left_out[name]:
            self._left_out[name] -= 1
            return False
        at = self._find(name)
        if at is not None:
            self._open[at:] = [each for each in self._open[at + 1 :] if _goes_on(each, name)]
        return True

    def _find(self, name: str) -> int | None:
        """Find the innermost open element of a name in the scope of its end tag."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == name:
                return at
            if self._open[at] in _SCOPES:
                return None
        return None

    def _begin_part(self) -> None:
        """End what is open in the cell before, if a table is open."""
        if "table" in self._open:
            while self._open[-1] != "table":
                self._open.pop()


def _goes_on(inside: str, ended: str) -> bool:
    """Tell whether an element stays open at the end of one around it."""
    return ended in _FORMATS or (inside in _FORMATS and ended != "table")
