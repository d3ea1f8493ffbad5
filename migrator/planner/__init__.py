"""Pages and the site as it is → the plan: what happens to each post, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import replace

from migrator.model import Image, Page
from migrator.planner.decisions import Decider
from migrator.planner.gone import decide_gone
from migrator.planner.plan import COLUMNS, UNSOLVED, Change, Plan, State, SyncRules
from migrator.site.adoption import Adoption
from migrator.site.checkout import Site

__all__ = ["COLUMNS", "UNSOLVED", "Change", "Plan", "State", "SyncRules", "make_plan"]


def make_plan(
    username: str,
    pages: Sequence[Page],
    site: Site,
    adoption: Adoption | None = None,
    rules: SyncRules | None = None,
    missing: frozenset[str] | None = None,
    *,
    addresses: Callable[[Set[str]], str] = lambda removed: "",
) -> Plan:
    """Decide on every post that Velog has or the ledger knows.

    `addresses` makes the table of old and new addresses, without the posts of the given ids.
    `missing` are the images that could not be downloaded. None means before the download: then
    those that could not be downloaded in earlier runs count as missing.
    """
    rules = rules or SyncRules()
    decider = Decider(site, adoption or Adoption(), rules, missing)
    gone = decide_gone({page.post_id for page in pages}, site, rules)
    decided = [*map(decider.decide, pages), *gone.changes]
    changes = sorted(
        (_with_lost_base(each, site) for each in decided), key=lambda change: change.path
    )
    return Plan(
        username=username,
        changes=tuple(changes),
        images=tuple(_images(changes, site)),
        forgotten=gone.forgotten,
        notes=gone.notes,
        addresses=addresses(set(gone.forgotten)),
    )


def _with_lost_base(change: Change, site: Site) -> Change:
    """Add the base text that an earlier run could not write before it was killed."""
    if change.post_id not in site.half_written or change.base is not None:
        return change
    return replace(change, base=site.bases[change.post_id])


def _images(changes: Iterable[Change], site: Site) -> Iterator[Image]:
    """Give the images that are not in the site and a text will point at, or were missing before."""
    for change in changes:
        text = f"{change.after or ''}{change.incoming or ''}"
        known = site.ledger.posts.get(change.post_id)
        wanted = known.missing if known and change.after is not None else frozenset()
        for image in change.page.images if change.page else ():
            if image.path not in site.images and (image.path in text or image.path in wanted):
                yield image
