"""A parser → the same with the arguments that several commands share."""

from __future__ import annotations

import argparse

from migrator.fetcher.jobs import MOST_JOBS, USUAL_JOBS
from migrator.long_work.screen import say

MOST_PRUNED = 5


def add_username(parser: argparse.ArgumentParser) -> None:
    """Add the name of a user, which may be left out."""
    parser.add_argument(
        "username",
        metavar="USERNAME",
        nargs="?",
        help=say(
            "the name after @ on velog.io; not needed with --from or where the site knows it",
            "velog.io에서 @ 뒤의 이름. --from을 주거나 사이트가 알면 필요 없음",
        ),
    )


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add where posts come from and where they go, and what else is fetched."""
    add_site(parser)
    add_backup(parser)
    add_all_images(parser)
    add_comments(parser)
    add_strict(parser)
    add_tokens(parser)


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Add the folder of a backup."""
    parser.add_argument(
        "--from",
        dest="backup",
        metavar="DIR",
        help=say("read a backup instead of the network", "네트워크 대신 백업을 읽음"),
    )


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the site."""
    parser.add_argument(
        "--site",
        metavar="DIR",
        help=say(
            "the Jekyll site (default: the one that you are in)",
            "Jekyll 사이트(기본값: 현재 폴더가 속한 사이트)",
        ),
    )


def add_about(parser: argparse.ArgumentParser) -> None:
    """Add whether the About page comes along."""
    parser.add_argument(
        "--about",
        action="store_true",
        help=say(
            "also write the About page of the blog, where the site has none; from then on it is "
            "yours",
            "사이트에 없으면 블로그의 소개 페이지도 씀. 그 뒤로는 여러분의 것",
        ),
    )


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the form of a report, and how much it shows."""
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "markdown"),
        metavar="FORM",
        help=say(
            "the form of the report: text for people, json for programs, html for a browser, "
            "markdown for a comment on GitHub",
            "보고서의 형식: 사람이 읽는 text, 프로그램용 json, 브라우저용 html, GitHub 댓글용 "
            "markdown",
        ),
    )
    parser.add_argument(
        "--patch",
        action="store_true",
        help=say("show the differences of each post, too", "글마다 차이도 보여 줌"),
    )


def add_report_file(parser: argparse.ArgumentParser) -> None:
    """Add the file for a report of what was done."""
    parser.add_argument(
        "--report",
        dest="file",
        metavar="FILE",
        help=say(
            "also write what was done to FILE, in the form that its ending chooses: .json, .html, "
            ".md, else text",
            "한 일을 FILE에도 씀. 확장자가 형식을 정함: .json, .html, .md, 그 밖에는 text",
        ),
    )


def add_all_images(parser: argparse.ArgumentParser, meaning: str = "") -> None:
    """Add whether images from other hosts are downloaded, in words for a site or in others."""
    for_a_site = say(
        "also download images from other hosts; the site remembers it",
        "다른 서버의 이미지도 내려받음. 사이트가 기억함",
    )
    parser.add_argument("--all-images", action="store_true", help=meaning or for_a_site)


def add_comments(parser: argparse.ArgumentParser) -> None:
    """Add whether the comments under posts come along, or go out again."""
    parser.add_argument(
        "--comments",
        action=argparse.BooleanOptionalAction,
        help=say(
            "bring the comments under posts, too, into data files of the site; the site remembers "
            "it. --no-comments takes them out again",
            "글에 달린 댓글도 사이트의 데이터 파일로 가져옴. 사이트가 기억함. --no-comments는 다시 "
            "뺌",
        ),
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add how many images are asked for at the same time."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=USUAL_JOBS,
        help=say(
            f"how many images are downloaded at the same time, 1 to {MOST_JOBS} "
            f"(default: {USUAL_JOBS})",
            f"한꺼번에 내려받을 이미지 수, 1~{MOST_JOBS}(기본값: {USUAL_JOBS})",
        ),
    )


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_JOBS):
        raise argparse.ArgumentTypeError(
            say(
                f"{text!r} is not a number of downloads at the same time: give one from 1 to "
                f"{MOST_JOBS}",
                f"{text!r}은(는) 한꺼번에 내려받을 이미지 수로 쓸 수 없습니다. 1부터 {MOST_JOBS} "
                "사이로 적으세요",
            )
        )
    return int(text)


def number_of_posts(text: str) -> int:
    """Read how many posts may go at once."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(
            say(
                f"{text!r} is not a number of posts: give 0 or more",
                f"{text!r}은(는) 글의 수가 아닙니다. 0 이상으로 적으세요",
            )
        )
    return int(text[:9])


def add_older_name(parser: argparse.ArgumentParser, name: str, dest: str) -> None:
    """Add the name that an option with a value had before; help does not show it."""
    parser.add_argument(name, dest=dest, help=argparse.SUPPRESS)


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add whether images that are known to be lost are an alarm."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help=say(
            "ask for every lost image again, name those that do not come, and exit with 1 for "
            "them also where they are known",
            "사라진 이미지를 모두 다시 요청하고, 그래도 받지 못한 것은 이미 알린 것이라도 하나씩 "
            "알리고 1로 끝냄",
        ),
    )


def add_tokens(parser: argparse.ArgumentParser) -> None:
    """Add what only the author may see, and where the tokens for that are."""
    parser.add_argument(
        "--private",
        action="store_true",
        help=say(
            "include private posts, unpublished; needs the tokens of your login",
            "비공개 글도 공개하지 않는 글로 가져옴. 로그인 토큰이 필요함",
        ),
    )
    parser.add_argument(
        "--drafts",
        action="store_true",
        help=say(
            "include drafts; needs the tokens of your login",
            "임시 글도 가져옴. 로그인 토큰이 필요함",
        ),
    )
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help=say(
            "read the tokens from this file, which nobody else may be able to read",
            "이 파일에서 토큰을 읽음. 다른 사람은 읽을 수 없어야 함",
        ),
    )
    parser.add_argument(
        "--no-input",
        action="store_true",
        help=say("never ask for anything, such as tokens", "토큰 같은 것을 묻지 않음"),
    )


def add_loudness(parser: argparse.ArgumentParser) -> None:
    """Add how much is said while the command works."""
    choice = parser.add_mutually_exclusive_group()
    for name, what in (
        (
            "quiet",
            say(
                "say nothing but errors, and what needs you",
                "오류와 직접 정해야 할 것만 출력",
            ),
        ),
        (
            "verbose",
            say(
                "also say each repeated request, each image and each file that is written",
                "다시 보낸 요청, 이미지, 쓴 파일도 하나하나 출력",
            ),
        ),
    ):
        choice.add_argument(
            f"-{name[0]}",
            f"--{name}",
            dest="loudness",
            action="store_const",
            const=name,
            default="usual",
            help=what,
        )


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """Add whether all this is only shown."""
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=say("show what would be done, as diff does", "diff처럼 할 일만 보여 줌"),
    )
