"""Text and its style → the text for a terminal, coloured and wrapped, or as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from migrator.files import escaped_lines
from migrator.long_work.screen import EN
from migrator.planner import State

_STYLES: dict[str, str] = {
    "bold": "bold",
    "faint": "dim",
    "file": "bold",
    "hunk": "cyan",
    "old": "red",
    "new": "green",
    "old mark": "reverse red",
    "new mark": "reverse green",
    **dict.fromkeys((State.CONFLICT, State.DOUBTFUL), "bold red"),
    **dict.fromkeys((State.GONE, State.REMOVED, State.DELETED), "red"),
    **dict.fromkeys((State.CHANGED, State.RENAMED, State.REWRITTEN, State.MERGED), "yellow"),
    **dict.fromkeys((State.ADOPTED, State.EDITED, State.MOVED), "cyan"),
    **dict.fromkeys((State.NEW, State.LOCALIZED, State.ABOUT, State.SERIES), "green"),
}


@dataclass(frozen=True)
class TerminalLook:
    """How a text is shown: the terminal's width in columns, in colours or not, in a language.

    Without `columns` there is no terminal.
    """

    columns: int | None = None
    is_coloured: bool = False
    language: str = EN

    def paint(self, style: str, text: str) -> str:
        """Colour a text by its style.

        Without a terminal it stays as it is. At a terminal, control characters are shown as
        escapes, so that they have no effect.
        """
        if self.columns is not None:
            text = escaped_lines(text)
        if not self.is_coloured or style not in _STYLES or not text:
            return text
        from rich.color import ColorSystem
        from rich.style import Style

        return Style.parse(_STYLES[style]).render(text, color_system=ColorSystem.STANDARD)


PLAIN = TerminalLook()

# What is typed or pasted: a command that is named in a sentence, and what is set as code.
_WHOLE = re.compile(
    r"velog-to-jekyll (?:diff|resolve)(?: (?:'[^']*'|\"[^\"]*\"|[^\s;,(`])+)+|`[^`]+`"
)
_BLANK = "\ufdd0"  # a blank in it, while lines are broken at blanks


def wrapped(text: str, columns: int | None, between: str = " ") -> Iterator[str]:
    """Break a text into lines that fit, at spaces or, given `between`, at spaces after that sign.

    A syllable of Hangul takes two columns. A command is not broken.
    """
    if columns is None:
        yield text
        return
    text = _WHOLE.sub(lambda whole: whole[0].replace(" ", _BLANK), text)
    line = ""
    for piece in re.split(f"(?<={between}) " if between != " " else " ", text):
        longer = f"{line} {piece}" if line else piece
        if line and cell_len(longer) > columns:
            yield line.replace(_BLANK, " ")
            line = piece
        else:
            line = longer
    yield line.replace(_BLANK, " ")
