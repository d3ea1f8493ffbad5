"""Pages and the site as it is → the plan: what is to become of each post, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from migrator.model import Image, Page
from migrator.site.checkout import Site, same_file


class State(StrEnum):
    """What is to become of a post; the value is the word that reports show."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EDITED = "edited"
    CONFLICT = "conflict"
    TAKEN = "taken"
    DELETED = "deleted"
    GONE = "gone"


WRITTEN = frozenset({State.NEW, State.CHANGED, State.SAME})
"""States in which the file becomes what Velog says; in the others the author's stays."""

UNSOLVED = frozenset({State.CONFLICT, State.TAKEN})
"""States in which the site does not hold what Velog says, and the author has to look."""

REASONS = {
    State.NEW: "on Velog, not in the site",
    State.CHANGED: "changed on Velog, not edited here",
    State.SAME: "as on Velog",
    State.EDITED: "edited here, not changed on Velog: kept as it is here",
    State.CONFLICT: "changed on Velog and edited here: kept as it is here",
    State.TAKEN: "a file of another origin has this name: kept as it is",
    State.DELETED: "deleted here: stays deleted",
    State.GONE: "no longer on Velog: kept",
}


@dataclass(frozen=True)
class Change:
    """The decision on one post.

    `page` is None where Velog has the post no longer; `before` and `after` are the text that
    stands there and the one that would (None: no file).
    """

    state: State
    post_id: str
    title: str
    path: str
    page: Page | None
    before: str | None
    after: str | None

    @property
    def reason(self) -> str:
        """Say why in words."""
        return REASONS[self.state]


@dataclass(frozen=True)
class Plan:
    """All decisions, by path, and the images to fetch for them."""

    username: str
    changes: tuple[Change, ...]
    images: tuple[Image, ...]

    def of(self, *states: State) -> list[Change]:
        """Give the changes that are in one of these states."""
        return [change for change in self.changes if change.state in states]

    @property
    def changes_posts(self) -> bool:
        """Tell whether a post would be written."""
        return any(change.before != change.after for change in self.changes)

    @property
    def has_unsolved(self) -> bool:
        """Tell whether there are posts that the author has to look at."""
        return bool(self.of(*UNSOLVED))

    @property
    def is_done(self) -> bool:
        """Tell whether there is nothing to do and nothing to look at."""
        return not (self.changes_posts or self.images or self.has_unsolved)


def make_plan(username: str, pages: Sequence[Page], site: Site) -> Plan:
    """Decide on every post that Velog has or the ledger knows."""
    there = {same_file(path): text for path, text in site.texts.items()}
    changes = [_decide(page, there.get(same_file(page.path)), site) for page in pages]
    changes += _gone({page.post_id for page in pages}, site)
    changes.sort(key=lambda change: change.path)
    return Plan(username, tuple(changes), tuple(_images(changes, site)))


def _decide(page: Page, current: str | None, site: Site) -> Change:
    entry = site.ledger.posts.get(page.post_id)
    incoming = page.text(entry.missing - site.images if entry else frozenset())
    state = _state(page, current, incoming, site)
    return Change(
        state=state,
        post_id=page.post_id,
        title=page.title,
        path=page.path,
        page=page,
        before=current,
        after=incoming if state in WRITTEN else current,
    )


def _state(page: Page, current: str | None, incoming: str, site: Site) -> State:
    known = site.path_of(page.post_id) is not None
    base = site.bases.get(page.post_id)
    if current is None:
        return State.DELETED if known else State.NEW
    if current == incoming:
        return State.SAME
    if not known:
        return State.TAKEN
    if current == base:
        return State.CHANGED
    return State.EDITED if base == incoming else State.CONFLICT


def _gone(listed: set[str], site: Site) -> Iterator[Change]:
    for post_id, entry in site.ledger.posts.items():
        text = site.texts.get(entry.path)
        if post_id not in listed and text is not None:
            yield Change(State.GONE, post_id, "", entry.path, None, text, text)


def _images(changes: Iterable[Change], site: Site) -> Iterator[Image]:
    """Give the images that no file in the site holds yet, for posts that are or stay there."""
    for change in changes:
        if change.page and change.state in WRITTEN | {State.EDITED}:
            for image in change.page.images:
                if image.path not in site.images:
                    yield image
