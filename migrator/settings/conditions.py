"""The files of a theme → where they have something, and what a post must say for it to come up.

A theme that draws formulas loads a script, most of them only for posts that ask:
`{% if page.math %}<script src="…mathjax…">{% endif %}`. What the conditions around such a place
ask of `_config.yml` is answered here; what they ask of a post is what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from migrator.jekyll.liquid import liquid_tokens
from migrator.jekyll.site_config import Config

Needs = tuple[tuple[str, bool | str], ...]
"""Keys of a post (`a.b` is b under a), with the values that they must have."""

_COMMENT = re.compile(r"(?P<html><!--(?!\[if))|\{%-?\s*comment\s*-?%\}")
_ENDS_OF_COMMENTS = {"html": re.compile("-->"), "": re.compile(r"\{%-?\s*endcomment\s*-?%\}")}
INCLUDES = ("include", "include_cached")
"""Tags that put another file of `_includes` in their place."""
_INCLUDED = re.compile(r"[\"']?([\w./-]+)")
_TERM = re.compile(r"(page|site)\.([\w-]+(?:\.[\w-]+)*)\s*(?:(==|!=|contains)\s*(.+))?", re.DOTALL)
_LITERAL = re.compile(r"[\"']([^\"']*)[\"']|(true|false|nil|null|blank|empty)\b")
# Blocks that may have an `else`; what they ask is not looked at.
_OTHER_BLOCKS = ("unless", "for", "case")
# Jekyll gives every post these, and they are no switches.
_OF_EVERY_POST = frozenset(
    "layout title date url id path name slug content excerpt categories category tags tag next "
    "previous collection relative_path output dir".split()
)
# What `site` has besides the settings.
_OF_EVERY_SITE = frozenset(
    "posts pages categories tags data github time static_files html_pages html_files collections "
    "documents related_posts".split()
)


@dataclass(frozen=True)
class Place:
    """A place in the files of a theme: the file, and what a post must say to reach it."""

    path: str
    needs: Needs


def without_comments(text: str) -> str:
    """Remove what is commented out, in HTML and in Liquid."""
    pieces, place = [], 0
    for start, end in spans(text, _COMMENT, lambda found: _ENDS_OF_COMMENTS[found.lastgroup or ""]):
        pieces.append(text[place:start])
        place = end
    return " ".join([*pieces, text[place:]])


def spans(
    text: str, opening: re.Pattern[str], ending: Callable[[re.Match[str]], re.Pattern[str]]
) -> Iterator[tuple[int, int]]:
    """Find what stands from an opening to its end; what has no end is passed over.

    It takes no longer than the text, however often something is opened and never ended.
    """
    endless: set[re.Pattern[str]] = set()
    place = 0
    while found := opening.search(text, place):
        place, pattern = found.end(), ending(found)
        end = None if pattern in endless else pattern.search(text, place)
        if end is None:
            endless.add(pattern)
        else:
            place = end.end()
            yield found.start(), place


def included(inside: str) -> str:
    """Give the path of the file that a tag `include` names; empty if the name is not fixed."""
    found = _INCLUDED.match(inside)
    return f"_includes/{found[1]}" if found else ""


def places_of(
    pattern: str, texts: Mapping[str, str], roots: tuple[str, ...], config: Config
) -> Iterator[Place]:
    """Find a pattern in the files `roots` and what they include, where `config` lets it come up."""
    expression = re.compile(pattern, re.IGNORECASE)
    seen: set[Place] = set()
    for root in roots:
        yield from _found(expression, Place(root, ()), texts, config, seen)


def _found(
    expression: re.Pattern[str],
    at: Place,
    texts: Mapping[str, str],
    config: Config,
    seen: set[Place],
) -> Iterator[Place]:
    """Look into a file that comes up where a post says what it needs, once for the same needs."""
    if at in seen:
        return
    seen.add(at)
    for part in _parts(without_comments(texts[at.path]), config):
        needs = tuple(dict.fromkeys((*at.needs, *part.needs)))
        if part.target in texts:
            yield from _found(expression, Place(part.target, needs), texts, config, seen)
        elif expression.search(part.text):
            yield Place(at.path, needs)


@dataclass(frozen=True)
class _Part:
    """A part of a file that comes up where a post says what it `needs`: a text or an include."""

    text: str
    needs: Needs
    target: str = ""


def _parts(text: str, config: Config) -> Iterator[_Part]:
    """Give the parts of a file that can come up in this site."""
    stack: list[Needs | None] = []
    assigned: dict[str, str] = {}
    place = 0
    for token in liquid_tokens(text):
        if None not in stack:
            yield _Part(text[place : token.start], _together(stack))
        place = token.end
        _step(token.name, token.inside, stack, assigned, config)
        if None in stack:
            continue
        if token.name in INCLUDES:
            yield _Part(token.inside, _together(stack), included(token.inside))
        elif not token.is_tag or token.name == "assign":
            yield _Part(token.source, _together(stack))
    if None not in stack:
        yield _Part(text[place:], _together(stack))


def _together(stack: list[Needs | None]) -> Needs:
    return tuple(need for needs in stack for need in needs or ())


def _step(
    name: str, inside: str, stack: list[Needs | None], assigned: dict[str, str], config: Config
) -> None:
    if name == "assign":
        variable, _, value = inside.partition("=")
        assigned[variable.strip()] = value.strip()
    elif name == "if":
        stack.append(_asked(_resolved(inside, assigned), config))
    elif name in _OTHER_BLOCKS:
        stack.append(())
    elif name in ("elsif", "else") and stack:
        stack[-1] = _asked(_resolved(inside, assigned), config) if name == "elsif" else ()
    elif name.startswith("end") and name[3:] in ("if", *_OTHER_BLOCKS) and stack:
        stack.pop()


def _resolved(expression: str, assigned: Mapping[str, str]) -> str:
    """Put the values of variables in the place of their names."""
    return re.sub(
        r"(?<![\w.\"'-])[A-Za-z_]\w*(?![\w.\"'-])",
        lambda found: re.sub(r"\|\s*default:", " or ", assigned.get(found[0], found[0])),
        expression,
    )


def _asked(expression: str, config: Config) -> Needs | None:
    """Give what a post must say so that a condition holds; None if it cannot hold in this site."""
    choices = [_all_asked(each, config) for each in re.split(r"\bor\b", expression)]
    possible = [needs for needs in choices if needs is not None]
    return min(possible, key=len) if possible else None


def _all_asked(expression: str, config: Config) -> Needs | None:
    terms = [_term(each.strip(), config) for each in re.split(r"\band\b", expression)]
    return None if None in terms else tuple(need for needs in terms for need in needs or ())


def _term(term: str, config: Config) -> Needs | None:
    """Give what a single comparison asks; what is not understood asks nothing."""
    found = _TERM.match(term)
    if not found or found[3] == "contains":
        return ()
    scope, key, operator, other = found.groups()
    literal = _LITERAL.match(other or "true")
    first = key.partition(".")[0]
    if literal is None or first in (_OF_EVERY_POST if scope == "page" else _OF_EVERY_SITE):
        return ()
    value: bool | str = literal[1] if literal[1] is not None else literal[2] == "true"
    if scope == "site":
        holds = _is(value_at(config, key), value) == (operator != "!=")
        return () if holds else None
    return ((key, value),) if value and operator != "!=" else ()


def _is(setting: object, value: bool | str) -> bool:
    """Compare as Liquid does, for which all but false and nil is true."""
    if isinstance(value, bool):
        return (setting not in (None, False)) == value
    return setting == value


def value_at(values: Mapping[str, object], dotted: str) -> object:
    """Give the value under `a.b`; None where there is none."""
    value: object = values
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
