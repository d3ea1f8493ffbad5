"""`check --built`: options → whether the built pages show what Velog shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.options import CheckOptions
from migrator.cli.result import CommandResult
from migrator.fetcher.endings import image_fault
from migrator.fetcher.source import BlogRequest
from migrator.long_work.bars import progress_bars
from migrator.long_work.screen import language
from migrator.long_work.shell import command_line, shell_word
from migrator.model import MigratorError
from migrator.pipeline import RunRequest
from migrator.pipeline.site_of_run import read_blog_in_site
from migrator.proof.as_html import proof_html
from migrator.proof.as_json import proof_json
from migrator.proof.as_markdown import proof_markdown
from migrator.proof.as_text import proof_text
from migrator.proof.asked_posts import posts_to_prove
from migrator.proof.built_pages import begin_reading
from migrator.proof.expected import BuiltSite
from migrator.proof.prove_blog import prove_blog
from migrator.proof.prove_post import PostToProve
from migrator.proof.verdicts import Proof, Verdict
from migrator.site.around import HERE
from migrator.site.ledger import read_ledger
from migrator.site.losses import today

if TYPE_CHECKING:
    import httpx


_FORMS: Mapping[str, Callable[[Proof], str]] = {
    "text": lambda proof: proof_text(proof, language()),
    "json": proof_json,
    "html": proof_html,
    "markdown": lambda proof: proof_markdown(proof, language()),
}


def _build_words(site: Path, built: Path) -> str:
    """Write the command that builds a site from where the user is."""
    if site == HERE and built == Path("_site"):
        return "jekyll build"
    return command_line("jekyll", "build", "--source", str(site), "--destination", str(built))


def prove(
    options: CheckOptions, built: Path, transport: httpx.BaseTransport | None
) -> CommandResult:
    """Compare the page of each post with what Velog shows; writes nothing.

    Raises MigratorError where that cannot be told.
    """
    if not built.is_dir():
        build = _build_words(options.site, built)
        raise MigratorError(
            f"There is no folder {built}. Build the site with `{build}`, then name the folder that "
            f"it writes: --built {shell_word(str(built))}.",
            f"{built} 폴더가 없습니다. `{build}` 명령으로 사이트를 빌드하고, 그 결과가 있는 폴더를 "
            f"지정하세요: --built {shell_word(str(built))}",
        )
    if options.before and not options.before.is_dir():
        raise MigratorError(
            f"There is no folder {options.before}. Name with --before the folder of the site as it "
            "was built before the migration, or leave --before out.",
            f"{options.before} 폴더가 없습니다. 글을 옮기기 전에 빌드한 사이트의 폴더를 --before로 "
            "지정하거나 --before를 빼세요.",
        )
    reading = begin_reading(built)
    asked, site = read_built(options.site, built, options.backup, transport)
    with progress_bars() as start_bar:
        lost = read_ledger(options.site).settled_names(today())
        before = options.before
        proof = prove_blog(asked, site, image_fault, reading, start_bar, lost=lost, before=before)
    _refuse_nothing(proof, built)
    return CommandResult(
        _FORMS[options.format](proof),
        (),
        is_done=proof.is_proven,
        is_long=True,
        is_prose=options.format == "text",
    )


def read_built(
    root: Path, built: Path, backup: Path | None, transport: httpx.BaseTransport | None
) -> tuple[list[PostToProve], BuiltSite]:
    """Give the posts of a site as they are to be proven, and the site."""
    there = read_blog_in_site(_request(root, backup), transport)
    asked = list(posts_to_prove(there.blog, there.site, there.places))
    return asked, BuiltSite(built.resolve(), there.places.targets)


def _request(root: Path, backup: Path | None) -> RunRequest:
    return RunRequest(
        root=root,
        blog=BlogRequest(username=None, backup=backup),
    )


def _refuse_nothing(proof: Proof, built: Path) -> None:
    """Raise MigratorError where not one page of a post was found."""
    if all(post.verdict in (Verdict.ABSENT, Verdict.NO_PAGE) for post in proof.posts):
        raise MigratorError(
            f"{built} has no page of any post. Is it the folder that Jekyll built from this site? "
            "Name that with --built DIR, and the site with --site DIR.",
            f"{built}에는 어느 글의 페이지도 없습니다. Jekyll이 이 사이트를 빌드한 폴더가 맞나요? "
            "그 폴더를 --built DIR로, 사이트를 --site DIR로 지정하세요.",
        )
