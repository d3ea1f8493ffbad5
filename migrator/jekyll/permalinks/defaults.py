"""The `defaults` of _config.yml and the path of a post → the values they give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migrator.jekyll.names import JEKYLL_3
from migrator.jekyll.site_config import Config, collections_dir

Values = Mapping[str, object]

_TYPES = {"posts": ("posts", "post"), "pages": ("pages", "page")}
"""The types of posts and of pages, with their old names."""
_WILD = re.compile(r"\*\*/|\*|\?|\[[^]]*\]|\{[^}]*\}")


def defaults_for(path: str, config: Config, engine: str, kind: str = "posts") -> Values:
    """Merge the values for the post at `path`, given without `collections_dir`.

    `kind` is that of another file: `pages`, or the name of its collection.

    The longer scope wins; of two equal ones the later, if it names a type or the earlier does not.
    """
    merged: dict[str, object] = {}
    narrowest: Values | None = None
    for scope, values in _sets(config):
        if not _applies(scope, path, config, engine, kind):
            continue
        if narrowest is None or _wins(scope, narrowest):
            merged = _merge(merged, values)
            narrowest = scope
        else:
            merged = _merge(values, merged)
    return merged


def _sets(config: Config) -> Iterator[tuple[Values, Values]]:
    sets = config.get("defaults")
    for each in sets if isinstance(sets, list) else []:
        values = each.get("values") if isinstance(each, Mapping) else None
        if isinstance(values, Mapping):
            scope = each.get("scope")
            yield scope if isinstance(scope, Mapping) else {}, values


def _merge(values: Values, over: Values) -> dict[str, object]:
    """Override values with others, except with empty ones."""
    return {**values, **{key: value for key, value in over.items() if value is not None}}


def _applies(scope: Values, path: str, config: Config, engine: str, kind: str) -> bool:
    if scope.get("type", kind) not in _TYPES.get(kind, (kind,)):
        return False
    wanted = scope.get("path")
    if not isinstance(wanted, str) or not wanted:
        return True
    if "*" in wanted:
        # Jekyll looks for the pattern on the disk, where `collections_dir` is part of the path.
        return any(map(_glob(wanted).fullmatch, _ascend(collections_dir(config) + path)))
    wanted = wanted.removeprefix(collections_dir(config))
    return wanted in _ascend(path) if engine == JEKYLL_3 else path.startswith(wanted)


def _ascend(path: str) -> list[str]:
    """List a path and the folders above it."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _glob(pattern: str) -> re.Pattern[str]:
    """Read a pattern as Ruby's Dir.glob does."""
    pattern = pattern.rstrip("/")
    marks = [*map(_wild, _WILD.findall(pattern)), ""]
    pieces = zip(map(re.escape, _WILD.split(pattern)), marks, strict=True)
    return re.compile("".join(plain + wild for plain, wild in pieces))


def _wild(mark: str) -> str:
    if mark.startswith("{"):
        return f"(?:{'|'.join(map(re.escape, mark[1:-1].split(',')))})"
    known = {"**/": "(?:[^/.][^/]*/)*", "*": "[^/]*", "?": "[^/]"}
    return known.get(mark, mark.replace("[!", "[^"))


def _wins(scope: Values, other: Values) -> bool:
    new, old = (str(each.get("path") or "").removeprefix("/") for each in (scope, other))
    if len(new) != len(old):
        return len(new) > len(old)
    return "type" in scope or "type" not in other
