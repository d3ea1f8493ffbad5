"""What happens during long work → lines on stderr, as many of them as the user wants to read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

from migrator.files.escapes import escaped
from migrator.long_work.screen import shown
from migrator.model import Note

Loudness = Literal["quiet", "usual", "verbose"]

_SECONDS_BETWEEN = 3
"""Between two lines about the same trouble: 600 images of a host that is down are no 600 lines."""


@dataclass
class _Talk:
    """The talk of one command; used by several threads at once."""

    loudness: Loudness
    _said: dict[tuple[str, str], float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def say(self, line: str) -> None:
        """Write a line; where nobody can read it, the work goes on."""
        # While bars are shown, rich has put a stream in the place of stderr that writes above them.
        with self._lock, suppress(OSError, ValueError):
            sys.stderr.write(f"{escaped(line)}\n")
            sys.stderr.flush()

    def is_new(self, trouble: tuple[str, str]) -> bool:
        """Tell whether a trouble has not been said a moment ago; then it is now."""
        with self._lock:
            now = time.monotonic()
            is_new = now - self._said.get(trouble, -_SECONDS_BETWEEN) >= _SECONDS_BETWEEN
            if is_new:
                self._said[trouble] = now
            return is_new


_TALKS: list[_Talk] = []
"""The talk of the command at work, which its threads share; none for who uses a room alone."""


@contextmanager
def talking(loudness: Loudness) -> Iterator[None]:
    """Let a command be heard, be it `quiet`: errors and alarms are for others to say."""
    _TALKS.append(_Talk(loudness))
    try:
        yield
    finally:
        _TALKS.pop()


def is_quiet() -> bool:
    """Tell whether nothing may be shown that is no error, no alarm, and not asked for."""
    return bool(_TALKS) and _TALKS[-1].loudness == "quiet"


def notice(said: Note) -> None:
    """Say what the user should know before the work goes on."""
    for talk in _TALKS[-1:]:
        if talk.loudness != "quiet":
            talk.say(shown(said))


def trouble(host: str, cause: str, said: Note) -> None:
    """Say what is wrong with a host, and what is done about it.

    Of the same cause one line in a while is enough, unless the user wants to see all.
    """
    for talk in _TALKS[-1:]:
        if talk.loudness == "verbose" or (talk.loudness == "usual" and talk.is_new((host, cause))):
            talk.say(shown(said))


def detail(said: Note) -> None:
    """Say what only somebody who looks for something wants to know."""
    for talk in _TALKS[-1:]:
        if talk.loudness == "verbose":
            talk.say(shown(said))
