"""What argparse read on the command line → the command and its options, frozen and typed."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from migrator.long_work.talk import Loudness
from migrator.site.around import find_site

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
    comments: bool
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
    comments: bool = False


@dataclass(frozen=True)
class RunOptions:
    """The options of `migrate`, `sync` and `diff`; `backup` is read instead of the network.

    `comments` is None where the site remembers whether it has them, `max_prune` where it was not
    said.
    """

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
    comments: bool | None = None
    strict: bool = False
    prune: bool = False
    max_prune: int | None = None
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
    comments: bool
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


def read_options(args: Namespace) -> tuple[str, Options]:
    """Give the command and its options."""
    return args.command, _OPTIONS[args.command](args)


def loudness(args: Namespace) -> Loudness:
    """Give how much is said while the command works; one that is done at once has no choice."""
    said: Loudness = getattr(args, "loudness", "usual")
    return said


def _new(args: Namespace) -> NewOptions:
    login = _login(args)
    lacks = args.folder is None or (args.username is None and args.backup is None)
    return NewOptions(
        folder=_path(args.folder),
        username=args.username,
        backup=_path(args.backup),
        github=args.github,
        lang=getattr(args, "lang", None),
        login=login,
        report=ReportOptions(None, False, _path(args.file)),
        all_images=args.all_images,
        strict=args.strict,
        may_ask=lacks and login.may_ask,
        comments=args.comments,
        jobs=args.jobs,
    )


def _init(args: Namespace) -> InitOptions:
    return InitOptions(
        site=_site(args),
        series_list=args.series_list,
        comments=args.comments,
        pages=args.pages,
        dry_run=args.dry_run,
    )


def _migrate(args: Namespace) -> RunOptions:
    return RunOptions(
        site=_site(args),
        username=args.username,
        backup=_path(args.backup),
        login=_login(args),
        report=_report(args),
        all_images=args.all_images,
        comments=args.comments,
        about=args.about,
        jobs=args.jobs,
        strict=args.strict,
        dry_run=args.dry_run,
    )


def _sync(args: Namespace) -> RunOptions:
    return RunOptions(
        site=_site(args),
        username=None,
        backup=_path(args.backup),
        login=_login(args),
        report=_report(args),
        all_images=args.all_images,
        comments=args.comments,
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
    """Read the first word that is no file as the user's name, and all others as posts."""
    words = [*filter(None, [args.username]), *args.posts]
    username = next((word for word in words if not _is_file(word)), None)
    posts = tuple(Path(word) for word in words if word != username)
    return RunOptions(
        site=_site(args, *posts),
        username=username,
        backup=_path(args.backup),
        login=_login(args),
        report=replace(_report(args), open=args.open, posts=posts),
        all_images=args.all_images,
        comments=args.comments,
        about=args.about,
        strict=args.strict,
    )


def _is_file(word: str) -> bool:
    """Tell a path or a name of a file from a user's name, or an address in the user's blog."""
    if word.startswith("@") or "velog.io/" in word:
        return False
    # No user's name has these, and none begins with a day.
    return _OF_FILES.search(word) is not None


_OF_FILES = re.compile(r"[./\\]|[^\x00-\x7f]|^\d{4}-\d{1,2}-\d{1,2}-")


def _localize(args: Namespace) -> LocalizeOptions:
    return LocalizeOptions(
        site=_site(args),
        username=args.username,
        report=_report(args),
        all_images=args.all_images,
        strict=args.strict,
        dry_run=args.dry_run,
        jobs=args.jobs,
    )


def _resolve(args: Namespace) -> ResolveOptions:
    file = Path(args.file)
    return ResolveOptions(site=_site(args, file), file=file, choice=args.choice, post=args.post)


def _check(args: Namespace) -> CheckOptions:
    return CheckOptions(
        site=_site(args),
        format=args.format,
        built=_path(args.built),
        backup=_path(args.backup),
        before=_path(args.before),
    )


def _backup(args: Namespace) -> BackupOptions:
    return BackupOptions(
        username=args.username,
        folder=Path(args.folder),
        login=_login(args),
        all_images=args.all_images,
        comments=args.comments,
        strict=args.strict,
        jobs=args.jobs,
    )


def _login(args: Namespace) -> LoginOptions:
    # A process can be started without a standard input.
    has_terminal = sys.stdin is not None and sys.stdin.isatty()
    may_ask = has_terminal and not args.no_input
    return LoginOptions(args.private, args.drafts, _path(args.token_file), may_ask)


def _report(args: Namespace) -> ReportOptions:
    return ReportOptions(args.format, args.patch, _path(args.file))


def _site(args: Namespace, *files: Path) -> Path:
    """Give the site that is named, else that around the current folder or one of the files."""
    if args.site is not None:
        return Path(args.site)
    return find_site(*(file.parent for file in files))


def _path(name: str | None) -> Path | None:
    return None if name is None else Path(name)


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
