"""What was asked for → the ledger, the settings and the posts of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from migrator.fetcher.answers import read_blog
from migrator.fetcher.source import BlogRequest
from migrator.fetcher.velog import username_of
from migrator.model import Answers, Blog, MigratorError
from migrator.planner import SyncRules
from migrator.settings.site_settings import Settings, read_settings
from migrator.site.checkout import find_habits, read_ledger, rebuilt_ledger
from migrator.site.ledger import Ledger
from migrator.site.post_places import without_withdrawn


@dataclass(frozen=True)
class RunRequest:
    """Which blog goes into the site at `root`, and how.

    `rules` are the user's options for a sync; the username, and whether the list of posts can be
    trusted, are added on the way. With `comments` those under the posts come along, or where it is
    False go out of the site; where it is None it is as it was before. With `rebuild_ledger` the
    site's contents are read from the posts, not from the ledger. With `strict` each image that is
    lost is asked for, and an alarm. With `about` the About page comes along, where the site has
    none. With `early` the run is to be carried out for sure, and images are asked for while posts
    are converted.
    """

    root: Path
    blog: BlogRequest
    rules: SyncRules
    all_images: bool
    rebuild_ledger: bool
    strict: bool
    comments: bool | None = None
    about: bool = False
    early: bool = False


def ledger_and_settings(request: RunRequest) -> tuple[Ledger, Settings]:
    """Read the ledger of earlier runs, and the settings."""
    root = request.root
    ledger = Ledger() if request.rebuild_ledger else read_ledger(root)
    habits = ledger.habits or find_habits(root)
    all_images = request.all_images or ledger.all_images
    settings = read_settings(root, habits, all_images=all_images)
    if request.rebuild_ledger:
        ledger = rebuilt_ledger(root, settings, request.blog.username)
    return replace(ledger, habits=habits), settings


def known_username(given: str | None, ledger: Ledger) -> str | None:
    """Give the username of the site's posts. Raises MigratorError for another user's name."""
    name = username_of(given) if given else None
    if name and ledger.username and name != ledger.username:
        raise MigratorError(
            f"This site holds the posts of {ledger.username}, not of {name}. Name another site "
            "with --site DIR.",
            f"이 사이트의 글은 {name}이(가) 아니라 {ledger.username}의 것입니다. 다른 사이트를 "
            "--site DIR로 지정하세요.",
        )
    return name or ledger.username


def read_posts(wanted: BlogRequest, answers: Answers, ledger: Ledger) -> Blog:
    """Read the posts. Raises MigratorError for those of another user than was asked for."""
    known_username(answers.username, ledger)
    _refuse_other_backup(wanted, answers.username)
    blog = read_blog(
        answers, private=wanted.private, drafts=wanted.drafts, comments=wanted.comments
    )
    return without_withdrawn(blog, ledger)


def _refuse_other_backup(wanted: BlogRequest, username: str) -> None:
    """Raise MigratorError for a backup of another user than the one that is named."""
    if wanted.backup and wanted.username and username_of(wanted.username) != username:
        raise MigratorError(
            f"{wanted.backup} is a backup of {username}, not of {username_of(wanted.username)}. "
            "Leave the name out, or name another folder with --from DIR.",
            f"{wanted.backup}은(는) {username_of(wanted.username)}이(가) 아니라 {username}의 "
            "백업입니다. 이름을 빼거나, 다른 폴더를 --from DIR로 지정하세요.",
        )


def rules_of(request: RunRequest, answers: Answers, blog: Blog) -> SyncRules:
    """Complete the user's options with what Velog has answered."""
    wanted = {"public": True, "private": request.blog.private, "draft": request.blog.drafts}
    return replace(
        request.rules,
        audiences=frozenset(name for name, is_wanted in wanted.items() if is_wanted),
        # The older API is used only after the newer one has failed; a post without id may be any.
        is_trusted=answers.api == "v3" and all(post.id for post in blog.left_out),
    )
