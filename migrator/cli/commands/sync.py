"""`sync`: a migrated site up to date with Velog."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.carrying import carry_out_prepared
from migrator.cli.commands import diff
from migrator.cli.result import CommandResult
from migrator.model import MigratorError
from migrator.pipeline import prepared_for
from migrator.site.checkout import read_ledger
from migrator.site.ledger import BASE_FOLDER, LEDGER_PATH, WAY_BACK
from migrator.site.lock import locked
from migrator.writer import keep_old_ledger

if TYPE_CHECKING:
    import httpx


def run(args: Namespace, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring a migrated site up to date."""
    if not args.rebuild_ledger and read_ledger(args.site).username is None:
        raise MigratorError(
            f"{args.site} holds no finished migration. Run `velog-to-jekyll migrate USERNAME` "
            f"first; sync keeps it up to date from then on.{_lost_ledger(args.site)}"
        )
    if args.dry_run:
        return diff.run(args, transport)
    with locked(args.site), prepared_for(args, transport) as prepared:
        if args.rebuild_ledger:
            keep_old_ledger(args.site)
        return carry_out_prepared(prepared, args)


def _lost_ledger(root: Path) -> str:
    has_bases = (root / BASE_FOLDER).is_dir()
    return f" If {LEDGER_PATH} was there before: {WAY_BACK}" if has_bases else ""
