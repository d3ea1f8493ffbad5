"""The About page, and what is decided on the posts → whether it is written, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from migrator.jekyll.permalinks.pages import place_of
from migrator.model import Note
from migrator.planner.plan import Change, PlanInputs, State
from migrator.site.losses import Losses
from migrator.site.new_page import NewPage


@dataclass(frozen=True)
class AboutDecision:
    """The page to write, if it is written; else a note names what is there already."""

    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    lost: Losses = field(default_factory=dict)


def decide_about(inputs: PlanInputs, posts: Iterable[Change]) -> AboutDecision:
    """Write the About page, once: where the site has one, or its address, nothing is written."""
    if inputs.about is None:
        return AboutDecision()
    page, place = inputs.about.page, inputs.about.place
    there = place.there or _post_at(inputs, posts, place)
    if there:
        return AboutDecision(notes=(_left(there),))
    paths = {image.path for image in page.images}
    lost = {path: loss for path, loss in inputs.lost.items() if path in paths}
    text = page.text(lost.keys())
    change = Change(State.ABOUT, page.post_id, page.title, page.path, page, None, text)
    return AboutDecision((change,), lost=lost)


def _post_at(inputs: PlanInputs, posts: Iterable[Change], place: NewPage) -> str:
    """Give the post, Velog's or the author's own, that has the address of the page, if one has."""
    texts = {**inputs.site.texts, **{each.path: each.after for each in posts}}
    for path, text in texts.items():
        url = None if text is None else inputs.url_of(path, text)
        if url and place_of(url) in place.places:
            return path
    return ""


def _left(path: str) -> Note:
    return Note(
        f"The site has an About page already, {path}: it was left as it is, and Velog's was not "
        "written.",
        f"사이트에 소개 페이지가 이미 있어({path}) 그대로 두고, Velog의 소개 글은 쓰지 않았습니다.",
    )
