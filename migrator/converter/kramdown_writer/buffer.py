"""The text of a paragraph in pieces, with the marks that are written only when all of it is known.

kramdown gives most marks a meaning only together with a later one (a star with a later star, a
bracket with a parenthesis), so a mark is kept apart until the whole paragraph is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Mark:
    """A piece, or a pair of pieces, whose final text is not decided yet.

    `kind` is `em`, `strong`, `strike` or `link` for a pair, `break` for a newline, `math` for a
    formula, else the literal character. `wish` is what the author wrote.
    """

    kind: str
    at: int
    end: int = -1
    wish: str = ""
    nested: bool = False


@dataclass(slots=True)
class Buffer:
    """A paragraph, heading or cell that is being written."""

    pieces: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    open: list[Mark] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Add text that is final."""
        if piece:
            self.pieces.append(piece)

    def mark(self, kind: str, piece: str, wish: str = "") -> Mark:
        """Add a piece that is decided later."""
        mark = Mark(kind, len(self.pieces), wish=wish)
        self.pieces.append(piece)
        self.marks.append(mark)
        return mark

    def begin(self, kind: str, piece: str, wish: str = "") -> Mark:
        """Open a pair; the empty piece before it takes the blanks that may not be inside."""
        self.pieces.append("")
        mark = self.mark(kind, piece, wish)
        mark.nested = any(other.kind == kind for other in self.open)
        self.open.append(mark)
        return mark

    def finish(self, mark: Mark, piece: str) -> None:
        """Close a pair."""
        self.open.pop()
        mark.end = len(self.pieces)
        self.pieces += (piece, "")

    def line_break(self) -> None:
        """Break the line; right after the start of a pair, where no blank may be, as `<br>`."""
        if self.open and self._is_bare(self.open[-1].at):
            self.add("<br>")
        else:
            self.mark("break", "\n")

    def close_lines(self) -> None:
        """Turn a break at the end of a pair, where no blank may be, into `<br>`."""
        while self.marks[-1].kind == "break" and self._is_bare(self.marks[-1].at):
            self.pieces[self.marks.pop().at] = "<br>"

    def _is_bare(self, index: int) -> bool:
        """Tell whether nothing but blanks follows a piece."""
        return not any(self.pieces[at].strip(" \t") for at in range(index + 1, len(self.pieces)))

    def one_line(self) -> None:
        """Turn every break into `<br>`."""
        for mark in self.marks:
            if mark.kind == "break":
                self.pieces[mark.at] = "<br>"
                mark.kind = "done"

    def before(self, index: int) -> str:
        """Give the last two characters before a piece."""
        return _gather(self.pieces[at] for at in range(index - 1, -1, -1))

    def after(self, index: int) -> str:
        """Give the first character after a piece."""
        for at in range(index + 1, len(self.pieces)):
            if self.pieces[at]:
                return self.pieces[at][0]
        return ""

    def is_run_after(self, index: int) -> bool:
        """Tell whether two of one character follow a piece."""
        text = ""
        for at in range(index + 1, len(self.pieces)):
            text += self.pieces[at][:2]
            if len(text) > 1:
                return text[0] == text[1]
        return False

    def at_line_start(self) -> bool:
        """Tell whether the line has nothing but blanks in it so far."""
        for piece in reversed(self.pieces):
            if piece.strip(" \t"):
                return piece == "\n"
        return True


def _gather(pieces: Iterable[str]) -> str:
    """Collect the last two characters of pieces that are given in reverse."""
    text = ""
    for piece in pieces:
        text = piece[-2:] + text
        if len(text) > 1:
            break
    return text[-2:]
