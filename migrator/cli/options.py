"""The words of the command line → the command and what it was asked for, frozen and typed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from migrator.cli.arguments import build_parser

POST_ENDINGS = (".md", ".markdown")
ReportFormat = Literal["text", "json", "html", "markdown"]
Choice = Literal["ours", "theirs", "merged"]


@dataclass(frozen=True)
class LoginOptions:
    """What only the author of a blog may read, and where the tokens are; `may_ask` at a prompt."""

    private: bool
    drafts: bool
    token_file: Path | None
    may_ask: bool


@dataclass(frozen=True)
class ReportOptions:
    """How a report is shown: `file` is where it goes, `posts` are the only ones to be shown."""

    format: ReportFormat | None
    patch: bool
    file: Path | None
    open: bool = False
    posts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class InitOptions:
    """What `init` was asked for."""

    site: Path
    series_list: bool
    dry_run: bool


@dataclass(frozen=True)
class RunOptions:
    """What `migrate`, `sync` or `diff` was asked for; `backup` is read instead of the network."""

    site: Path
    username: str | None
    backup: Path | None
    login: LoginOptions
    report: ReportOptions
    all_images: bool
    dry_run: bool = False
    only_content: bool = False
    prune: bool = False
    max_prune: int = 0
    rebuild_ledger: bool = False


@dataclass(frozen=True)
class LocalizeOptions:
    """What `localize` was asked for."""

    site: Path
    username: str | None
    report: ReportOptions
    all_images: bool
    dry_run: bool


@dataclass(frozen=True)
class ResolveOptions:
    """What `resolve` was asked for: the post, and whose text it gets."""

    site: Path
    file: Path
    choice: Choice


@dataclass(frozen=True)
class CheckOptions:
    """What `check` was asked for."""

    site: Path
    format: Literal["text", "json"]


@dataclass(frozen=True)
class BackupOptions:
    """What `backup` was asked for; `folder` is where the backup goes."""

    username: str
    folder: Path
    login: LoginOptions
    all_images: bool


Options = InitOptions | RunOptions | LocalizeOptions | ResolveOptions | CheckOptions | BackupOptions


def read_options(argv: Sequence[str]) -> tuple[str, Options]:
    """Give the command and what it was asked for. SystemExit ends wrong usage, help and version."""
    args = build_parser().parse_args(argv)
    return args.command, _OPTIONS[args.command](args)


def _init(args: Namespace) -> InitOptions:
    return InitOptions(site=args.site, series_list=args.series_list, dry_run=args.dry_run)


def _migrate(args: Namespace) -> RunOptions:
    return RunOptions(
        site=args.site,
        username=args.username,
        backup=args.backup,
        login=_login(args),
        report=_report(args),
        all_images=args.all_images,
        dry_run=args.dry_run,
    )


def _sync(args: Namespace) -> RunOptions:
    return RunOptions(
        site=args.site,
        username=None,
        backup=args.backup,
        login=_login(args),
        report=_report(args),
        all_images=args.all_images,
        dry_run=args.dry_run,
        only_content=args.only_content,
        prune=args.prune,
        max_prune=args.max_prune,
        rebuild_ledger=args.rebuild_ledger,
    )


def _diff(args: Namespace) -> RunOptions:
    """Take a name that is a file's for a post, where it stands in the place of the user's name."""
    username: str | None = args.username
    posts = tuple(args.posts)
    if username is not None and username.endswith(POST_ENDINGS):
        posts, username = (Path(username), *posts), None
    return RunOptions(
        site=args.site,
        username=username,
        backup=args.backup,
        login=_login(args),
        report=ReportOptions(args.format, args.patch, args.file, args.open, posts),
        all_images=args.all_images,
    )


def _localize(args: Namespace) -> LocalizeOptions:
    return LocalizeOptions(
        site=args.site,
        username=args.username,
        report=_report(args),
        all_images=args.all_images,
        dry_run=args.dry_run,
    )


def _resolve(args: Namespace) -> ResolveOptions:
    return ResolveOptions(site=args.site, file=args.file, choice=args.choice)


def _check(args: Namespace) -> CheckOptions:
    return CheckOptions(site=args.site, format=args.format)


def _backup(args: Namespace) -> BackupOptions:
    return BackupOptions(
        username=args.username,
        folder=args.folder,
        login=_login(args),
        all_images=args.all_images,
    )


def _login(args: Namespace) -> LoginOptions:
    # A process can be started without a standard input.
    has_terminal = sys.stdin is not None and sys.stdin.isatty()
    may_ask = has_terminal and not args.no_input
    return LoginOptions(args.private, args.drafts, args.token_file, may_ask)


def _report(args: Namespace) -> ReportOptions:
    return ReportOptions(args.format, args.patch, args.file)


_OPTIONS: Mapping[str, Callable[[Namespace], Options]] = {
    "init": _init,
    "migrate": _migrate,
    "sync": _sync,
    "diff": _diff,
    "localize": _localize,
    "resolve": _resolve,
    "check": _check,
    "backup": _backup,
}
