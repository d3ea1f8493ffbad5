"""A question → the answer of whoever sits at the terminal."""

from __future__ import annotations

import sys


def ask(question: str, default: str = "") -> str:
    """Ask on stderr, so that stdout stays the result's; no answer is the default."""
    shown = f" [{default}]" if default else ""
    sys.stderr.write(f"{question}{shown}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or default
