"""A parser → the same with the arguments that several commands share."""

from __future__ import annotations

import argparse

from migrator.fetcher.jobs import MOST_JOBS, USUAL_JOBS

MOST_PRUNED = 5


def add_username(parser: argparse.ArgumentParser) -> None:
    """Add the name of a user, which may be left out."""
    parser.add_argument(
        "username",
        metavar="USERNAME",
        nargs="?",
        help="the name after @ on velog.io; not needed with --from or where the site knows it",
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
        help="read a backup instead of the network",
    )


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the site."""
    parser.add_argument(
        "--site", metavar="DIR", help="the Jekyll site (default: the one that you are in)"
    )


def add_about(parser: argparse.ArgumentParser) -> None:
    """Add whether the About page comes along."""
    parser.add_argument(
        "--about",
        action="store_true",
        help="also write the About page of the blog, where the site has none; from then on it is "
        "yours",
    )


def add_report(parser: argparse.ArgumentParser) -> None:
    """Add the form of a report, and how much it shows."""
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "markdown"),
        metavar="FORM",
        help="the form of the report: text for people, json for programs, html for a browser, "
        "markdown for a comment on GitHub",
    )
    parser.add_argument(
        "--patch", action="store_true", help="show the differences of each post, too"
    )


def add_report_file(parser: argparse.ArgumentParser) -> None:
    """Add the file for a report of what was done."""
    parser.add_argument(
        "--report",
        dest="file",
        metavar="FILE",
        help="also write what was done to FILE, in the form that its ending chooses: .json, .html, "
        ".md, else text",
    )


def add_all_images(parser: argparse.ArgumentParser) -> None:
    """Add whether images from other hosts are downloaded."""
    parser.add_argument(
        "--all-images",
        action="store_true",
        help="also download images from other hosts; the site remembers it",
    )


def add_comments(parser: argparse.ArgumentParser) -> None:
    """Add whether the comments under posts come along, or go out again."""
    parser.add_argument(
        "--comments",
        action=argparse.BooleanOptionalAction,
        help="bring the comments under posts, too, into data files of the site; the site remembers "
        "it. --no-comments takes them out again",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add how many images are asked for at the same time."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=USUAL_JOBS,
        help=f"how many images are downloaded at the same time, 1 to {MOST_JOBS} "
        f"(default: {USUAL_JOBS})",
    )


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST_JOBS):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of downloads at the same time: give one from 1 to "
            f"{MOST_JOBS}"
        )
    return int(text)


def number_of_posts(text: str) -> int:
    """Read how many posts may go at once."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of posts: give 0 or more")
    return int(text[:9])


def add_older_name(parser: argparse.ArgumentParser, name: str, dest: str) -> None:
    """Add the name that an option with a value had before; help does not show it."""
    parser.add_argument(name, dest=dest, help=argparse.SUPPRESS)


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add whether images that are known to be lost are an alarm."""
    parser.add_argument(
        "--strict",
        action="store_true",
        help="ask for every lost image again, name those that do not come, and exit with 1 for "
        "them also where they are known",
    )


def add_tokens(parser: argparse.ArgumentParser) -> None:
    """Add what only the author may see, and where the tokens for that are."""
    parser.add_argument(
        "--private",
        action="store_true",
        help="include private posts, unpublished; needs the tokens of your login",
    )
    parser.add_argument(
        "--drafts",
        action="store_true",
        help="include drafts, in _drafts; needs the tokens of your login",
    )
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help="read the tokens from this file, which nobody else may be able to read",
    )
    parser.add_argument(
        "--no-input", action="store_true", help="never ask for anything, such as tokens"
    )


def add_loudness(parser: argparse.ArgumentParser) -> None:
    """Add how much is said while the command works."""
    choice = parser.add_mutually_exclusive_group()
    for name, what in (
        ("quiet", "say nothing but errors, and what needs you"),
        ("verbose", "also say each repeated request, each image and each file that is written"),
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
        "--dry-run", action="store_true", help="show what would be done, as diff does"
    )
