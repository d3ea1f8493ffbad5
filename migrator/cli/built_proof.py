"""`check --built`: options → whether the built pages show what Velog shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.options import CheckOptions
from migrator.cli.result import CommandResult
from migrator.fetcher.endings import image_fault
from migrator.fetcher.source import BlogRequest
from migrator.model import MigratorError
from migrator.pipeline import RunRequest, read_blog_in_site
from migrator.planner import SyncRules
from migrator.progress import progress_bars
from migrator.proof.as_json import proof_json
from migrator.proof.as_text import proof_text
from migrator.proof.asked_posts import posts_to_prove
from migrator.proof.expected import BuiltSite
from migrator.proof.prove_blog import prove_blog
from migrator.proof.verdicts import Proof, Verdict

if TYPE_CHECKING:
    import httpx


def prove(
    options: CheckOptions, built: Path, transport: httpx.BaseTransport | None
) -> CommandResult:
    """Compare the page of each post with what Velog shows; writes nothing.

    Raises MigratorError where that cannot be told.
    """
    if not built.is_dir():
        raise MigratorError(
            f"There is no folder {built}. Build the site with `jekyll build`, then name the folder "
            "that it writes: --built _site."
        )
    there = read_blog_in_site(_request(options), transport)
    asked = list(posts_to_prove(there.blog, there.site, there.places))
    site = BuiltSite(built.resolve(), there.places.targets)
    with progress_bars() as start_bar:
        proof = prove_blog(asked, site, image_fault, start_bar("Pages"))
    _refuse_nothing(proof, built)
    write = proof_json if options.format == "json" else proof_text
    return CommandResult(write(proof), (), is_done=proof.is_proven, is_long=True)


def _request(options: CheckOptions) -> RunRequest:
    return RunRequest(
        root=options.site,
        blog=BlogRequest(username=None, backup=options.backup),
        rules=SyncRules(only_content=False, prune=False, max_prune=0),
        all_images=False,
        rebuild_ledger=False,
        strict=False,
    )


def _refuse_nothing(proof: Proof, built: Path) -> None:
    """Raise MigratorError where not one page of a post was found."""
    if all(post.verdict in (Verdict.ABSENT, Verdict.NO_PAGE) for post in proof.posts):
        raise MigratorError(
            f"{built} has no page of any post. Is it the folder that Jekyll built from this site? "
            "Name that with --built DIR, and the site with --site DIR."
        )
