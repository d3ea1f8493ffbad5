"""`migrate`: a whole blog into a site, once."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from migrator.cli.carrying import carry_out_prepared
from migrator.cli.commands import diff
from migrator.cli.result import CommandResult
from migrator.model import MigratorError
from migrator.pipeline import prepared_for
from migrator.site.lock import locked

if TYPE_CHECKING:
    import httpx


def run(args: Namespace, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring a whole blog into a site. Refuses where that is done and Velog has changed since."""
    if args.dry_run:
        return diff.run(args, transport)
    with locked(args.site), prepared_for(args, transport) as prepared:
        if prepared.ledger.username is not None and prepared.plan.changes_posts:
            raise MigratorError(
                f"{args.site} was migrated before, and Velog has changed since: nothing was "
                "written. `velog-to-jekyll diff` shows the changes, `velog-to-jekyll sync` "
                "brings them."
            )
        return carry_out_prepared(prepared, args)
