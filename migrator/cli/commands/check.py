"""`check`: options → what is wrong in a site, or will go wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from migrator.check import read_site as site_files
from migrator.check.as_json import check_json
from migrator.check.as_text import check_text
from migrator.check.checks import findings_in
from migrator.cli.options import CheckOptions
from migrator.cli.result import CommandResult
from migrator.files import each_read_once
from migrator.long_work.screen import language
from migrator.model import MigratorError
from migrator.site.around import ending, with_ending
from migrator.site.ledger import read_ledger
from migrator.site.losses import today

if TYPE_CHECKING:
    import httpx


def run(options: CheckOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Find what is wrong in a site, or will go wrong; writes nothing.

    No network but for a built site, whose posts are those on Velog unless a backup is named.
    """
    if options.built is not None:
        from migrator.cli.built_proof import prove

        return prove(options, options.built, transport)
    if options.backup or options.before or options.format in ("html", "markdown"):
        raise MigratorError(
            "--from, --before and --format html or markdown need --built DIR, the built site.",
            "--from, --before, --format html, --format markdown은 빌드한 사이트를 지정하는 --built "
            "DIR과 함께 씁니다.",
        )
    with each_read_once():
        ledger = read_ledger(options.site)
        lost = ledger.settled_names(today())
        site = site_files.read_site(options.site, datetime.now(UTC), lost, ledger.username)
    end = ending(options.site)
    findings = [replace(each, advice=with_ending(each.advice, end)) for each in findings_in(site)]
    is_json = options.format == "json"
    said = check_json(findings, site) if is_json else check_text(findings, site, language())
    return CommandResult(said, (), is_done=not findings, is_long=True, is_prose=not is_json)
