"""What is to become of each post, and why: what reports show and the writer carries out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from migrator.model import Image, Note, Page
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site
from migrator.site.ledger import Entry


class State(StrEnum):
    """What is to become of a post; the value is the word that reports show."""

    NEW = "new"
    CHANGED = "changed on Velog"
    RENAMED = "renamed on Velog"
    REWRITTEN = "written anew"
    EDITED = "changed here"
    MERGED = "merged"
    CONFLICT = "conflict"
    LOCALIZED = "localized"
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
    State.LOCALIZED: "L ",
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
    stands at `path` and the one that will (None: no file), `theirs` is the one that Velog has
    today. `base` and `incoming` are the texts to keep beside the ledger, `entry` is what the
    ledger will say of the post. `old_path` is a file of the same post that goes when `path` is
    written, `removed_to` the place of a removed one. `facts` are what a report needs to say why:
    the files, keys or names in question.
    """

    state: State
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
    theirs: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_file(self) -> bool:
        """Tell whether a file of the site would be written, moved or removed."""
        return self.before != self.after or self.old_path is not None


@dataclass(frozen=True)
class SyncRules:
    """What the user wants of a sync.

    `is_trusted` is False where the list of posts came after an error: nothing is removed then.
    `audiences` are those whose posts are in the list; no others can be missing in it.
    """

    only_content: bool = False
    prune: bool = False
    max_prune: int = 5
    is_trusted: bool = True
    audiences: frozenset[str] = frozenset({"public"})


def no_addresses(removed: Set[str]) -> str:
    """Give no table of old and new addresses, as where nothing is known of any."""
    return ""


@dataclass(frozen=True)
class PlanInputs:
    """What a plan is made from: the pages of a blog and the site as it is.

    `addresses` gives the table of old and new addresses without the posts of these ids.
    `missing` are the images that could not be downloaded; None before they were asked for: then
    those that could not be downloaded before count as missing still.
    """

    username: str
    pages: Sequence[Page]
    site: Site
    adoption: Adoption = field(default_factory=Adoption)
    rules: SyncRules = field(default_factory=SyncRules)
    addresses: Callable[[Set[str]], str] = no_addresses
    missing: frozenset[str] | None = None


@dataclass(frozen=True)
class Plan:
    """All decisions, by path, the images to fetch for them, and what else there is to say.

    `addresses` is the table of old and new addresses to keep beside the ledger.
    `forgotten` are the ids of posts that are gone from Velog and were taken out of the site.
    """

    username: str
    changes: tuple[Change, ...]
    images: tuple[Image, ...]
    forgotten: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    addresses: str = ""

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
