"""1,000 images, and hosts that fail in every way they can → runs of ten minutes at most.

The real code runs on a clock that only the line moves: a server that says nothing for 30 seconds
costs 30 seconds of it and none of ours. One connection at a time is the slowest case.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

import httpcore
import pytest
import stamina

from migrator.fetcher.budgets import BUDGETS, KIB
from migrator.fetcher.http import Endpoints, open_client
from migrator.fetcher.image_download import open_fetch
from migrator.fetcher.velog import fetch_answers
from migrator.model import Image, ImageJob, MigratorError
from pixels import pixel

# Each sends thousands of requests to a server that answers at once.
pytestmark = pytest.mark.slow

NEVER = float("inf")
COUNT = 1000
TEN_MINUTES = 600
PICTURE = pixel(1) + bytes(100 * KIB)  # what stands behind the end of a PNG is not looked at
OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PICTURE)

Step = tuple[float, bytes]
"""Seconds of silence, and what comes then."""
Script = Callable[[int], Iterable[Step]]
"""The number of a request → what its server sends."""


class FakeTime:
    """A clock that moves when something waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


class FakeLine(httpcore.NetworkStream):
    """A connection whose server sends the steps of a script, a script for each request."""

    def __init__(self, clock: FakeTime, script: Script, numbers: Iterator[int]) -> None:
        self._clock, self._script, self._numbers = clock, script, numbers
        self._steps: Iterator[Step] = iter(())
        self._pending: Step | None = None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        silence, data = self._pending or next(self._steps, (0.0, b""))
        if timeout is not None and silence > timeout:
            self._clock.wait(timeout)
            self._pending = (silence - timeout, data)
            raise httpcore.ReadTimeout("silence")
        self._clock.wait(silence)
        self._pending = (0.0, data[max_bytes:]) if data[max_bytes:] else None
        return data[:max_bytes]

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if buffer.startswith((b"GET ", b"POST ")):
            self._steps, self._pending = iter(self._script(next(self._numbers))), None

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return self

    def close(self) -> None:
        """Nothing is open."""

    def get_extra_info(self, info: str) -> Any:
        return False if info == "is_readable" else None


class FakeNetwork(httpcore.NetworkBackend):
    """Connects to anything, after so many seconds, if at all."""

    def __init__(self, clock: FakeTime, script: Script, connecting: float | Exception) -> None:
        self._clock, self._script, self._connecting = clock, script, connecting
        self._numbers = count()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        if isinstance(self._connecting, Exception):
            raise self._connecting
        if timeout is not None and self._connecting > timeout:
            self._clock.wait(timeout)
            raise httpcore.ConnectTimeout("silence")
        self._clock.wait(self._connecting)
        return FakeLine(self._clock, self._script, self._numbers)


def status(line: str, *headers: str, after: float = 0.5) -> list[Step]:
    head = "\r\n".join([f"HTTP/1.1 {line}", *headers, "Content-Length: 0", "", ""])
    return [(after, head.encode())]


def slowly(data: bytes, bytes_a_second: float, piece: int = 4096) -> Iterator[Step]:
    for start in range(0, len(data), piece):
        part = data[start : start + piece]
        yield len(part) / bytes_a_second, part


def drip(seconds: float, head: bytes = OK) -> Iterator[Step]:
    return chain([(0.5, head)], repeat((seconds, b"\0")))


def most(good: Script, bad: Script) -> Script:
    """Be good to each third request."""
    return lambda number: good(number) if number % 3 == 2 else bad(number)


def honest(number: int) -> Iterable[Step]:
    return [(0.3, OK), (0.1, PICTURE)]


STALL: list[Step] = [(NEVER, b"")]
WAIT = status("429 Too Many Requests", "Retry-After: 120")
SCRIPTS: dict[str, Script] = {
    "stall": lambda _: STALL,
    "stall in the body": lambda _: [(0.5, OK + PICTURE[:999]), (NEVER, b"")],
    "stall after a minute": lambda _: chain(slowly(OK + PICTURE[:60_000], 1000), STALL),
    "drip": lambda _: drip(1),
    "drip in headers": lambda _: drip(1, b"HTTP/1.1 200 OK\r\nX: "),
    "drip once in 29 seconds": lambda _: drip(29),
    "slow, and cut at the end": lambda _: slowly(OK + PICTURE[:-1], 12 * KIB),
    "slow, and cut at once": lambda _: [(29, b"")],
    "503": lambda _: status("503 Service Unavailable"),
    "503 after a while": lambda _: status("503 Service Unavailable", after=29),
    "503 and a wait": lambda _: status("503 Service Unavailable", "Retry-After: 119"),
    "429": lambda _: WAIT,
    "429 four times": lambda number: honest(number) if number % 5 == 4 else WAIT,
    "429 for most": most(honest, lambda _: WAIT),
    "404 after a while": lambda _: status("404 Not Found", after=29),
    "redirects after a while": lambda number: status(
        "302 Found", f"Location: /{number}.png", after=29
    ),
    "stall for most": most(honest, lambda _: STALL),
    "drip for most": most(honest, lambda _: drip(1)),
    "503 for most": most(honest, lambda _: status("503 Service Unavailable", after=5)),
    "slow and honest": lambda _: slowly(OK + PICTURE, 10 * KIB),
    "as slow as may be": lambda _: slowly(OK + PICTURE, 1.1 * KIB),
    "honest": honest,
}
CONNECTING: dict[str, float | Exception] = {
    "refused": httpcore.ConnectError("refused"),
    "nobody answers": NEVER,
    "connected late": 9.0,
}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTime]:
    clock = FakeTime()
    with stamina.set_testing(False), monkeypatch.context() as patch:
        patch.setattr(time, "monotonic", lambda: clock.now)
        patch.setattr(time, "sleep", clock.wait)
        address = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))
        patch.setattr(socket, "getaddrinfo", lambda *_args, **_named: [address])
        yield clock


def download(
    hosts: int,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    network: FakeNetwork,
    images: int = COUNT,
) -> list[str | None]:
    """Download images from so many hosts, one after another; give the problem of each."""
    jobs = [
        ImageJob(
            Image("", (f"http://h{number % hosts}.example/{number}.png",), "", str(number)),
            folder / f"{number}.part",
        )
        for number in range(images)
    ]
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: network)
    with open_client() as client:
        results = open_fetch(client, Endpoints(), jobs=1)(jobs)
        return [one.problem.english if one.problem else None for one in results]


@pytest.mark.parametrize("hosts", [1, COUNT])
@pytest.mark.parametrize("name", SCRIPTS)
def test_no_run_takes_longer(
    clock: FakeTime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, hosts: int
) -> None:
    began = clock.now
    network = FakeNetwork(clock, SCRIPTS[name], 0)
    problems = download(hosts, tmp_path, monkeypatch, network)
    print(f"{clock.now - began:.0f} seconds, {problems.count(None)} images")
    assert clock.now - began <= TEN_MINUTES
    assert len(problems) == COUNT
    assert all(problem is None or problem for problem in problems)
    if name == "honest":
        assert set(problems) == {None}


@pytest.mark.parametrize("hosts", [1, COUNT])
@pytest.mark.parametrize("name", CONNECTING)
def test_nobody_waits_longer_for_a_connection(
    clock: FakeTime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, hosts: int
) -> None:
    began = clock.now
    network = FakeNetwork(clock, lambda _: STALL, CONNECTING[name])
    problems = download(hosts, tmp_path, monkeypatch, network)
    assert clock.now - began <= TEN_MINUTES
    assert all(problems)
    assert len(problems) == COUNT


def test_a_line_that_keeps_its_pace_is_not_cut(
    clock: FakeTime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = PICTURE + bytes(900 * KIB)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(picture)
    began = clock.now
    network = FakeNetwork(clock, lambda _: slowly(head + picture, 1.1 * BUDGETS.pace, 64 * KIB), 0)
    assert set(download(1, tmp_path, monkeypatch, network, images=200)) == {None}
    assert clock.now - began > TEN_MINUTES


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_list_of_posts_takes_longer(
    clock: FakeTime, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    began = clock.now
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: FakeNetwork(clock, SCRIPTS[name], 0))
    with open_client() as client, pytest.raises(MigratorError, match="could not be read"):
        fetch_answers(client, Endpoints(), "labdev", lambda *_: None)
    print(f"{clock.now - began:.0f} seconds")
    assert clock.now - began <= 2 * BUDGETS.list_seconds
