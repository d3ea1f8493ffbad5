"""Many pieces of work → their results, in any order, some pieces at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TypeVar

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")


def pooled(
    work: Callable[[Piece], Iterator[Outcome]], pieces: Sequence[Piece], threads: int, stop: Event
) -> Iterator[Outcome]:
    """Give each result of each piece as soon as it is there; what `work` raises is raised here.

    `stop` is set at the end, also if the caller does not read all results; long work looks at it.
    The threads are daemons. Python waits for an executor's threads when it exits, and after
    Ctrl-C nobody should wait for a server that may take two minutes.
    """
    todo: SimpleQueue[Piece] = SimpleQueue()
    done: SimpleQueue[tuple[Outcome, ...] | BaseException] = SimpleQueue()
    for piece in pieces:
        todo.put(piece)
    for _ in range(min(threads, len(pieces))):
        Thread(target=_work, args=(work, todo, done, stop), daemon=True).start()
    try:
        for _ in pieces:
            outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield from outcome
    finally:
        stop.set()


def _work(
    work: Callable[[Piece], Iterator[Outcome]],
    todo: SimpleQueue[Piece],
    done: SimpleQueue[tuple[Outcome, ...] | BaseException],
    stop: Event,
) -> None:
    try:
        while not stop.is_set():
            done.put(tuple(work(todo.get_nowait())))
    except Empty:
        return
    except BaseException as error:  # of any kind: the caller waits for this piece
        done.put(error)
