"""Pages and the site as it is → the plan: what happens to each post, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from migrator.merge import MergedBodies, ThreeTexts
from migrator.model import Image, Note
from migrator.planner.decisions import Decider
from migrator.planner.gone import decide_gone
from migrator.planner.plan import (
    COLUMNS,
    DIFFERS,
    Change,
    Plan,
    PlanInputs,
    State,
    SyncRules,
)
from migrator.site.checkout import Site

__all__ = [
    "COLUMNS",
    "DIFFERS",
    "Change",
    "Plan",
    "PlanInputs",
    "State",
    "SyncRules",
    "bodies_to_merge",
    "make_plan",
]


def bodies_to_merge(inputs: PlanInputs) -> tuple[ThreeTexts, ...]:
    """Give the bodies that have to be merged line by line before the plan can be made."""
    decider = _decider(inputs)
    return tuple(filter(None, map(decider.body_to_merge, inputs.pages)))


def make_plan(inputs: PlanInputs, merged_bodies: MergedBodies) -> Plan:
    """Decide on every post that Velog has or the ledger knows.

    `merged_bodies` has what became of all that `bodies_to_merge` gives for the same inputs.
    """
    decider, site = _decider(inputs), inputs.site
    gone = decide_gone(inputs.listed, site, inputs.rules)
    decided = [*(decider.decide(page, merged_bodies) for page in inputs.pages), *gone.changes]
    changes = sorted(
        (_with_lost_base(each, site) for each in decided), key=lambda change: change.path
    )
    return Plan(
        username=inputs.username,
        changes=tuple(changes),
        images=tuple(_images(changes, site)),
        forgotten=gone.forgotten,
        notes=(*gone.notes, *_held(changes, site)),
        addresses=inputs.addresses(set(gone.forgotten)),
        is_whole=inputs.is_whole,
    )


def _decider(inputs: PlanInputs) -> Decider:
    return Decider(inputs.site, inputs.adoption, inputs.rules, inputs.missing, inputs.url_of)


def _held(changes: Iterable[Change], site: Site) -> Iterator[Note]:
    """Name the posts whose date Velog has moved since the last run."""
    held = [
        change.path
        for change in changes
        if "address" in change.facts
        and change.entry
        and change.entry.source != site.ledger.posts[change.post_id].source
    ]
    if held:
        paths = ", ".join(held)
        yield Note(
            f"Velog has another date for {paths} now. The old one was kept: it is in the address "
            "of the post, and links to that would end.",
            f"Velog에서 {paths}의 날짜가 바뀌었습니다. 글 주소에 들어 있어 바꾸면 링크가 "
            "끊어지므로 그대로 두었습니다.",
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
