"""The posts that an author has written by hand → how they write front matter.

A habit is what at least half of the posts do, never what one post happens to do. Fewer than three
posts have no habits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator.jekyll.front_matter import KeyLines, read_parts, read_values
from migrator.settings.habits.habits import (
    BLOCK,
    DEEP,
    FLOW,
    INDENTED,
    SPACED,
    TIGHT,
    WORDS,
    Habits,
)
from migrator.settings.habits.image_places import FEWEST, image_places
from migrator.settings.habits.key_names import COVERS, MODIFIED, SUMMARIES
from migrator.settings.habits.languages import languages_of
from migrator.settings.profiles import subpath_keys

_DEEP = 4

# Keys with texts that we may write even if the author's posts do not have them.
_TEXTS = (
    "title",
    "tags",
    "categories",
    "series",
    *SUMMARIES,
    *(key for key in COVERS if "." not in key),
)
_ALIAS = re.compile(r"(?:^|\s)[*&]\S")
_MATH = re.compile(r"(?:use_?)?(?:math|mathjax|katex|latex)", re.IGNORECASE)
# Keys about a single post: no habit, even if most posts have them.
_OF_ONE_POST = re.compile(
    r"title|date|slug|permalink|tags?|series.*|published|last.*|modified.*|velog|redirect_from|"
    r"image.*|cover.*|thumbnail.*|ref|"
    # These keys would change what our addresses and escapes mean.
    r"canonical_url|render_with_liquid|"
    + "|".join(re.escape(key.partition(".")[0]) for key in (*COVERS, *SUMMARIES, *MODIFIED))
)
# Keys that are a habit only where nearly all posts have them; else they mark some posts.
_OF_SOME_POSTS = re.compile(
    r"categor(?:y|ies)|.*(?:math|latex|katex|mermaid).*|pin|featured|hidden|lang|sitemap"
)


@dataclass(frozen=True)
class _Head:
    """The front matter of one post: as it is written, key by key, and what YAML reads."""

    blocks: Mapping[str, KeyLines]
    values: Mapping[str, object]


def habits_of(texts: Mapping[str, str]) -> Habits:
    """Find the habits in the author's own posts, given by path.

    Posts without front matter do not count.
    """
    own = {path: head for path, text in texts.items() if (head := _head(text))}
    heads = [head for head in own.values() if "velog" not in head.values]
    if len(heads) < FEWEST:
        return Habits()
    paths = [path for path, head in own.items() if "velog" not in head.values]
    folders = {path: _folder(path) for path in paths}
    # Images count also below front matter that cannot be read.
    images = image_places(
        {path: text for path, text in texts.items() if path in paths or path not in own}
    )
    keys = Counter(key for head in heads for key in head.blocks)
    usual = [key for key, count in keys.items() if 2 * count >= len(heads)]
    quotes = _quotes(heads)
    always = list(_always(heads, usual))
    # Not every post has a picture.
    cover = _used(COVERS, heads, 0.2)
    summary = _used(SUMMARIES, heads, 0.5)
    math = tuple(key for key in keys if _MATH.fullmatch(key) and _switching([key], heads))
    return Habits(
        count=len(heads),
        order=_order(heads),
        always={key: text for key, text, _ in always},
        starts=dict(_starts(heads)),
        plain=frozenset(key for key, mark in quotes.items() if mark == ""),
        single=frozenset(key for key, mark in quotes.items() if mark == "'"),
        summary=summary,
        cover=cover,
        cover_url=_cover_url(cover, heads),
        math=math,
        lists=_list_style(heads),
        tags="tag" if keys["tag"] > keys["tags"] else "tags",
        spellings=tuple(sorted({tag for head in heads for tag in _tags(head)})),
        folder=_most([*folders.values()]) or "",
        suffix=_most([PurePosixPath(path).suffix for path in paths]) or ".md",
        image_dir=images.folder,
        image_url=images.form,
        category_folders=tuple(sorted({_category(path) for path in paths} - {""})),
        modified=_most([_modified(head) for head in heads]) or "",
        languages=languages_of({path: own[path].values for path in paths}, folders),
        rests_on={
            "image_dir": images.folder_posts,
            "image_url": images.form_posts,
            **{f"always.{key}": count for key, _, count in always},
            "cover": _having(cover, heads),
            "summary": _having(summary, heads),
            "math": _switching(math, heads),
        },
    )


def _head(text: str) -> _Head | None:
    text = text.replace("\r\n", "\n")
    post, values = read_parts(text), read_values(text)
    if post is None or not values:
        return None
    return _Head({part.key: part for part in post.head if part.key is not None}, values)


def _order(heads: Sequence[_Head]) -> tuple[str, ...]:
    """Sort keys by how often each comes before the others."""
    before: Counter[tuple[str, str]] = Counter()
    for head in heads:
        keys = list(head.blocks)
        before.update((a, b) for at, a in enumerate(keys) for b in keys[at + 1 :])
    keys = list(dict.fromkeys(key for head in heads for key in head.blocks))
    wins = {
        key: sum(before[key, other] >= before[other, key] for other in keys if other != key)
        for key in keys
    }
    return tuple(sorted(keys, key=lambda key: -wins[key]))


def _always(heads: Sequence[_Head], keys: Sequence[str]) -> Iterable[tuple[str, str, int]]:
    """Give keys with their usual value, and how many posts have that."""
    for key in keys:
        if _OF_ONE_POST.fullmatch(key) or key in subpath_keys():
            continue
        written = Counter(_written(head.blocks[key]) for head in heads if key in head.blocks)
        text, count = written.most_common(1)[0]
        # A post needs a layout, even if only half of the posts have it.
        least = 0.5 if key == "layout" else 0.8
        of = len(heads) if _OF_SOME_POSTS.fullmatch(key) else written.total()
        if count >= least * of and text.strip() and not _ALIAS.search(text):
            yield key, text, count


def _starts(heads: Sequence[_Head]) -> Iterable[tuple[str, str]]:
    """Give the text before the value, if it is not a key, a colon and a space."""
    found: dict[str, Counter[str]] = {}
    for head in heads:
        for key, block in head.blocks.items():
            start = re.match(r"[^:\n]+:(?:[ \t]+(?=\S))?", block.text)
            if start and start[0].rstrip(": \t").strip("\"'") == key:
                found.setdefault(key, Counter())[start[0]] += 1
    for key, counts in found.items():
        start_text, count = counts.most_common(1)[0]
        if 2 * count > counts.total() and start_text not in (f"{key}: ", f"{key}:"):
            yield key, start_text


def _quotes(heads: Sequence[_Head]) -> dict[str, str]:
    """Give for each key the quotes around most of its texts, '' if none.

    In a list, its items count. Keys that the author does not write get the quotes of most texts.
    """
    marks: dict[str, Counter[str]] = {}
    for head in heads:
        for key, block in head.blocks.items():
            items = _items(_written(block)) if _is_text(head.values.get(key)) else []
            marks.setdefault(key, Counter()).update(
                item[0] if item[0] in "'\"" else "" for item in items
            )
    all_marks = sum(marks.values(), Counter[str]())
    return {
        key: found.most_common(1)[0][0]
        for key in dict.fromkeys((*marks, *_TEXTS))
        if (found := marks.get(key) or all_marks)
    }


def _is_text(value: object) -> bool:
    return any(isinstance(leaf, str) for leaf in _leaves(value))


def _items(text: str) -> list[str]:
    if text.startswith("["):
        return [item.strip() for item in text.strip("[]").split(",") if item.strip()]
    if re.match(r"\s*\n?\s*- ", text):
        return re.findall(r"^\s*- +\[?(\S.*)$", text, re.MULTILINE)
    return [text] if text else []


def _used(candidates: Sequence[str], heads: Sequence[_Head], share: float) -> tuple[str, ...]:
    counts = {key: sum(_has(key, head) for head in heads) for key in candidates}
    return tuple(key for key, count in counts.items() if count >= max(2, share * len(heads)))


def _cover_url(keys: Sequence[str], heads: Sequence[_Head]) -> str:
    """Tell whether covers begin with a slash; what a theme puts before them depends on that."""
    covers = [str(_at(key, head)) for key in keys for head in heads if _has(key, head)]
    local = [cover.startswith("/") for cover in covers if "/" in cover and ":" not in cover]
    return ("/{path}" if 2 * sum(local) >= len(local) else "{path}") if local else ""


def _has(dotted: str, head: _Head) -> bool:
    value = _at(dotted, head)
    return isinstance(value, str) and bool(value.strip())


def _at(dotted: str, head: _Head) -> object:
    value: object = head.values
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _having(keys: Sequence[str], heads: Sequence[_Head]) -> int:
    return sum(any(_has(key, head) for key in keys) for head in heads)


def _switching(keys: Sequence[str], heads: Sequence[_Head]) -> int:
    """Count the posts that switch one of the keys on."""
    return sum(any(head.values.get(key) is True for key in keys) for head in heads)


def _list_style(heads: Sequence[_Head]) -> str:
    """Give the form of tags, or of categories where there are no tags."""
    for key in ("tags", "tag", "categories"):
        texts = [head.blocks[key].text.partition(":")[2] for head in heads if key in head.blocks]
        styles = Counter(style for text in texts if (style := _style(text)))
        # One category written as a word says nothing about how several tags are written.
        if styles and not (key == "categories" and styles.most_common(1)[0][0] == WORDS):
            return styles.most_common(1)[0][0]
    return FLOW


def _style(text: str) -> str:
    bracket = re.match(r"\s*\[(?P<space>\s)?[^,\n]*(?P<tight>,\S)?", text)
    if bracket:
        return SPACED if bracket["space"] else TIGHT if bracket["tight"] else FLOW
    dash = re.search(r"\n([ \t]*)- ", text)
    if dash:
        return BLOCK if not dash[1] else INDENTED if len(dash[1]) < _DEEP else DEEP
    return WORDS if text.strip() else ""


def _folder(path: str) -> str:
    """Give the folder of a post below `_posts`, with a slash behind it."""
    _, found, name = path.rpartition("_posts/")
    folder = name.rpartition("/")[0]
    return f"{folder}/" if found and folder else ""


def _modified(head: _Head) -> str:
    return next((key for key in MODIFIED if head.values.get(key)), "")


def _category(path: str) -> str:
    """Give the folders around the folder of a post, each of which is a category (`Post#read`)."""
    return path.rpartition("_posts/")[0].rstrip("/")


def _most(values: Sequence[str]) -> str | None:
    """Give the value that nearly all have."""
    value, count = Counter(values).most_common(1)[0]
    return value if 5 * count >= 4 * len(values) else None


def _tags(head: _Head) -> list[str]:
    tags = head.values.get("tags")
    if isinstance(tags, str):
        return tags.split()
    single = head.values.get("tag")
    return [str(tag) for tag in (*_leaves(tags), *_leaves(single)) if tag is not None]


def _leaves(value: object) -> Iterable[object]:
    """Give the items of a list, and of the lists within it, as Jekyll does."""
    if not isinstance(value, list):
        return [value]
    return [leaf for each in value for leaf in _leaves(each)]


def _written(block: KeyLines) -> str:
    """Give the value of a key as it is written, on its own lines."""
    text = block.text.partition(":")[2]
    return text.strip(" \t").rstrip("\n") if text.startswith("\n") else text.strip()
