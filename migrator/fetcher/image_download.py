"""Image addresses → checked bytes in files, several downloads at a time, each address once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event

import httpx

from migrator.fetcher.http import (
    MAX_CONNECTIONS,
    Endpoints,
    asked_host,
    asks_for_too_long,
    describe,
    refuse_busy,
    web_address,
    with_retries,
)
from migrator.fetcher.pool import pooled
from migrator.fetcher.sniff import HEAD_BYTES, image_kind, is_html
from migrator.files import cannot_write
from migrator.model import FetchImages, ImageJob, ImageResult

POOL = 8
MAX_REDIRECTS = 5
NEVER_UPLOADED = "the upload was never finished on Velog, so the image is not there either"
STOPPED = "stopped"


@dataclass(frozen=True)
class _Run:
    """What the downloads of one run share.

    `closed` has, by host, what is wrong with the hosts that get no more requests in this run:
    those that cannot be reached, or ask us to wait for longer than a run can.
    """

    client: httpx.Client
    origin: str | None
    stop: Event = field(default_factory=Event)
    closed: dict[str, str] = field(default_factory=dict)


def open_fetch(client: httpx.Client, endpoints: Endpoints, pool: int = POOL) -> FetchImages:
    """Make the function that downloads images, `pool` of them at a time (at most 16).

    An image that could not be downloaded is a result with its problem. Raises MigratorError for a
    file that cannot be written.
    """
    return partial(_fetch_all, client, endpoints.image_origin, min(max(pool, 1), MAX_CONNECTIONS))


def _fetch_all(
    client: httpx.Client, origin: str | None, pool: int, jobs: Sequence[ImageJob]
) -> Iterator[ImageResult]:
    run = _Run(client, origin)
    return pooled(partial(_fetch_group, run), _by_first_source(jobs), pool, run.stop)


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
        return ImageResult(job, 0, NEVER_UPLOADED)
    problems: dict[str, None] = {}
    for source in job.image.sources:
        outcome = _fetch_from(run, source, job.part)
        if isinstance(outcome, int):
            return ImageResult(job, outcome)
        problems[outcome] = None
    job.part.unlink(missing_ok=True)
    return ImageResult(job, 0, ", ".join(problems))


def _fetch_from(run: _Run, source: str, part: Path) -> int | str:
    """Download one address into `part`; give its size in bytes, or what went wrong."""
    try:
        return with_retries(lambda: _download(run, source, part))
    except httpx.HTTPError as error:
        if _is_final(error):
            run.closed[asked_host(error)] = describe(error)
        return describe(error)
    except OSError as error:
        raise cannot_write(part, error) from error


def _is_final(error: httpx.HTTPError) -> bool:
    """Tell whether the next image of the host would fail in the same way, after all retries."""
    if isinstance(error, httpx.HTTPStatusError):
        return asks_for_too_long(error.response)
    return isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)


def _download(run: _Run, source: str, part: Path) -> int | str:
    url = web_address(source)
    for _ in range(MAX_REDIRECTS + 1):
        if url is None:
            return f"not a web address: {source}"
        source = str(url)
        if run.stop.is_set():
            return STOPPED
        host = url.netloc.decode("ascii")
        if host in run.closed:
            return run.closed[host]
        request = request_for(run.client, "GET", url, run.origin)
        with closing(run.client.send(request, stream=True)) as response:
            if not response.has_redirect_location:
                return _save(run, response, host, part)
            url = web_address(response.headers["Location"], base=source)
    return f"more than {MAX_REDIRECTS} redirects, the last to {url}"


def request_for(
    client: httpx.Client, method: str, url: httpx.URL, origin: str | None
) -> httpx.Request:
    """Make the request for an image; one to `origin` keeps the image's host in its headers."""
    # Images do not get smaller by compression; without it Content-Length is the image's length.
    headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
    if origin:
        url = httpx.URL(origin).copy_with(raw_path=url.raw_path)
    return client.build_request(method, url, headers=headers)


def _save(run: _Run, response: httpx.Response, host: str, part: Path) -> int | str:
    """Write the image to `part` as it comes in, and check it."""
    refuse_busy(response)
    if response.status_code != 200:
        return f"{response.status_code} from {host}"
    size = 0
    with part.open("wb") as file:
        for chunk in response.iter_bytes(HEAD_BYTES):
            if run.stop.is_set():
                return STOPPED
            if size == 0 and image_kind(chunk) is None:
                kind = "an HTML page" if is_html(chunk) else "something else"
                return f"{kind} instead of an image from {host}"
            size += file.write(chunk)
    _check_length(response, size)
    return size or f"an empty file from {host}"


def _check_length(response: httpx.Response, size: int) -> None:
    stated = response.headers.get("Content-Length", "")
    # For an answer that is compressed all the same, the header has the length before unpacking.
    if stated.isdecimal() and int(stated) != size and "Content-Encoding" not in response.headers:
        raise httpx.RemoteProtocolError(f"{size} of {stated} bytes came", request=response.request)
