"""A report → a short summary in Markdown, for a comment or a step summary on GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.files.escapes import escaped
from migrator.long_work.screen import EN, KO, in_language
from migrator.planner import COLUMNS, Change
from migrator.report.as_text import summary, written_line
from migrator.report.comment_words import comments_advice, comments_reason, comments_title
from migrator.report.report import Report, title_of
from migrator.report.words import NAMES, advice, counted, detail, image_words, reason

MOST_ROWS = 100
"""The number of posts that are named; a comment on GitHub may have 65,536 characters."""

# What GitHub would read as Markdown: marks, links, mentions and numbers of issues.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~@])")


def report_markdown(report: Report, language: str = EN) -> str:
    """Show the totals, the posts that are not the same, and what the reader should look at."""
    blocks = [f"### {title_of(report, language)}", f"**{plain(summary(report, language))}**"]
    if report.is_outcome:
        blocks.append(plain(written_line(report, language)))
    if report.changes or report.comments:
        blocks.append("\n".join(_table(report, language)))
    blocks += _more(report, language)
    said = (plain(in_language(note, language)) for note in report.notes)
    notes = [*_advice(report, language), *_images(report, language), *said]
    if notes:
        blocks.append("\n".join(f"* {note}" for note in notes))
    return "\n\n".join(blocks) + "\n"


def _more(report: Report, language: str) -> Iterator[str]:
    """Say how many posts and files the table does not have."""
    posts, files = (len(each) - MOST_ROWS for each in (report.changes, report.comments))
    if posts > 0:
        english = f"And {counted(posts, 'more post')}."
        yield f"그 밖에 글 {posts:,}개." if language == KO else english
    if files > 0:
        english = f"And {counted(files, 'more file')} with comments."
        yield f"그 밖에 댓글 파일 {files:,}개." if language == KO else english


def _table(report: Report, language: str) -> Iterator[str]:
    names = NAMES[language]
    yield "| | 글 | 상태 | 이유 |" if language == KO else "| | post | what | why |"
    yield "|---|---|---|---|"
    for change in report.changes[:MOST_ROWS]:
        letters = COLUMNS[change.state].replace(" ", "·")
        cells = (
            as_code(letters),
            as_code(change.path),
            names[change.state],
            _cut(_why(change, language)),
        )
        yield f"| {' | '.join(cells)} |"
    for change in report.comments[:MOST_ROWS]:
        letters = COLUMNS[change.state].replace(" ", "·")
        why = f"{comments_title(change, language)}; {comments_reason(change, language)}"
        cells = (as_code(letters), as_code(change.path), names[change.state], _cut(why))
        yield f"| {' | '.join(cells)} |"


def _advice(report: Report, language: str) -> Iterator[str]:
    for change in report.changes[:MOST_ROWS]:
        what = advice(change, language)
        if what:
            yield f"{as_code(change.path)}: {_cut('; '.join(what.splitlines()))}"
    for change in report.comments[:MOST_ROWS]:
        what = comments_advice(change, language)
        if what:
            yield f"{as_code(change.path)}: {_cut(what)}"


def _images(report: Report, language: str) -> Iterator[str]:
    if report.failed:
        yield plain(image_words(len(report.failed), language))
    for shown in report.failed[:10]:
        why = in_language(shown.problem, language) if shown.problem else ""
        yield f"{as_code(shown.image.url)}: {plain(why)}"


def _why(change: Change, language: str) -> str:
    return "; ".join(filter(None, (reason(change.state, language), detail(change, language))))


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
