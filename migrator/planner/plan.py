"""The decisions on posts, each with its reason: reports show them, the writer carries them out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from migrator.model import Image, Note, Page
from migrator.model.shelf import shelved
from migrator.site.adoption import Adoption, Candidate
from migrator.site.checkout import Site
from migrator.site.ledger import CommentsEntry, Entry
from migrator.site.losses import Loss, Losses
from migrator.site.new_page import NewPage
from migrator.site.post_places import Move
from migrator.site.series_pages import SeriesPage


class State(StrEnum):
    """What happens to a post; the value is the word that reports show."""

    NEW = "new"
    CHANGED = "changed on Velog"
    RENAMED = "renamed on Velog"
    REWRITTEN = "written anew"
    EDITED = "changed here"
    MERGED = "merged"
    CONFLICT = "conflict"
    MOVED = "address changed"
    LOCALIZED = "localized"
    ADOPTED = "adopted"
    DOUBTFUL = "doubtful"
    DELETED = "deleted here"
    GONE = "gone from Velog"
    REMOVED = "removed"
    ABOUT = "About page"
    SERIES = "series page"
    SAME = "same"


PAGES = frozenset({State.ABOUT, State.SERIES})
"""States of pages that are no posts: each is written once, and is its owner's from then on."""

UNSOLVED = frozenset({State.CONFLICT, State.DOUBTFUL})
"""States in which the site does not have Velog's text, and the author must decide."""

COLUMNS = {
    State.NEW: "A ",
    State.CHANGED: "M ",
    State.RENAMED: "R ",
    State.REWRITTEN: "W ",
    State.EDITED: " M",
    State.MERGED: "MM",
    State.CONFLICT: "UU",
    State.MOVED: " R",
    State.LOCALIZED: "L ",
    State.ADOPTED: " A",
    State.DOUBTFUL: "??",
    State.DELETED: " D",
    State.GONE: "D ",
    State.REMOVED: "DD",
    State.ABOUT: "A ",
    State.SERIES: "A ",
    State.SAME: "  ",
}
"""Two letters a state, as `git status --short` has them: Velog's side, then the site's."""


@dataclass(frozen=True)
class Facts:
    """What a report gives as the reason of a change; empty where it is not one.

    `yours` is the text of the likeliest of the author's files that may be the post. `renamed` are
    titles and slugs on Velog, `moved` addresses in the site, each from what to what. `keys` are
    those of the front matter that alone changed on Velog. `conflicts` are the keys and texts that
    changed in both places, `incoming` is the file with Velog's. `differs` is in what an adopted
    file differs from the post. `links` are the addresses that a file gets. `keeps_date`: the page
    would move with the date that Velog has now. `has_other_comments`: Velog has others than the
    author's file was made of. `is_known`: the last run has left the post to its author, too.
    """

    yours: str = ""
    renamed: tuple[str, ...] = ()
    moved: str = ""
    keys: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    incoming: str = ""
    differs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    keeps_date: bool = False
    has_other_comments: bool = False
    is_known: bool = False


@shelved("before", "after", "base", "incoming", "theirs")
@dataclass(frozen=True)
class Change:
    """The decision on one post.

    `page` is None for a post that Velog no longer lists. `before` and `after` are the texts at
    `path` before and after the run (None: no file), `theirs` is Velog's text of today. `base` and
    `incoming` are the texts to keep beside the ledger, `entry` is the post's new entry in the
    ledger. `old_path` is a file of the same post that is removed when `path` is written,
    `removed_to` the new place of a pruned one. `candidates` are files of the author that may be the
    post, the likeliest first.
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
    candidates: tuple[Candidate, ...] = ()
    facts: Facts = Facts()

    @property
    def file(self) -> str:
        """Give the author's file that the change is about, or that may be the post."""
        return self.candidates[0].path if self.candidates else self.path

    @property
    def changes_file(self) -> bool:
        """Tell whether a file of the site would be written, moved or removed."""
        return self.before != self.after or self.old_path is not None

    @property
    def is_emptied(self) -> bool:
        """Tell whether the file goes, and not to another place."""
        return self.before is not None and self.after is None and self.removed_to is None

    @property
    def is_unsolved(self) -> bool:
        """Tell whether the author must decide, or has to see that the texts differ."""
        return self.state in UNSOLVED or bool(self.facts.differs)


@dataclass(frozen=True)
class CommentsChange:
    """The decision on the comments under a post: what happens to their file, as to that of a post.

    `entry` is its new entry in the ledger, None if that forgets it.
    """

    change: Change
    entry: CommentsEntry | None


@dataclass(frozen=True)
class SyncRules:
    """The options of a sync.

    `is_trusted` is False if the list of posts came after an error: then nothing is removed.
    `audiences` are those whose posts are in the list; only these can be missing from it.
    """

    only_content: bool
    prune: bool
    max_prune: int
    is_trusted: bool = True
    audiences: frozenset[str] = frozenset({"public"})


def no_addresses(removed: Set[str]) -> str:
    """Give no table of old and new addresses, as where nothing is known of any."""
    return ""


def no_address(path: str, text: str) -> str | None:
    """Give no address of a post, as where the settings of the site are not known."""
    return None


@dataclass(frozen=True)
class AboutPage:
    """The About page of a blog as it would be written, and where it would go in the site.

    `images` are the paths of those of its images that are there already.
    """

    page: Page
    place: NewPage
    images: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlanInputs:
    """What a plan is made from: the pages of a blog and the site as it is.

    `url_of` gives the address of a post by its path and text, None for one without a page.
    `addresses` gives the table of old and new addresses without the posts of these ids, `moves`
    has by id the posts whose page has another address after this run than after the last.
    `in_pages` are the images that files other than posts show. `lost` are the images that could
    not be downloaded, before they were asked for in this run those of earlier ones; `resting` are
    those of them that are not asked for today. `left_out` are the ids of posts that Velog lists and
    that cannot be read; an empty one may be any post. `is_whole` is False if the site will lack
    something of the blog that could not be read, and the author has not been told before. `about`
    is None where nobody asked for the About page, or there is none. `series` are pages of series of
    which the site has no post yet. `comments` are, by the ids of
    posts, the files of those under them, None where there are none; None in all if comments are not
    wanted. `has_comments` tells whether Velog has one at all. With `drops_comments` they go out of
    the site.
    """

    username: str
    pages: Sequence[Page]
    site: Site
    rules: SyncRules
    adoption: Adoption = field(default_factory=Adoption)
    url_of: Callable[[str, str], str | None] = no_address
    addresses: Callable[[Set[str]], str] = no_addresses
    in_pages: frozenset[str] = frozenset()
    moves: Mapping[str, Move] = field(default_factory=dict)
    lost: Losses = field(default_factory=dict)
    resting: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    is_whole: bool = True
    comments: Mapping[str, Page | None] | None = None
    has_comments: bool = False
    drops_comments: bool = False
    about: AboutPage | None = None
    series: tuple[SeriesPage, ...] = ()

    @property
    def listed(self) -> set[str]:
        """Give the ids of the posts that Velog has, of all that may be among them if one is odd."""
        known = set(self.site.ledger.posts) if "" in self.left_out else set()
        return {page.post_id for page in self.pages} | self.left_out | known


@dataclass(frozen=True)
class Plan:
    """All decisions, by path, the images to fetch for them, and notes.

    `addresses` is the table of old and new addresses to keep beside the ledger. `forgotten` are
    the ids of posts that are gone from Velog and were moved out of the site. With `refuses_prune`
    such posts were to be moved, and are not. `removed_images` are the old and new paths of images
    that only they showed. `comments` are the decisions on those under posts. `is_whole` is False if
    Velog has something that could not be read, which the notes of the run name. `lost_in_about` are
    images of the About page that are not available.
    """

    username: str
    changes: tuple[Change, ...]
    images: tuple[Image, ...]
    forgotten: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    addresses: str = ""
    refuses_prune: bool = False
    removed_images: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True
    comments: tuple[CommentsChange, ...] = ()
    lost_in_about: Losses = field(default_factory=dict)

    def of(self, *states: State) -> list[Change]:
        """Give the changes that are in one of these states."""
        return [change for change in self.changes if change.state in states]

    def at(self, paths: Collection[str]) -> Plan:
        """Leave out all but the files at these paths and their images, as if it were all."""
        changes = tuple(change for change in self.changes if change.path in paths)
        comments = tuple(each for each in self.comments if each.change.path in paths)
        pages = [change.page for change in (*changes, *(each.change for each in comments))]
        shown = {image.path for page in pages if page for image in page.images}
        images = tuple(image for image in self.images if image.path in shown)
        lost_in_about = {path: loss for path, loss in self.lost_in_about.items() if path in shown}
        return Plan(self.username, changes, images, comments=comments, lost_in_about=lost_in_about)

    @property
    def changes_posts(self) -> bool:
        """Tell whether a post would be written, moved or removed."""
        return any(change.changes_file for change in self.changes if change.state not in PAGES)

    @property
    def changes_site(self) -> bool:
        """Tell whether a post or a page would be written, moved or removed."""
        return any(change.changes_file for change in self.changes)

    @property
    def changes_comments(self) -> bool:
        """Tell whether a file with comments would be written, moved or removed."""
        return any(each.change.changes_file for each in self.comments)

    @property
    def has_unsolved(self) -> bool:
        """Tell whether there are posts that the author must decide on, or mend on Velog."""
        is_lacking = self.refuses_prune or not self.is_whole
        return is_lacking or any(change.is_unsolved for change in self.changes)

    @property
    def lost(self) -> dict[str, Loss]:
        """Give the images that posts and comments of the site show and that are not available."""
        missing = [
            *(each.entry.missing for each in self.changes if each.entry and each.after is not None),
            *(each.entry.missing for each in self.comments if each.entry and each.change.after),
            self.lost_in_about,
        ]
        return {path: loss for each in missing for path, loss in each.items()}
