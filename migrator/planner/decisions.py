"""A post on Velog and its file in the site → the change that the plan makes to it.

Three texts are compared: the one that was last written (base), the one in the site, and the one
that Velog has now (incoming).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from migrator.jekyll.names import same_file
from migrator.merge import (
    MergedBodies,
    ThreeTexts,
    changed_keys,
    in_style_of,
    lines_to_merge,
    merge,
    same_text,
    with_kept,
    with_settled,
)
from migrator.model import Page
from migrator.planner.adopted import adopted
from migrator.planner.plan import Change, Facts, State, SyncRules
from migrator.site.adoption import Adoption, Candidate
from migrator.site.checkout import Site
from migrator.site.known_pages import made_of
from migrator.site.ledger import Entry, incoming_path
from migrator.site.losses import Losses
from migrator.site.post_places import Move
from migrator.site.velog_keys import title_and_slug


@dataclass(frozen=True)
class BothChanged:
    """A post that changed on Velog and in the site; `change` is what is decided so far."""

    change: Change
    texts: ThreeTexts

    @property
    def body_to_merge(self) -> ThreeTexts | None:
        """Give the body whose lines have to be merged before the post can be decided on."""
        return lines_to_merge(self.texts)


@dataclass(frozen=True)
class Decider:
    """Decides post by post, in two steps; holds what is the same for all of them.

    `url_of` gives the address of a post by its path and text.
    """

    site: Site
    adoption: Adoption
    rules: SyncRules
    lost: Losses
    moves: Mapping[str, Move]
    url_of: Callable[[str, str], str | None]

    def decide(self, compared: Change | BothChanged, merged_bodies: MergedBodies) -> Change:
        """Decide on a post that was compared; its merged body, if it needs one, is known now."""
        change = compared
        if isinstance(change, BothChanged):
            change = self._merged(change, merged_bodies)
        if change.old_path is not None and change.state is State.SAME:
            change = replace(change, state=State.CHANGED)
        return self._with_move(change)

    def _with_move(self, change: Change) -> Change:
        """Say that the page of a post has another address than after the last run."""
        move = self.moves.get(change.post_id)
        if move is None or change.entry is None:
            return change
        is_alone = change.state in (State.SAME, State.EDITED, State.REWRITTEN)
        return replace(
            change,
            state=State.MOVED if is_alone else change.state,
            entry=replace(change.entry, former=move.former),
            facts=replace(change.facts, moved=f"{move.old} → {move.new}"),
        )

    def compare(self, page: Page) -> Change | BothChanged:
        """Compare a post that Velog has with its file in the site."""
        candidates = self.adoption.doubtful.get(page.post_id)
        if candidates:
            return self._doubtful(page, candidates)
        old_path = self._old_path(page)
        before = self.site.text_at(old_path or page.path)
        entry, velogs = self._today(page)
        base = self.site.bases.get(page.post_id)
        incoming = self._at_its_address(page, velogs)
        change = Change(State.SAME, page.post_id, page.title, page.path, page, before, before)
        change = replace(change, old_path=old_path, base=incoming, entry=entry, theirs=incoming)
        if incoming != velogs:
            change = replace(change, facts=Facts(keeps_date=True))
        if before is None:
            return self._without_file(change, incoming)
        is_first = (
            page.post_id in self.adoption.paths and page.post_id not in self.site.ledger.posts
        )
        # A run that was killed may have left the base text of a file that it adopted.
        if base is None or is_first:
            return adopted(change, incoming, self.site.ledger.posts.get(page.post_id))
        return self._with_base(change, ThreeTexts(base, before, incoming))

    def _today(self, page: Page) -> tuple[Entry, str]:
        """Give the ledger's new entry for a post, and Velog's text of it."""
        known = self.site.ledger.posts.get(page.post_id, Entry(page.path))
        paths = {image.path for image in page.images}
        missing = {path: loss for path, loss in self.lost.items() if path in paths}
        slugs = (*(slug for slug in known.slugs if slug != page.slug), page.slug)
        own = known.own | page.own
        # A name in another form of Hangul is the same file.
        path = known.path if same_file(known.path) == same_file(page.path) else page.path
        entry = Entry(path, missing, slugs, own, page.audience, page.source)
        was_public = page.audience != "public" and _had_page(
            self.site.ledger.posts.get(page.post_id)
        )
        entry = replace(
            entry,
            differs=known.differs,
            former=known.former,
            was_public=was_public,
            made=made_of(page),
        )
        # One in memory where nothing is new.
        entry = known if entry == known else entry
        text, base = page.text(missing.keys()), self.site.bases.get(page.post_id)
        if base is None or same_text(base, text):
            return entry, text
        # While a post is being edited, Velog's editor blanks what its author has given (autosave,
        # until it is published again). Those values are kept: the author has not removed them.
        kept = with_kept(text, base, known.own - page.own)
        return entry, with_settled(kept, base, page.derived)

    def _at_its_address(self, page: Page, text: str) -> str:
        """Keep the date of a published post, if another one would move its page.

        Velog moves dates (August 2024: saving an old post made it one of today), and people have
        linked to the page. Of all that Velog gives, Jekyll makes addresses of the date only.
        """
        known, base = self.site.ledger.posts.get(page.post_id), self.site.bases.get(page.post_id)
        if known is None or not _had_page(known) or base is None or same_text(base, text):
            return text
        is_moved = self.url_of(known.path, base) != self.url_of(known.path, text)
        return with_kept(text, base, {"date"}) if is_moved else text

    def _old_path(self, page: Page) -> str | None:
        """Give the file of a draft that has become a post."""
        path = self.site.path_of(page.post_id)
        return path if path != page.path and path in self.site.texts else None

    def _doubtful(self, page: Page, candidates: tuple[Candidate, ...]) -> Change:
        text = self.site.text_at(page.path)
        is_known = page.post_id in self.site.ledger.doubts
        yours = self.site.text_at(candidates[0].path) or ""
        facts = Facts(yours=yours, is_known=is_known)
        change = Change(State.DOUBTFUL, page.post_id, page.title, page.path, page, text, text)
        theirs = page.text(frozenset())
        return replace(change, theirs=theirs, candidates=candidates, facts=facts)

    def _without_file(self, change: Change, incoming: str) -> Change:
        known = self.site.ledger.posts.get(change.post_id)
        # A base text alone: the author deleted the file, and the ledger was lost or a run killed.
        if change.entry is None or (known is None and change.post_id not in self.site.bases):
            return replace(change, state=State.NEW, after=incoming)
        entry = replace(change.entry, source=known.source if known else "", deleted=True)
        if known and known.deleted:
            # The author was told before.
            return replace(change, base=None, entry=replace(entry, path=known.path))
        return replace(change, state=State.DELETED, base=None, entry=entry)

    def _with_base(self, change: Change, texts: ThreeTexts) -> Change | BothChanged:
        base, before, incoming = texts.base, texts.ours, texts.theirs
        if same_text(before, incoming):
            entry = change.entry and replace(change.entry, differs=False)
            written = None if same_text(base, incoming) else incoming
            return replace(change, base=written, entry=entry)
        if same_text(base, incoming):
            return replace(change, state=State.EDITED, base=None)
        state, facts = self._on_velog(change, base, incoming)
        if state is State.REWRITTEN and self.rules.only_content:
            return replace(change, base=None, entry=self.site.ledger.posts.get(change.post_id))
        change = replace(change, facts=facts)
        if same_text(before, base):
            return replace(change, state=state, after=in_style_of(incoming, before))
        return BothChanged(change, texts)

    def _merged(self, both: BothChanged, merged_bodies: MergedBodies) -> Change:
        change, before = both.change, both.texts.ours
        derived = change.page.derived if change.page else frozenset()
        merged = merge(both.texts, merged_bodies, derived=derived)
        if merged.conflicts:
            return self._in_conflict(change, merged.conflicts, both.texts.theirs)
        # Velog may have changed only what the author has removed, such as a key.
        text = before if same_text(merged.text, before) else merged.text
        return replace(change, state=State.MERGED, after=text)

    def _on_velog(self, change: Change, base: str, incoming: str) -> tuple[State, Facts]:
        """Tell what changed on Velog."""
        known = self.site.ledger.posts.get(change.post_id)
        if known and known.source and change.entry and known.source == change.entry.source:
            return State.REWRITTEN, _with_keys(change.facts, base, incoming)
        renamed = tuple(
            f"{old} → {new}"
            for old, new in zip(title_and_slug(base), title_and_slug(incoming), strict=True)
            if old and old != new
        )
        if renamed:
            return State.RENAMED, replace(change.facts, renamed=renamed)
        return State.CHANGED, _with_keys(change.facts, base, incoming)

    def _in_conflict(self, change: Change, what: Sequence[str], incoming: str) -> Change:
        """Leave the file as it is and where it is."""
        path = change.old_path or change.path
        known = self.site.ledger.posts.get(change.post_id, Entry(path))
        assert change.entry is not None
        place = incoming_path(change.post_id)
        return replace(
            change,
            state=State.CONFLICT,
            path=path,
            old_path=None,
            base=None,
            incoming=incoming,
            entry=replace(
                change.entry,
                path=path,
                source=known.source,
                incoming=change.entry.source,
            ),
            facts=replace(
                change.facts,
                conflicts=tuple(what),
                incoming=place,
                is_known=bool(known.incoming),
            ),
        )


def _with_keys(facts: Facts, base: str, incoming: str) -> Facts:
    """Add which keys of the front matter alone changed."""
    return replace(facts, keys=tuple(changed_keys(base, incoming)))


def _had_page(known: Entry | None) -> bool:
    """Tell whether people can have linked to the page of a post."""
    return known is not None and (known.audience == "public" or known.was_public)
