"""A blog described in a test → a small Velog that answers for it, in process or on loopback."""

from __future__ import annotations

from velog.accounts import Accounts
from velog.blog import RELEASED, Blog, FakeComment, FakePost, FakeSeries
from velog.certificate import Certificate, make_certificate
from velog.faults import Call, Fault, broken, empty, errors, html, mutate, status, truncated
from velog.loopback import on_loopback
from velog.server import FakeVelog
from velog.tls import Door, Gate, Wire, behind_tls, on_line

__all__ = [
    "RELEASED",
    "Accounts",
    "Blog",
    "Call",
    "Certificate",
    "Door",
    "FakeComment",
    "FakePost",
    "FakeSeries",
    "FakeVelog",
    "Fault",
    "Gate",
    "Wire",
    "behind_tls",
    "broken",
    "empty",
    "errors",
    "html",
    "make_certificate",
    "mutate",
    "on_line",
    "on_loopback",
    "status",
    "truncated",
]
