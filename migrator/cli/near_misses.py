"""A word that is not known → the known words that may have been meant."""

from __future__ import annotations

from migrator.long_work.screen import say

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask for the known words that are most like this one; empty if none is."""
    # Nothing but a mistake needs it, and it takes as long to import as argparse.
    from difflib import SequenceMatcher, get_close_matches

    names = {each.lstrip("-"): each for each in known}
    typed = word.lower().lstrip("-")
    near = get_close_matches(typed, [*names], cutoff=0.7)
    likeness = [SequenceMatcher(None, typed, each).ratio() for each in near]
    # What is much less like it than the first was not meant.
    nearest = [
        names[each] for each, ratio in zip(near, likeness, strict=True) if ratio > likeness[0] - 0.1
    ]
    english, korean = " or ".join(nearest), ", ".join(nearest)
    return say(f" Did you mean {english}?", f" {korean}인가요?") if near else ""
