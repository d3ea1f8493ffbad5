"""The files of a Jekyll site → which Jekyll builds it and which theme it has, each with its sign.

Nothing is executed. What is looked for, and in which order, is from the themes' and Jekyll's own
files (Jekyll 3.10 and 4.4, github-pages 232, Chirpy 5.3 to 7.6).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from migrator.jekyll.site_config import Config
from migrator.settings.profiles import GENERIC, Profile, profiles

JEKYLL_3, JEKYLL_4 = "3.10", "4"


@dataclass(frozen=True)
class Detected:
    """Something that was found out, and by which sign."""

    value: str
    why: str


@dataclass(frozen=True)
class _Files:
    """What the files of a site say, beside its settings; empty texts where one is not there."""

    root: Path
    config: Config
    gemfile: str
    lock: str
    gemspec: str
    workflows: str

    def has(self, pattern: str) -> bool:
        """Tell whether a file of this name stands in the site."""
        return any(self.root.glob(pattern))

    @property
    def themes(self) -> tuple[str, ...]:
        """Give the names under which the theme is known: `owner/name@version`, or a gem's."""
        named = (self.config.get("theme"), self.config.get("remote_theme"))
        return tuple(str(name).strip() for name in named if name)

    @property
    def gems(self) -> str:
        """Give what the Gemfile and its lock say; comments do not count."""
        return f"{without_comments(self.gemfile)}\n{self.lock}"


def find_engine(root: Path, config: Config) -> Detected:
    """Find out which Jekyll builds the site: `3.10`, as GitHub Pages does by itself, or `4`."""
    files = _read(root, config)
    locked = re.search(r"^ {4}jekyll \((\d+)\.[\d.]+\)", files.lock, re.MULTILINE)
    if locked:
        return Detected(JEKYLL_3 if int(locked[1]) < 4 else JEKYLL_4, "Gemfile.lock")
    if "github-pages" in files.gems:
        return Detected(JEKYLL_3, "github-pages in the Gemfile")
    if "actions/jekyll-build-pages" in files.workflows:
        return Detected(JEKYLL_3, "the workflow builds as GitHub Pages does")
    if re.search(r"jekyll b(?:uild)?\b|ruby/setup-ruby|htmlproofer", files.workflows):
        return Detected(JEKYLL_4, "a workflow builds it with the site's own Jekyll")
    pinned = re.search(r"""gem ["']jekyll["'], *["'][~>= ]*(\d+)""", files.gems)
    if pinned:
        return Detected(JEKYLL_3 if int(pinned[1]) < 4 else JEKYLL_4, "Gemfile")
    profile, _ = find_theme(root, config)
    if profile.engine:
        return Detected(profile.engine, f"{profile.title} needs it")
    return Detected(JEKYLL_3, "nothing says otherwise, so GitHub Pages builds it by itself")


def find_theme(root: Path, config: Config) -> tuple[Profile, str]:
    """Find the profile of the theme, and the sign it was found by."""
    files = _read(root, config)
    for name, sign in _THEMES:
        why = sign(files)
        if why:
            name = "chirpy6" if name == "chirpy" and _chirpy_major(files) < 7 else name
            return profiles()[name], why
    themes = " ".join(files.themes)
    return profiles()[GENERIC], f"no profile for {themes}" if themes else "no theme that is known"


def _named(*names: str) -> Callable[[_Files], str]:
    """Know a theme by its gem, or by its repository, whoever has it: a fork keeps the name."""

    def sign(files: _Files) -> str:
        if any(_repository(theme) in names for theme in files.themes):
            return "theme in _config.yml"
        gem = rf"""gem ["'](?:{"|".join(names)})["']|^ {{4}}(?:{"|".join(names)}) \("""
        # A gem may stand there for no reason; the theme is the one that is named.
        is_there = not files.themes and re.search(gem, files.gems, re.MULTILINE)
        return "Gemfile" if is_there else ""

    return sign


def _repository(theme: str) -> str:
    return theme.lower().partition("@")[0].rstrip("/").rpartition("/")[2].removesuffix(".git")


def _fork(*patterns: str, keys: tuple[str, ...] = ()) -> Callable[[_Files], str]:
    """Know a copy of a theme by its files, or by keys of `_config.yml` that only it has."""

    def sign(files: _Files) -> str:
        for pattern in patterns:
            if files.has(pattern):
                return pattern
        if keys and all(key in files.config for key in keys):
            return f"{' and '.join(keys)} in _config.yml"
        return ""

    return sign


def _chirpy_major(files: _Files) -> int:
    locked = re.search(r"jekyll-theme-chirpy \((?:[~>= ]*)(\d+)", files.lock)
    pinned = re.search(r"""jekyll-theme-chirpy["'], *["'][~>= ]*(\d+)""", files.gems)
    remote = re.search(r"jekyll-theme-chirpy@v?(\d+)\.", " ".join(files.themes))
    own_gem = re.search(r"""\.version\s*=\s*["'](\d+)""", files.gemspec)
    for found in (remote, locked, pinned, own_gem):
        if found:
            return int(found[1])
    own = _version_of_fork(files)
    if own:
        return own
    is_older = files.has("_includes/img-url.html") or "img_cdn" in files.config
    return 6 if is_older else 7


def _version_of_fork(files: _Files) -> int | None:
    """Read the major version out of the theme's own package.json, if that is what stands there."""
    try:
        package = json.loads(_text(files.root / "package.json") or "{}")
    except ValueError:
        return None
    if not isinstance(package, dict) or package.get("name") != "jekyll-theme-chirpy":
        return None
    major = str(package.get("version", "")).split(".")[0]
    return int(major) if major.isdecimal() else None


_THEMES: tuple[tuple[str, Callable[[_Files], str]], ...] = (
    ("chirpy", _named("jekyll-theme-chirpy")),
    ("chirpy", _fork("_includes/refactor-content.html", "_sass/jekyll-theme-chirpy.scss")),
    ("chirpy", _fork(keys=("theme_mode", "img_cdn"))),
    ("chirpy", _fork(keys=("theme_mode", "cdn"))),
    ("chirpy", _fork(keys=("theme_mode", "social_preview_image"))),
    ("minimal-mistakes", _named("minimal-mistakes-jekyll", "minimal-mistakes")),
    ("minimal-mistakes", _fork("_sass/minimal-mistakes.scss", keys=("minimal_mistakes_skin",))),
    ("al-folio", _named("al_folio_core", "al-folio")),
    ("al-folio", _fork("_layouts/bib.liquid", "_layouts/bib.html", keys=("al_folio",))),
    ("al-folio", _fork(keys=("enable_math", "enable_masonry"))),
    ("beautiful-jekyll", _named("beautiful-jekyll-theme", "beautiful-jekyll")),
    ("beautiful-jekyll", _fork("assets/css/beautifuljekyll.css")),
    ("beautiful-jekyll", _fork(keys=("navbar-links", "social-network-links"))),
    ("minima", _named("minima")),
    ("minima", _fork("minima.gemspec", "_sass/minima.scss", "_sass/minima/_base.scss")),
)


def _read(root: Path, config: Config) -> _Files:
    return _Files(
        root=root,
        config=config,
        gemfile=_text(root / "Gemfile"),
        lock=_text(root / "Gemfile.lock"),
        gemspec=_text(root / "jekyll-theme-chirpy.gemspec"),
        workflows="\n".join(_workflows(root)),
    )


def _workflows(root: Path) -> Iterator[str]:
    for path in sorted((root / ".github/workflows").glob("*.y*ml")):
        yield _text(path)


def without_comments(text: str) -> str:
    """Take out the lines that are comments, in a Gemfile or in YAML."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.is_file() else ""
    except OSError:
        return ""
