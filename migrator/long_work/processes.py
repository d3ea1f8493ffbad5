"""Work on many things, each by itself → the results in their order, from several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

_ENOUGH = 40
"""Things that are worth a process of their own."""
_MOST = 4
_AT_A_TIME = 8
_CONTAINERS = 250_000
"""So many new ones are worth a search for cycles, some 20 MB; Python's own number is 700."""

T = TypeVar("T")
R = TypeVar("R")


def collect_rarely() -> None:
    """Let Python look for cycles less often.

    A tree of a long post is a million objects and no cycle: half of the time of its conversion
    went into looking for some.
    """
    gc.set_threshold(_CONTAINERS, 20, 20)


def in_processes(work: Callable[[T, Any], R], things: Sequence[T], shared: Any) -> Iterator[R]:
    """Do the work on each thing; `shared` is sent to each process once.

    The results do not depend on how many processes there are.
    """
    processes = min(_MOST, os.cpu_count() or 1, len(things) // _ENOUGH + 1)
    if processes == 1:
        yield from (work(thing, shared) for thing in things)
        return
    # These take longer to import than a command needs that has nothing to share out.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context()
    with ProcessPoolExecutor(processes, context, _begin, (work, shared)) as pool:
        yield from pool.map(_do, things, chunksize=_AT_A_TIME)


_known: dict[str, Any] = {}


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    collect_rarely()
    _known.update(work=work, shared=shared)


def _do(thing: Any) -> Any:
    return _known["work"](thing, _known["shared"])
