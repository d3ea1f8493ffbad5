"""The files of a Jekyll site → its theme and Jekyll, and what each was detected from.

How a theme is detected is in `theme_signs.py`, how Jekyll is, here (Jekyll 3.10 and 4.4,
github-pages 232).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.jekyll.names import JEKYLL_3, JEKYLL_4
from migrator.jekyll.site_config import Config
from migrator.model import Note, joined
from migrator.settings.profiles import GENERIC, Profile, profiles
from migrator.settings.sign_files import SignFiles, read_sign_files
from migrator.settings.theme_signs import NO_THEME, theme_of

_NOTHING = Note("", "")


@dataclass(frozen=True)
class Detected:
    """The theme and the Jekyll of a site, each with the sign that it was detected from.

    `against` says what speaks for another theme, empty where nothing does.
    """

    profile: Profile
    theme_sign: Note
    engine: str
    engine_sign: Note
    against: Note = _NOTHING


def chosen(detected: Detected, own: Mapping[str, Any]) -> tuple[Profile, str]:
    """Give the theme and the Jekyll of a site: what the author has said, else what was detected."""
    profile = profiles()[own["profile"]] if "profile" in own else detected.profile
    return profile, str(own.get("engine", detected.engine))


def nothing_detected() -> Detected:
    """Give what is assumed of a site without any sign."""
    return Detected(profiles()[GENERIC], NO_THEME, JEKYLL_3, _NO_ENGINE)


_NO_ENGINE = Note(
    "no sign of another build than GitHub Pages' own",
    "GitHub Pages와 다르게 빌드한다는 근거가 없음",
)
_AS_PAGES = Note("a workflow builds as GitHub Pages does", "워크플로가 GitHub Pages처럼 빌드함")


def detect(root: Path, config: Config, known: Mapping[str, Profile] | None = None) -> Detected:
    """Detect which of the `known` themes a site has, and which Jekyll builds it.

    The Jekyll is `3.10`, as GitHub Pages builds a site by itself, or `4`.
    """
    known = profiles() if known is None else known
    files = read_sign_files(root, config)
    profile, theme_sign, against = theme_of(files, known)
    engine, engine_sign = _engine(files, profile)
    return Detected(profile, theme_sign, engine, engine_sign, against)


def _engine(files: SignFiles, profile: Profile) -> tuple[str, Note]:
    """Give the Jekyll for which the first sign speaks, that sign, and those against it."""
    (engine, sign), *others = [*_engine_signs(files, profile)] or [(JEKYLL_3, _NO_ENGINE)]
    against = [
        Note(f"but {other.english}", f"그러나 {other.korean}")
        for version, other in others
        if version != engine
    ]
    return engine, joined([sign, *against], "; ")


def _engine_signs(files: SignFiles, profile: Profile) -> Iterator[tuple[str, Note]]:
    """Give what tells the Jekyll, the surest first: what builds the site counts most."""
    own_build = re.search(r"jekyll b(?:uild)?\b|ruby/setup-ruby|htmlproofer", files.workflows)
    if "actions/jekyll-build-pages" in files.workflows and not own_build:
        yield JEKYLL_3, _AS_PAGES
    if locked := re.search(r"^ {4}jekyll \((\d+)\.[\d.]+\)", files.lock, re.MULTILINE):
        found = Note(f"Gemfile.lock has Jekyll {locked[1]}", f"Gemfile.lock의 Jekyll {locked[1]}")
        yield _by_major(locked[1]), found
    elif "github-pages" in files.gems:
        yield JEKYLL_3, Note("github-pages in the Gemfile", "Gemfile의 github-pages")
    elif "actions/jekyll-build-pages" in files.workflows:
        yield JEKYLL_3, _AS_PAGES
    elif own_build:
        yield (
            JEKYLL_4,
            Note(
                "a workflow builds it with the site's own Jekyll",
                "워크플로가 사이트의 Jekyll로 빌드함",
            ),
        )
    elif pinned := re.search(r"""gem ["']jekyll["'], *["'][~>= ]*(\d+)""", files.gems):
        asked = Note(
            f"the Gemfile asks for Jekyll {pinned[1]}", f"Gemfile이 요구하는 Jekyll {pinned[1]}"
        )
        yield _by_major(pinned[1]), asked
    if profile.engine:
        title, engine = profile.title, profile.engine
        yield (
            engine,
            Note(f"{title} needs Jekyll {engine}", f"{title}에는 Jekyll {engine}가 필요함"),
        )


def _by_major(number: str) -> str:
    return JEKYLL_3 if int(number) < 4 else JEKYLL_4
