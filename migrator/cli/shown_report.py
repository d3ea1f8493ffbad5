"""A report → the output of a command, and where it is shown."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TextIO

from migrator.cli import output
from migrator.cli.options import ReportOptions
from migrator.cli.result import CommandResult
from migrator.long_work.screen import language, say
from migrator.report.as_text import failure_lines, needs_author, report_text, summary, written
from migrator.report.forms import form_of, in_form
from migrator.report.paint import TerminalLook
from migrator.report.report import Report, for_site
from migrator.site.around import Ending
from migrator.writer.journal import RunJournal


def ahead(
    report: Report, options: ReportOptions, end: Ending, named: Collection[str] = ()
) -> CommandResult:
    """Show what would be done: on the screen, in a file, in the browser.

    `end` is what a command holds so that it finds the site and the blog. `named` are
    the paths of the files that the user asked for: of these all is shown.
    """
    if not options.file and not options.open:
        return _shown(report, options, end, (), named, is_long=True)
    file = options.file or output.temporary_file(".html")
    output.save(in_form(options.format or form_of(file), report, language()), file)
    if options.open:
        output.open_in_browser(file)
    where = say(f"The report is in {file}.", f"보고서는 {file}에 있습니다.")
    return CommandResult(f"{summary(report, language())}\n{where}\n", (), report.is_done)


def done(report: Report, options: ReportOptions, end: Ending) -> CommandResult:
    """Show what was done, and write it to the user's file, if one was named.

    `end` is what a command holds so that it finds the site and the blog. A quiet run
    shows what the author must do, or the form that was asked for.
    """
    if options.file:
        output.save(in_form(form_of(options.file), report, language()), options.file)
    result = _shown(report, options, end, failure_lines(report.failed, language()))
    if options.format:
        return result
    look = TerminalLook(language=language())
    return replace(result, quiet=needs_author(for_site(report, end), look))


def _shown(
    report: Report,
    options: ReportOptions,
    end: Ending,
    complaints: tuple[str, ...],
    named: Collection[str] = (),
    *,
    is_long: bool = False,
) -> CommandResult:
    """Write a report for stdout, be it a screen or not.

    Other forms are passed on: what they name works in the folder of the site, wherever that is.
    """
    look = _look_of(sys.stdout, os.environ)
    is_text = options.format is None or options.format == "text"
    text = (
        _text(for_site(report, end), options, named, look)
        if is_text
        else in_form(options.format or "text", report, language())
    )
    is_painted = is_text and look.is_coloured
    return CommandResult(text, complaints, report.is_done, is_long, is_painted)


def _text(
    report: Report, options: ReportOptions, named: Collection[str], look: TerminalLook
) -> str:
    files = (*report.changes, *report.comments) if options.patch or named else ()
    return report_text(report, look, {change.path for change in files}, named)


def _look_of(stream: TextIO, environ: Mapping[str, str]) -> TerminalLook:
    """Find out how wide a stream is and whether it shows colours (https://no-color.org)."""
    if not stream.isatty():
        return TerminalLook(language=language())
    is_coloured = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    return TerminalLook(shutil.get_terminal_size().columns, is_coloured, language())


@contextmanager
def stop_names_progress(journal: RunJournal) -> Iterator[None]:
    """Let a run that the user stops report what it has done so far."""
    try:
        yield
    except KeyboardInterrupt:
        if not (journal.files or journal.fetched or journal.removed):
            raise
        said = written(journal.done, [result.size for result in journal.fetched], language())
        raise KeyboardInterrupt(said) from None
