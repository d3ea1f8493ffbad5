"""The posts of a blog and the built site → what is known of each, found by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from migrator.progress import OnStep
from migrator.proof.expected import BuiltSite
from migrator.proof.prove_post import ImageFault, PostToProve, prove_post
from migrator.proof.verdicts import PostProof, Proof

_ENOUGH = 40
"""Posts that are worth a process of their own."""
_MOST_PROCESSES = 4
_AT_A_TIME = 8


def prove_blog(
    asked: Sequence[PostToProve], site: BuiltSite, image_fault: ImageFault, on_step: OnStep
) -> Proof:
    """Compare the page of each post; the results do not depend on how many processes there are."""
    found = []
    for post in _proofs(asked, site, image_fault):
        found.append(post)
        on_step(len(found), len(asked))
    return Proof(site.targets.username, tuple(sorted(found, key=lambda post: post.path)))


def _proofs(
    asked: Sequence[PostToProve], site: BuiltSite, image_fault: ImageFault
) -> Iterator[PostProof]:
    processes = min(_MOST_PROCESSES, os.cpu_count() or 1, len(asked) // _ENOUGH + 1)
    if processes == 1:
        yield from (prove_post(each, site, image_fault) for each in asked)
        return
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context(), _begin, (site, image_fault)
    ) as pool:
        yield from pool.map(_prove, asked, chunksize=_AT_A_TIME)


_known: dict[str, tuple[BuiltSite, ImageFault]] = {}
"""What a process needs for each post, sent to it once."""


def _begin(site: BuiltSite, image_fault: ImageFault) -> None:
    # A tree of a long post is a million objects and no cycle.
    gc.set_threshold(50_000, 20, 20)
    _known["site"] = site, image_fault


def _prove(asked: PostToProve) -> PostProof:
    return prove_post(asked, *_known["site"])
