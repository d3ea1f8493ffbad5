"""The posts of a blog, a text or the settings of a site → the language that it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from migrator.jekyll.site_config import Config
from migrator.model import Post

Language = Literal["ko", "en"]

_HANGUL = re.compile("[가-힣]")
_ENOUGH = 0.05
"""A Korean text has code, and names of what it is about, in Latin letters."""


def language_of(posts: Iterable[Post]) -> Language:
    """Tell the language of most of what is written; of nothing, Velog's own."""
    return language_of_text("".join(f"{post.title}{post.body}" for post in posts))


def language_of_text(text: str) -> Language:
    """Tell the language of a text; of none, Velog's own."""
    letters = sum(map(str.isalpha, text))
    return "ko" if len(_HANGUL.findall(text)) >= letters * _ENOUGH else "en"


def language_of_site(config: Config, text: str) -> Language:
    """Tell the language that a site names or, where it names none, that of a text in it."""
    named = config.get("lang") or config.get("locale")
    if isinstance(named, str):
        return "ko" if named.lower().startswith("ko") else "en"
    return language_of_text(text)
