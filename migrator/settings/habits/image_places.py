"""The posts that an author has written → the folder of their images, and how posts point there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from migrator.jekyll.names import slug_of

FEWEST = 3
"""Fewer of a kind than this make no habit."""

# In a Markdown image or an `<img>`: the text before the path, such as Liquid, and after it.
_IMAGE = re.compile(
    r"""(?:!\[[^\]\n]*\]\(|<img\b[^>]*?\bsrc=["'])
    (?P<before>(?:\{\{[ ]*site\.(?:url|baseurl)[ ]*\}\})*|\{\{[ ]*['"]|(?:\.\./)+(?=[^./]))
    (?P<path>(?:/|(?<=/))[^\s{}()"'<>]+\.(?:png|jpe?g|gif|webp|svg|avif))
    (?P<after>['"][ ]*\|[ ]*(?:relative|absolute)_url[ ]*\}\})?""",
    re.IGNORECASE | re.VERBOSE,
)
# A reference to something elsewhere in the post.


def image_places(texts: Mapping[str, str]) -> tuple[str, str]:
    """Find the folder of most images in the site, and the form of their addresses."""
    folders: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for path, text in texts.items():
        for found in _IMAGE.finditer(text):
            folder, _, _ = found["path"].strip("/").rpartition("/")
            folders[_with_stem(folder, path)] += 1
            before, after = found["before"], found["after"] or ""
            # An address relative to the post's own says nothing about how ours are written.
            if not before.startswith("."):
                forms[f"{_braced(before)}/{{path}}{_braced(after)}"] += 1
    return _usual(folders), _usual(forms)


def _with_stem(folder: str, path: str) -> str:
    """Turn the folder of one post's images into a form for all posts."""
    for name in (PurePosixPath(path).stem, slug_of(path)):
        if name in folder.split("/"):
            return "/".join("{stem}" if part == name else part for part in folder.split("/"))
    return f"{folder}/{{stem}}" if folder else ""


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _usual(counts: Counter[str]) -> str:
    """Give the most common value, if there are enough values."""
    found, count = counts.most_common(1)[0] if counts else ("", 0)
    return found if count >= FEWEST and 2 * count > counts.total() else ""
