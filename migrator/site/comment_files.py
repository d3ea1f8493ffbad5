"""The text of a data file with comments ↔ whether it is as this tool has written it.

The file says it itself, with a digest in its first line: so a run that was killed, or a ledger that
is lost, leaves nobody in doubt. What somebody has edited is theirs.
"""

from __future__ import annotations

import re

from migrator.merge import digest

_HEAD = (
    "# velog-to-jekyll ({}): the comments on Velog. `sync` keeps this file in step until you edit "
    "it; then it is yours.\n"
)
_STAMP = re.compile(r"# velog-to-jekyll \(([0-9a-f]{16})\)")


def stamped(text: str) -> str:
    """Give the text of a file as it is written: with the digest of all that follows."""
    return _HEAD.format(digest(text)) + text


def stamped_anew(text: str) -> str:
    """Give the text of a file that was edited, as if this tool had written it."""
    return stamped(_rest(text) if _STAMP.match(text) else text)


def is_as_written(text: str) -> bool:
    """Tell whether nobody has changed a file since this tool wrote it."""
    return _stamp(text) == digest(_rest(text))


def was_written_from(text: str, stamped_text: str) -> bool:
    """Tell whether a file that was edited began as this text."""
    return _stamp(text) == _stamp(stamped_text)


def _stamp(text: str) -> str | None:
    found = _STAMP.match(text)
    return found[1] if found else None


def _rest(text: str) -> str:
    return text.partition("\n")[2]
