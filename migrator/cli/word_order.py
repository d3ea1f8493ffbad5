"""The words behind a command → the same in the order that argparse can read."""

from __future__ import annotations

from itertools import islice, takewhile

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def names_first(words: Sequence[str], options: Mapping[str, bool]) -> list[str]:
    """Put the names of users and files before the options, for argparse reads one row of them.

    `options` has all that there are, and whether they take a value. What is behind `--` is a name.
    """
    names: list[str] = []
    others: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            # The values of all options are before it.
            return [*others, word, *names, *rest]
        if not is_option(word):
            names.append(word)
            continue
        others.append(word)
        if options.get(_meant(word, options), False) and not _has_value(word):
            others += islice(rest, 1)
    return [*names, *others]


def unknown_option(words: Sequence[str], options: Mapping[str, bool]) -> str | None:
    """Give the first word that is written as an option and is none, without its value."""
    own = filter(is_option, takewhile(lambda word: word != "--", words))
    names = (_meant(word, options) for word in own)
    return next((name for name in names if name not in options), None)


def is_option(word: str) -> bool:
    """Tell whether argparse reads a word as an option: no number, no words with blanks."""
    is_name = word[1:2].isdecimal() or " " in _name(word) or not word.strip("-")
    return word.startswith("-") and not is_name


def _meant(word: str, options: Mapping[str, bool]) -> str:
    """Give the option that a word is, or is the beginning of; else its own name."""
    name = _name(word)
    if name in options:
        return name
    if not word.startswith("--") and word[:2] in options:
        return word[:2]
    return next((option for option in options if option.startswith(name)), name)


def _has_value(word: str) -> bool:
    return "=" in word or (not word.startswith("--") and len(word) > 2)


def _name(word: str) -> str:
    return word.partition("=")[0]
