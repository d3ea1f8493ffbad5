"""The posts that an author has written → the folder of their images, and how posts point there.

Each post counts once, however many images it shows: a folder in which one post has ten images is
the folder of that post, not of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator.jekyll.names import slug_of
from migrator.settings.placeholders import STEM, literal

FEWEST = 3
"""Fewer of a kind than this make no habit."""

_THIN = 5
"""A folder shared by less than one of so many posts is no habit of all."""
# In a Markdown image or an `<img>`: the text before the path, such as Liquid, and after it.
_IMAGE = re.compile(
    r"""(?:!\[[^\]\n]*\]\(|<img\b[^>]*?\bsrc=["'])
    (?P<before>(?:\{\{[ ]*site\.(?:url|baseurl)[ ]*\}\})*|\{\{[ ]*['"]|(?:\.\./)+(?=[^./]))
    (?P<path>(?:/|(?<=/))[^\s{}()"'<>]+\.(?:png|jpe?g|gif|webp|svg|avif))
    (?P<after>['"][ ]*\|[ ]*(?:relative|absolute)_url[ ]*\}\})?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class ImagePlaces:
    """Where images are, each with the number of posts that it was seen in.

    `folder` has `{stem}` for the name of a post's file; `form` is that of addresses, with `{path}`.
    Both are empty where posts have no such habit.
    """

    folder: str = ""
    folder_posts: int = 0
    form: str = ""
    form_posts: int = 0


def image_places(texts: Mapping[str, str]) -> ImagePlaces:
    """Find the folder of most posts' images, and the form of their addresses."""
    folders, forms = [], []
    for path, text in texts.items():
        found = list(_IMAGE.finditer(text))
        folders.append(_most_common(_folder(each["path"], path) for each in found))
        forms.append(_most_common(filter(None, map(_form, found))))
    shown = [folder for folder in folders if folder]
    folder, folder_posts = _common_folder(shown, len(texts))
    form, form_posts = _usual(Counter(filter(None, forms)))
    return ImagePlaces(folder, folder_posts, form, form_posts)


def _folder(image: str, post: str) -> str:
    """Give the folder of an image; where it has the post's name in it, the form for all posts."""
    folder = image.strip("/").rpartition("/")[0]
    for name in (PurePosixPath(post).stem, slug_of(post)):
        if name in folder.split("/"):
            return "/".join(STEM if part == name else part for part in folder.split("/"))
    return f"{folder}/{STEM}" if folder else ""


def _form(found: re.Match[str]) -> str:
    """Give the form of an address; one relative to the post's own says nothing about ours."""
    before, after = found["before"], found["after"] or ""
    return "" if before.startswith(".") else f"{literal(before)}/{{path}}{literal(after)}"


def _common_folder(folders: Sequence[str], posts: int) -> tuple[str, int]:
    """Give the folder of most posts, else the deepest one above that most have in common.

    One that a few of many `posts` share is that of a subject, and what is above it counts.
    """
    folder, count = _usual(Counter(folders))
    if folder and (_THIN * count >= posts or folder.count("/") < 2):
        return folder, count
    above = Counter(parent for each in folders for parent in _parents(each) if each != folder)
    above.update(dict.fromkeys(_parents(folder.rpartition("/")[0].rpartition("/")[0]), count))
    common = [parent for parent, count in above.items() if _is_usual(count, len(folders))]
    deepest = max(common, key=lambda parent: (parent.count("/"), above[parent]), default="")
    return (f"{deepest}/{STEM}", above[deepest]) if deepest else ("", 0)


def _parents(folder: str) -> Iterable[str]:
    """Give the folders above, down to the one that all images of a post are in."""
    parts = folder.partition(f"/{STEM}")[0].split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1) if folder)


def _usual(counts: Counter[str]) -> tuple[str, int]:
    """Give the most common value and its number, if there are enough values."""
    found, count = counts.most_common(1)[0] if counts else ("", 0)
    return (found, count) if _is_usual(count, counts.total()) else ("", 0)


def _is_usual(count: int, total: int) -> bool:
    return count >= FEWEST and 2 * count > total


def _most_common(values: Iterable[str]) -> str:
    counts = Counter(values)
    return counts.most_common(1)[0][0] if counts else ""
