"""Many pieces of work → their results, in any order, some pieces being worked on at a time."""

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

    `stop` is set at the end, also where nobody waits for the rest: work that takes long looks at
    it. The threads are daemons, and not an executor's, whose threads Python waits for at its end:
    somebody who presses Ctrl-C while a server lets us wait two minutes wants to leave now.
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
    except BaseException as error:  # whatever it is, somebody waits for this piece
        done.put(error)
