"""A plan and what carrying it out needs → the site as planned, and the result to show."""

from __future__ import annotations

from argparse import Namespace

from migrator.cli import output
from migrator.cli.result import CommandResult, done, so_far
from migrator.pipeline import PreparedRun
from migrator.report.report import report_outcome
from migrator.writer import RunJournal, carry_out


def carry_out_prepared(prepared: PreparedRun, args: Namespace) -> CommandResult:
    """Carry a plan out and say what came of it, also where it is stopped."""
    if args.file:
        output.check_file(args.file)
    journal = RunJournal()
    try:
        plan = carry_out(
            prepared.plan,
            prepared.ledger,
            args.site,
            prepared.source.fetch_images,
            prepared.replan,
            prepared.start_bar("Images"),
            journal,
        )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(so_far(journal)) from None
    return done(report_outcome(plan, journal, args.site, prepared.notes), args)
