"""How requests to each host went → which hosts are left alone for the rest of the run, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from migrator.fetcher import budgets
from migrator.fetcher.clock import Clock
from migrator.long_work.talk import trouble
from migrator.model import Note


@dataclass
class Hosts:
    """The hosts of one run, whose time is on `clock`; used by several threads at once."""

    clock: Clock
    _closed: dict[str, Note] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _delivered: set[str] = field(default_factory=set)
    _lost_seconds: float = 0
    _lock: Lock = field(default_factory=Lock)

    def closed(self, host: str) -> Note | None:
        """Say why a host gets no more requests in this run; None where it gets them."""
        limits = budgets.BUDGETS
        if host in self._closed:
            return self._closed[host]
        if self.clock.left() <= 0:
            minutes = limits.run_seconds / 60
            return Note(
                f"left for the next run, after {minutes:.0f} minutes",
                f"{minutes:.0f}분이 지나 다음 실행으로 미룸",
            )
        if self._lost_seconds > limits.lost_seconds and host not in self._delivered:
            minutes = limits.lost_seconds / 60
            return Note(
                f"left for the next run, after {minutes:.0f} minutes of failed downloads",
                f"내려받지 못하고 {minutes:.0f}분이 지나 다음 실행으로 미룸",
            )
        return None

    def answered(self, host: str) -> None:
        """Note that a host answered, be it that it has no such image."""
        with self._lock:
            self._failures[host] = 0
            self._delivered.add(host)

    def failed(self, host: str, why: Note, seconds: float, *, is_final: bool) -> None:
        """Note that a host did not answer after all attempts, which took some seconds.

        With `is_final` the next image would fail in the same way.
        """
        with self._lock:
            self._lost_seconds += seconds
            self._failures[host] = self._failures.get(host, 0) + 1
            is_enough = is_final or self._failures[host] >= budgets.BUDGETS.host_failures
            if is_enough and host not in self._closed:
                self._closed[host] = why
                left = Note(
                    f"{why.english}: this host is left alone for the rest of the run",
                    f"{why.korean}: 이번 실행에서는 이 서버에 더 요청하지 않습니다",
                )
                trouble(host, "closed", left)
