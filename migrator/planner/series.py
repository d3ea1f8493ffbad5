"""The pages of new series, and what is decided on the posts → the pages that are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from migrator.planner.plan import Change, PlanInputs, State


def decide_series(inputs: PlanInputs, posts: Iterable[Change]) -> Iterator[Change]:
    """Write the page of each series of which a post comes into the site."""
    coming = {each.post_id for each in posts if each.after is not None}
    for wanted in inputs.series:
        page = wanted.page
        if wanted.posts & coming:
            text = page.text(frozenset())
            yield Change(State.SERIES, page.post_id, page.title, page.path, page, None, text)
