"""Posts that Velog no longer lists → kept and named, or with `--prune` moved out of the site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from migrator.merge import same_text
from migrator.model import Note
from migrator.planner.plan import Change, State, SyncRules
from migrator.site.checkout import Site, velog_id
from migrator.site.ledger import REMOVED_FOLDER, free_name


@dataclass(frozen=True)
class Gone:
    """The changes, why none is removed as was asked, and the ids that the ledger will forget."""

    changes: tuple[Change, ...]
    refusal: Note | None
    forgotten: tuple[str, ...]


def decide_gone(listed: set[str], site: Site, rules: SyncRules) -> Gone:
    """Decide on the posts of the ledger that are not `listed`; they are kept without `prune`."""
    changes = _kept(listed, site, rules)
    removable = {
        change.post_id
        for change in changes
        if same_text(change.before, site.bases.get(change.post_id))
    }
    refusal = _refusal(listed, len(removable), rules) if rules.prune and removable else None
    if rules.prune and not refusal:
        names = set(site.removed)
        changes = [_removed(c, names) if c.post_id in removable else c for c in changes]
    removed = [change.post_id for change in changes if change.removed_to]
    return Gone(tuple(changes), refusal, (*removed, *_half_removed(listed, site)))


def images_to_remove(
    changes: Sequence[Change], forgotten: Sequence[str], site: Site, in_pages: Set[str]
) -> Iterator[tuple[str, str]]:
    """Give the images that removed posts alone show, and their places beside those.

    `forgotten` are the ids of the removed posts, also of those that a run moved before it was
    stopped.
    """
    if not forgotten:
        return
    # The comments under a post go beside it, and the images of both.
    removed = {each.removed_to: each.before or "" for each in changes if each.removed_to}
    removed |= {
        f"{REMOVED_FOLDER}/{name}": text
        for name, text in site.removed.items()
        if velog_id(text) in forgotten
    }
    before = {**site.texts, **site.comments}
    after = {**before, **{change.path: change.after or "" for change in changes}}
    waiting = [*site.incoming.values(), *(change.incoming or "" for change in changes)]
    others = [*after.values(), *waiting]
    free = {
        image
        for image in site.images - in_pages
        if any(image in text for text in removed.values())
        and not any(image in text for text in others)
    }
    for path, text in removed.items():
        folder = PurePosixPath(path).with_suffix("")
        for image in sorted(image for image in free if image in text):
            free.remove(image)
            yield image, f"{folder}/{PurePosixPath(image).name}"


def _kept(listed: set[str], site: Site, rules: SyncRules) -> list[Change]:
    return [
        Change(State.GONE, post_id, "", path, None, text, text, entry=entry)
        for post_id, entry in site.ledger.posts.items()
        if post_id not in listed
        and entry.audience in rules.audiences
        and (path := site.path_of(post_id))
        and (text := site.text_at(path)) is not None
    ]


def _refusal(listed: set[str], count: int, rules: SyncRules) -> Note | None:
    """Give the reason why nothing may be removed; None if there is none."""
    if not listed or not rules.is_trusted:
        return Note(
            "Velog's list of posts may be incomplete today, so no file was removed.",
            "오늘 받은 Velog의 글 목록은 온전하지 않을 수 있어 아무 파일도 치우지 않았습니다.",
        )
    if count > rules.max_prune:
        are = "1 post is" if count == 1 else f"{count} posts are"
        return Note(
            f"{are} gone from Velog, more than {rules.max_prune}: no file was removed. "
            f"To remove so many at once, use --max-prune {count}.",
            f"Velog에 없는 글이 {count}개로 {rules.max_prune}개보다 많아 아무 파일도 치우지 "
            f"않았습니다. 한 번에 치우려면 --max-prune {count}을(를) 주세요.",
        )
    return None


def _half_removed(listed: set[str], site: Site) -> list[str]:
    """Find posts that an earlier run moved out of the site before it was stopped."""
    known = site.ledger.posts.keys() | site.bases.keys()
    removed = {*filter(None, map(velog_id, site.removed.values()))}
    return [
        post_id
        for post_id in sorted(known & removed - {*listed, *site.owners.values()})
        if site.text_at(site.path_of(post_id) or "") is None
    ]


def _removed(change: Change, names: set[str]) -> Change:
    to = removed_place(change.path, names)
    names.add(PurePosixPath(to).name)
    return replace(change, state=State.REMOVED, after=None, entry=None, removed_to=to)


def removed_place(path: str, names: Set[str]) -> str:
    """Give a file its place in the folder of removed files, where `names` are taken."""
    return f"{REMOVED_FOLDER}/{free_name(path, names)}"
