"""A report or a text → the output of a command, and where it is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from migrator.cli import output
from migrator.cli.options import ReportOptions
from migrator.report.as_text import failure_lines, report_text, summary, written
from migrator.report.forms import FORMS, form_of
from migrator.report.paint import TerminalLook
from migrator.report.report import Report
from migrator.writer import RunJournal


@dataclass(frozen=True)
class CommandResult:
    """The output of a command: `text` is the result, `complaints` are lines for stderr.

    `is_long` texts are for a pager, `is_painted` ones have colours for the terminal.
    """

    text: str
    complaints: tuple[str, ...]
    is_done: bool
    is_long: bool = False
    is_painted: bool = False


def ahead(report: Report, options: ReportOptions) -> CommandResult:
    """Show what would be done: on the screen, in a file, in the browser."""
    if not options.file and not options.open:
        return _shown(report, options, (), is_long=True)
    file = options.file or output.temporary_file(".html")
    output.save(FORMS[options.format or form_of(file)](report), file)
    if options.open:
        output.open_in_browser(file)
    return CommandResult(f"{summary(report)}\nThe report is in {file}.\n", (), report.is_done)


def done(report: Report, options: ReportOptions) -> CommandResult:
    """Show what was done, and write it to the user's file, if one was named."""
    if options.file:
        output.save(FORMS[form_of(options.file)](report), options.file)
    return _shown(report, options, failure_lines(report.failed))


def _shown(
    report: Report, options: ReportOptions, complaints: tuple[str, ...], *, is_long: bool = False
) -> CommandResult:
    """Write a report for stdout, be it a screen or not."""
    look = output.look_of(sys.stdout, os.environ)
    is_text = options.format is None or options.format == "text"
    text = _text(report, options, look) if is_text else FORMS[options.format or "text"](report)
    is_painted = is_text and look.is_coloured
    return CommandResult(text, complaints, report.is_done, is_long, is_painted)


def _text(report: Report, options: ReportOptions, look: TerminalLook) -> str:
    shows_patches = options.patch or options.posts
    files = (*report.changes, *report.comments) if shows_patches else ()
    patched = {change.path for change in files}
    return report_text(report, look, patched)


@contextmanager
def stop_names_progress(journal: RunJournal) -> Iterator[None]:
    """Let a run that the user stops report what it has done so far."""
    try:
        yield
    except KeyboardInterrupt:
        sizes = [result.size for result in journal.fetched]
        said = written(
            len(journal.written), journal.pages, journal.files, sizes, len(journal.comments)
        )
        raise KeyboardInterrupt(said) from None
