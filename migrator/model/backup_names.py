"""Nothing → what the index of a backup is called and what is in it, for all who have to know it."""

from __future__ import annotations

INDEX = "backup.json"
INDEX_KEYS = frozenset(("format", "username", "api", "posts"))
"""What each index has; it may have more."""
