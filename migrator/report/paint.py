"""Text and its style → the text for a terminal, coloured, or as it is."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.files.escapes import escaped_lines
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
