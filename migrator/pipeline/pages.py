"""The posts in their places → their pages, and images that are asked for ahead of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.fetcher.endings import broken_images
from migrator.fetcher.source import Source
from migrator.long_work.processes import in_processes
from migrator.model import Blog, Page
from migrator.pipeline.request import RunRequest
from migrator.planner import PlanInputs, images_ahead
from migrator.site.checkout import Site
from migrator.site.known_pages import Pages
from migrator.site.losses import resting
from migrator.site.post_places import PostPlaces
from migrator.writer.images import ask_ahead

if TYPE_CHECKING:
    from migrator.converter.blog_pages import Share

OnPage = Callable[[Page], None]
"""Gets each page as soon as it is made."""


def asking_ahead(
    bare: PlanInputs, places: PostPlaces, request: RunRequest, source: Source, day: date
) -> OnPage:
    """Give what asks for the images of pages ahead of the plan; a run that only shows asks none."""
    if not request.early:
        return lambda page: None
    inputs = replace(with_losses(bare, request, day), moves=places.moves)
    return lambda page: ask_ahead(request.root, images_ahead(page, inputs), source.ask_images)


def pages_of(
    blog: Blog, places: PostPlaces, site: Site, root: Path, on_page: OnPage
) -> tuple[tuple[Page, ...], list[str]]:
    """Convert the posts, but for those whose page would be the same as before.

    Gives also the images of the pages that the site has and that end early.
    """
    known = [*Pages(blog, places).known(site)]
    checked = images_shown(known)
    broken = broken_images(root, checked & site.images)
    whole = [page for page in known if not images_shown([page]) & {*broken}]
    pages = _completed(blog, places, whole, in_processes, on_page)
    others = images_shown(pages) - checked
    return pages, sorted({*broken, *broken_images(root, others & site.images)})


def pages_anew(blog: Blog, places: PostPlaces, site: Site) -> tuple[Page, ...]:
    """Convert the posts for other places, in this process: threads may download by now."""
    from migrator.converter.blog_pages import in_turn

    known = [*Pages(blog, places).known(site)]
    return _completed(blog, places, known, in_turn, lambda page: None)


def comment_pages(blog: Blog, places: PostPlaces) -> Mapping[str, Page | None] | None:
    """Convert the comments under the posts; None if they are not wanted."""
    if blog.comments is None:
        return None
    from migrator.converter.comment_files import convert_comments

    return convert_comments(blog, places.paths, places.targets)


def _completed(
    blog: Blog, places: PostPlaces, known: Sequence[Page], share: Share, on_page: OnPage
) -> tuple[Page, ...]:
    """Give all pages in the order of the posts: those that are known, and the others made."""
    pages, made = Pages(blog, places), {page.post_id: page for page in known}
    rest = replace(blog, posts=tuple(post for post in blog.posts if post.id not in made))
    if rest.posts:
        # Most runs convert nothing: they do not wait for what reads posts to be imported.
        from migrator.converter.blog_pages import convert_blog

        for page in convert_blog(rest, places.paths, places.targets, share):
            made[page.post_id] = pages.with_digest(page)
            on_page(page)
    return tuple(made[post.id] for post in blog.posts)


def with_losses(inputs: PlanInputs, request: RunRequest, day: date) -> PlanInputs:
    """Add which images are lost, and which of them are not asked for again this time."""
    site = inputs.site
    # It costs nobody anything to look into a backup.
    asks_for_all = request.strict or request.blog.backup is not None
    known = site.ledger.missing().items()
    lost = {path: loss for path, loss in known if path not in site.images}
    return replace(inputs, lost=lost, resting=frozenset() if asks_for_all else resting(lost, day))


def images_shown(pages: Sequence[Page]) -> set[str]:
    """Give the paths of the images that the pages show."""
    return {image.path for page in pages for image in page.images}
