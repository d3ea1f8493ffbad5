"""The texts of a site's own theme files → each key of a post that they write into a page.

A condition is no reading: `{% if page.image %}` shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from migrator.jekyll.liquid import LiquidToken, liquid_tokens
from migrator.model import Note
from migrator.settings.conditions import INCLUDES, included, spans, without_comments

Shown: TypeAlias = Literal["top", "list", "quiet"]
"""Above the text of a post, in a list of posts, or elsewhere: in the head of a page, say."""


@dataclass(frozen=True)
class ReadKey:
    """A key that a file writes into a page; `a.b` is b under a.

    `prefix` is what the file puts before the value: nothing, a slash, or a folder.
    """

    key: str
    path: str
    shown: Shown
    prefix: str = ""

    @property
    def sign(self) -> Note:
        """Say what was read where."""
        what = f"{'post' if self.shown == 'list' else 'page'}.{self.key}"
        return Note(f"{what} in {self.path}", f"{self.path}의 {what}")


_QUIET = re.compile(r"<(?:(head|script|style|title)|meta|link)\b", re.IGNORECASE)
_ENDS = {
    name: re.compile(f"</{name}\\s*>", re.IGNORECASE)
    for name in ("head", "script", "style", "title")
}
_END_OF_TAG = re.compile(">")
_QUIET_FILE = re.compile(r"_includes/(?:.*/)?(?:head(?!er)|seo|meta|open-?graph|og\b|json-?ld)")
_CONTENT = re.compile(r"\{\{-?\s*content\b[^{}]*\}\}")
_PARENT = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n)*?layout:[ \t]*[\"']?([\w-]+)")
_LOOP = re.compile(
    r"\{%-?\s*for\s+(\w+)\s+in\s+(?:site\.(?:posts|related_posts|tags|categories)|paginator|\w*posts)"
)
_OF_PAGE = re.compile(r"([\w-]+)\s*=\s*page\b(?!\.)")
_WRITING = ("assign", *INCLUDES)


def layout_chain(texts: Mapping[str, str], layout: str) -> tuple[str, ...]:
    """Give the files of a post's layout and of the layouts around it, as far as the site has them.

    Without a file for that layout, `post` and `single` are tried, as most themes call it.
    """
    for name in dict.fromkeys((layout, "post", "single")):
        if path := _layout_file(texts, name):
            return (path, *_around(texts, path))
    return ()


def is_complete(texts: Mapping[str, str], chain: tuple[str, ...]) -> bool:
    """Tell whether the site has the layout of its posts and each one around it."""
    parent = _PARENT.match(texts[chain[-1]]) if chain else None
    return bool(chain) and (parent is None or parent[1] in ("none", "null", "nil"))


def readings_of(
    texts: Mapping[str, str], chain: tuple[str, ...], *, is_whole: bool
) -> Iterator[ReadKey]:
    """Give each key that is written into the page of a post, then into lists of posts.

    Where a site is not whole, its includes may be taken by layouts of the theme.
    """
    roots = list(chain) or [path for path in [_layout_file(texts, "default")] if path]
    if not is_whole:
        roots += _taken_by_theme(texts)
    seen: set[_File] = set()
    for path in roots:
        yield from _of_page(texts, _File(path, "top"), seen)
    for path, text in texts.items():
        if path.endswith((".html", ".liquid")):
            yield from _of_lists(without_comments(text), path)


def _layout_file(texts: Mapping[str, str], name: str) -> str:
    paths = (f"_layouts/{name}.{suffix}" for suffix in ("html", "liquid"))
    return next((path for path in paths if path in texts), "")


def _around(texts: Mapping[str, str], path: str) -> Iterator[str]:
    seen = {path}
    while parent := _PARENT.match(texts[path]):
        path = _layout_file(texts, parent[1])
        if not path or path in seen:
            return
        seen.add(path)
        yield path


def _taken_by_theme(texts: Mapping[str, str]) -> list[str]:
    tokens = (token for text in texts.values() for token in liquid_tokens(text))
    own = {included(token.inside) for token in tokens if token.name in INCLUDES}
    return [path for path in texts if path.startswith("_includes/") and path not in own]


@dataclass(frozen=True)
class _File:
    """A file of a page, what it shows there, and the names by which it has the post."""

    path: str
    shown: Shown
    names: tuple[str, ...] = ("page",)


def _of_page(texts: Mapping[str, str], file: _File, seen: set[_File]) -> Iterator[ReadKey]:
    """Read a file and what it includes, once for the same place of a page."""
    if file in seen:
        return
    seen.add(file)
    for text, shown in _places(file.path, without_comments(texts[file.path]), file.shown):
        for token in liquid_tokens(text):
            target = included(token.inside) if token.name in INCLUDES else ""
            yield from _keys(text, token, file.names, file.path, shown)
            if target in texts:
                yield from _of_page(texts, _File(target, shown, _names(token)), seen)
            elif token.name == "seo":  # jekyll-seo-tag
                yield from (ReadKey(key, file.path, "quiet") for key in ("image", "description"))


def _names(include: LiquidToken) -> tuple[str, ...]:
    """Give the names of the post in a file that is included with `post=page`."""
    given = _OF_PAGE.findall(include.inside)
    return ("page", *given, *(f"include.{name}" for name in given))


def _places(path: str, text: str, shown: Shown) -> Iterator[tuple[str, Shown]]:
    """Give what a file shows above the text of a post, and then all the rest of it."""
    if _QUIET_FILE.match(path):
        yield text, "quiet"
        return
    seen, quiet, place = [], [], 0
    for start, end in spans(text, _QUIET, _end_of_quiet):
        seen.append(text[place:start])
        quiet.append(text[start:end])
        place = end
    body = " ".join([*seen, text[place:]])
    content = _CONTENT.search(body)
    yield body[: content.start()] if content else body, shown
    yield "\n".join(quiet), "quiet"
    if content:
        yield body[content.end() :], "quiet"


def _end_of_quiet(found: re.Match[str]) -> re.Pattern[str]:
    return _ENDS[found[1].lower()] if found[1] else _END_OF_TAG


def _of_lists(text: str, path: str) -> Iterator[ReadKey]:
    names = tuple(dict.fromkeys(("post", "include.post", *_LOOP.findall(text))))
    for token in liquid_tokens(text):
        yield from _keys(text, token, names, path, "list")


def _keys(
    text: str, token: LiquidToken, names: tuple[str, ...], path: str, shown: Shown
) -> Iterator[ReadKey]:
    """Give the keys that a tag or a variable reads of the things with these names."""
    if token.is_tag and token.name not in _WRITING:
        return
    things = "|".join(map(re.escape, names))
    reading = rf"(?<![\w.-])(?:{things})(?:\.([\w-]+(?:\.[\w-]+)*)|\[[\"']([\w-]+)[\"']\])"
    before = "" if token.is_tag else text[max(0, token.start - 100) : token.start]
    found = {each[1] or each[2]: each.start() for each in re.finditer(reading, token.inside)}
    for key, start in found.items():
        # `page.image.path | default: page.image` takes both forms: the short one does.
        if key.rpartition(".")[0] not in found:
            yield ReadKey(key, path, shown, _prefix(before, token.inside, start))


def _prefix(before: str, inside: str, start: int) -> str:
    """Give what stands before a value: nothing, a slash, or a folder."""
    texts = re.findall(r"prepend:\s*[\"']([^\"']*)[\"']", inside[start:])
    texts += re.findall(r"[\"']([^\"'\s]*)[\"']\s*\|\s*append:\s*\Z", inside[:start])
    if not re.search(r"//[\w.:-]+\Z", before):  # behind a host an address of the site is right
        texts += re.findall(r"[\w./-]+\Z", before)
    return max(texts, key=len, default="")
