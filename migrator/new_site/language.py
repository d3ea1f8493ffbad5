"""The posts of a blog → the language that its site speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from migrator.model import Post
from migrator.new_site.site_files import Language

_HANGUL = re.compile("[가-힣]")
_ENOUGH = 0.05
"""A Korean text has code, and names of what it is about, in Latin letters."""


def language_of(posts: Iterable[Post]) -> Language:
    """Tell the language of most of what is written; of nothing, Velog's own."""
    text = "".join(f"{post.title}{post.body}" for post in posts)
    letters = sum(map(str.isalpha, text))
    return "ko" if len(_HANGUL.findall(text)) >= letters * _ENOUGH else "en"
