"""The environment and `--lang` → the language in which the screen speaks: English or Korean.

It is asked once, at the start. What only shows help imports this, too: tests/test_start.py.
"""

from __future__ import annotations

import re
import sys
from unicodedata import combining, east_asian_width

TYPE_CHECKING = False  # `typing` takes longer to import than help needs
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from migrator.model import Note

EN = "en"
KO = "ko"
LANGUAGES = (EN, KO)

# What locales are called, up to the first sign; those of Windows have whole words.
_NAMES = {"ko": KO, "korean": KO, "en": EN, "english": EN}

_screen = {"language": EN}


def speak(language: str) -> None:
    """Choose the language for the rest of the process, or until the next command of a test."""
    _screen["language"] = language


def language() -> str:
    """Give the language of the screen."""
    return _screen["language"]


def say(english: str, korean: str) -> str:
    """Choose the text for the screen."""
    return korean if language() == KO else english


def shown(note: Note) -> str:
    """Give the text of a note for the screen."""
    return in_language(note, language())


def in_language(note: Note, language: str) -> str:
    """Give the text of a note in a language."""
    return note.korean if language == KO else note.english


def columns_of(text: str) -> int:
    """Give how many columns of a terminal a text takes; a letter of Hangul takes two."""
    if text.isascii():
        return len(text)
    # Marks that are joined with the letter before, as in decomposed Hangul, take none.
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(combining, text)))


def language_of_user(words: Sequence[str], environ: Mapping[str, str]) -> str:
    """Find the language: that of `--lang` among the words, else that of the locale."""
    # Before argparse reads them: what it says depends on it.
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        value = value or " ".join(words[place + 1 : place + 2])
        if name == "--lang" and value in LANGUAGES:
            return value
    return _of_locale(environ)


def _of_locale(environ: Mapping[str, str]) -> str:
    """Follow the variables as GNU gettext does; LANGUAGE names several, the best first."""
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    locale = next(filter(None, names), "") or _of_system()
    # In the locale C, which programs ask for that read our words, LANGUAGE does not count.
    is_plain = locale.partition(".")[0] in ("C", "POSIX")
    wanted = [] if is_plain else environ.get("LANGUAGE", "").split(":")
    known = (_NAMES.get(re.split("[_.@-]", name.lower())[0]) for name in [*wanted, locale])
    return next(filter(None, known), EN)


def _of_system() -> str:
    """Ask Windows, which has no such variables, but names such as Korean_Korea."""
    if sys.platform != "win32":
        return ""
    from locale import getlocale

    return getlocale()[0] or ""
