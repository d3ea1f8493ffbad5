"""Pages and the site as it is → the plan: what is to become of each post, and why. Pure.

For each post three texts count: the one that Velog last had (base), the one that stands here, and
the one that Velog has today (incoming).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from migrator.merge import in_style_of, merge, same_text, with_kept
from migrator.model import Image, Page
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site, same_file
from migrator.site.ledger import REMOVED_FOLDER, Entry, incoming_path


class State(StrEnum):
    """What is to become of a post; the value is the word that reports show."""

    NEW = "new"
    CHANGED = "changed on Velog"
    RENAMED = "renamed on Velog"
    REWRITTEN = "written anew"
    EDITED = "changed here"
    MERGED = "merged"
    CONFLICT = "conflict"
    ADOPTED = "adopted"
    DOUBTFUL = "doubtful"
    DELETED = "deleted here"
    GONE = "gone from Velog"
    REMOVED = "removed"
    SAME = "same"


UNSOLVED = frozenset({State.CONFLICT, State.DOUBTFUL})
"""States in which the site does not hold what Velog says, and the author has to look."""

COLUMNS = {
    State.NEW: "A ",
    State.CHANGED: "M ",
    State.RENAMED: "R ",
    State.REWRITTEN: "W ",
    State.EDITED: " M",
    State.MERGED: "MM",
    State.CONFLICT: "UU",
    State.ADOPTED: " A",
    State.DOUBTFUL: "??",
    State.DELETED: " D",
    State.GONE: "D ",
    State.REMOVED: "DD",
    State.SAME: "  ",
}
"""Two letters a state, as `git status --short` has them: Velog's side, then the site's."""


@dataclass(frozen=True)
class Change:
    """The decision on one post.

    `page` is None where Velog has the post no longer; `before` and `after` are the text that
    stands at `path` and the one that will (None: no file). `base` and `incoming` are the texts to
    keep beside the ledger, `entry` is what the ledger will say of the post. `old_path` is a file
    of the same post that goes when `path` is written, `removed_to` the place of a removed one.
    """

    state: State
    reason: str
    post_id: str
    title: str
    path: str
    page: Page | None
    before: str | None
    after: str | None
    base: str | None = None
    incoming: str | None = None
    entry: Entry | None = None
    old_path: str | None = None
    removed_to: str | None = None

    @property
    def changes_file(self) -> bool:
        """Tell whether a file of the site would be written, moved or removed."""
        return self.before != self.after or self.old_path is not None


@dataclass(frozen=True)
class Rules:
    """What the user wants of a sync.

    `is_trusted` is False where the list of posts came after an error: nothing is removed then.
    `audiences` are those whose posts are in the list; no others can be missing in it.
    """

    only_content: bool = False
    prune: bool = False
    max_prune: int = 5
    is_trusted: bool = True
    audiences: frozenset[str] = frozenset({"public"})


@dataclass(frozen=True)
class Plan:
    """All decisions, by path, the images to fetch for them, and what else there is to say.

    `forgotten` are the ids of posts that are gone from Velog and were taken out of the site.
    """

    username: str
    changes: tuple[Change, ...]
    images: tuple[Image, ...]
    forgotten: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, *states: State) -> list[Change]:
        """Give the changes that are in one of these states."""
        return [change for change in self.changes if change.state in states]

    @property
    def changes_posts(self) -> bool:
        """Tell whether a post would be written, moved or removed."""
        return any(change.changes_file for change in self.changes)

    @property
    def has_unsolved(self) -> bool:
        """Tell whether there are posts that the author has to look at."""
        return bool(self.of(*UNSOLVED))

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing to do and nothing to look at."""
        return not (self.changes_posts or self.images or self.has_unsolved)


def make_plan(
    username: str,
    pages: Sequence[Page],
    site: Site,
    adoption: Adoption | None = None,
    rules: Rules | None = None,
    missing: frozenset[str] | None = None,
) -> Plan:
    """Decide on every post that Velog has or the ledger knows.

    `missing` are the images that could not be had; None before they were asked for: then those
    that could not be had before count as missing still.
    """
    rules = rules or Rules()
    desk = _Desk(site, adoption or Adoption(), rules, missing)
    changes = [desk.decide(page) for page in pages]
    gone, notes = desk.gone({page.post_id for page in pages})
    changes = sorted([*changes, *gone], key=lambda change: change.path)
    removed = [change.post_id for change in changes if change.removed_to]
    return Plan(
        username=username,
        changes=tuple(changes),
        images=tuple(_images(changes, site)),
        forgotten=(*removed, *desk.half_removed({page.post_id for page in pages})),
        notes=tuple(notes),
    )


@dataclass(frozen=True)
class _Desk:
    """Decides post by post; holds what is the same for all of them."""

    site: Site
    adoption: Adoption
    rules: Rules
    missing: frozenset[str] | None

    def decide(self, page: Page) -> Change:
        """Decide on a post that Velog has."""
        candidates = self.adoption.doubtful.get(page.post_id)
        if candidates:
            return self._doubtful(page, candidates)
        old_path = self._old_path(page)
        before = self.site.text_at(old_path or page.path)
        entry, incoming = self._today(page)
        base = self.site.bases.get(page.post_id)
        change = Change(State.SAME, "", page.post_id, page.title, page.path, page, before, before)
        change = replace(change, old_path=old_path, base=incoming, entry=entry)
        if before is None:
            return self._without_file(change, incoming)
        if base is None:
            return self._without_base(change, incoming)
        return self._compared(change, base, incoming)

    def _today(self, page: Page) -> tuple[Entry, str]:
        """Say what the ledger will hold of a post, and what its text is today."""
        known = self.site.ledger.posts.get(page.post_id, Entry(page.path))
        paths = {image.path for image in page.images}
        missing = known.missing - self.site.images if self.missing is None else self.missing
        slugs = (*(slug for slug in known.slugs if slug != page.slug), page.slug)
        own = known.own | page.own
        # Another form of Hangul in the name is no other file.
        path = known.path if same_file(known.path) == same_file(page.path) else page.path
        entry = Entry(path, missing & paths, slugs, own, page.audience, page.source)
        text, base = page.text(entry.missing), self.site.bases.get(page.post_id)
        # While a post is being edited, Velog's editor blanks what its author has given (autosave,
        # until it is published again): that is kept, since nobody has taken it away.
        return entry, text if base is None else with_kept(text, base, known.own - page.own)

    def _old_path(self, page: Page) -> str | None:
        """Give the file of a draft that has become a post."""
        path = self.site.path_of(page.post_id)
        return path if path != page.path and path in self.site.texts else None

    def _doubtful(self, page: Page, candidates: Sequence[str]) -> Change:
        reason = (
            f"may be {' or '.join(candidates)}: not written. Put `velog: {{id: {page.post_id}}}` "
            "into the front matter of the file that is this post, or rename the others"
        )
        text = self.site.text_at(page.path)
        return Change(State.DOUBTFUL, reason, page.post_id, page.title, page.path, page, text, text)

    def _without_file(self, change: Change, incoming: str) -> Change:
        known = self.site.ledger.posts.get(change.post_id)
        if known is None or change.entry is None:
            return replace(change, state=State.NEW, reason="not in the site yet", after=incoming)
        entry = replace(change.entry, source=known.source, deleted=True)
        if known.deleted:  # and told so
            return replace(change, base=None, entry=replace(entry, path=known.path))
        return replace(change, state=State.DELETED, reason="stays deleted", base=None, entry=entry)

    def _without_base(self, change: Change, incoming: str) -> Change:
        """Take a file that nobody is known to have written for us as the author's."""
        if same_text(change.before, incoming):
            return change
        reason = "this file is the post: it stays as it is and is kept in step from now on"
        return replace(change, state=State.ADOPTED, reason=reason)

    def _compared(self, change: Change, base: str, incoming: str) -> Change:
        before = change.before or ""
        if same_text(before, incoming):
            return replace(change, base=None if same_text(base, incoming) else incoming)
        if same_text(base, incoming):
            return replace(change, state=State.EDITED, reason="stays as it is here", base=None)
        state, reason = self._on_velog(change)
        if state is State.REWRITTEN and self.rules.only_content:
            return replace(change, base=None, entry=self.site.ledger.posts.get(change.post_id))
        if same_text(before, base):
            return replace(change, state=state, reason=reason, after=in_style_of(incoming, before))
        return self._merged(change, base, incoming, reason)

    def _on_velog(self, change: Change) -> tuple[State, str]:
        """Say what is new on Velog's side."""
        known = self.site.ledger.posts.get(change.post_id)
        entry = change.entry
        if known is None or entry is None or not known.source:
            return State.CHANGED, "not changed here"
        if known.source == entry.source:
            how = "by this version of velog-to-jekyll, or for other settings or images"
            return State.REWRITTEN, f"the post is the same, written differently {how}"
        if known.slugs[-1:] != entry.slugs[-1:]:
            return State.RENAMED, f"{known.slugs[-1]} is {entry.slugs[-1]} now; the file stays"
        return State.CHANGED, "not changed here"

    def _merged(self, change: Change, base: str, incoming: str, reason: str) -> Change:
        derived = {"description"} - change.page.own if change.page else frozenset()
        merged = merge(base, change.before or "", incoming, derived=derived)
        if not merged.conflicts:
            return replace(
                change,
                state=State.MERGED,
                reason="changed on Velog and here, in different places",
                after=merged.text,
            )
        entry = self.site.ledger.posts.get(change.post_id, change.entry)
        assert entry is not None and change.entry is not None
        what = ", ".join(merged.conflicts)
        return replace(
            change,
            state=State.CONFLICT,
            reason=(
                f"changed on Velog and here ({what}): stays as it is here. Velog's text is in "
                f"{incoming_path(change.post_id)}; choose with `velog-to-jekyll resolve "
                f"{change.path} --ours`, `--theirs` or `--merged`"
            ),
            base=None,
            incoming=None
            if same_text(self.site.incoming.get(change.post_id), incoming)
            else incoming,
            entry=replace(entry, incoming=change.entry.source, missing=change.entry.missing),
        )

    def gone(self, listed: set[str]) -> tuple[list[Change], list[str]]:
        """Decide on the posts that Velog has no longer; they are kept unless told otherwise."""
        changes = [
            Change(State.GONE, "kept", post_id, "", path, None, text, text, entry=entry)
            for post_id, entry in self.site.ledger.posts.items()
            if post_id not in listed
            and entry.audience in self.rules.audiences
            and (path := self.site.path_of(post_id))
            and (text := self.site.text_at(path)) is not None
        ]
        removable = [
            change
            for change in changes
            if same_text(change.before, self.site.bases.get(change.post_id))
        ]
        if not self.rules.prune or not removable:
            return changes, []
        if not listed or not self.rules.is_trusted:
            return changes, ["Velog's list cannot be trusted today: no file was removed."]
        if len(removable) > self.rules.max_prune:
            return changes, [
                f"{len(removable)} posts are gone from Velog, more than {self.rules.max_prune}: no "
                f"file was removed. To remove so many at once, say --max-prune {len(removable)}."
            ]
        names = set(self.site.removed)
        return [
            _removed(change, names) if change in removable else change for change in changes
        ], []

    def half_removed(self, listed: set[str]) -> list[str]:
        """Find posts that a run took out of the site before it was stopped."""
        return [
            post_id
            for post_id, entry in self.site.ledger.posts.items()
            if post_id not in listed
            and PurePosixPath(entry.path).name in self.site.removed
            and self.site.text_at(self.site.path_of(post_id) or entry.path) is None
        ]


def _removed(change: Change, names: set[str]) -> Change:
    """Move a file out of the site, under a name that nothing there has."""
    name = PurePosixPath(change.path).name
    number = 1
    while name in names:
        number += 1
        name = f"{number}-{PurePosixPath(change.path).name}"
    names.add(name)
    return replace(
        change,
        state=State.REMOVED,
        reason=f"gone from Velog and not changed here: moved to {REMOVED_FOLDER}/{name}",
        after=None,
        entry=None,
        removed_to=f"{REMOVED_FOLDER}/{name}",
    )


def _images(changes: Iterable[Change], site: Site) -> Iterator[Image]:
    """Give the images that a text will point at, or that could not be had, and are not there."""
    for change in changes:
        text = f"{change.after or ''}{change.incoming or ''}"
        known = site.ledger.posts.get(change.post_id)
        wanted = known.missing if known and change.after is not None else frozenset()
        for image in change.page.images if change.page else ():
            if image.path not in site.images and (image.path in text or image.path in wanted):
                yield image
