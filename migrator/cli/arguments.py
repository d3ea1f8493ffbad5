"""The parser of a command → the same with the arguments that the command takes."""

from __future__ import annotations

from migrator.cli.parser import CommandParser, add_language
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
from migrator.long_work.screen import say

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


def _init_arguments(parser: CommandParser) -> None:
    add_site(parser)
    parser.add_argument(
        "--series-list",
        action="store_true",
        help=say(
            "also write the include velog-series.html, which lists the posts of a series",
            "시리즈의 글 목록을 보여 주는 include velog-series.html도 씀",
        ),
    )
    parser.add_argument(
        "--comments",
        action="store_true",
        help=say(
            "also write the include velog-comments.html, which shows the comments that --comments "
            "of migrate and sync brings",
            "migrate와 sync의 --comments로 가져온 댓글을 보여 주는 include velog-comments.html도 "
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
        "FILE이 그 글임. 그대로 두고 이때부터 동기화함",
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


def _backup_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "username",
        metavar="USERNAME",
        help=say("the name after @ on velog.io", "velog.io에서 @ 뒤의 이름"),
    )
    parser.add_argument(
        "folder", metavar="DIR", help=say("where the backup goes", "백업을 둘 폴더")
    )
    add_all_images(parser, say("save images from other hosts, too", "다른 서버의 이미지도 저장"))
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


ARGUMENTS: Mapping[str, Callable[[CommandParser], None]] = {
    "new": _new_arguments,
    "init": _init_arguments,
    "migrate": _migrate_arguments,
    "sync": _sync_arguments,
    "diff": _diff_arguments,
    "localize": _localize_arguments,
    "resolve": _resolve_arguments,
    "check": _check_arguments,
    "backup": _backup_arguments,
}
"""What adds the arguments of each command."""
