"""Images → what their hosts answer before the download: the size, or that the image is gone.

One `HEAD` request for each, without retries: a report should not wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from threading import Event

import httpx

from migrator.fetcher.clock import Clock
from migrator.fetcher.http import Endpoints, status_from
from migrator.fetcher.image_download import NEVER_UPLOADED, no_image_from, threads_for
from migrator.fetcher.pool import pooled
from migrator.fetcher.redirects import Answered, NoImage, following
from migrator.fetcher.unpacking import stated_length
from migrator.model import Image, Probe, ProbeImages

GONE = frozenset({403, 404, 410})
SECONDS = 5
MOST = 100
LONGEST = 60
"""Seconds for all of them."""


def open_probe(client: httpx.Client, endpoints: Endpoints, jobs: int | None = None) -> ProbeImages:
    """Make the function that probes images: a hundred at most, evenly chosen from all.

    So many `jobs` at the same time, as for downloads.
    """
    return partial(_probe_all, client, endpoints.image_origin, threads_for(jobs))


def _probe_all(
    client: httpx.Client, origin: str | None, threads: int, images: Sequence[Image]
) -> dict[str, Probe]:
    one_each = list({image.sources: image for image in images}.values())
    asked = one_each[:: max(1, -(-len(one_each) // MOST))]
    clock = Clock(LONGEST)
    answers = dict(pooled(partial(_probe, client, origin, clock), asked, threads, Event()))
    return {image.path: answers[image.sources] for image in images if image.sources in answers}


def _probe(
    client: httpx.Client, origin: str | None, clock: Clock, image: Image
) -> tuple[tuple[str, ...], Probe]:
    probe = Probe() if image.sources else Probe(problem=NEVER_UPLOADED, is_gone=True)
    for source in image.sources:
        probe = _ask(client, origin, clock, source)
        if probe.problem is None:
            break
    return image.sources, probe


def _ask(client: httpx.Client, origin: str | None, clock: Clock, source: str) -> Probe:
    """Send a request to one address; an answer that says nothing gives an empty Probe."""
    try:
        with following(client, "HEAD", source, origin, clock, seconds=SECONDS) as found:
            if isinstance(found, NoImage):
                return Probe(problem=found.why, is_gone=found.is_gone)
            return _read(found)
    except httpx.HTTPError:
        return Probe()


def _read(found: Answered) -> Probe:
    response = found.response
    if response.status_code in GONE:
        return Probe(problem=status_from(response.status_code, found.host), is_gone=True)
    is_there = response.is_success
    if is_there and response.headers.get("Content-Type", "").startswith("text/html"):
        # The page that a host shows where an image was: a download would find no image in it.
        return Probe(problem=no_image_from(found.host), is_gone=True)
    return Probe(is_there, stated_length(response) if is_there else None)
