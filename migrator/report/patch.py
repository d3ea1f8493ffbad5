"""The text before and after → a unified diff as `git diff` writes it, front matter and body apart.

Without colours it is a patch that git and patch(1) apply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from migrator.files.escapes import escaped
from migrator.jekyll.front_matter import split
from migrator.merge import in_style_of
from migrator.planner import Change, State
from migrator.report.compare import Pieces, marked, pairs
from migrator.report.paint import TerminalLook
from migrator.site.ledger import base_path

_CONTEXT = 3
_NO_NEWLINE = "\\ No newline at end of file"

Code = tuple[str, int, int, int, int]


def patch(change: Change, look: TerminalLook) -> Iterator[str]:
    """Give the lines of the diff of a post, without their ends; none if its file does not change.

    For a conflict, for a file that may be the post, and for an adopted one between whose text and
    Velog's nobody has chosen, the diff goes from the text in the site to Velog's.
    """
    if change.state is State.CONFLICT:
        theirs = change.facts.incoming
        yield from _patch(change.path, change.before, theirs, change.theirs, look)
    elif change.state is State.DOUBTFUL:
        yours = change.facts.yours
        yield from _patch(change.file, yours, change.file, change.theirs, look)
    elif change.state in (State.ADOPTED, State.EDITED) and _is_open(change):
        yield from _patch(change.path, change.before, change.path, change.theirs, look)
    elif change.changes_file:
        old_path = change.old_path or change.path
        yield from _patch(old_path, change.before, change.path, change.after, look)


def own_edits(change: Change, look: TerminalLook) -> Iterator[str]:
    """Give the lines of the diff from the text that was written last to the one that is kept.

    None for a post that is not changed here alone.
    """
    is_kept = change.state in (State.EDITED, State.MOVED) and not change.changes_file
    if not is_kept or _is_open(change) or change.before is None or change.theirs is None:
        return
    # Velog's text is the one that was written last, or else the post would have changed there.
    last = in_style_of(change.theirs, change.before)
    if last != change.before:
        yield from _patch(base_path(change.post_id), last, change.path, change.before, look)


def _is_open(change: Change) -> bool:
    return bool(change.facts.differs) or bool(change.entry and change.entry.differs)


def _patch(
    old_path: str, before: str | None, new_path: str, after: str | None, look: TerminalLook
) -> Iterator[str]:
    yield look.paint("file", "--- " + ("/dev/null" if before is None else f"a/{escaped(old_path)}"))
    yield look.paint("file", "+++ " + ("/dev/null" if after is None else f"b/{escaped(new_path)}"))
    if before is None or after is None:
        # For a new or a removed file, git needs the patch in one piece.
        yield from _hunks(_lines(before or ""), _lines(after or ""), (0, 0), "", look)
        return
    old_head, old_body = map(_lines, split(before))
    new_head, new_body = map(_lines, split(after))
    yield from _hunks(old_head, new_head, (0, 0), " front matter", look)
    yield from _hunks(old_body, new_body, (len(old_head), len(new_head)), " body", look)


def _lines(text: str) -> list[str]:
    """Split into lines with their ends: a line without an end is a different line."""
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _hunks(
    old: Sequence[str], new: Sequence[str], above: tuple[int, int], name: str, look: TerminalLook
) -> Iterator[str]:
    for codes in SequenceMatcher(None, old, new).get_grouped_opcodes(_CONTEXT):
        first, last = codes[0], codes[-1]
        ranges = (
            _range(first[1] + above[0], last[2] - first[1]),
            _range(first[3] + above[1], last[4] - first[3]),
        )
        yield f"{look.paint('hunk', f'@@ -{ranges[0]} +{ranges[1]} @@')}{name}"
        for code in codes:
            yield from _code(code, old, new, look)


def _range(start: int, length: int) -> str:
    """Write the lines of a hunk as diff(1) does."""
    first = start + 1 if length else start
    return str(first) if length == 1 else f"{first},{length}"


def _code(code: Code, old: Sequence[str], new: Sequence[str], look: TerminalLook) -> Iterator[str]:
    tag, a, b, c, d = code
    if tag == "equal":
        for line in old[a:b]:
            yield from _line(" ", line, (_bare(line),), look)
        return
    before, after = [*map(_bare, old[a:b])], [*map(_bare, new[c:d])]
    marks = [
        (left, right, marked(before[left], after[right])) for left, right in pairs(before, after)
    ]
    old_marks = {left: pieces[0] for left, _, pieces in marks}
    new_marks = {right: pieces[1] for _, right, pieces in marks}
    for at, line in enumerate(old[a:b]):
        yield from _line("-", line, old_marks.get(at, (before[at],)), look)
    for at, line in enumerate(new[c:d]):
        yield from _line("+", line, new_marks.get(at, (after[at],)), look)


def _bare(line: str) -> str:
    return line.removesuffix("\n")


def _line(sign: str, line: str, pieces: Pieces, look: TerminalLook) -> Iterator[str]:
    """Colour a line and mark what only this side has, unless that is all of it."""
    if pieces[:-1] == ("",):
        pieces = (_bare(line),)
    styles = (_STYLES[sign], f"{_STYLES[sign]} mark")
    painted = [look.paint(styles[number % 2], piece) for number, piece in enumerate(pieces)]
    yield look.paint(styles[0], sign) + "".join(painted)
    if not line.endswith("\n"):
        yield _NO_NEWLINE


_STYLES = {" ": "same", "-": "old", "+": "new"}
