"""What a command has to say at its end: its output, and whether all is done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CommandResult:
    """The output of a command: `text` is the result, `complaints` are lines for stderr.

    `is_long` texts are for a pager, `is_painted` ones have colours for the terminal, the lines of
    `is_prose` ones are broken to fit it. `quiet` is what a quiet run shows of the text; None where
    all of it was asked for.
    """

    text: str
    complaints: tuple[str, ...]
    is_done: bool
    is_long: bool = False
    is_painted: bool = False
    is_prose: bool = False
    quiet: str | None = None
