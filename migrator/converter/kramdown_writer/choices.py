"""Our lines of a block and the author's → what may be written instead of each of ours.

A choice is only what is worth a try: whether it shows the same is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from migrator.converter.blanks import is_blank

_BLANKS = " \t"
_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}\.)[ \t]+)*")
_MARK = re.compile(r"[-*+]|\d+\.")
_SIGNS = " \t>|#=~`/-:"
_WITHOUT_SIGNS = str.maketrans("", "", _SIGNS + "\\")
_WITHOUT_BLANKS = str.maketrans("", "", " \t>|/")
_IMAGE = re.compile(r"<img\s[^>]*>")
_AHEAD = 4
"""How far to look for a line that others have come before."""
_MOST_JOINED = 6
"""So many lines of the author's may be one of ours."""


def choices(ours: Sequence[str], theirs: Sequence[str]) -> list[list[str]]:
    """Give for each line what may replace it, what is most like the author's at the end.

    Nothing replaces a blank line.
    """
    typed = [bare for line in theirs if (bare := line.rstrip(_BLANKS))]
    found: list[list[str]] = []
    at = 0
    for number, line in enumerate(ours):
        if is_blank(line):
            found.append([])
            continue
        start, end = _place(line, typed, at, ours[number + 1 : number + 1 + _AHEAD])
        found.append(list(_instead(line, typed[start:end])))
        # Empty lines of a quote at its end are not in our text.
        if number + 1 == len(ours) or ours[number + 1].strip(_BLANKS + ">"):
            end = _add_empty(found[-1], line, typed, end)
        at = end
    return found


def _place(ours: str, typed: Sequence[str], at: int, below: Sequence[str]) -> tuple[int, int]:
    """Find the author's lines for one of ours, from a place on.

    A line without its like has the one that is there, unless that belongs to a line below.
    """
    if at < len(typed) and typed[at] == ours.rstrip(_BLANKS):
        return at, at + 1
    key = _key(ours)
    for start in range(at, min(at + _AHEAD, len(typed))):
        if _key(typed[start]) == key:
            return start, start + 1
    joined = ""
    for end in range(at, min(at + _MOST_JOINED, len(typed))):
        joined += _key(typed[end])
        if not key.startswith(joined):
            break
        if joined == key:
            return at, end + 1
    is_taken = at >= len(typed) or _key(typed[at]) in map(_key, below)
    return at, at + (not is_taken)


def _instead(ours: str, theirs: Sequence[str]) -> Iterator[str]:
    """Give our text behind the author's marks, then the author's line, or lines."""
    bare = ours.rstrip(_BLANKS)
    if not theirs or bare == theirs[0]:
        return
    written, typed = _PREFIX.match(bare), _PREFIX.match(theirs[0])
    assert written and typed
    same_marks = _MARK.findall(written[0]) == _MARK.findall(typed[0])
    if same_marks and written[0] != typed[0] and theirs[0][typed.end() :] != bare[written.end() :]:
        yield typed[0] + ours[written.end() :]
    if len(theirs) > 1 or _text_of(theirs[0]) == _text_of(bare) or "<img" in theirs[0]:
        yield "\n".join(theirs) + ours[len(bare) :]


def _add_empty(found: list[str], ours: str, typed: Sequence[str], at: int) -> int:
    """Add a choice with the empty lines of a quote that follow in the author's text."""
    end = at
    while end < len(typed) and not typed[end].strip(_BLANKS + ">"):
        end += 1
    if end > at:
        found.append("\n".join([found[-1] if found else ours, *typed[at:end]]))
    return end


def _text_of(line: str) -> str:
    """Give what a line must have if it shows the same as another: not every line is tried."""
    if not line.strip(_SIGNS):
        return ""
    return line.rstrip("# \t").lower().replace("\\|", "|").translate(_WITHOUT_BLANKS)


@lru_cache(maxsize=64)
def _key(line: str) -> str:
    """Give what two lines have in common that may say the same; of an image only that it is one."""
    return (_IMAGE.sub("<img", line) if "<img" in line else line).translate(_WITHOUT_SIGNS)
