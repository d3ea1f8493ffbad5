"""Requests → what Velog and its image hosts answer, or the fault a test has put in the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from threading import Lock

import httpx

from velog import faults
from velog.accounts import Accounts
from velog.api import answer, read_question
from velog.blog import Blog
from velog.faults import Call, Fault, Match, matches

API_HOSTS = {"v2.velog.io": "v2", "v3.velog.io": "v3"}
API_PATHS = {"/v2/graphql": "v2", "/v3/graphql": "v3"}

CONTENT_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(eq=False)
class FakeVelog(Blog):
    """A blog on Velog: a handler for `httpx.MockTransport`, or for `on_loopback`.

    All that it holds may change between requests. `requests` are those that came in.
    """

    accounts: Accounts = field(default_factory=Accounts)
    requests: list[Call] = field(default_factory=list)
    _faults: list[Fault] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        call = _read_call(request)
        with self._lock:
            self.requests.append(call)
            fault = next((fault for fault in self._faults if fault.strikes(call)), None)
        honest = self._answer(call.api, request) if call.api else self._file(call)
        return _unread(fault.answer(honest) if fault else honest)

    def fault(
        self, match: Match, answer: httpx.Response | faults.Answer, times: int | None = None
    ) -> Fault:
        """Give `answer` to requests that `match`; of two faults that do, the first put in strikes.

        `match` is one of the `names` of a call, or a function of the call.
        """
        given = (lambda _honest: answer) if isinstance(answer, httpx.Response) else answer
        self._faults.append(Fault(match, given, times))
        return self._faults[-1]

    def heal(self) -> None:
        """Take all faults away."""
        self._faults.clear()

    def calls(self, match: Match) -> list[Call]:
        """Give the requests that came in and `match`, as for `fault`."""
        return [call for call in self.requests if matches(match, call)]

    def log_in(self, access: str = "", refresh: str = "", username: str = "") -> None:
        """Make tokens valid, for the user whose blog this is unless another is named."""
        self.accounts.access |= {access: username or self.username} if access else {}
        self.accounts.refresh |= {refresh: username or self.username} if refresh else {}

    def _answer(self, api: str, request: httpx.Request) -> httpx.Response:
        with self._lock:
            viewer, cookies = self.accounts.welcome(api, request)
        honest = answer(api, self, request, viewer)
        kept = httpx.Headers([*honest.headers.multi_items(), *(("set-cookie", c) for c in cookies)])
        return httpx.Response(honest.status_code, headers=kept, content=honest.content)

    def _file(self, call: Call) -> httpx.Response:
        held = [key for key in (f"{call.host}{call.path}", call.path) if key in self.images]
        if not held or call.method not in ("GET", "HEAD"):
            return faults.html(404, "There is nothing here")
        content = self.images[held[0]]
        kind = CONTENT_TYPES.get(
            PurePosixPath(call.path).suffix.lower(), "application/octet-stream"
        )
        if content.startswith(b"<!doctype html"):
            kind = "text/html; charset=utf-8"
        headers = {"content-type": kind, "content-length": str(len(content))}
        return httpx.Response(200, headers=headers, content=content)


def _unread(answer: httpx.Response) -> httpx.Response:
    """Copy an answer as it comes off a line: not read yet, so that a client can stream it."""
    return httpx.Response(
        answer.status_code,
        headers=answer.headers,
        stream=answer.stream,
        extensions=answer.extensions,
    )


def _read_call(request: httpx.Request) -> Call:
    host = request.headers["host"].partition(":")[0]
    call = Call(request.method, host, request.url.path, request.headers)
    api = API_PATHS.get(call.path) or (API_HOSTS.get(host) if call.path == "/graphql" else None)
    if call.method != "POST" or not api:
        return call
    question = read_question(request)
    if question is None:
        return replace(call, api=api)
    return replace(call, api=api, fields=question.fields, variables=question.variables)
