"""Pieces of work, all at once or one after the other → their results, several at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


class Pool(Generic[Piece, Outcome]):
    """Works on pieces as they are added, on so many at the same time at most.

    No piece is begun once `stop` is set; long work looks at it, too. The threads are daemons.
    Python waits for an executor's threads when it exits, and after Ctrl-C nobody should wait for
    a server that may take two minutes.
    """

    def __init__(self, work: Callable[[Piece], Outcome], threads: int, stop: Event) -> None:
        self._work = work
        self._threads = threads
        self._stop = stop
        self._running = 0
        self._todo: deque[Piece] = deque()
        self._done: SimpleQueue[tuple[Piece, Outcome | BaseException]] = SimpleQueue()
        self._lock = Lock()

    def widen(self, threads: int) -> None:
        """Let so many pieces be worked on at the same time from now on."""
        self._threads = threads
        self.add(())

    def add(self, pieces: Iterable[Piece]) -> None:
        """Begin to work on more pieces."""
        with self._lock:
            self._todo.extend(pieces)
            more = min(self._threads - self._running, len(self._todo))
            self._running += more
        for _ in range(more):
            Thread(target=self._run, daemon=True).start()

    def result(self) -> tuple[Piece, Outcome | BaseException]:
        """Wait for the next piece that is done; give its result, or what the work raised."""
        return self._done.get()

    def _run(self) -> None:
        while taken := self._take():
            (piece,) = taken
            try:
                self._done.put((piece, self._work(piece)))
            except BaseException as error:  # of any kind: the caller waits for this piece
                self._done.put((piece, error))

    def _take(self) -> tuple[Piece] | None:
        with self._lock:
            if self._todo and not self._stop.is_set():
                return (self._todo.popleft(),)
            self._running -= 1
            return None


def pooled(
    work: Callable[[Piece], Outcome], pieces: Sequence[Piece], threads: int, stop: Event
) -> Iterator[Outcome]:
    """Give the result of each piece as soon as it is there.

    What the work raises is raised here. `stop` is set at the end, also if the caller does not read
    all results.
    """
    pool = Pool(work, threads, stop)
    try:
        pool.add(pieces)
        for _ in pieces:
            _, outcome = pool.result()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
    finally:
        stop.set()
