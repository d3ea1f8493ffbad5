"""What a command has to say, and how its report is shown."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from dataclasses import dataclass

from migrator.cli import output
from migrator.report.as_text import failure_lines, report_text, summary, written
from migrator.report.forms import FORMS, form_of
from migrator.report.report import Report
from migrator.writer import RunJournal


@dataclass(frozen=True)
class CommandResult:
    """What a command has to say: `text` is the result, `complaints` are lines for stderr.

    `is_long` texts are for a pager.
    """

    text: str
    complaints: tuple[str, ...]
    is_done: bool
    is_long: bool = False


def ahead(report: Report, args: Namespace) -> CommandResult:
    """Show what would be done: on the screen, in a file, in the browser."""
    if not args.file and not args.open:
        return CommandResult(shown(report, args), (), report.is_done, is_long=True)
    file = args.file or output.temporary_file(".html")
    output.save(FORMS[args.format or form_of(file)](report), file)
    if args.open:
        output.open_in_browser(file)
    return CommandResult(f"{summary(report)}\nThe report is in {file}.\n", (), report.is_done)


def done(report: Report, args: Namespace) -> CommandResult:
    """Show what was done, and write it to the file that was asked for."""
    if args.file:
        output.save(FORMS[form_of(args.file)](report), args.file)
    return CommandResult(shown(report, args), failure_lines(report.failed), report.is_done)


def shown(report: Report, args: Namespace) -> str:
    """Write a report for the screen, or for whatever stands in its place."""
    if args.format not in (None, "text"):
        return FORMS[args.format](report)
    shows_patches = args.patch or args.posts
    patched = {change.path for change in report.changes} if shows_patches else set()
    return report_text(report, output.look_of(sys.stdout, os.environ), patched)


def so_far(journal: RunJournal) -> str:
    """Say what a run that is being stopped has done."""
    sizes = [result.size for result in journal.fetched]
    return written(len(journal.written), journal.files, sizes)
