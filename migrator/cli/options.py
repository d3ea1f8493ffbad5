"""The arguments of the command line → the command and its options, frozen and typed."""

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
Choice = Literal["ours", "theirs", "merged", "same", "other"]


@dataclass(frozen=True)
class LoginOptions:
    """Which posts only their author may read are wanted; `may_ask` for tokens at a prompt."""

    private: bool
    drafts: bool
    token_file: Path | None
    may_ask: bool


@dataclass(frozen=True)
class ReportOptions:
    """How a report is shown: it is written to `file`, if any; `posts` limits it to these posts."""

    format: ReportFormat | None
    patch: bool
    file: Path | None
    open: bool = False
    posts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class InitOptions:
    """The options of `init`."""

    site: Path
    series_list: bool
    pages: bool
    dry_run: bool


@dataclass(frozen=True)
class NewOptions:
    """The options of `new`; `backup` is read instead of the network, `github` is a name there.

    `may_ask` whether what is missing may be asked for at a terminal.
    """

    folder: Path | None
    username: str | None
    backup: Path | None
    github: str
    lang: Literal["ko", "en"] | None
    login: LoginOptions
    report: ReportOptions
    all_images: bool
    strict: bool
    may_ask: bool
    jobs: int


@dataclass(frozen=True)
class RunOptions:
    """The options of `migrate`, `sync` and `diff`; `backup` is read instead of the network."""

    site: Path
    username: str | None
    backup: Path | None
    login: LoginOptions
    report: ReportOptions
    all_images: bool
    about: bool
    jobs: int | None = None
    dry_run: bool = False
    only_content: bool = False
    strict: bool = False
    prune: bool = False
    max_prune: int = 0
    rebuild_ledger: bool = False


@dataclass(frozen=True)
class LocalizeOptions:
    """The options of `localize`."""

    site: Path
    username: str | None
    report: ReportOptions
    all_images: bool
    strict: bool
    dry_run: bool
    jobs: int


@dataclass(frozen=True)
class ResolveOptions:
    """The options of `resolve`: the file, and whose text it gets or whether it is a post.

    `post` is the id or the slug of the post on Velog, where the file may be several.
    """

    site: Path
    file: Path
    choice: Choice
    post: str | None = None


@dataclass(frozen=True)
class CheckOptions:
    """The options of `check`.

    `built` is the folder of the built site, `backup` where its posts are read instead of Velog,
    `before` an earlier build.
    """

    site: Path
    format: ReportFormat
    built: Path | None = None
    backup: Path | None = None
    before: Path | None = None


@dataclass(frozen=True)
class BackupOptions:
    """The options of `backup`; the backup is written to `folder`."""

    username: str
    folder: Path
    login: LoginOptions
    all_images: bool
    strict: bool
    jobs: int


Options = (
    NewOptions
    | InitOptions
    | RunOptions
    | LocalizeOptions
    | ResolveOptions
    | CheckOptions
    | BackupOptions
)


def read_options(argv: Sequence[str]) -> tuple[str, Options]:
    """Give the command and its options. Wrong usage, help and version raise SystemExit."""
    args = build_parser().parse_args(argv)
    return args.command, _OPTIONS[args.command](args)


def _new(args: Namespace) -> NewOptions:
    login = _login(args)
    lacks = args.folder is None or (args.username is None and args.backup is None)
    return NewOptions(
        folder=args.folder,
        username=args.username,
        backup=args.backup,
        github=args.github,
        lang=args.lang,
        login=login,
        report=ReportOptions(None, False, args.file),
        all_images=args.all_images,
        strict=args.strict,
        may_ask=lacks and login.may_ask,
        jobs=args.jobs,
    )


def _init(args: Namespace) -> InitOptions:
    return InitOptions(
        site=args.site,
        series_list=args.series_list,
        pages=args.pages,
        dry_run=args.dry_run,
    )


def _migrate(args: Namespace) -> RunOptions:
    return RunOptions(
        site=args.site,
        username=args.username,
        backup=args.backup,
        login=_login(args),
        report=_report(args),
        all_images=args.all_images,
        about=args.about,
        jobs=args.jobs,
        strict=args.strict,
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
        about=args.about,
        jobs=args.jobs,
        strict=args.strict,
        dry_run=args.dry_run,
        only_content=args.only_content,
        prune=args.prune,
        max_prune=args.max_prune,
        rebuild_ledger=args.rebuild_ledger,
    )


def _diff(args: Namespace) -> RunOptions:
    """Read a file name in the place of the user's name as a post."""
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
        about=args.about,
        strict=args.strict,
    )


def _localize(args: Namespace) -> LocalizeOptions:
    return LocalizeOptions(
        site=args.site,
        username=args.username,
        report=_report(args),
        all_images=args.all_images,
        strict=args.strict,
        dry_run=args.dry_run,
        jobs=args.jobs,
    )


def _resolve(args: Namespace) -> ResolveOptions:
    return ResolveOptions(site=args.site, file=args.file, choice=args.choice, post=args.post)


def _check(args: Namespace) -> CheckOptions:
    return CheckOptions(
        site=args.site, format=args.format, built=args.built, backup=args.backup, before=args.before
    )


def _backup(args: Namespace) -> BackupOptions:
    return BackupOptions(
        username=args.username,
        folder=args.folder,
        login=_login(args),
        all_images=args.all_images,
        strict=args.strict,
        jobs=args.jobs,
    )


def _login(args: Namespace) -> LoginOptions:
    # A process can be started without a standard input.
    has_terminal = sys.stdin is not None and sys.stdin.isatty()
    may_ask = has_terminal and not args.no_input
    return LoginOptions(args.private, args.drafts, args.token_file, may_ask)


def _report(args: Namespace) -> ReportOptions:
    return ReportOptions(args.format, args.patch, args.file)


_OPTIONS: Mapping[str, Callable[[Namespace], Options]] = {
    "new": _new,
    "init": _init,
    "migrate": _migrate,
    "sync": _sync,
    "diff": _diff,
    "localize": _localize,
    "resolve": _resolve,
    "check": _check,
    "backup": _backup,
}
