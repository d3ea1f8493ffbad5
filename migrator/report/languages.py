"""The languages in which reports say things, by the names that HTML has for them."""

EN = "en"
KO = "ko"
LANGUAGES = (EN, KO)
