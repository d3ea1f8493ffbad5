"""A blog described in a test → a small Velog that answers for it, in process or on loopback."""

from __future__ import annotations

from velog.accounts import Accounts
from velog.blog import RELEASED, Blog, FakePost, FakeSeries
from velog.faults import Call, Fault, broken, empty, errors, html, mutate, status, truncated
from velog.loopback import on_loopback
from velog.server import FakeVelog

__all__ = [
    "RELEASED",
    "Accounts",
    "Blog",
    "Call",
    "FakePost",
    "FakeSeries",
    "FakeVelog",
    "Fault",
    "broken",
    "empty",
    "errors",
    "html",
    "mutate",
    "on_loopback",
    "status",
    "truncated",
]
