"""The seconds that a run may take → how many of them are left."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from migrator.fetcher import budgets


@dataclass
class Clock:
    """The time of a run on the network, or of a part of it; used by several threads at once.

    It is over after `seconds`, or later, as long as `pace` bytes a second have come on average.
    A part is also over when its `whole` is.
    """

    seconds: float
    pace: float = float("inf")
    whole: Clock | None = None
    _started: float = field(default_factory=lambda: time.monotonic())
    _received: int = 0

    def left(self) -> float:
        """Give the seconds that are left, below zero where it is over."""
        allowed = max(self.seconds, self._received / self.pace)
        left = self._started + allowed - time.monotonic()
        return min(left, self.whole.left()) if self.whole else left

    def receive(self, size: int) -> None:
        """Count bytes that came."""
        self._received += size
        if self.whole:
            self.whole.receive(size)

    def part(self, seconds: float) -> Clock:
        """Begin a part that takes so many seconds at most."""
        return Clock(seconds, whole=self)


def run_clock() -> Clock:
    """Begin the time of a run."""
    return Clock(budgets.BUDGETS.run_seconds, budgets.BUDGETS.pace)
