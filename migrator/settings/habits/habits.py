"""How an author writes front matter, as a value; to JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from migrator.model import Note, as_is

FLOW, BLOCK, INDENTED, DEEP, WORDS = "flow", "block", "indented", "deep", "words"
SPACED, TIGHT = "spaced", "tight"
BRACKETS = {FLOW: ("[", ", ", "]"), SPACED: ("[ ", ", ", " ]"), TIGHT: ("[", ",", "]")}
"""The text before, between and after the items of a list on one line."""
DASHES = {BLOCK: "- ", INDENTED: "  - ", DEEP: "    - "}
"""The text before each item of a list with one item a line."""
LIST_FORMS = {
    FLOW: as_is("[a, b]"),
    SPACED: as_is("[ a, b ]"),
    TIGHT: as_is("[a,b]"),
    BLOCK: Note("- a, one a line", "한 줄에 - a 하나씩"),
    INDENTED: Note("the same behind two blanks", "두 칸 들여서 한 줄에 - a 하나씩"),
    DEEP: Note("behind four", "네 칸 들여서 한 줄에 - a 하나씩"),
    WORDS: as_is("a b"),
}
"""How each form of a list looks."""


@dataclass(frozen=True)
class Habits:
    """How an author writes front matter; empty if the site has no posts of the author's.

    `count` is how many posts that was detected in. `order` are keys in their order, `always` the
    keys that every post has with the same value, as it is written, `starts` the text before
    the value of a key (`date: `). `plain` are the keys whose text is written without quotes,
    `single` those whose text is in single ones. `summary`, `cover` and `math` are the keys
    that the author uses for these, and `cover_url` the form of a cover's address. `lists` is
    how lists are written: `words`, or with one of the `BRACKETS` or `DASHES`; `tags` is the key
    of tags, and `spellings` has those in use. `folder` is the folder in `_posts` of the posts,
    empty or with a slash at its end, and `suffix` ends the names of their files. `image_dir` is
    the folder of a post's images, with `{stem}` for the name of its file, and `image_url`
    the form of their addresses, with `{path}`, to be filled in with `str.format`. `languages` are
    those of the posts, where there are several, each with its folder in `_posts`;
    `category_folders` are those around `_posts`, which Jekyll takes for categories. `modified` is
    the key for the day of the last change, where posts have one. `rests_on` has
    for some of all these in how many posts each was seen.
    """

    count: int = 0
    order: tuple[str, ...] = ()
    always: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    summary: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    cover_url: str = ""
    math: tuple[str, ...] = ()
    lists: str = FLOW
    tags: str = "tags"
    spellings: tuple[str, ...] = ()
    folder: str = ""
    suffix: str = ".md"
    image_dir: str = ""
    image_url: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)
    category_folders: tuple[str, ...] = ()
    modified: str = ""
    rests_on: Mapping[str, int] = field(default_factory=dict)


def dump_habits(habits: Habits) -> dict[str, object]:
    """Write habits as values that JSON knows."""
    sets = {"plain": sorted(habits.plain), "single": sorted(habits.single)}
    return {**asdict(habits), **sets}


def load_habits(values: Mapping[str, object]) -> Habits:
    """Read what `dump_habits` wrote. Raises TypeError or ValueError for anything else."""
    read: dict[str, Any] = {}
    for each in fields(Habits):
        # An older version of the tool may have written fewer fields.
        if each.name not in values:
            continue
        value, model = values[each.name], getattr(Habits(), each.name)
        kinds = (list,) if isinstance(model, tuple | frozenset) else (type(model),)
        if not isinstance(value, kinds):
            raise TypeError(f"{each.name} of the habits is {value!r}")
        read[each.name] = type(model)(value)
    return Habits(**read)
