"""`new`: options → a Jekyll site in an empty folder, with the blog in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.asking import ask
from migrator.cli.options import NewOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import blog_request
from migrator.cli.shown_report import done
from migrator.cli.streams import fitting
from migrator.converter.about_page import picture_of
from migrator.converter.language import language_of
from migrator.fetcher.answers import read_blog
from migrator.fetcher.author import read_author
from migrator.fetcher.budgets import BUDGETS
from migrator.fetcher.source import Source, open_source
from migrator.fetcher.velog import username_of
from migrator.long_work.bars import StartBar, progress_bars
from migrator.long_work.screen import KO, language, say
from migrator.long_work.shell import command_line
from migrator.model import Author, MigratorError, Note
from migrator.new_site.about_page import empty_about
from migrator.new_site.empty_folder import check_empty, making
from migrator.new_site.next_steps import github_name, next_steps
from migrator.new_site.site_files import ABOUT, CONFIG, IMAGES, NewSite, site_files
from migrator.pipeline import RunRequest, kept_ledger
from migrator.pipeline.planned_run import carry_out_run, plan_run
from migrator.pipeline.settings_of_run import ledger_and_settings
from migrator.report.as_text import failure_lines
from migrator.report.report import shown_results
from migrator.settings.site_settings import Settings
from migrator.site.around import ending
from migrator.site.checkout import read_site
from migrator.writer.images import fetch_into
from migrator.writer.journal import RunJournal
from migrator.writer.site_files import write_files

if TYPE_CHECKING:
    import httpx


def run(options: NewOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Make a site, fill it from Velog where a user is named, and say how to publish it."""
    asked = ""
    if options.folder is not None:
        check_empty(options.folder)  # before anything is asked
    if options.may_ask:
        options = _asked(options)
        command = _command(options)
        asked = say(
            f"The same without questions: {command}\n\n",
            f"묻지 않고 똑같이 하려면: {command}\n\n",
        )
    if options.folder is None:
        raise MigratorError(
            "In which folder? Name one that is empty or not there yet: "
            "`velog-to-jekyll new DIR USERNAME`.",
            "어느 폴더에 만들까요? 비어 있거나 아직 없는 폴더를 지정하세요: "
            "`velog-to-jekyll new DIR USERNAME`",
        )
    folder = options.folder
    check_empty(folder)
    output.check_file(options.report.file)
    with making(folder) as root:
        if options.username or options.backup:
            site, result = _filled(options, folder, root, transport)
        else:
            site = NewSite(
                Author(""), options.lang or "ko", github_name(options.github, folder, "")
            )
            _write(site, root)
            _write_one(ABOUT, empty_about(site.language), root)
            result = CommandResult("", (), is_done=True, quiet="")
    steps = next_steps(site, folder)
    # Who writes on Velog reads Korean, whatever the locale is; who has chosen has chosen.
    english = [steps.english] if options.lang else [steps.english, steps.korean]
    said = [steps.korean] if language() == KO else english
    text = "\n".join(filter(None, [result.text, *(fitting(each, sys.stdout) for each in said)]))
    return replace(result, text=asked + text)


# --- what is not on the command line


def _asked(options: NewOptions) -> NewOptions:
    """Ask for what is missing. The order is that of what people know."""
    username = options.username
    if username is None and options.backup is None:
        typed = ask(
            say(
                "User name on Velog, the part after @; none: an empty blog"
                + ("" if options.lang else " / Velog 사용자 이름(@ 뒤), 없으면 빈 블로그"),
                "Velog 사용자 이름(@ 뒤). 없으면 빈 블로그",
            )
        )
        username = username_of(typed) if typed else None
    folder = options.folder or Path(
        ask(
            say("Folder for the site / 사이트를 만들 폴더", "사이트를 만들 폴더"),
            username or "blog",
        )
    )
    check_empty(folder)
    github = options.github or ask(
        say(
            "User name on GitHub; none: later / GitHub 사용자 이름, 없으면 나중에",
            "GitHub 사용자 이름. 없으면 나중에",
        ),
        github_name("", folder, ""),
    )
    return replace(options, username=username, folder=folder, github=github)


def _command(options: NewOptions) -> str:
    """Write the command that does the same without a question."""
    words = ["velog-to-jekyll", "new", str(options.folder), *filter(None, [options.username])]
    for name, value in (
        ("--from", options.backup),
        ("--github", options.github),
        ("--lang", options.lang),
        ("--token-file", options.login.token_file),
        ("--report", options.report.file),
        ("--jobs", options.jobs if options.jobs != BUDGETS.images_at_once else None),
    ):
        words += [name, str(value)] if value else []
    for name, is_set in (
        ("--all-images", options.all_images),
        ("--comments", options.comments),
        ("--strict", options.strict),
        ("--private", options.login.private),
        ("--drafts", options.login.drafts),
    ):
        words += [name] if is_set else []
    return command_line(*words, *([] if options.username or options.backup else ["--no-input"]))


# --- a site with a blog in it


def _filled(
    options: NewOptions, folder: Path, root: Path, transport: httpx.BaseTransport | None
) -> tuple[NewSite, CommandResult]:
    wanted = replace(
        blog_request(options.username, options.login, options.backup),
        profile=True,
        comments=options.comments,
        jobs=options.jobs,
    )
    with progress_bars() as start_bar, open_source(wanted, transport, start_bar) as source:
        author = read_author(source.answers)
        blog = read_blog(source.answers, private=wanted.private, drafts=wanted.drafts)
        site = NewSite(
            author,
            options.lang or language_of(blog.posts),
            github_name(options.github, folder, author.links.get("github", "")),
        )
        _write(site, root)
        request = RunRequest(
            root=root,
            blog=wanted,
            all_images=options.all_images,
            strict=options.strict,
            about=bool(author.about),
            early=True,
        )
        ledger, settings = ledger_and_settings(request, kept_ledger(request))
        prepared = plan_run(request, read_site(root, settings, ledger), settings, source, start_bar)
        report = carry_out_run(prepared, RunJournal())
        lost = _add_picture(site, settings, root, source, start_bar)
    if not author.about:
        _write_one(ABOUT, empty_about(site.language), root)
    result = done(report, options.report, ending(folder, options.backup))
    complaints = (*result.complaints, *lost)
    return site, replace(result, complaints=complaints, is_done=result.is_done and not lost)


def _write(site: NewSite, root: Path) -> None:
    """Write all files of a site that are the same for everybody, and its settings."""
    write_files({path: text.encode() for path, text in site_files(site).items()}, root)


def _write_one(path: str, text: str, root: Path) -> None:
    write_files({path: text.encode()}, root)


def _add_picture(
    site: NewSite, settings: Settings, root: Path, source: Source, start_bar: StartBar
) -> Sequence[str]:
    """Download the author's picture and show it; give lines on it if that could not be done."""
    picture = picture_of(site.author, settings, IMAGES)
    if picture is None:
        return ()
    journal = RunJournal()
    fetch_into(
        root, [picture], source.fetch_images, start_bar(Note("Picture", "프로필 사진")), journal
    )
    if not journal.failed:
        with_picture = site_files(replace(site, picture=picture.path))
        _write_one(CONFIG, with_picture[CONFIG], root)
    return failure_lines(shown_results(journal.failed, root), language())
