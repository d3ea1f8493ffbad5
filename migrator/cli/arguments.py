"""The words of the commands → a parser of the command line, and its help."""

from __future__ import annotations

from migrator import __version__
from migrator.cli.help_ends import epilog, letters, seen
from migrator.cli.parser import CommandParser, ShowShellCode
from migrator.cli.shared_arguments import (
    MOST_PRUNED,
    add_about,
    add_all_images,
    add_backup,
    add_dry_run,
    add_jobs,
    add_language,
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
from migrator.long_work.screen import say

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from migrator.cli.parser import Subparsers


def build_parser() -> CommandParser:
    """Describe the commands; also the source of the help in the README."""
    parser = CommandParser(
        prog="velog-to-jekyll",
        description=say(
            "Move your Velog blog to your Jekyll site, images and all, and keep the two in step.",
            "Velog 블로그를 이미지까지 모두 Jekyll 사이트로 옮기고, 그 뒤로 둘을 맞춰 갑니다.",
        ),
        epilog=epilog() + seen("new blog labdev", "README.md", "docs/troubleshooting.md"),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"%(prog)s {__version__}",
        help=say("show program's version number and exit", "버전을 보여 주고 끝냄"),
    )
    parser.add_argument(
        "--completion",
        action=ShowShellCode,
        choices=("bash", "zsh", "fish"),
        metavar="SHELL",
        help=say(
            "print what makes bash, zsh or fish complete these words, and exit",
            "bash, zsh, fish가 이 명령을 자동 완성하게 하는 코드를 출력하고 끝냄",
        ),
    )
    add_language(parser)
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
        epilog=seen("new blog labdev --github haru", "README.md"),
        help=say(
            "make a Jekyll site in an empty folder, with a Velog blog in it",
            "Velog 블로그가 담긴 Jekyll 사이트를 빈 폴더에 만듦",
        ),
        description=say(
            "Make a Jekyll site in an empty or a new folder: complete, with a look of its "
            "own, and built by GitHub Pages as it is. With USERNAME the blog comes along: every "
            "post and image, title, About page, picture and links. At a terminal it asks for what "
            "is not said. Ends with how to publish the site. All of it is yours: sync writes posts "
            "and images only.",
            "비어 있거나 아직 없는 폴더에 Jekyll 사이트를 만듭니다. 디자인까지 다 갖추었고 GitHub "
            "Pages가 그대로 빌드합니다. USERNAME을 주면 블로그를 옮겨 담습니다: 모든 글과 이미지, "
            "제목, 소개 글, 사진, 링크. 터미널에서는 빠진 것을 물어봅니다. 마지막에 공개하는 "
            "방법이 나옵니다. 이제부터 모두 여러분의 것이고, sync는 글과 이미지만 씁니다.",
        ),
    )


def _new_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        help=say("the folder, empty or not there yet", "비어 있거나 아직 없는 폴더"),
    )
    add_username(parser)
    add_backup(parser)
    parser.add_argument(
        "--github",
        metavar="NAME",
        default="",
        help=say(
            "your name on GitHub, from which the site's address is guessed (default: that of DIR, "
            "if it is called NAME.github.io, else the one in your profile on Velog)",
            "사이트 주소를 짐작할 GitHub 이름(기본값: DIR이 NAME.github.io면 그 이름, 아니면 Velog "
            "프로필에 있는 것)",
        ),
    )
    add_language(
        parser,
        say(
            "the language of the pages (default: that of the posts, else ko), and of the screen "
            "(default: that of the locale)",
            "페이지의 언어(기본값: 글의 언어, 모르면 ko)와 화면의 언어(기본값: 로캘의 언어)",
        ),
    )
    add_all_images(parser)
    parser.add_argument(
        "--comments",
        action="store_true",
        help=say("bring the comments under posts, too", "글에 달린 댓글도 가져옴"),
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
        epilog=seen("init --site blog", "docs/settings.md"),
        help=say(
            "show what is detected in a site, and write a file of settings",
            "사이트에서 알아낸 것을 보여 주고 설정 파일을 씀",
        ),
        description=say(
            "Show which theme, which Jekyll and which habits were detected in the site, "
            "from what, and how a post will begin. Write a commented .velog-to-jekyll.toml there. "
            "migrate detects the same without that file.",
            "사이트의 테마, Jekyll, 글 쓰는 습관을 무엇을 보고 알아냈는지와 글이 어떻게 시작할지 "
            "보여 주고, 주석이 달린 .velog-to-jekyll.toml을 씁니다. 그 파일이 없어도 migrate는 "
            "똑같이 알아냅니다.",
        ),
    )


def _init_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--series-list",
        action="store_true",
        help=say(
            "also write _includes/velog-series.html, which lists the posts of a series",
            "시리즈의 글 목록을 보여 주는 _includes/velog-series.html도 씀",
        ),
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help=say(
            "also write _includes/velog-comments.html, which shows the comments that --comments "
            "of migrate and sync brings",
            "migrate와 sync의 --comments로 가져온 댓글을 보여 주는 _includes/velog-comments.html도 "
            "씀",
        ),
    )
    parser.add_argument(
        "--pages",
        action="store_true",
        help=say(
            "also write a page of all series and one of all tags, where theme and site have none",
            "테마와 사이트에 없으면 모든 시리즈와 모든 태그의 페이지도 씀",
        ),
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("show this, and write nothing", "보여 주기만 하고 아무것도 쓰지 않음"),
    )
    add_language(parser)


def _add_migrate(commands: Subparsers) -> None:
    commands.add_parser(
        "migrate",
        arguments=_migrate_arguments,
        epilog=seen("migrate labdev --site blog", "README.md"),
        help=say(
            "bring every post and image of a Velog blog into a Jekyll site",
            "Velog 블로그의 모든 글과 이미지를 Jekyll 사이트로 옮김",
        ),
        description=say(
            "Bring every post and image of a Velog blog into a Jekyll site, once. Run it "
            "again if it was interrupted; later changes come with sync.",
            "Velog 블로그의 모든 글과 이미지를 Jekyll 사이트로 한 번 옮깁니다. 중단되었으면 다시 "
            "실행하세요. 그 뒤에 바뀐 것은 sync로 가져옵니다.",
        ),
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
    add_language(parser)


def _add_sync(commands: Subparsers) -> None:
    commands.add_parser(
        "sync",
        arguments=_sync_arguments,
        epilog=letters() + seen("sync --site blog", "README.md", "docs/nightly.md"),
        help=say(
            "bring a migrated site up to date with Velog", "옮긴 사이트에 Velog의 변경을 반영"
        ),
        description=say(
            "Bring a site that was migrated before up to date with Velog. What changed there is "
            "written, what you edited here is kept, and where both changed, they are merged.",
            "전에 옮긴 사이트에 Velog의 변경을 반영합니다. Velog에서 바뀐 글은 쓰고, 여기서 고친 "
            "글은 그대로 두고, 양쪽에서 바뀐 글은 병합합니다.",
        ),
    )


def _sync_arguments(parser: CommandParser) -> None:
    add_source(parser)
    add_jobs(parser)
    add_about(parser)
    parser.add_argument(
        "--only-content",
        action="store_true",
        help=say(
            "leave posts as they are if only this tool's way of writing them has changed",
            "이 도구가 쓰는 방식만 달라진 글은 그대로 둠",
        ),
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help=say(
            "move posts that are gone from Velog, and that you did not edit, out of the site, to "
            ".velog-to-jekyll/removed",
            "Velog에 없고 여기서 고치지 않은 글을 사이트 밖 .velog-to-jekyll/removed로 옮김",
        ),
    )
    parser.add_argument(
        "--max-prune",
        type=number_of_posts,
        metavar="N",
        help=say(
            f"with --prune: remove nothing if more than N posts would go (default: {MOST_PRUNED})",
            f"--prune과 함께: 치울 글이 N개보다 많으면 하나도 치우지 않음(기본값: {MOST_PRUNED})",
        ),
    )
    parser.add_argument(
        "--rebuild-ledger",
        action="store_true",
        help=say(
            "rebuild the ledger from the velog ids in the posts' front matter",
            "글 머리말의 velog id로 원장을 다시 만듦",
        ),
    )
    add_report(parser)
    add_report_file(parser)
    add_dry_run(parser)
    add_loudness(parser)
    add_language(parser)


def _add_diff(commands: Subparsers) -> None:
    commands.add_parser(
        "diff",
        arguments=_diff_arguments,
        epilog=letters() + seen("diff --site blog --open", "docs/report.md"),
        help=say(
            "show what migrate or sync would do, and write nothing",
            "migrate나 sync가 할 일을 보여 주고 아무것도 쓰지 않음",
        ),
        description=say(
            "Show what migrate or sync would do to the site, and write nothing in it: how "
            "many posts and images, each post that differs. With --patch, or for the posts that "
            "are named, also the differences.",
            "migrate나 sync가 사이트에 할 일을 보여 주고 아무것도 쓰지 않습니다. 글과 이미지의 수, "
            "달라진 글이 하나하나 나옵니다. --patch를 주거나 글을 지정하면 차이까지 보여 줍니다.",
        ),
    )


def _diff_arguments(parser: CommandParser) -> None:
    add_username(parser)
    parser.add_argument(
        "posts",
        metavar="POST",
        nargs="*",
        help=say(
            "show only these posts, with their differences; name the files as the list does",
            "이 글만 차이와 함께 보여 줌. 파일 이름은 목록에 나온 대로",
        ),
    )
    add_source(parser)
    add_about(parser)
    add_report(parser)
    parser.add_argument(
        "--report",
        dest="file",
        metavar="FILE",
        help=say(
            "write the report to FILE; its ending, .json, .html or .md, chooses the form",
            "보고서를 FILE에 씀. 확장자 .json, .html, .md가 형식을 정함",
        ),
    )
    add_older_name(parser, "--output", "file")
    parser.add_argument(
        "--open",
        action="store_true",
        help=say("show the report in the browser, as HTML", "보고서를 브라우저에서 HTML로 보여 줌"),
    )
    add_loudness(parser)
    add_language(parser)


def _add_localize(commands: Subparsers) -> None:
    commands.add_parser(
        "localize",
        arguments=_localize_arguments,
        epilog=seen("localize --site blog --dry-run", "README.md"),
        help=say(
            "bring the images of posts that you moved by hand into the site",
            "손으로 옮긴 글의 이미지를 사이트로 가져옴",
        ),
        description=say(
            "For a site that shows images which are still on Velog's servers: download "
            "the images into the site and point its files at them (posts, pages, layouts, data, "
            "styles), and links to your posts on Velog at the posts here. Nothing else in the "
            "files changes, nor do addresses in code. Run it as often as you like.",
            "아직 Velog 서버의 이미지를 보여 주는 사이트에 씁니다. 이미지를 사이트로 내려받아 "
            "파일(글, 페이지, 레이아웃, 데이터, 스타일)이 그것을 가리키게 하고, Velog의 내 글로 "
            "가는 링크는 여기 글로 돌립니다. 그 밖에는 파일에서 아무것도 바뀌지 않고, 코드 속의 "
            "주소도 그대로입니다. 몇 번이든 실행해도 됩니다.",
        ),
    )


def _localize_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--username",
        metavar="NAME",
        help=say(
            "whose posts these are on Velog (default: who uploaded the images)",
            "이 글들의 Velog 사용자(기본값: 이미지를 올린 사람)",
        ),
    )
    parser.add_argument(
        "--all-images",
        action="store_true",
        help=say("also download images from other hosts", "다른 서버의 이미지도 내려받음"),
    )
    add_strict(parser)
    add_jobs(parser)
    add_report(parser)
    add_report_file(parser)
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say(
            "show what would be done, and write nothing", "할 일을 보여 주고 아무것도 쓰지 않음"
        ),
    )
    add_loudness(parser)
    add_language(parser)


def _add_resolve(commands: Subparsers) -> None:
    commands.add_parser(
        "resolve",
        arguments=_resolve_arguments,
        epilog=seen("resolve 2024-01-31-title.md --ours --site blog", "docs/troubleshooting.md"),
        help=say(
            "end a conflict, or the doubt whether a file is a post",
            "충돌을 끝내거나, 파일이 그 글인지 정함",
        ),
        description=say(
            "End the conflict of a post that changed on Velog and here in the same place "
            "(UU), choose the text of a file that was adopted and differs ( A), or say whether a "
            "file is the post that it may be (??). A file with comments that you edited or deleted "
            "is given back to sync with --theirs. The next sync goes by that.",
            "Velog와 여기서 같은 곳이 바뀐 글의 충돌(UU)을 끝내거나, 연결했지만 Velog와 다른 파일( "
            "A)의 글을 고르거나, 파일이 그 글인지(??) 정합니다. 고치거나 지운 댓글 파일은 "
            "--theirs로 다시 sync에 맡깁니다. 다음 sync부터 그대로 따릅니다.",
        ),
    )


_CHOICES = (
    (
        "ours",
        "keep the file as it is here, also if you merged it by hand",
        "여기 파일을 그대로 둠. 직접 합친 것도",
    ),
    ("theirs", "take Velog's text", "Velog의 글을 받음"),
    (
        "merged",
        "take both: lines that changed in both places follow one another",
        "둘 다 받음. 양쪽에서 바뀐 줄은 잇따라 둠",
    ),
    (
        "same",
        "FILE is the post that it may be: it is kept, and synced from then on",
        "FILE이 그 글임. 그대로 두고 이때부터 함께 맞춰 감",
    ),
    (
        "other",
        "FILE is another post: Velog's is written, under a free name",
        "FILE은 다른 글임. Velog의 글을 비어 있는 이름으로 씀",
    ),
)


def _resolve_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help=say("the file, by its path or its name alone", "파일의 경로나 이름"),
    )
    choice = parser.add_mutually_exclusive_group(required=True)
    for name, *what in _CHOICES:
        choice.add_argument(
            f"--{name}", dest="choice", action="store_const", const=name, help=say(*what)
        )
    parser.add_argument(
        "--post",
        metavar="SLUG",
        help=say(
            "with --same or --other: which post, by slug or id, where FILE may be several",
            "--same이나 --other와 함께: FILE이 여러 글일 수 있을 때 어느 글인지 slug나 id로",
        ),
    )
    add_site(parser)
    add_loudness(parser)
    add_language(parser)


def _add_check(commands: Subparsers) -> None:
    commands.add_parser(
        "check",
        arguments=_check_arguments,
        epilog=seen("check --site blog", "docs/check.md"),
        help=say(
            "find what is wrong in a Jekyll site, or will go wrong, and write nothing",
            "Jekyll 사이트에서 잘못되었거나 잘못될 곳을 찾고 아무것도 쓰지 않음",
        ),
        description=say(
            "Find what is wrong in a Jekyll site, or will go wrong: broken front matter, "
            "missing images, Liquid that would run, posts that share an address, and more. Reads "
            "files only: no network, no Ruby; writes nothing. With --built, prove instead that the "
            "pages that Jekyll built show what Velog shows.",
            "Jekyll 사이트에서 잘못되었거나 잘못될 곳을 찾습니다. 깨진 머리말, 없는 이미지, 실행될 "
            "Liquid, 주소가 같은 글 등입니다. 파일만 읽으므로 네트워크도 Ruby도 필요 없고, "
            "아무것도 쓰지 않습니다. --built를 주면 Jekyll이 빌드한 페이지가 Velog와 똑같이 "
            "보이는지 증명합니다.",
        ),
    )


def _check_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--built",
        metavar="DIR",
        help=say(
            "compare the pages of the built site in DIR, such as _site, with the posts on Velog",
            "빌드한 사이트(_site 등) DIR의 페이지를 Velog의 글과 비교",
        ),
    )
    parser.add_argument(
        "--from",
        dest="backup",
        metavar="DIR",
        help=say(
            "with --built: read the posts from a backup instead of the network",
            "--built와 함께: 네트워크 대신 백업에서 글을 읽음",
        ),
    )
    parser.add_argument(
        "--before",
        metavar="DIR",
        help=say(
            "with --built: a build from before the migration; of the site's other pages, only "
            "what was not wrong there is named",
            "--built와 함께: 옮기기 전의 빌드. 사이트의 다른 페이지는 거기서 괜찮았던 것만 알림",
        ),
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "markdown"),
        default="text",
        metavar="FORM",
        help=say(
            "the form of the report: text for people (default), json for programs and, with "
            "--built, html for a browser, markdown for a comment on GitHub",
            "보고서의 형식: 사람이 읽는 text(기본값), 프로그램용 json, --built와 함께라면 "
            "브라우저용 html, GitHub 댓글용 markdown",
        ),
    )
    add_loudness(parser)
    add_language(parser)


def _add_backup(commands: Subparsers) -> None:
    commands.add_parser(
        "backup",
        arguments=_backup_arguments,
        epilog=seen("backup labdev saved", "docs/backup.md"),
        help=say(
            "save the posts as Velog sends them, and the images, as plain files",
            "Velog가 보낸 그대로의 글과 이미지를 파일로 저장",
        ),
        description=say(
            "Save the posts as Velog sends them, and every image, as plain files in a "
            "folder. migrate, sync and diff read it with --from.",
            "Velog가 보낸 그대로의 글과 모든 이미지를 폴더에 파일로 저장합니다. migrate, sync, "
            "diff가 --from으로 읽습니다.",
        ),
    )


def _backup_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "username",
        metavar="USERNAME",
        help=say("the name after @ on velog.io", "velog.io에서 @ 뒤의 이름"),
    )
    parser.add_argument(
        "folder", metavar="DIR", help=say("where the backup goes", "백업을 둘 폴더")
    )
    add_all_images(parser)
    parser.add_argument(
        "--comments",
        action="store_true",
        help=say("save the comments under posts, too", "글에 달린 댓글도 저장"),
    )
    add_strict(parser)
    add_jobs(parser)
    add_tokens(parser)
    add_loudness(parser)
    add_language(parser)
