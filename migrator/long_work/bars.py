"""Steps of long work → a progress bar on stderr, where a person is watching; else silence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from migrator.long_work.screen import shown
from migrator.long_work.talk import is_quiet
from migrator.model import Note, OnStep

StartBar = Callable[[Note], OnStep]
"""Takes what the work is called."""

POSTS = Note("Posts", "글")
IMAGES = Note("Images", "이미지")


@contextmanager
def progress_bars() -> Iterator[StartBar]:
    """Give a function that starts a bar; the bars vanish at the end."""
    if not _watched():
        yield lambda name: lambda done, total: None
        return
    # It takes longer to import than a run without a change takes to decide.
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bars = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)

    def start(name: Note) -> OnStep:
        # Not before there is work: a question may come first, and bars would paint over it.
        bars.start()
        task = bars.add_task(shown(name), total=None)
        return lambda done, total: bars.update(task, completed=done, total=total)

    try:
        yield start
    finally:
        bars.stop()


def _watched() -> bool:
    return sys.stderr.isatty() and not is_quiet()
