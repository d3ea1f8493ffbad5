"""A run as it is planned → what it has to say beside what it does, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from migrator.model import Note, Page, Post
from migrator.planner import PAGES, Plan, State
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.site_settings import Settings
from migrator.site.address_table import ADDRESSES_PATH, no_host_note
from migrator.site.includes import COMMENTS
from migrator.site.ledger import LEDGER_PATH, Ledger

_NAMED = 5
"""How many files a note names."""


def first_run_notes(
    root: Path, settings: Settings, ledger: Ledger, posts: Sequence[Post], pages: Sequence[Page]
) -> tuple[Note, ...]:
    """Say what was detected in a site that has no ledger yet, and what could be set first."""
    if ledger.username is not None:
        return ()
    from migrator.report.advice import advice
    from migrator.report.introduction import exists, finding_lines

    found = () if exists(root) else finding_lines(settings)
    return (*found, *advice(settings, posts, pages))


def notes_on_plan(
    root: Path, settings: Settings, plan: Plan, broken: Sequence[str]
) -> tuple[Note, ...]:
    """Say what the plan alone does not; `broken` are images of the site that end early."""
    return (
        *_broken_note(broken),
        *_ignored_notes(root, plan),
        *_address_notes(root, settings, plan),
        *_comments_note(root, settings, plan),
    )


def _broken_note(broken: Sequence[str]) -> tuple[Note, ...]:
    """Name the images of the site that an older run, or the disk, has kept in part only."""
    if not broken:
        return ()
    names = ", ".join(broken[:_NAMED]) + (", …" if len(broken) > _NAMED else "")
    return (
        Note(
            f"Images in the site that end early are downloaded again ({len(broken)}): {names}.",
            f"사이트의 이미지 가운데 끝이 잘린 것을 다시 내려받습니다({len(broken)}개): {names}.",
        ),
    )


def _ignored_notes(root: Path, plan: Plan) -> Iterator[Note]:
    """Say what of a run git would not commit: one post and one image stand for all."""
    posts = [each.path for each in plan.changes if each.page and each.state not in PAGES][:1]
    posts += [each.path for each in (*plan.of(State.ABOUT), *plan.of(State.SERIES)[:1])]
    images = [image.path for change in plan.changes if change.page for image in change.page.images]
    comments = [each.change.path for each in plan.comments][:1]
    paths = (LEDGER_PATH, OWN_CONFIG, *posts, *images[:1], *comments)
    return (ignored.note for ignored in ignored_paths(root, paths))


def _comments_note(root: Path, settings: Settings, plan: Plan) -> Iterator[Note]:
    """Say once, when the first comments come, how the site shows them."""
    is_first = not any(each.change.before for each in plan.comments)
    include = root / COMMENTS.path(settings.config)
    if plan.changes_comments and is_first and not include.exists():
        yield Note(
            "The comments go to data files, which no page shows yet: `velog-to-jekyll init "
            "--comments` writes an include that does. They are the words of others: the README "
            "says how to leave out a person, or all.",
            "댓글은 데이터 파일에 저장되며, 아직 어느 페이지에도 나오지 않습니다. `velog-to-jekyll "
            "init --comments`로 댓글을 보여 주는 include를 만드세요. 다른 사람이 쓴 글입니다. 한 "
            "사람의 것이나 모두를 빼는 방법은 README에 있습니다.",
        )


def _address_notes(root: Path, settings: Settings, plan: Plan) -> Iterator[Note]:
    """Say once, before the first table of addresses, what it will lack."""
    if plan.addresses and not (root / ADDRESSES_PATH).exists():
        yield from no_host_note(settings.config)
