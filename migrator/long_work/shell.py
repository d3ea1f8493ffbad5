"""Words → a command as it is typed in the user's shell."""

from __future__ import annotations

import re
import shlex
import sys


def command_line(*words: str) -> str:
    """Write a command, its words in quotes where the shell needs them."""
    return " ".join(map(shell_word, words))


def shell_word(text: str) -> str:
    """Quote a text for the shell where it needs that: letters of all languages do not."""
    if sys.platform == "win32":
        # Both shells there read double quotes, which no name of a file has.
        return text if re.fullmatch(r"[\w@+=:./\\-]+", text) else f'"{text}"'
    return text if re.fullmatch(r"[\w@%+=:./-]+", text) else shlex.quote(text)
