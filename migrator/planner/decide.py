"""A post that Velog has and what stands in the site → what is to become of it.

Three texts count: the one that Velog last had (base), the one that stands here, and the one that
Velog has today (incoming).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrator.merge import in_style_of, merge, same_text, with_kept
from migrator.model import Page
from migrator.planner.plan import Change, Rules, State
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site, same_file
from migrator.site.ledger import Entry, incoming_path


@dataclass(frozen=True)
class Desk:
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
        change = Change(State.SAME, page.post_id, page.title, page.path, page, before, before)
        change = replace(change, old_path=old_path, base=incoming, entry=entry, theirs=incoming)
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
        text = self.site.text_at(page.path)
        facts = {"files": ", ".join(candidates)}
        change = Change(State.DOUBTFUL, page.post_id, page.title, page.path, page, text, text)
        return replace(change, theirs=page.text(frozenset()), facts=facts)

    def _without_file(self, change: Change, incoming: str) -> Change:
        known = self.site.ledger.posts.get(change.post_id)
        if known is None or change.entry is None:
            return replace(change, state=State.NEW, after=incoming)
        entry = replace(change.entry, source=known.source, deleted=True)
        if known.deleted:
            # The author was told before.
            return replace(change, base=None, entry=replace(entry, path=known.path))
        return replace(change, state=State.DELETED, base=None, entry=entry)

    def _without_base(self, change: Change, incoming: str) -> Change:
        """Take a file that nobody is known to have written for us as the author's."""
        if same_text(change.before, incoming):
            return change
        return replace(change, state=State.ADOPTED)

    def _compared(self, change: Change, base: str, incoming: str) -> Change:
        before = change.before or ""
        if same_text(before, incoming):
            return replace(change, base=None if same_text(base, incoming) else incoming)
        if same_text(base, incoming):
            return replace(change, state=State.EDITED, base=None)
        state, facts = self._on_velog(change)
        if state is State.REWRITTEN and self.rules.only_content:
            return replace(change, base=None, entry=self.site.ledger.posts.get(change.post_id))
        if same_text(before, base):
            after = in_style_of(incoming, before)
            return replace(change, state=state, facts=facts, after=after)
        return self._merged(change, base, incoming)

    def _on_velog(self, change: Change) -> tuple[State, dict[str, str]]:
        """Say what is new on Velog's side."""
        known = self.site.ledger.posts.get(change.post_id)
        entry = change.entry
        if known is None or entry is None or not known.source:
            return State.CHANGED, {}
        if known.source == entry.source:
            return State.REWRITTEN, {}
        if known.slugs[-1:] != entry.slugs[-1:]:
            return State.RENAMED, {"old": "".join(known.slugs[-1:]), "new": entry.slugs[-1]}
        return State.CHANGED, {}

    def _merged(self, change: Change, base: str, incoming: str) -> Change:
        derived = change.page.derived if change.page else frozenset()
        merged = merge(base, change.before or "", incoming, derived=derived)
        if not merged.conflicts:
            return replace(change, state=State.MERGED, after=merged.text)
        entry = self.site.ledger.posts.get(change.post_id, change.entry)
        assert entry is not None and change.entry is not None
        return replace(
            change,
            state=State.CONFLICT,
            facts={"what": ", ".join(merged.conflicts), "incoming": incoming_path(change.post_id)},
            base=None,
            incoming=incoming,
            entry=replace(entry, incoming=change.entry.source, missing=change.entry.missing),
        )
