"""The posts that an author has written → how they write front matter and point at images."""

from migrator.habits.find import habits_of
from migrator.habits.model import BRACKETS, DASHES, FLOW, WORDS, Habits, dump_habits, load_habits

__all__ = [
    "BRACKETS",
    "DASHES",
    "FLOW",
    "WORDS",
    "Habits",
    "dump_habits",
    "habits_of",
    "load_habits",
]
