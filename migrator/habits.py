"""The posts that an author has written by hand → how they write front matter.

What is counted, never what one post happens to have: a habit is what at least half of the posts
do, and there are no habits where there are fewer than three posts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import PurePosixPath
from typing import Any

import yaml

from migrator.halves import Block, read_halves

FEWEST = 3
FLOW, BLOCK, INDENTED, DEEP, WORDS = "flow", "block", "indented", "deep", "words"
SPACED, TIGHT = "spaced", "tight"
BRACKETS = {FLOW: ("[", ", ", "]"), SPACED: ("[ ", ", ", " ]"), TIGHT: ("[", ",", "]")}
"""What stands before, between and behind the items of a list on one line."""
DASHES = {BLOCK: "- ", INDENTED: "  - ", DEEP: "    - "}
"""What stands before each item of a list that has a line for each."""
_DEEP = 4

SUMMARIES = ("description", "excerpt", "subtitle", "summary")
COVERS = (
    "image.path",
    "image",
    "header.teaser",
    "header.image",
    "header.overlay_image",
    "thumbnail",
    "thumbnail-img",
    "cover-img",
    "cover",
    "cover_image",
    "teaser",
    "og_image",
)
# Keys with texts that we may write though the author does not.
_TEXTS = (
    "title",
    "tags",
    "categories",
    "series",
    *SUMMARIES,
    *(key for key in COVERS if "." not in key),
)
_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")
# In a Markdown image or an `<img>`: what stands before the path, Liquid say, and after it.
_IMAGE = re.compile(
    r"""(?:!\[[^\]\n]*\]\(|<img\b[^>]*?\bsrc=["'])
    (?P<before>(?:\{\{[ ]*site\.(?:url|baseurl)[ ]*\}\})*|\{\{[ ]*['"]|(?:\.\./)+(?=[^./]))
    (?P<path>(?:/|(?<=/))[^\s{}()"'<>]+\.(?:png|jpe?g|gif|webp|svg|avif))
    (?P<after>['"][ ]*\|[ ]*(?:relative|absolute)_url[ ]*\}\})?""",
    re.IGNORECASE | re.VERBOSE,
)
# It names something that stands elsewhere in a post.
_ALIAS = re.compile(r"(?:^|\s)[*&]\S")
_MATH = re.compile(r"(?:use_?)?(?:math|mathjax|katex|latex)", re.IGNORECASE)
# What says something of one post, and so is no habit though most posts may have it.
_OF_ONE_POST = re.compile(
    r"title|date|slug|permalink|tags?|series.*|published|last.*|modified.*|velog|redirect_from|"
    r"image.*|header|cover.*|thumbnail.*|teaser|description|excerpt|subtitle|summary|ref|"
    # They would change what our addresses and our escapes mean.
    r"canonical_url|media_subpath|img_path|render_with_liquid"
)
# What is a habit where nearly all posts have it, and not where it marks some of them.
_OF_SOME_POSTS = re.compile(
    r"categor(?:y|ies)|.*(?:math|latex|katex|mermaid).*|pin|featured|hidden|lang|sitemap"
)


@dataclass(frozen=True)
class Habits:
    """How an author writes front matter; empty where nobody has written any.

    `count` is how many posts that was found in. `order` are keys in their order, `always` the
    keys that every post has with the same value, as it is written, `starts` what stands before
    the value of a key (`date: `). `plain` are the keys whose text is written without quotes,
    `single` those whose text stands in single ones. `summary`, `cover` and `math` are the keys
    that the author uses for these, and `cover_url` the form of a cover's address. `lists` is
    how lists are written: `words`, or with one of the `BRACKETS` or `DASHES`; `tags` is the key
    of tags, and `spellings` has those in use. `folder` is where in `_posts` the posts stand,
    empty or with a slash behind it, and `suffix` ends the names of their files. `image_dir` is
    where the images of a post stand, with `{stem}` for the name of its file, and `image_url`
    the form of their addresses, with `{path}`, to be filled in with `str.format`.
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


@dataclass(frozen=True)
class _Head:
    """The front matter of one post: as it is written, key by key, and what YAML reads."""

    blocks: Mapping[str, Block]
    values: Mapping[str, object]


def habits_of(texts: Mapping[str, str]) -> Habits:
    """Find the habits in the posts, by path, that are not ours.

    Those without front matter say nothing: Jekyll makes no page of them.
    """
    own = {path: head for path, text in texts.items() if (head := _head(text))}
    heads = [head for head in own.values() if "velog" not in head.values]
    if len(heads) < FEWEST:
        return Habits()
    paths = [path for path, head in own.items() if "velog" not in head.values]
    # A head that cannot be read says nothing against the images below it.
    image_dir, image_url = _image_places(
        {path: text for path, text in texts.items() if path in paths or path not in own}
    )
    keys = Counter(key for head in heads for key in head.blocks)
    usual = [key for key, count in keys.items() if 2 * count >= len(heads)]
    quotes = _quotes(heads)
    # Not every post has a picture.
    cover = _used(COVERS, heads, 0.2)
    return Habits(
        count=len(heads),
        order=_order(heads),
        always=dict(_always(heads, usual)),
        starts=dict(_starts(heads)),
        plain=frozenset(key for key, mark in quotes.items() if mark == ""),
        single=frozenset(key for key, mark in quotes.items() if mark == "'"),
        summary=_used(SUMMARIES, heads, 0.5),
        cover=cover,
        cover_url=_cover_url(cover, heads),
        math=tuple(key for key in keys if _MATH.fullmatch(key) and _is_switch(key, heads)),
        lists=_list_style(heads),
        tags="tag" if keys["tag"] > keys["tags"] else "tags",
        spellings=tuple(sorted({tag for head in heads for tag in _tags(head)})),
        folder=_most([_folder(path) for path in paths]) or "",
        suffix=_most([PurePosixPath(path).suffix for path in paths]) or ".md",
        image_dir=image_dir,
        image_url=image_url,
    )


def _head(text: str) -> _Head | None:
    text = text.replace("\r\n", "\n")
    halves = read_halves(text)
    if halves is None:
        return None
    blocks = {block.key: block for block in halves.head if block.key is not None}
    try:
        values = yaml.safe_load("".join(block.text for block in halves.head))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        # A date that no calendar has, or the like: Jekyll cannot read it either.
        return None
    return _Head(blocks, values) if isinstance(values, dict) else None


def _order(heads: Sequence[_Head]) -> tuple[str, ...]:
    """Sort keys by how often each stands before the others."""
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


def _always(heads: Sequence[_Head], keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    for key in keys:
        if _OF_ONE_POST.fullmatch(key):
            continue
        written = Counter(_written(head.blocks[key]) for head in heads if key in head.blocks)
        text, count = written.most_common(1)[0]
        # A post needs a layout, be it the one of half the posts.
        least = 0.5 if key == "layout" else 0.8
        of = len(heads) if _OF_SOME_POSTS.fullmatch(key) else written.total()
        if count >= least * of and text.strip() and not _ALIAS.search(text):
            yield key, text


def _starts(heads: Sequence[_Head]) -> Iterable[tuple[str, str]]:
    """Give what stands before the value, where it is not a key, a colon and a blank."""
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
    """Give for each key the quotes that most of its texts stand in, '' if in none.

    In a list, its items count. What the author does not write stands as most texts do.
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
    """Tell whether covers begin with a slash: what a theme puts before them goes by that."""
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


def _is_switch(key: str, heads: Sequence[_Head]) -> bool:
    return any(head.values.get(key) is True for head in heads)


def _list_style(heads: Sequence[_Head]) -> str:
    """Give the form of tags, or of categories where there are no tags."""
    for key in ("tags", "tag", "categories"):
        texts = [head.blocks[key].text.partition(":")[2] for head in heads if key in head.blocks]
        styles = Counter(style for text in texts if (style := _style(text)))
        # Who writes one category as a word need not write several tags so.
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
    """Give what stands in a list, and in the lists within it, as Jekyll does."""
    if not isinstance(value, list):
        return [value]
    return [leaf for each in value for leaf in _leaves(each)]


def _image_places(texts: Mapping[str, str]) -> tuple[str, str]:
    """Find the folder of most images that stand in the site, and the form of their addresses."""
    folders: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for path, text in texts.items():
        for found in _IMAGE.finditer(text):
            folder, _, _ = found["path"].strip("/").rpartition("/")
            folders[_with_stem(folder, PurePosixPath(path).stem)] += 1
            before, after = found["before"], found["after"] or ""
            # What is relative to the post's own address says nothing of how ours are written.
            if not before.startswith("."):
                forms[f"{_braced(before)}/{{path}}{_braced(after)}"] += 1
    return _usual(folders), _usual(forms)


def _with_stem(folder: str, stem: str) -> str:
    """Write a folder of the images of one post so that it fits all posts."""
    slug = _DATE.sub("", stem)
    for name in (stem, slug):
        if name in folder.split("/"):
            return "/".join("{stem}" if part == name else part for part in folder.split("/"))
    return f"{folder}/{{stem}}" if folder else ""


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _usual(counts: Counter[str]) -> str:
    """Give what most say, if enough say anything."""
    found, count = counts.most_common(1)[0] if counts else ("", 0)
    return found if count >= FEWEST and 2 * count > counts.total() else ""


def dump_habits(habits: Habits) -> dict[str, object]:
    """Write habits as values that JSON knows."""
    sets = {"plain": sorted(habits.plain), "single": sorted(habits.single)}
    return {**asdict(habits), **sets}


def load_habits(values: Mapping[str, object]) -> Habits:
    """Read what `dump_habits` wrote. Raises TypeError or ValueError where it is something else."""
    read: dict[str, Any] = {}
    for each in fields(Habits):
        # An older version of the tool did not know each of them.
        if each.name not in values:
            continue
        value, model = values[each.name], getattr(Habits(), each.name)
        kinds = (list,) if isinstance(model, tuple | frozenset) else (type(model),)
        if not isinstance(value, kinds):
            raise TypeError(f"{each.name} of the habits is {value!r}")
        read[each.name] = type(model)(value)
    return Habits(**read)


def _written(block: Block) -> str:
    """Give the value of a key as it is written, on its own lines."""
    text = block.text.partition(":")[2]
    return text.strip(" \t").rstrip("\n") if text.startswith("\n") else text.strip()
