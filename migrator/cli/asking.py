"""A question → the answer of whoever sits at the terminal."""

from __future__ import annotations

import sys


def ask(question: str, default: str = "") -> str:
    """Ask on stderr, so that stdout stays the result's; an empty line is the default.

    Raises KeyboardInterrupt at the end of the input (Ctrl-D): that is no answer.
    """
    shown = f" [{default}]" if default else ""
    sys.stderr.write(f"{question}{shown}: ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or default
