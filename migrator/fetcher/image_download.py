"""Image addresses → checked bytes in files, several downloads at a time, each address once."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

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
    status_from,
    with_retries,
)
from migrator.fetcher.meter import Torn
from migrator.fetcher.pool import Pool
from migrator.fetcher.redirects import NoImage, following
from migrator.fetcher.sniff import image_kind, is_html
from migrator.fetcher.svg import take_script_out
from migrator.fetcher.unpacking import body_of, stated_length
from migrator.files.failures import cannot_write
from migrator.long_work.talk import detail
from migrator.model import FetchImages, ImageJob, ImageResult, Note, joined

NEVER_UPLOADED = Note(
    "the upload was never finished on Velog: put an image into the post, or remove the link",
    "Velog에 올리다 만 이미지: 글에 이미지를 넣거나 링크를 지우세요",
)
STOPPED = NoImage(Note("stopped", "중단됨"), is_gone=False)


_Source = tuple[str, ...]


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


class Downloads:
    """The downloads of a run: each image is asked for once, early or when its result is needed."""

    def __init__(
        self,
        client: httpx.Client,
        endpoints: Endpoints,
        jobs: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Ask for so many `jobs` at the same time; the time of the run is on `clock`.

        Without a clock it begins now.
        """
        self._run = _Run(client, endpoints.image_origin, Hosts(clock or run_clock()))
        self._threads = threads_for(jobs)
        # Beside what asks for the list of posts.
        at_first = min(self._threads, budgets.BUDGETS.most_at_once - 1)
        self._pool = Pool(partial(_fetch, self._run), at_first, self._run.stop)
        self._asked: dict[_Source, ImageJob] = {}

    def ask(self, jobs: Sequence[ImageJob]) -> None:
        """Begin to download images whose results will be wanted."""
        new = {_source(job): job for job in reversed(jobs) if _source(job) not in self._asked}
        self._asked.update(new)
        self._pool.add(reversed(new.values()))

    def fetch(self, jobs: Sequence[ImageJob]) -> Iterator[ImageResult]:
        """Give the result of each job as soon as it is there.

        An image that could not be downloaded is a result with its problem. Raises MigratorError for
        a file that cannot be written. Who does not read all results ends all downloads.
        """
        waiting: dict[_Source, list[ImageJob]] = {}
        for job in jobs:
            waiting.setdefault(_source(job), []).append(job)
        try:
            self.ask(jobs)
            while waiting:
                job, outcome = self._pool.result()
                # What was asked for early may be for nobody, or for an earlier call.
                is_wanted = self._asked.get(_source(job)) is job
                group = waiting.pop(_source(job), []) if is_wanted else []
                if group and isinstance(outcome, BaseException):
                    raise outcome
                if isinstance(outcome, ImageResult):
                    yield from self._shared(outcome, group)
            self._asked.clear()
        finally:
            if waiting:
                self.stop()

    def use_all(self) -> None:
        """Ask for as many images at the same time as may be, now that nothing else is asked for."""
        self._pool.widen(self._threads)

    def stop(self) -> None:
        """End the downloads that nobody waits for any more."""
        self._run.stop.set()

    def _shared(self, result: ImageResult, group: list[ImageJob]) -> Iterator[ImageResult]:
        """Give one download to all jobs that need it: its file to the last, a copy to others."""
        # The file of a job may be moved away as soon as its result is out.
        for number, job in enumerate(sorted(group, key=lambda job: job == result.job), 1):
            if result.problem is None and job != result.job:
                give = move_to if number == len(group) else copy_into
                give(job.part, result.job.part)
            is_same = result.problem is None or job.image.sources == result.job.image.sources
            yield replace(result, job=job) if is_same else _fetch(self._run, job)


def _source(job: ImageJob) -> _Source:
    """Give the first address of an image; who has the same shares one download."""
    return job.image.sources[:1]


def open_fetch(client: httpx.Client, endpoints: Endpoints, jobs: int | None = None) -> FetchImages:
    """Make the function that downloads images, so many `jobs` at the same time."""
    return Downloads(client, endpoints, jobs).fetch


def threads_for(jobs: int | None) -> int:
    """Give how many images are asked for at the same time, within the limits."""
    limits = budgets.BUDGETS
    return min(max(jobs or limits.images_at_once, 1), limits.most_at_once)


def copy_into(part: Path, source: Path) -> None:
    """Copy an image into the file of another job."""
    try:
        shutil.copyfile(source, part)
    except OSError as error:
        raise cannot_write(part, error) from error


def move_to(part: Path, source: Path) -> None:
    """Make an image the file of another job."""
    try:
        source.replace(part)
    except OSError as error:
        raise cannot_write(part, error) from error


def _fetch(run: _Run, job: ImageJob) -> ImageResult:
    if not job.image.sources:
        return ImageResult(job, 0, NEVER_UPLOADED, is_gone=True)
    problems: dict[NoImage, None] = {}
    for source in job.image.sources:
        outcome = _fetch_from(run, source, job.part)
        if isinstance(outcome, int):
            host = urlsplit(source).netloc
            detail(
                Note(
                    f"downloaded {job.image.path} ({outcome:,} bytes from {host})",
                    f"내려받음: {job.image.path} ({host}에서 {outcome:,}바이트)",
                )
            )
            return ImageResult(job, outcome)
        detail(
            Note(
                f"not downloaded {job.image.path} ({outcome.why.english})",
                f"내려받지 못함: {job.image.path} ({outcome.why.korean})",
            )
        )
        problems[outcome] = None
    job.part.unlink(missing_ok=True)
    is_gone = all(problem.is_gone for problem in problems)
    why = joined((problem.why for problem in problems), ", ")
    return ImageResult(job, 0, why, is_gone)


def _fetch_from(run: _Run, source: str, part: Path) -> int | NoImage:
    """Download one address into `part`; give its size in bytes, or what went wrong."""
    started = time.monotonic()
    try:
        return with_retries(lambda: _download_or_stop(run, source, part), run.clock)
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


def _download_or_stop(run: _Run, source: str, part: Path) -> int | NoImage:
    """Download, and try no more where the connections are closed because the run ends."""
    try:
        return _download(run, source, part)
    except httpx.HTTPError:
        if run.stop.is_set():
            return STOPPED
        raise


def _download(run: _Run, source: str, part: Path) -> int | NoImage:
    if run.stop.is_set():
        return STOPPED
    with following(
        run.client, "GET", source, run.origin, run.clock, refusal=run.hosts.closed
    ) as found:
        if isinstance(found, NoImage):
            return found
        if run.stop.is_set():  # the folder for it may be gone by now
            return STOPPED
        outcome = _save(run, found.response, found.host, part)
        run.hosts.answered(found.host)
        return outcome


def _save(run: _Run, response: httpx.Response, host: str, part: Path) -> int | NoImage:
    """Write the image to `part` as it comes in, and check it."""
    refuse_busy(response)
    if response.status_code != 200:
        return NoImage(status_from(response.status_code, host))
    stated = stated_length(response)
    if stated is not None and stated > budgets.BUDGETS.image_bytes:
        limit = budgets.BUDGETS.image_bytes // MIB
        length = f"{stated / MIB:,.0f} MiB"
        return NoImage(
            Note(
                f"{length} from {host}, more than the {limit} MiB of an image",
                f"{host}의 이미지가 {length}로 한도 {limit} MiB보다 큼",
            )
        )
    size, kind = 0, None
    with part.open("wb") as file:
        for chunk in body_of(response, budgets.BUDGETS.image_bytes):
            if run.stop.is_set():
                return STOPPED
            if kind is None and (kind := image_kind(chunk)) is None:
                return NoImage(_no_image(chunk, host))
            size += file.write(chunk)
    if kind is None:
        return NoImage(Note(f"an empty file from {host}", f"{host}이(가) 빈 파일을 보냄"))
    _check_whole(response, size, kind, part)
    if kind == "svg" and (problem := take_script_out(part)) is not None:
        return NoImage(
            Note(f"{problem.english}, from {host}", f"{problem.korean}({host}에서 보냄)")
        )
    return part.stat().st_size


def no_image_from(host: str) -> Note:
    """Say that a host has sent a page where an image was."""
    return Note(
        f"an HTML page instead of an image from {host}",
        f"{host}이(가) 이미지 대신 HTML 페이지를 보냄",
    )


def _no_image(chunk: bytes, host: str) -> Note:
    if is_html(chunk):
        return no_image_from(host)
    return Note(
        f"something else instead of an image from {host}",
        f"{host}이(가) 이미지가 아닌 것을 보냄",
    )


def _check_whole(response: httpx.Response, size: int, kind: str, part: Path) -> None:
    """Raise httpx.RemoteProtocolError, after which the image is tried again, for a part of one."""
    stated = stated_length(response)
    # For an answer that is compressed all the same, the header has the length before unpacking.
    if stated is not None and stated != size and "Content-Encoding" not in response.headers:
        english, korean = f"{size} of {stated} bytes came", f"{stated}바이트 중 {size}바이트만 옴"
        raise Torn(english, korean, request=response.request)
    if not has_end(kind, part):
        raise Torn("the image ends early", "이미지가 중간에 끊김", request=response.request)
