"""The pages of a run and the site → the plan, made again where a link would lead elsewhere."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import date
from functools import partial

from migrator.merge.git_lines import merge_lines
from migrator.model import Answers, Blog
from migrator.pipeline.pages import comment_pages, pages_anew, with_losses
from migrator.pipeline.request import RunRequest
from migrator.planner import (
    AboutPage,
    Plan,
    PlanInputs,
    SyncRules,
    compare_pages,
    make_plan,
    urls_after,
)
from migrator.settings.site_settings import Settings
from migrator.site.about_wish import AboutWish
from migrator.site.address_table import address_table
from migrator.site.checkout import images_in_pages
from migrator.site.post_places import PostPlaces, with_urls


def with_images(
    inputs: PlanInputs, request: RunRequest, settings: Settings, day: date
) -> PlanInputs:
    """Add which images must stay for pages, and which are lost and asked for again or not."""
    # Only a run that may remove posts has to know: it reads all pages.
    prunes, images = request.prune, inputs.site.images
    in_pages = images_in_pages(request.root, settings, images) if prunes else frozenset()
    return replace(with_losses(inputs, request, day), in_pages=in_pages)


def planned(
    inputs: PlanInputs, blog: Blog, places: PostPlaces, wish: AboutWish
) -> tuple[PlanInputs, Plan]:
    """Plan, and again with other links where one would lead to where a page was before the run."""
    inputs = _placed(inputs, blog, places, wish)
    plan = plan_of(inputs)
    urls = {**places.targets.urls, **urls_after(plan, places.targets.urls, inputs.url_of)}
    if urls == places.targets.urls:
        return inputs, plan
    places = with_urls(places, urls, inputs.site)
    pages = pages_anew(blog, places, inputs.site)
    comments = comment_pages(blog, places)
    inputs = replace(inputs, pages=pages, comments=comments)
    inputs = _placed(inputs, blog, places, wish)
    return inputs, plan_of(inputs)


def _placed(inputs: PlanInputs, blog: Blog, places: PostPlaces, wish: AboutWish) -> PlanInputs:
    addresses = partial(_addresses, blog, places, places.targets.settings)
    inputs = replace(inputs, addresses=addresses, moves=places.moves)
    if wish.place is None:
        return inputs
    page = wish.page(wish.place, places.targets)
    return replace(inputs, about=AboutPage(page, wish.place, wish.images_there(page)))


def _addresses(blog: Blog, places: PostPlaces, settings: Settings, removed: Set[str]) -> str:
    """Write the table of old and new addresses, without the posts that are removed."""
    moved = [place for post_id, place in places.moved.items() if post_id not in removed]
    return address_table(blog.username, moved, settings.config)


def plan_of(inputs: PlanInputs) -> Plan:
    """Merge, with git, what changed on Velog and in the site; then decide on every post."""
    compared = compare_pages(inputs)
    return make_plan(compared, merge_lines(compared.bodies_to_merge))


def rules_of(request: RunRequest, answers: Answers, blog: Blog) -> SyncRules:
    """Complete the user's options with what Velog has answered."""
    wanted = {"public": True, "private": request.blog.private, "draft": request.blog.drafts}
    return SyncRules(
        only_content=request.only_content,
        prune=request.prune,
        max_prune=request.max_prune,
        audiences=frozenset(name for name, is_wanted in wanted.items() if is_wanted),
        # The older API is used only after the newer one has failed; a post without id may be any.
        is_trusted=answers.api == "v3" and all(post.id for post in blog.left_out),
    )
