"""The posts of an author → the languages that they are written in, and the folder of each.

A site in two languages shows a post only in the lists of its own: one without `lang`, or outside
of its folder, stands on no list at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from migrator.settings.habits.habits import Habits

KEY = "lang"
# Of folders; short words may be anything, so only the languages that sites are often written in.
_FOLDER = re.compile(r"(?:ko|en|ja|zh|fr|de|es|pt|vi|id|ru)(?:[-_][A-Za-z]{2,4})?")


def languages_of(
    posts: Mapping[str, Mapping[str, object]], folders: Mapping[str, str]
) -> Mapping[str, str]:
    """Give the languages of posts, the one with most posts first, each with its folder.

    `posts` is the front matter by path, `folders` the folder of each below `_posts`. There are none
    where less than four of five posts say theirs, or all say the same.
    """
    spoken = {path: found for path in posts if (found := _language(posts[path], folders[path]))}
    counts = Counter(spoken.values())
    if len(counts) < 2 or 5 * len(spoken) < 4 * len(posts):
        return {}
    return {name: _folder_of(name, spoken, folders) for name, _ in counts.most_common()}


def _language(head: Mapping[str, object], folder: str) -> str:
    written = head.get(KEY)
    if isinstance(written, str):
        return written
    first = folder.partition("/")[0]
    return first if _FOLDER.fullmatch(first) else ""


def _folder_of(name: str, spoken: Mapping[str, str], folders: Mapping[str, str]) -> str:
    """Give the folder of nearly all posts in a language."""
    own = Counter(folders[path] for path, each in spoken.items() if each == name)
    folder, count = own.most_common(1)[0]
    return folder if 5 * count >= 4 * own.total() else ""


def in_language(habits: Habits, wanted: str) -> tuple[Habits, str]:
    """Give the habits of posts in a language, and which that is: Korean where there is a choice.

    `wanted` is what the author has set, or nothing.
    """
    names = habits.languages
    korean = (name for name in names if name.lower().partition("-")[0] == "ko")
    name = wanted or next(korean, next(iter(names), ""))
    if not name:
        return habits, ""
    always = {key: text for key, text in habits.always.items() if key != KEY}
    if KEY in habits.order or not names:
        # YAML 1.1 takes a bare `no`, Norwegian, for a switch.
        always[KEY] = f'"{name}"' if name == "no" else name
    return replace(habits, folder=names.get(name, habits.folder), always=always), name
