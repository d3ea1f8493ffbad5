"""The seconds and bytes of one request, as they pass → whether it may go on."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import httpx

from migrator.fetcher import budgets
from migrator.fetcher.budgets import KIB
from migrator.fetcher.clock import Clock


class Abandoned(httpx.TransportError):
    """A request was given up, and sending it again would not help: the message says why."""

    def __init__(self, english: str, korean: str, *, request: httpx.Request | None = None) -> None:
        super().__init__(english, request=request)
        self.korean = korean


class Torn(httpx.RemoteProtocolError):
    """Less came than there is; it is worth another try."""

    def __init__(self, english: str, korean: str, *, request: httpx.Request) -> None:
        super().__init__(english, request=request)
        self.korean = korean


@dataclass
class Meter:
    """What one request has cost so far, in seconds and in bytes."""

    clock: Clock | None = None
    started: float = field(default_factory=lambda: time.monotonic())
    received: int = 0
    is_in_headers: bool = True

    def left(self, seconds: float | None) -> float:
        """Give how long the next step may take, at most `seconds`. Raises Abandoned."""
        earned = budgets.BUDGETS.request_seconds + self.received / budgets.BUDGETS.slowest
        allowed = min(earned, budgets.BUDGETS.longest_seconds)
        left = self.started + allowed - time.monotonic()
        if left <= 0:
            raise Abandoned(
                f"not whole after {allowed:.0f} seconds", f"{allowed:.0f}초가 지나도 다 오지 않음"
            )
        if self.clock:
            left = min(left, self.clock.left())
        if left <= 0:
            raise Abandoned("no time is left in this run", "이번 실행에 남은 시간이 없음")
        return left if seconds is None else min(left, seconds)

    def count(self, size: int) -> None:
        """Count bytes that came. Raises Abandoned for too many of them before the body."""
        self.received += size
        if self.clock:
            self.clock.receive(size)
        if self.is_in_headers and self.received > budgets.BUDGETS.header_bytes:
            limit = budgets.BUDGETS.header_bytes // KIB
            raise Abandoned(f"more than {limit} KiB of headers", f"헤더가 {limit} KiB보다 큼")
