"""The options of a command → the request that the pipeline carries out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from migrator.cli.options import LoginOptions, RunOptions
from migrator.cli.shared_arguments import MOST_PRUNED
from migrator.fetcher.source import BlogRequest
from migrator.pipeline import RunRequest


def run_request(options: RunOptions) -> RunRequest:
    """Say which blog goes into which site, and how."""
    return RunRequest(
        root=options.site,
        blog=replace(
            blog_request(options.username, options.login, options.backup),
            profile=options.about,
            jobs=options.jobs,
        ),
        only_content=options.only_content,
        prune=options.prune,
        max_prune=MOST_PRUNED if options.max_prune is None else options.max_prune,
        all_images=options.all_images,
        rebuild_ledger=options.rebuild_ledger,
        strict=options.strict,
        comments=options.comments,
        about=options.about,
    )


def blog_request(
    username: str | None, login: LoginOptions, backup: Path | None = None
) -> BlogRequest:
    """Say whose blog is read, from where, and which of its posts."""
    return BlogRequest(
        username=username,
        backup=backup,
        private=login.private,
        drafts=login.drafts,
        token_file=login.token_file,
        may_ask=login.may_ask,
    )
