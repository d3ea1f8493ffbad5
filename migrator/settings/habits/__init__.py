"""The posts that an author has written → how they write front matter and point at images."""

from migrator.settings.habits.habits import (
    BRACKETS,
    DASHES,
    FLOW,
    LIST_FORMS,
    WORDS,
    Habits,
    dump_habits,
    load_habits,
)

__all__ = [
    "BRACKETS",
    "DASHES",
    "FLOW",
    "LIST_FORMS",
    "WORDS",
    "Habits",
    "dump_habits",
    "load_habits",
]
