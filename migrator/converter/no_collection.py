"""A function → the same, for which Python does not look for cycles while it runs.

The tree of a long post is many small values that all stay until its page is written. Python's
search for cycles goes through them again and again, a quarter of the time, and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def without_collection(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Give the function with the search off, if it was on; what it leaves is found afterwards."""

    @wraps(function)
    def run(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return run
