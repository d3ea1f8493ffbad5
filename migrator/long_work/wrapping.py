"""Text that is wider than the terminal → lines that fit; what is typed or pasted stays in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.long_work.screen import columns_of

# What is typed or pasted: a command that is named in a sentence, and what is set as code.
_WHOLE = re.compile(
    r"velog-to-jekyll (?:diff|resolve)(?: (?:'[^']*'|\"[^\"]*\"|[^\s;,(`])+)+|`[^`]+`"
)
_BLANK = "\x1f"  # a blank in it, while lines are broken at blanks; one column, as a blank


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
        if line and columns_of(longer) > columns:
            yield line.replace(_BLANK, " ")
            line = piece
        else:
            line = longer
    yield line.replace(_BLANK, " ")


# A line that is a command and no more.
_COMMAND = re.compile(r"\s*\(?(?:bundle|cd|chmod|chown|gem|git|jekyll|sudo|velog-to-jekyll) ")
_BELOW = "  "


def fitted(text: str, columns: int) -> str:
    """Break the lines of a text that are too wide; what goes on below is set in."""
    return "".join(f"{line}\n" for line in _fitted_lines(text, columns))


def _fitted_lines(text: str, columns: int) -> Iterator[str]:
    for line in text.splitlines():
        if columns_of(line) <= columns or _COMMAND.match(line):
            yield line
            continue
        words = line.lstrip(" ")
        inset = line[: len(line) - len(words)]
        first, *others = wrapped(words, columns - len(inset) - len(_BELOW))
        yield f"{inset}{first}"
        yield from (f"{inset}{_BELOW}{other}" for other in others)
