"""A file as the user names it → which of the site's files it is."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from migrator.jekyll.names import same_file
from migrator.model import MigratorError


def find_named(name: Path, root: Path, paths: Collection[str]) -> str | None:
    """Find a file among `paths`: by its path from here or in the site, or by its name alone.

    Raises MigratorError for a name that several files have.
    """
    places = {_place(root / path): path for path in paths}
    for place in (name, root / name):
        if _place(place) in places:
            return places[_place(place)]
    # Nothing but a name, with its ending or without, or the path as another computer reports it.
    ends = f"/{same_file(str(name))}"
    found = sorted(
        {path for path in paths if f"/{same_file(path)}".endswith(ends)}
        or {path for path in paths if f"/{same_file(path)}".rpartition(".")[0].endswith(ends)}
    )
    if len(found) > 1:
        raise MigratorError(
            f"Several posts are called {name}. Name one of these:",
            f"이름이 {name}인 글이 여럿입니다. 다음 가운데 하나를 지정하세요:",
            *(f"  {path}" for path in found),
        )
    return found[0] if found else None


def _place(path: Path) -> str:
    return same_file(str(path.resolve()))
