"""Work on many things, each by itself → the results in their order, from several processes."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from threading import Thread, active_count
from typing import TYPE_CHECKING, Any, TypeVar

from migrator.model.shelf import close_shelf

if TYPE_CHECKING:
    from concurrent.futures import Executor

_ENOUGH = 20
"""Things that are worth a process of their own."""
_MOST = 4
_AT_A_TIME = 8
_CONTAINERS = 250_000
"""So many new ones are worth a search for cycles, some 20 MB."""

T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")


def collect_rarely() -> None:
    """Let Python look for cycles less often.

    A tree of a long post is a million objects and no cycle: half of the time of its conversion
    went into looking for some.
    """
    gc.set_threshold(_CONTAINERS, 20, 20)


def in_processes(work: Callable[[T, S], R], things: Sequence[T], shared: S) -> Iterator[R]:
    """Do the work on each thing; `shared` is sent to each process once.

    The results, and what `work` raises, are the same where there can be only one process.
    """
    done = 0
    for result in _from_pool(work, things, shared):
        yield result
        done += 1
    yield from (work(thing, shared) for thing in things[done:])


def prepare_processes(things: int, modules: Sequence[str]) -> None:
    """Let a process import these modules from which others will be made for so many things.

    Where each process is started anew (`spawn`), it imports for itself.
    """
    import multiprocessing

    if _count(things) < 2 or multiprocessing.get_start_method() == "spawn":
        return
    from multiprocessing import forkserver

    multiprocessing.set_forkserver_preload([*modules])
    # A system without what that needs is met by who works.
    with suppress(OSError, ImportError):
        forkserver.ensure_running()


def begun(results: Iterator[R]) -> Iterator[R]:
    """Let the work of `in_processes` begin now; the first result is waited for."""
    return chain([*islice(results, 1)], results)


def _from_pool(work: Callable[[T, S], R], things: Sequence[T], shared: S) -> Iterator[R]:
    """Give results as long as there are processes: none for so few things that none is worth it."""
    processes = _count(len(things))
    if processes < 2:
        return
    # These take longer to import than a command needs that has nothing to share out.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    try:
        context = multiprocessing.get_context(_way_to_start(multiprocessing.get_start_method()))
        pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(work, shared))
    except (ImportError, NotImplementedError, OSError):  # a system without what they need
        return
    try:
        yield from _begun(pool, things)
    except BrokenProcessPool:  # one was ended from outside, as where memory is short
        return
    except BaseException:  # nobody waits for what was begun
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _count(things: int) -> int:
    """Give how many processes so many things are worth."""
    return min(_MOST, os.cpu_count() or 1, things // _ENOUGH)


def _way_to_start(usual: str) -> str:
    """Make no copies of a process that has other threads: one may hold a lock for ever in them."""
    return "forkserver" if usual == "fork" and active_count() > 1 else usual


def _begun(pool: Executor, things: Sequence[Any]) -> Iterator[Any]:
    try:
        return pool.map(_do, things, chunksize=_AT_A_TIME)
    except OSError:  # no other process can be started
        return iter(())


_known: dict[str, Any] = {}


def _begin(work: Callable[[Any, Any], Any], shared: Any) -> None:
    collect_rarely()
    close_shelf()
    if hasattr(os, "nice"):
        # What comes from the network meanwhile, and whoever works at this computer, go first.
        os.nice(10)
    # Ctrl-C is for the process that has started this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _known.update(work=work, shared=shared)


def _end_with_parent() -> None:
    """End this process with the one that has started it, if that was killed."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(thing: Any) -> Any:
    return _known["work"](thing, _known["shared"])
