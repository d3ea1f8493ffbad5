"""Nothing in → the values in which a proof is told: what differs where, and whose doing it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Where a difference comes from."""

    TEXT = "the site's text"
    JEKYLL = "Jekyll"
    THEME = "the theme"
    VELOG = "Velog"


class Verdict(StrEnum):
    """What is known of a post.

    `EDITED` posts differ only where their author changed the file here. `CHANGED` ones changed on
    Velog after the last sync. `NO_PAGE` posts are in the site, and Jekyll made no page of them.
    `ABSENT` ones are not in the site.
    """

    SAME = "same"
    EDITED = "edited"
    DIFFERENT = "different"
    CHANGED = "changed"
    NO_PAGE = "no page"
    ABSENT = "absent"


@dataclass(frozen=True)
class Fault:
    """One thing that a page shows otherwise: its name, and a few words of both sides.

    `line` is that in the post's file, None where it is not known.
    """

    name: str
    velog: str
    page: str
    side: Side
    line: int | None = None


@dataclass(frozen=True)
class PostProof:
    """What is known of one post; `path` is its file in the site, `page` its file in the build.

    `own` are addresses as its author wrote them, which lead nowhere on Velog. `is_adopted`: the
    file was in the site before the post came.
    """

    post_id: str
    title: str
    path: str
    page: str
    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    own: frozenset[str] = frozenset()
    is_adopted: bool = False


@dataclass(frozen=True)
class SiteFault:
    """One thing that is wrong with a page of the site, whichever page: its name, and an address."""

    name: str
    page: str
    address: str


@dataclass(frozen=True)
class Proof:
    """What is known of all posts of a blog, in the order of their files, and of the site.

    `built` names the folder of the built site, with the one around it.
    """

    username: str
    posts: tuple[PostProof, ...]
    site: tuple[SiteFault, ...] = ()
    built: str = ""

    @property
    def counts(self) -> Counter[Verdict]:
        """Count the posts by their verdicts."""
        return Counter(post.verdict for post in self.posts)

    @property
    def is_proven(self) -> bool:
        """Tell whether each post shows what Velog showed, or what its author wrote here.

        No address in the site leads nowhere then, either.
        """
        return not self.site and {post.verdict for post in self.posts} <= {
            Verdict.SAME,
            Verdict.EDITED,
        }
