"""A report → a short summary in Markdown, for a comment or a step summary on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.files import escaped
from migrator.planner import COLUMNS, Change
from migrator.report.as_text import summary, written_line
from migrator.report.comment_words import comments_advice, comments_reason, comments_title
from migrator.report.report import Report
from migrator.report.words import advice, counted, detail, image_words, reason

MOST_ROWS = 100
"""The number of posts that are named; a comment on GitHub may have 65,536 characters."""

# What GitHub would read as Markdown: marks, links, mentions and numbers of issues.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def report_markdown(report: Report) -> str:
    """Show the totals, the posts that are not the same, and what the reader should look at."""
    title = f"Velog {report.task}{'' if report.is_outcome else ': what would change'}"
    blocks = [f"### {title}", f"**{plain(summary(report))}**"]
    if report.is_outcome:
        blocks.append(plain(written_line(report)))
    if report.changes or report.comments:
        blocks.append("\n".join(_table(report)))
    for count, what in ((len(report.changes), "post"), (len(report.comments), "file")):
        if count > MOST_ROWS:
            more = counted(count - MOST_ROWS, f"more {what}")
            blocks.append(f"And {more}{' with comments' if what == 'file' else ''}.")
    notes = [*_advice(report), *_images(report), *(plain(note.english) for note in report.notes)]
    if notes:
        blocks.append("\n".join(f"* {note}" for note in notes))
    return "\n\n".join(blocks) + "\n"


def _table(report: Report) -> Iterator[str]:
    yield "| | post | what | why |"
    yield "|---|---|---|---|"
    for change in report.changes[:MOST_ROWS]:
        letters = COLUMNS[change.state].replace(" ", "·")
        cells = (as_code(letters), as_code(change.path), str(change.state), _cut(_why(change)))
        yield f"| {' | '.join(cells)} |"
    for change in report.comments[:MOST_ROWS]:
        letters = COLUMNS[change.state].replace(" ", "·")
        why = f"{comments_title(change)}; {comments_reason(change)}"
        cells = (as_code(letters), as_code(change.path), str(change.state), _cut(why))
        yield f"| {' | '.join(cells)} |"


def _advice(report: Report) -> Iterator[str]:
    for change in report.changes[:MOST_ROWS]:
        what = advice(change)
        if what:
            yield f"{as_code(change.path)}: {_cut(what)}"
    for change in report.comments[:MOST_ROWS]:
        what = comments_advice(change)
        if what:
            yield f"{as_code(change.path)}: {_cut(what)}"


def _images(report: Report) -> Iterator[str]:
    if report.failed:
        yield plain(image_words(len(report.failed)))
    for shown in report.failed[:10]:
        yield f"{as_code(shown.image.url)}: {plain(shown.problem.english if shown.problem else '')}"


def _why(change: Change) -> str:
    return "; ".join(filter(None, (reason(change.state), detail(change))))


def _cut(text: str) -> str:
    """Shorten a sentence for a table, however many slugs and files it names."""
    return plain(text if len(text) <= 300 else f"{text[:299]}…")


def plain(text: str) -> str:
    """Escape a text, so that GitHub shows it as it is."""
    return _SIGNS.sub(r"\\\1", escaped(" ".join(text.split())))


def as_code(text: str) -> str:
    # A bar ends a cell even in code; GitHub heeds a backslash before it there, and only that one.
    text = escaped(" ".join(text.split()))[:200].replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"
