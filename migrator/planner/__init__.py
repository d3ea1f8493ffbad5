"""Pages and the site as it is → the plan: what happens to each post, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from migrator.merge import MergedBodies, ThreeTexts
from migrator.model import Image, Note, Page
from migrator.planner.about import decide_about
from migrator.planner.comments import CommentsDecider
from migrator.planner.decisions import BothChanged, Decider
from migrator.planner.gone import decide_gone, images_to_remove
from migrator.planner.plan import (
    COLUMNS,
    PAGES,
    AboutPage,
    Change,
    CommentsChange,
    Facts,
    Plan,
    PlanInputs,
    State,
    SyncRules,
)
from migrator.planner.series import decide_series
from migrator.site.checkout import Site

__all__ = [
    "COLUMNS",
    "PAGES",
    "AboutPage",
    "Change",
    "CommentsChange",
    "ComparedPages",
    "Facts",
    "Plan",
    "PlanInputs",
    "State",
    "SyncRules",
    "compare_pages",
    "images_ahead",
    "make_plan",
    "urls_after",
]


@dataclass(frozen=True)
class ComparedPages:
    """What a plan is made from, and what the files of the pages are to them, page by page."""

    inputs: PlanInputs
    found: tuple[Change | BothChanged, ...]

    @property
    def bodies_to_merge(self) -> tuple[ThreeTexts, ...]:
        """Give the bodies that have to be merged line by line before the plan can be made."""
        both = [each for each in self.found if isinstance(each, BothChanged)]
        return tuple(filter(None, [each.body_to_merge for each in both]))


def compare_pages(inputs: PlanInputs) -> ComparedPages:
    """Compare every post that Velog has with its file in the site."""
    return ComparedPages(inputs, tuple(map(_decider(inputs).compare, inputs.pages)))


def make_plan(compared: ComparedPages, merged_bodies: MergedBodies) -> Plan:
    """Decide on every post that Velog has or the ledger knows, and on other pages.

    `merged_bodies` has what became of all the `bodies_to_merge`.
    """
    inputs = compared.inputs
    decider, site = _decider(inputs), inputs.site
    gone = decide_gone(inputs.listed, site, inputs.rules)
    on_velog = (decider.decide(page, merged_bodies) for page in compared.found)
    decided = [*on_velog, *gone.changes]
    about = decide_about(inputs, decided)
    series = decide_series(inputs, decided)
    changes = sorted(
        (*(_with_lost_base(each, site) for each in decided), *about.changes, *series),
        key=lambda change: change.path,
    )
    comments, comment_notes = _comments(inputs, changes, gone.forgotten)
    files = [*changes, *(each.change for each in comments)]
    return Plan(
        username=inputs.username,
        changes=tuple(changes),
        images=tuple(_images(files, inputs)),
        forgotten=gone.forgotten,
        notes=(
            *filter(None, [gone.refusal]),
            *_held(changes, site),
            *about.notes,
            *comment_notes,
        ),
        addresses=inputs.addresses(set(gone.forgotten)),
        refuses_prune=gone.refusal is not None,
        removed_images=tuple(images_to_remove(files, gone.forgotten, site, inputs.in_pages)),
        is_whole=inputs.is_whole,
        comments=comments,
        lost_in_about=about.lost,
    )


def images_ahead(page: Page, inputs: PlanInputs) -> tuple[Image, ...]:
    """Give the images that a plan will fetch for a page, as far as the page alone tells.

    It does not where bodies have to be merged first. `inputs` need no pages.
    """
    decider = _decider(inputs)
    compared = decider.compare(page)
    if isinstance(compared, BothChanged) and compared.body_to_merge:
        return ()
    return tuple(_images([decider.decide(compared, {})], inputs))


def urls_after(
    plan: Plan, urls: Mapping[str, str], url_of: Callable[[str, str], str | None]
) -> Mapping[str, str]:
    """Give by id the addresses that posts with one of `urls` have, once the plan is carried out."""
    written = {
        each.post_id: url_of(each.path, each.after)
        for each in plan.changes
        if each.post_id in urls and each.after is not None and each.changes_file
    }
    return {post_id: url for post_id, url in written.items() if url}


def _decider(inputs: PlanInputs) -> Decider:
    return Decider(
        site=inputs.site,
        adoption=inputs.adoption,
        rules=inputs.rules,
        lost=inputs.lost,
        moves=inputs.moves,
        url_of=inputs.url_of,
    )


def _held(changes: Iterable[Change], site: Site) -> Iterator[Note]:
    """Name the posts whose date Velog has moved since the last run."""
    held = [
        change.path
        for change in changes
        if change.facts.keeps_date
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


def _comments(
    inputs: PlanInputs, changes: Iterable[Change], forgotten: Iterable[str]
) -> tuple[tuple[CommentsChange, ...], tuple[Note, ...]]:
    """Decide on the comments under posts, now that it is known which posts the site will have."""
    doubt = {each.post_id for each in changes if each.state is State.DOUBTFUL}
    absent = {each.post_id for each in changes if each.after is None} - doubt
    return CommentsDecider(inputs, {*forgotten}, absent, doubt).decide()


def _images(changes: Iterable[Change], inputs: PlanInputs) -> Iterable[Image]:
    """Give the images that are not in the site and a text will point at, or that come back.

    A post and the comments under it may show the same one.
    """
    return {image.path: image for image in _wanted_images(changes, inputs)}.values()


def _wanted_images(changes: Iterable[Change], inputs: PlanInputs) -> Iterator[Image]:
    there = inputs.site.images | (inputs.about.images if inputs.about else frozenset())
    for change in changes:
        text = f"{change.after or ''}{change.incoming or ''}"
        again = inputs.lost.keys() - inputs.resting if change.after is not None else frozenset()
        for image in change.page.images if change.page else ():
            is_wanted = image.path in text or image.path in again
            if is_wanted and image.path not in there | inputs.resting:
                yield image
