"""The posts of a blog and the built site → what is known of each post, and of the site's pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from migrator.long_work.bars import POSTS, StartBar
from migrator.long_work.processes import in_processes
from migrator.model import Note
from migrator.proof.built_pages import Reading, begin_reading, read_pages
from migrator.proof.expected import BuiltSite
from migrator.proof.prove_post import ImageFault, PostToProve, prove_post
from migrator.proof.site_faults import SiteToProve, new_faults, site_faults
from migrator.proof.verdicts import PostProof, Proof


def prove_blog(
    asked: Sequence[PostToProve],
    site: BuiltSite,
    image_fault: ImageFault,
    reading: Reading,
    start_bar: StartBar,
    *,
    lost: frozenset[str] = frozenset(),
    before: Path | None = None,
) -> Proof:
    """Compare the page of each post, and look at the addresses in all pages of the site.

    `reading` are these pages. `lost` are the names of images that are known to be gone for good.
    With `before`, the folder of an earlier build, only that is wrong of the pages which was not
    wrong there.
    """
    pages = read_pages(reading, start_bar(Note("Pages", "페이지")))
    found: list[PostProof] = []
    step = start_bar(POSTS)
    for post in in_processes(_prove, asked, (site, image_fault)):
        found.append(post)
        step(len(found), len(asked))
    posts = tuple(sorted(found, key=lambda post: post.path))
    whole = SiteToProve(site, pages, posts, lost)
    faults = site_faults(whole)
    if before is not None:
        old = SiteToProve(
            BuiltSite(before.resolve(), site.targets),
            read_pages(begin_reading(before), start_bar(Note("Before", "이전 빌드"))),
        )
        faults = new_faults(faults, whole, old)
    built = "/".join(site.built.parts[-2:])
    return Proof(site.targets.username, posts, tuple(faults), built)


def _prove(asked: PostToProve, shared: tuple[BuiltSite, ImageFault]) -> PostProof:
    return prove_post(asked, *shared)
