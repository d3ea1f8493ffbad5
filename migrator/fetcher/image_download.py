"""Image addresses → checked bytes in files, several downloads at a time, each address once."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event

import httpx

from migrator.fetcher import budgets
from migrator.fetcher.budgets import MIB
from migrator.fetcher.clock import Clock, run_clock
from migrator.fetcher.endings import has_end
from migrator.fetcher.hosts import Hosts
from migrator.fetcher.http import (
    Endpoints,
    asked_host,
    asks_for_too_long,
    describe,
    refuse_busy,
    with_retries,
)
from migrator.fetcher.pool import pooled
from migrator.fetcher.redirects import NoImage, following
from migrator.fetcher.sniff import image_kind, is_html
from migrator.fetcher.svg import take_script_out
from migrator.fetcher.unpacking import body_of
from migrator.files import cannot_write
from migrator.model import FetchImages, ImageJob, ImageResult

NEVER_UPLOADED = (
    "the upload was never finished on Velog: put an image into the post, or remove the link"
)
STOPPED = NoImage("stopped", is_gone=False)


@dataclass(frozen=True)
class _Run:
    """What the downloads of one run share.

    With `origin`, every image is requested from there.
    """

    client: httpx.Client
    origin: str | None
    hosts: Hosts
    stop: Event = field(default_factory=Event)

    @property
    def clock(self) -> Clock:
        return self.hosts.clock


def open_fetch(
    client: httpx.Client,
    endpoints: Endpoints,
    jobs: int | None = None,
    clock: Clock | None = None,
) -> FetchImages:
    """Make the function that downloads images, so many `jobs` at the same time.

    The time of the run is on `clock`; without one it begins now.

    An image that could not be downloaded is a result with its problem. Raises MigratorError for a
    file that cannot be written.
    """
    threads = threads_for(jobs)
    return partial(_fetch_all, client, endpoints.image_origin, threads, clock or run_clock())


def threads_for(jobs: int | None) -> int:
    """Give how many images are asked for at the same time, within the limits."""
    limits = budgets.BUDGETS
    return min(max(jobs or limits.images_at_once, 1), limits.most_at_once)


def _fetch_all(
    client: httpx.Client, origin: str | None, threads: int, clock: Clock, jobs: Sequence[ImageJob]
) -> Iterator[ImageResult]:
    run = _Run(client, origin, Hosts(clock))
    return pooled(partial(_fetch_group, run), _by_first_source(jobs), threads, run.stop)


def _by_first_source(jobs: Sequence[ImageJob]) -> list[list[ImageJob]]:
    groups: dict[tuple[str, ...], list[ImageJob]] = {}
    for job in jobs:
        groups.setdefault(job.image.sources[:1], []).append(job)
    return list(groups.values())


def _fetch_group(run: _Run, group: list[ImageJob]) -> Iterator[ImageResult]:
    """Download one image for all the jobs that need it."""
    first, *others = group
    result = _fetch(run, first)
    # The file of the first job may be moved away as soon as its result is out.
    for job in others:
        if result.problem is None:
            copy_into(job.part, first.part)
        is_same = result.problem is None or job.image.sources == first.image.sources
        yield replace(result, job=job) if is_same else _fetch(run, job)
    yield result


def copy_into(part: Path, source: Path) -> None:
    """Copy an image into the file of another job."""
    try:
        shutil.copyfile(source, part)
    except OSError as error:
        raise cannot_write(part, error) from error


def _fetch(run: _Run, job: ImageJob) -> ImageResult:
    if not job.image.sources:
        return ImageResult(job, 0, NEVER_UPLOADED, is_gone=True)
    problems: dict[NoImage, None] = {}
    for source in job.image.sources:
        outcome = _fetch_from(run, source, job.part)
        if isinstance(outcome, int):
            return ImageResult(job, outcome)
        problems[outcome] = None
    job.part.unlink(missing_ok=True)
    is_gone = all(problem.is_gone for problem in problems)
    return ImageResult(job, 0, ", ".join(problem.why for problem in problems), is_gone)


def _fetch_from(run: _Run, source: str, part: Path) -> int | NoImage:
    """Download one address into `part`; give its size in bytes, or what went wrong."""
    started = time.monotonic()
    try:
        return with_retries(lambda: _download(run, source, part), run.clock)
    except httpx.HTTPError as error:
        why, seconds = describe(error), time.monotonic() - started
        run.hosts.failed(asked_host(error), why, seconds, is_final=_is_final(error))
        return NoImage(why, is_gone=False)
    except OSError as error:
        raise cannot_write(part, error) from error


def _is_final(error: httpx.HTTPError) -> bool:
    """Tell whether the next image of the host would fail in the same way, after all retries."""
    if isinstance(error, httpx.HTTPStatusError):
        return asks_for_too_long(error.response)
    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)


def _download(run: _Run, source: str, part: Path) -> int | NoImage:
    if run.stop.is_set():
        return STOPPED
    with following(
        run.client, "GET", source, run.origin, run.clock, refusal=run.hosts.closed
    ) as found:
        if isinstance(found, NoImage):
            return found
        outcome = _save(run, found.response, found.host, part)
        run.hosts.answered(found.host)
        return outcome


def _save(run: _Run, response: httpx.Response, host: str, part: Path) -> int | NoImage:
    """Write the image to `part` as it comes in, and check it."""
    refuse_busy(response)
    if response.status_code != 200:
        return NoImage(f"{response.status_code} from {host}")
    stated = _stated_length(response)
    if stated is not None and stated > budgets.BUDGETS.image_bytes:
        limit = budgets.BUDGETS.image_bytes // MIB
        what = f"{stated / MIB:,.0f} MiB from {host}"
        return NoImage(f"{what}, more than the {limit} MiB of an image")
    size, kind = 0, None
    with part.open("wb") as file:
        for chunk in body_of(response, budgets.BUDGETS.image_bytes):
            if run.stop.is_set():
                return STOPPED
            if kind is None and (kind := image_kind(chunk)) is None:
                what = "an HTML page" if is_html(chunk) else "something else"
                return NoImage(f"{what} instead of an image from {host}")
            size += file.write(chunk)
    if kind is None:
        return NoImage(f"an empty file from {host}")
    _check_whole(response, size, kind, part)
    if kind == "svg" and (problem := take_script_out(part)) is not None:
        return NoImage(f"{problem}, from {host}")
    return part.stat().st_size


def _stated_length(response: httpx.Response) -> int | None:
    text = response.headers.get("Content-Length", "")
    return int(text[:18]) if text.isdecimal() else None


def _check_whole(response: httpx.Response, size: int, kind: str, part: Path) -> None:
    """Raise httpx.RemoteProtocolError, after which the image is tried again, for a part of one."""
    stated = _stated_length(response)
    # For an answer that is compressed all the same, the header has the length before unpacking.
    if stated is not None and stated != size and "Content-Encoding" not in response.headers:
        raise httpx.RemoteProtocolError(f"{size} of {stated} bytes came", request=response.request)
    if not has_end(kind, part):
        raise httpx.RemoteProtocolError("the image ends early", request=response.request)
