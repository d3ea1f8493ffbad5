"""Where the user is → the site around that place, and how a command for it is typed there."""

from __future__ import annotations

import os
import re
from pathlib import Path

from migrator.jekyll.names import CONFIG_NAMES
from migrator.long_work.shell import shell_word
from migrator.model import Note
from migrator.settings.own_names import OWN_FOLDER

HERE = Path()
_FOR_A_SITE = re.compile(r"`velog-to-jekyll (?:diff|init|localize|migrate|sync)\b[^`]*(?=`)")


def find_site(*places: Path) -> Path:
    """Give the nearest site that one of these folders is, or is in; the current one if none is.

    The current folder comes first, and the site around it as a whole path.
    """
    for place in (HERE, *places):
        for folder in (place, *place.absolute().parents):
            # A folder above may be closed to the user; it is no site then.
            if any(os.access(folder / sign, os.F_OK) for sign in (*CONFIG_NAMES, OWN_FOLDER)):
                return folder
    return HERE


def typed(words: str, root: Path) -> str:
    """Write a command for the site at `root` as it works where the user is."""
    return f"velog-to-jekyll {words}{site_words(root)}"


def site_words(root: Path) -> str:
    """Give what a command needs behind its other words so that it finds the site from here."""
    is_found = find_site().resolve() == root.resolve()
    return "" if is_found else f" --site {shell_word(str(root))}"


def with_site_words(said: Note, words: str) -> Note:
    """Put such words into the commands that a sentence names between backticks."""
    english, korean = (
        _FOR_A_SITE.sub(lambda command: command[0] + words, text)
        for text in (said.english, said.korean)
    )
    return Note(english, korean)
