"""The address of an image → the response it leads to, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpx

from migrator.fetcher.clock import Clock
from migrator.fetcher.destinations import leads_astray
from migrator.fetcher.http import send, web_address
from migrator.model import Note

MAX_REDIRECTS = 5

Refusal = Callable[[str], Note | None]
"""Takes a host and says why it gets no request; None where it gets one."""


@dataclass(frozen=True)
class Answered:
    """The response of a `host`, which is the image's own also where `image_origin` answers."""

    host: str
    response: httpx.Response


@dataclass(frozen=True)
class NoImage:
    """Why there is no image; with `is_gone` the image itself is why, not the way to it."""

    why: Note
    is_gone: bool = True


@contextmanager
def following(
    client: httpx.Client,
    method: str,
    source: str,
    origin: str | None,
    clock: Clock,
    refusal: Refusal = lambda host: None,
    seconds: float | None = None,
) -> Iterator[Answered | NoImage]:
    """Request an image and follow redirects; give the last response, or why there is none.

    A redirect is followed to where the image may come from only. With `origin`, every request goes
    there. All of it takes no longer than `clock` has left; `seconds` is how long each step of a
    request may take instead of the client's own limits.
    Raises httpx.HTTPError.
    """
    address = source
    for _ in range(MAX_REDIRECTS + 1):
        url = web_address(address, base=source)
        if url is None:
            what = Note(f"not a web address: {address}", f"웹 주소가 아님: {address}")
            yield NoImage(what)
            return
        host = url.netloc.decode("ascii")
        if astray := leads_astray(source, str(url)):
            yield NoImage(astray)
            return
        if left_alone := refusal(host):
            yield NoImage(left_alone, is_gone=False)
            return
        request = _request(client, method, url, origin, seconds, clock)
        with closing(send(client, request)) as response:
            if not response.has_redirect_location:
                yield Answered(host, response)
                return
            source, address = str(url), response.headers["Location"]
    yield NoImage(
        Note(
            f"more than {MAX_REDIRECTS} redirects, the last to {address}",
            f"{MAX_REDIRECTS}번 넘게 다른 주소로 넘어감, 마지막은 {address}",
        )
    )


def _request(
    client: httpx.Client,
    method: str,
    url: httpx.URL,
    origin: str | None,
    seconds: float | None,
    clock: Clock,
) -> httpx.Request:
    """Make the request for an image; one to `origin` keeps the image's host in its headers."""
    # Images do not get smaller by compression; without it Content-Length is the image's length.
    headers = {"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"}
    if origin:
        url = httpx.URL(origin).copy_with(raw_path=url.raw_path)
    timeout = httpx.USE_CLIENT_DEFAULT if seconds is None else seconds
    return client.build_request(
        method, url, headers=headers, timeout=timeout, extensions={"clock": clock}
    )
