"""The words of the commands → a parser of the command line, and its help."""

from __future__ import annotations

from migrator import __version__
from migrator.cli.exit_codes import MEANINGS
from migrator.cli.parser import CommandParser, ShowShellCode
from migrator.cli.shared_arguments import (
    MOST_PRUNED,
    add_about,
    add_all_images,
    add_backup,
    add_dry_run,
    add_jobs,
    add_loudness,
    add_older_name,
    add_report,
    add_report_file,
    add_site,
    add_source,
    add_strict,
    add_tokens,
    add_username,
    number_of_posts,
)

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from migrator.cli.parser import Subparsers

EPILOG = f"""\
exit codes:
{"".join(f"  {code:<3}  {meaning}{chr(10)}" for code, meaning in MEANINGS.items())}
environment:
  VELOG_V3_ENDPOINT    GraphQL address to use instead of https://v3.velog.io/graphql
  VELOG_V2_ENDPOINT    GraphQL address to use instead of https://v2.velog.io/graphql
  VELOG_IMAGE_ORIGIN   scheme://host:port to fetch every image from, instead of its own host
  VELOG_ACCESS_TOKEN   the cookie access_token of your login at velog.io (--private, --drafts)
  VELOG_REFRESH_TOKEN  the cookie refresh_token of the same login
  SOURCE_DATE_EPOCH    the day of a run, in seconds since 1970, for what is known since when
  PAGER                what shows long reports at a terminal (default: less; empty: nothing)
  NO_COLOR             no colour

"""


COLUMNS = """\
For each post that differs, the report has a line with two letters: what happened on Velog, and \
what happened here.

  A   new on Velog
  M   changed on Velog
  R   renamed on Velog: same file
  W   written differently, the same post
  D   gone from Velog: kept
  DD  gone from Velog and removed
   M  changed here: kept
   D  deleted here: not written again, named once
   A  a file of yours that is the post: adopted
   R  another address by what you set: links follow
  MM  changed in both and merged
  UU  changed in both, in conflict: kept (resolve)
  ??  may be one of your files: not written (resolve)

"""


def _seen(example: str, page: str) -> str:
    """Show a command as one types it, and say where all of it is explained."""
    return f"example:\n  velog-to-jekyll {example}\n\ndocumentation: {page} in the repository\n"


def build_parser() -> CommandParser:
    """Describe the commands; also the source of the help in the README."""
    parser = CommandParser(
        prog="velog-to-jekyll",
        description="Move your Velog blog to your Jekyll site, images and all, and keep the two "
        "in step.",
        epilog=EPILOG + _seen("new blog labdev", "README.md and docs/troubleshooting.md"),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "--completion",
        action=ShowShellCode,
        choices=("bash", "zsh", "fish"),
        metavar="SHELL",
        help="print what makes bash, zsh or fish complete these words, and exit",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_new(commands)
    _add_init(commands)
    _add_migrate(commands)
    _add_sync(commands)
    _add_diff(commands)
    _add_localize(commands)
    _add_resolve(commands)
    _add_check(commands)
    _add_backup(commands)
    return parser


def _add_new(commands: Subparsers) -> None:
    commands.add_parser(
        "new",
        arguments=_new_arguments,
        epilog=_seen("new blog labdev --github haru", "README.md"),
        help="make a Jekyll site in an empty folder, with a Velog blog in it",
        description="Make a Jekyll site in an empty or a new folder: complete, with a look of its "
        "own, and built by GitHub Pages as it is. With USERNAME the blog comes along: every post "
        "and image, title, About page, picture and links. At a terminal it asks for what is not "
        "said. Ends with how to publish the site. All of it is yours: sync writes posts and "
        "images only.",
    )


def _new_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", help="the folder, empty or not there yet"
    )
    add_username(parser)
    add_backup(parser)
    parser.add_argument(
        "--github",
        metavar="NAME",
        default="",
        help="your name on GitHub, from which the site's address is guessed (default: that of DIR, "
        "if it is called NAME.github.io, else the one in your profile on Velog)",
    )
    parser.add_argument(
        "--lang",
        choices=("ko", "en"),
        help="the language of the pages (default: that of the posts, else ko)",
    )
    add_all_images(parser)
    parser.add_argument(
        "--comments", action="store_true", help="bring the comments under posts, too"
    )
    add_strict(parser)
    add_jobs(parser)
    add_tokens(parser)
    add_report_file(parser)
    add_loudness(parser)


def _add_init(commands: Subparsers) -> None:
    commands.add_parser(
        "init",
        arguments=_init_arguments,
        epilog=_seen("init --site blog", "docs/settings.md"),
        help="show what is detected in a site, and write a file of settings",
        description="Show which theme, which Jekyll and which habits were detected in the site, "
        "from what, and how a post will begin. Write a commented .velog-to-jekyll.toml there. "
        "migrate detects the same without that file.",
    )


def _init_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--series-list",
        action="store_true",
        help="also write _includes/velog-series.html, which lists the posts of a series",
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help="also write _includes/velog-comments.html, which shows the comments that --comments "
        "of migrate and sync brings",
    )
    parser.add_argument(
        "--pages",
        action="store_true",
        help="also write a page of all series and one of all tags, where theme and site have none",
    )
    parser.add_argument("--dry-run", action="store_true", help="show this, and write nothing")


def _add_migrate(commands: Subparsers) -> None:
    commands.add_parser(
        "migrate",
        arguments=_migrate_arguments,
        epilog=_seen("migrate labdev --site blog", "README.md"),
        help="bring every post and image of a Velog blog into a Jekyll site",
        description="Bring every post and image of a Velog blog into a Jekyll site, once. Run it "
        "again if it was interrupted; later changes come with sync.",
    )


def _migrate_arguments(parser: CommandParser) -> None:
    add_username(parser)
    add_source(parser)
    add_jobs(parser)
    add_about(parser)
    add_report(parser)
    add_report_file(parser)
    add_dry_run(parser)
    add_loudness(parser)


def _add_sync(commands: Subparsers) -> None:
    commands.add_parser(
        "sync",
        arguments=_sync_arguments,
        epilog=COLUMNS + _seen("sync --site blog", "README.md and docs/nightly.md"),
        help="bring a migrated site up to date with Velog",
        description="Bring a site that was migrated before up to date with Velog. What changed "
        "there is written, what you edited here is kept, and where both changed, they are merged.",
    )


def _sync_arguments(parser: CommandParser) -> None:
    add_source(parser)
    add_jobs(parser)
    add_about(parser)
    parser.add_argument(
        "--only-content",
        action="store_true",
        help="leave posts as they are if only this tool's way of writing them has changed",
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help="move posts that are gone from Velog, and that you did not edit, out of the site, to "
        ".velog-to-jekyll/removed",
    )
    parser.add_argument(
        "--max-prune",
        type=number_of_posts,
        metavar="N",
        help=f"with --prune: remove nothing if more than N posts would go (default: {MOST_PRUNED})",
    )
    parser.add_argument(
        "--rebuild-ledger",
        action="store_true",
        help="rebuild the ledger from the velog ids in the posts' front matter",
    )
    add_report(parser)
    add_report_file(parser)
    add_dry_run(parser)
    add_loudness(parser)


def _add_diff(commands: Subparsers) -> None:
    commands.add_parser(
        "diff",
        arguments=_diff_arguments,
        epilog=COLUMNS + _seen("diff --site blog --open", "docs/report.md"),
        help="show what migrate or sync would do, and write nothing",
        description="Show what migrate or sync would do to the site, and write nothing in it: how "
        "many posts and images, each post that differs. With --patch, or for the posts that are "
        "named, also the differences.",
    )


def _diff_arguments(parser: CommandParser) -> None:
    add_username(parser)
    parser.add_argument(
        "posts",
        metavar="POST",
        nargs="*",
        help="show only these posts, with their differences; name the files as the list does",
    )
    add_source(parser)
    add_about(parser)
    add_report(parser)
    parser.add_argument(
        "--report",
        dest="file",
        metavar="FILE",
        help="write the report to FILE; its ending, .json, .html or .md, chooses the form",
    )
    add_older_name(parser, "--output", "file")
    parser.add_argument(
        "--open", action="store_true", help="show the report in the browser, as HTML"
    )
    add_loudness(parser)


def _add_localize(commands: Subparsers) -> None:
    commands.add_parser(
        "localize",
        arguments=_localize_arguments,
        epilog=_seen("localize --site blog --dry-run", "README.md"),
        help="bring the images of posts that you moved by hand into the site",
        description="For a site that shows images which are still on Velog's servers: download "
        "the images into the site and point its files at them (posts, pages, layouts, data, "
        "styles), and links to your posts on Velog at the posts here. Nothing else in the files "
        "changes, nor do addresses in code. Run it as often as you like.",
    )


def _localize_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--username",
        metavar="NAME",
        help="whose posts these are on Velog (default: who uploaded the images)",
    )
    parser.add_argument(
        "--all-images", action="store_true", help="also download images from other hosts"
    )
    add_strict(parser)
    add_jobs(parser)
    add_report(parser)
    add_report_file(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be done, and write nothing"
    )
    add_loudness(parser)


def _add_resolve(commands: Subparsers) -> None:
    commands.add_parser(
        "resolve",
        arguments=_resolve_arguments,
        epilog=_seen("resolve 2024-01-31-title.md --ours --site blog", "docs/troubleshooting.md"),
        help="end a conflict, or the doubt whether a file is a post",
        description="End the conflict of a post that changed on Velog and here in the same place "
        "(UU), choose the text of a file that was adopted and differs ( A), or say whether a file "
        "is the post that it may be (??). A file with comments that you edited or deleted is given "
        "back to sync with --theirs. The next sync goes by that.",
    )


def _resolve_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file, by its path or its name alone")
    choice = parser.add_mutually_exclusive_group(required=True)
    for name, what in (
        ("ours", "keep the file as it is here, also if you merged it by hand"),
        ("theirs", "take Velog's text"),
        ("merged", "take both: lines that changed in both places follow one another"),
        ("same", "FILE is the post that it may be: it is kept, and synced from then on"),
        ("other", "FILE is another post: Velog's is written, under a free name"),
    ):
        choice.add_argument(f"--{name}", dest="choice", action="store_const", const=name, help=what)
    parser.add_argument(
        "--post",
        metavar="SLUG",
        help="with --same or --other: which post, by slug or id, where FILE may be several",
    )
    add_site(parser)
    add_loudness(parser)


def _add_check(commands: Subparsers) -> None:
    commands.add_parser(
        "check",
        arguments=_check_arguments,
        epilog=_seen("check --site blog", "docs/check.md"),
        help="find what is wrong in a Jekyll site, or will go wrong, and write nothing",
        description="Find what is wrong in a Jekyll site, or will go wrong: broken front matter, "
        "missing images, Liquid that would run, posts that share an address, and more. Reads "
        "files only: no network, no Ruby; writes nothing. With --built, prove instead that the "
        "pages that Jekyll built show what Velog shows.",
    )


def _check_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--built",
        metavar="DIR",
        help="compare the pages of the built site in DIR, such as _site, with the posts on Velog",
    )
    parser.add_argument(
        "--from",
        dest="backup",
        metavar="DIR",
        help="with --built: read the posts from a backup instead of the network",
    )
    parser.add_argument(
        "--before",
        metavar="DIR",
        help="with --built: a build from before the migration; of the site's other pages, only "
        "what was not wrong there is named",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "markdown"),
        default="text",
        metavar="FORM",
        help="the form of the report: text for people (default), json for programs and, with "
        "--built, html for a browser, markdown for a comment on GitHub",
    )
    add_loudness(parser)


def _add_backup(commands: Subparsers) -> None:
    commands.add_parser(
        "backup",
        arguments=_backup_arguments,
        epilog=_seen("backup labdev saved", "docs/backup.md"),
        help="save the posts as Velog sends them, and the images, as plain files",
        description="Save the posts as Velog sends them, and every image, as plain files in a "
        "folder. migrate, sync and diff read it with --from.",
    )


def _backup_arguments(parser: CommandParser) -> None:
    parser.add_argument("username", metavar="USERNAME", help="the name after @ on velog.io")
    parser.add_argument("folder", metavar="DIR", help="where the backup goes")
    add_all_images(parser)
    parser.add_argument(
        "--comments", action="store_true", help="save the comments under posts, too"
    )
    add_strict(parser)
    add_jobs(parser)
    add_tokens(parser)
    add_loudness(parser)
