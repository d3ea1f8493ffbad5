"""The files of a Jekyll site → its theme and Jekyll, and what each was detected from.

Nothing is executed. What themes are detected from is in `profiles.toml`; what Jekyll is, here
(Jekyll 3.10 and 4.4, github-pages 232).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrator.jekyll.names import JEKYLL_3, JEKYLL_4
from migrator.jekyll.site_config import Config
from migrator.settings.profiles import GENERIC, Profile, profiles


@dataclass(frozen=True)
class Detected:
    """The theme and the Jekyll of a site, each with the sign that it was detected from."""

    profile: Profile
    theme_sign: str
    engine: str
    engine_sign: str


def nothing_detected() -> Detected:
    """Give what is assumed of a site without any sign."""
    return Detected(profiles()[GENERIC], _NO_THEME, JEKYLL_3, _NO_ENGINE)


_NO_THEME = "no known theme was found"
_NO_ENGINE = "no sign of another build than GitHub Pages' own"


@dataclass(frozen=True)
class _Files:
    """The texts of a site's files, beside its settings; empty where a file is missing."""

    root: Path
    config: Config
    gemfile: str
    lock: str
    workflows: str

    def has(self, pattern: str) -> bool:
        """Tell whether a file of this name is in the site."""
        return any(self.root.glob(pattern))

    @property
    def themes(self) -> tuple[str, ...]:
        """Give the names under which the theme is known: `owner/name@version`, or a gem's."""
        named = (self.config.get("theme"), self.config.get("remote_theme"))
        return tuple(str(name).strip() for name in named if name)

    @property
    def gems(self) -> str:
        """Give the Gemfile and its lock file as one text, without comments."""
        return f"{without_comments(self.gemfile)}\n{self.lock}"


def detect(root: Path, config: Config, known: Mapping[str, Profile] | None = None) -> Detected:
    """Detect which of the `known` themes a site has, and which Jekyll builds it.

    The Jekyll is `3.10`, as GitHub Pages builds a site by itself, or `4`.
    """
    known = profiles() if known is None else known
    files = _read(root, config)
    profile, theme_sign = _theme(files, known)
    engine, engine_sign = _engine(files, profile)
    return Detected(profile, theme_sign, engine, engine_sign)


def _engine(files: _Files, profile: Profile) -> tuple[str, str]:
    locked = re.search(r"^ {4}jekyll \((\d+)\.[\d.]+\)", files.lock, re.MULTILINE)
    if locked:
        return _by_major(locked[1]), "Gemfile.lock"
    if "github-pages" in files.gems:
        return JEKYLL_3, "github-pages in the Gemfile"
    if "actions/jekyll-build-pages" in files.workflows:
        return JEKYLL_3, "a workflow builds as GitHub Pages does"
    if re.search(r"jekyll b(?:uild)?\b|ruby/setup-ruby|htmlproofer", files.workflows):
        return JEKYLL_4, "a workflow builds it with the site's own Jekyll"
    pinned = re.search(r"""gem ["']jekyll["'], *["'][~>= ]*(\d+)""", files.gems)
    if pinned:
        return _by_major(pinned[1]), "Gemfile"
    if profile.engine:
        return profile.engine, f"{profile.title} needs it"
    return JEKYLL_3, _NO_ENGINE


def _by_major(number: str) -> str:
    return JEKYLL_3 if int(number) < 4 else JEKYLL_4


def _theme(files: _Files, known: Mapping[str, Profile]) -> tuple[Profile, str]:
    for profile in known.values():
        sign = (
            "" if profile.older_than else _name_sign(profile, files) or _copy_sign(profile, files)
        )
        if sign:
            return _version_of(profile, files, known), sign
    themes = " ".join(files.themes)
    return known[GENERIC], f"no profile for {themes}" if themes else _NO_THEME


def _name_sign(profile: Profile, files: _Files) -> str:
    """Detect the theme from its gem or its repository, whoever owns it: a fork keeps the name."""
    if any(_repository(theme) in profile.names for theme in files.themes):
        return "theme in _config.yml"
    names = "|".join(profile.names)
    gem = rf"""gem ["'](?:{names})["']|^ {{4}}(?:{names}) \("""
    # A gem in the Gemfile may be unused: `theme` in _config.yml counts more.
    is_there = names and not files.themes and re.search(gem, files.gems, re.MULTILINE)
    return "Gemfile" if is_there else ""


def _repository(theme: str) -> str:
    return theme.lower().partition("@")[0].rstrip("/").rpartition("/")[2].removesuffix(".git")


def _copy_sign(profile: Profile, files: _Files) -> str:
    """Detect a copy of the theme from its files, or from keys of `_config.yml` that only it has."""
    for pattern in profile.files:
        if files.has(pattern):
            return pattern
    for keys in profile.config:
        if all(key in files.config for key in keys):
            return f"{' and '.join(keys)} in _config.yml"
    return ""


def _version_of(profile: Profile, files: _Files, known: Mapping[str, Profile]) -> Profile:
    """Give the profile for the version of a theme that the site has."""
    older = [each for each in known.values() if each.older_than and each.like == profile.name]
    major = next(filter(None, (_major(name, files) for name in profile.names)), None)
    if major is None:
        return next((each for each in older if _copy_sign(each, files)), profile)
    fitting = [each for each in older if major < each.older_than]
    return min(fitting, key=lambda each: each.older_than, default=profile)


def _major(name: str, files: _Files) -> int | None:
    """Find the major version of the theme of this name, if the site tells it."""
    gemspec = _text(files.root / f"{name}.gemspec")
    places = (
        (rf"{name}@v?(\d+)\.", " ".join(files.themes)),
        (rf"{name} \((?:[~>= ]*)(\d+)", files.lock),
        (rf"""{name}["'], *["'][~>= ]*(\d+)""", files.gems),
        (r"""\.version\s*=\s*["'](\d+)""", gemspec),
    )
    for pattern, text in places:
        if found := re.search(pattern, text):
            return int(found[1])
    return _major_of_copy(name, files.root)


def _major_of_copy(name: str, root: Path) -> int | None:
    """Read the major version from package.json, if that file is the theme's."""
    try:
        package = json.loads(_text(root / "package.json") or "{}")
    except (ValueError, RecursionError):
        return None
    if not isinstance(package, dict) or package.get("name") != name:
        return None
    major = str(package.get("version", "")).split(".")[0]
    return int(major) if major.isascii() and major.isdigit() else None


def _read(root: Path, config: Config) -> _Files:
    return _Files(
        root=root,
        config=config,
        gemfile=_text(root / "Gemfile"),
        lock=_text(root / "Gemfile.lock"),
        workflows="\n".join(_workflows(root)),
    )


def _workflows(root: Path) -> Iterator[str]:
    for path in sorted((root / ".github/workflows").glob("*.y*ml")):
        yield _text(path)


def without_comments(text: str) -> str:
    """Remove the lines that are comments, in a Gemfile or in YAML."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace") if path.is_file() else ""
    except OSError:
        return ""
