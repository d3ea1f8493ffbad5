"""A language → the About page of a new site, for its owner to fill in."""

from __future__ import annotations

from migrator.converter.about_page import TITLES
from migrator.converter.language import Language
from migrator.converter.yaml_writer import front_matter
from migrator.settings.habits import Habits
from migrator.settings.profiles import profiles

PROFILE = "velog-to-jekyll"
"""The profile of the new site."""
_EMPTY = {"ko": "여기에 자신을 소개하세요.\n", "en": "Write here who you are.\n"}


def empty_about(language: Language) -> str:
    """Write the file with the keys that an About page from Velog has."""
    profile = profiles()[PROFILE]
    # GitHub Pages would take the first heading for the title of a page without one.
    values = {"title": TITLES[language], "permalink": f"/{profile.about}/"}
    head = front_matter({**profile.page_keys, **values, **profile.about_keys}, Habits())
    return f"{''.join(map(str, head))}\n{_EMPTY[language]}"
