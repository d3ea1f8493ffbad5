"""A word that is not known → the known words that may have been meant."""

from __future__ import annotations

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask for the known words that are most like this one; empty if none is."""
    # Nothing but a mistake needs it, and it takes as long to import as argparse.
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), [*known], cutoff=0.7)
    return f" Did you mean {' or '.join(near)}?" if near else ""
