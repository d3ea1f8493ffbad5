"""Where the user is → the site around that place, and how a command for it is typed there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from migrator.jekyll.names import CONFIG_NAMES
from migrator.long_work.shell import shell_word
from migrator.model import Note
from migrator.settings.own_names import OWN_FOLDER

HERE = Path()
_FOR_A_SITE = re.compile(r"`velog-to-jekyll (diff|init|localize|migrate|sync)\b[^`]*(?=`)")
_ASK_VELOG = frozenset(("diff", "migrate", "sync"))


@dataclass(frozen=True)
class Ending:
    """What commands hold behind their other words so that they find the site and the blog."""

    site: str = ""
    blog: str = ""

    def of(self, command: str) -> str:
        """Give what the command of this name holds."""
        return f"{self.blog}{self.site}" if command in _ASK_VELOG else self.site


IN_SITE = Ending()
"""For a command that is typed in the folder of the site, of a blog on Velog."""


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


def typed(words: str, root: Path, backup: Path | None = None) -> str:
    """Write a command for the site at `root` as it works where the user is."""
    return f"velog-to-jekyll {words}{ending(root, backup).of(words.split()[0])}"


def ending(root: Path, backup: Path | None = None) -> Ending:
    """Give what commands hold where the user is; `backup` is what the posts were read from."""
    is_found = find_site().resolve() == root.resolve()
    return Ending(
        site="" if is_found else f" --site {shell_word(str(root))}",
        blog=f" --from {shell_word(str(backup))}" if backup else "",
    )


def with_ending(said: Note, end: Ending) -> Note:
    """Put such words into the commands that a sentence names between backticks."""
    english, korean = (
        _FOR_A_SITE.sub(lambda command: command[0] + end.of(command[1]), text)
        for text in (said.english, said.korean)
    )
    return Note(english, korean)
