"""The languages in which reports say things, by the names that HTML has for them."""

from migrator.long_work.screen import EN, KO, LANGUAGES

__all__ = ["EN", "KO", "LANGUAGES"]
