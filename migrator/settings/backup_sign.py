"""The text of a file → whether it is the index of a backup of Velog that this tool has made."""

from __future__ import annotations

import json

BACKUP_INDEX = "backup.json"
_KEYS = frozenset(("format", "username", "api", "posts"))


def is_backup(text: str) -> bool:
    """Tell whether a file called `backup.json` is that of a backup."""
    try:
        content = json.loads(text)
    except ValueError:
        return False
    return isinstance(content, dict) and content.keys() >= _KEYS
