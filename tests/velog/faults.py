"""A request and the honest answer to it → what a failing server or line gives instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

HTML = "<!doctype html>\n<html><head><title>velog</title></head><body><p>{}</p></body></html>\n"


@dataclass(frozen=True)
class Call:
    """A request that came in; `api`, `fields` and `variables` only where it went to an API."""

    method: str
    host: str
    path: str
    headers: httpx.Headers
    api: str | None = None
    fields: tuple[str, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Give what the call goes by: "v3", "posts", "v3.posts", the path, host and path."""
        names = {self.path, f"{self.host}{self.path}", *self.fields}
        if self.api:
            names |= {self.api, *(f"{self.api}.{name}" for name in self.fields)}
        return names


Match = str | Callable[[Call], bool]
Answer = Callable[[httpx.Response], httpx.Response]
"""Gets the honest answer and gives the one to be sent, or raises an `httpx.TransportError`."""


def matches(match: Match, call: Call) -> bool:
    """Tell whether a call has the name, or passes the test, that `match` is."""
    return match in call.names if isinstance(match, str) else match(call)


@dataclass(eq=False)
class Fault:
    """An answer put in the place of the honest one, `times` times or always; `struck` counts."""

    match: Match
    answer: Answer
    times: int | None = None
    struck: int = 0

    def strikes(self, call: Call) -> bool:
        """Tell whether this call gets the fault, and count it if so."""
        spent = self.times is not None and self.struck >= self.times
        if spent or not matches(self.match, call):
            return False
        self.struck += 1
        return True


def empty() -> httpx.Response:
    """Answer with status 200 and no body at all."""
    return httpx.Response(200, headers={"content-length": "0"})


def html(status: int = 200, text: str = "Please wait") -> httpx.Response:
    """Answer with a page for people."""
    return httpx.Response(status, html=HTML.format(text))


def status(code: int, retry_after: int | str | None = None) -> httpx.Response:
    """Answer with a page of this status, and when to come back."""
    response = html(code, f"Error {code}")
    if retry_after is not None:
        response.headers["retry-after"] = str(retry_after)
    return response


def errors(message: str, status: int = 200, **beside: object) -> httpx.Response:
    """Answer with a GraphQL error and what stands `beside` it, such as `data=None`."""
    return httpx.Response(status, json={"errors": [{"message": message}], **beside})


def mutate(change: Callable[[Any], object]) -> Answer:
    """Send the honest JSON after `change` has altered it in place."""

    def altered(honest: httpx.Response) -> httpx.Response:
        payload = json.loads(honest.content)
        change(payload)
        return httpx.Response(honest.status_code, json=payload)

    return altered


def truncated(honest: httpx.Response) -> httpx.Response:
    """Send the headers of the honest answer and half of its body, then hang up."""
    half = honest.content[: len(honest.content) // 2]
    return httpx.Response(honest.status_code, headers=honest.headers, stream=_CutOff(half))


def broken(error: type[httpx.TransportError] = httpx.ConnectError) -> Answer:
    """Raise an error of the line; on loopback each of them is a connection closed unanswered."""

    def raised(_honest: httpx.Response) -> httpx.Response:
        raise error("broken on purpose")

    return raised


class _CutOff(httpx.SyncByteStream):
    def __init__(self, sent: bytes) -> None:
        self._sent = sent

    def __iter__(self) -> Iterator[bytes]:
        yield self._sent
        raise httpx.RemoteProtocolError("the body ends before its Content-Length")
