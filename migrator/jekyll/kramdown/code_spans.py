"""Backticks in a text → the code between them, if there is any."""

from __future__ import annotations

import re

from migrator.jekyll.kramdown.mapped import BLANKS

TICKS = re.compile("`+")


def code_span(text: str, at: int) -> tuple[int, int] | None:
    """Say where the code that begins at a place ends, backticks and all.

    A single backtick between blanks is no more than that.
    """
    ticks = TICKS.match(text, at)
    if ticks is None:
        return None
    before, after = text[:at][-1:], text[ticks.end() : ticks.end() + 1]
    if len(ticks[0]) == 1 and not before.strip(BLANKS) and after and after in BLANKS:
        return None
    end = text.find(ticks[0], ticks.end())
    return None if end < 0 else (at, end + len(ticks[0]))
