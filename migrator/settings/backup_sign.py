"""The text of a file → whether it is the index of a backup of Velog that this tool has made."""

from __future__ import annotations

import json

from migrator.model.backup_names import INDEX_KEYS


def is_backup(text: str) -> bool:
    """Tell whether a file with the name of such an index is one."""
    try:
        content = json.loads(text)
    except ValueError:
        return False
    return isinstance(content, dict) and content.keys() >= INDEX_KEYS
