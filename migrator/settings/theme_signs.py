"""The files of a site → its theme, and what speaks for it and for others.

What each theme is detected from is in `profiles.toml`; how much each kind of sign weighs, here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migrator.model import Note, as_is, joined
from migrator.settings.profiles import GENERIC, Profile
from migrator.settings.sign_files import SignFiles, text_of

NO_THEME = Note("no known theme was found", "아는 테마를 찾지 못함")


def theme_of(files: SignFiles, known: Mapping[str, Profile]) -> tuple[Profile, Note, Note]:
    """Give the theme for which most speaks, what does, and what speaks for others."""
    signs = {
        profile.name: tuple(_signs(profile, files))
        for profile in known.values()
        if not profile.older_than and profile.name != GENERIC
    }
    signs[GENERIC] = _unknown_theme(signs, files)
    best = max(signs, key=lambda name: _weight(signs[name]))
    if not signs[best]:
        return known[GENERIC], NO_THEME, Note("", "")
    others = (
        (found[0].what, known[name].title)
        for name, found in signs.items()
        if found and name != best
    )
    against = joined(
        (
            Note(
                f"but {what.english} speaks for {title}",
                f"그러나 {what.korean}은(는) {title}의 근거",
            )
            for what, title in others
        ),
        "; ",
    )
    return _version_of(known[best], files, known), signs[best][0].what, against


@dataclass(frozen=True)
class _Sign:
    """What speaks for a theme, and how much."""

    what: Note
    weight: int


# What Jekyll loads counts most. A single file may have been copied from anywhere, and a gem of the
# Gemfile does nothing without a `theme`. Two signs of a copy win over a name that has no profile.
_NAMED, _UNKNOWN_NAME, _PACKAGE, _COPIED, _GEM, _BROUGHT = 8, 5, 4, 3, 2, 1


def _weight(signs: Sequence[_Sign]) -> int:
    return sum(sign.weight for sign in signs)


def _signs(profile: Profile, files: SignFiles) -> Iterator[_Sign]:
    """Give what speaks for a theme, the weightiest first."""
    # Whoever owns the repository: a fork keeps the name.
    if any(_repository(theme) in profile.names for theme in files.themes):
        yield _Sign(Note("theme in _config.yml", "_config.yml의 theme"), _NAMED)
    for name in profile.names:
        if files.package.get("name") == name:
            yield _Sign(as_is("package.json"), _PACKAGE)
        if files.has(f"{name}.gemspec"):
            yield _Sign(as_is(f"{name}.gemspec"), _PACKAGE)
    yield from _copy_signs(profile, files)
    yield from _gem_signs(profile, files)


def _copy_signs(profile: Profile, files: SignFiles) -> Iterator[_Sign]:
    """Find files of the theme, and keys of `_config.yml` that only it has."""
    for pattern in profile.files:
        if files.has(pattern):
            yield _Sign(as_is(pattern), _COPIED)
    for keys in profile.config:
        if all(key in files.config for key in keys):
            yield _Sign(
                Note(f"{' and '.join(keys)} in _config.yml", f"_config.yml의 {', '.join(keys)}"),
                _COPIED,
            )
            return


def _gem_signs(profile: Profile, files: SignFiles) -> Iterator[_Sign]:
    names = "|".join(map(re.escape, profile.names))
    if not names or files.themes:
        return
    if re.search(rf"""gem ["'](?:{names})["']""", files.gems):
        yield _Sign(as_is("Gemfile"), _GEM)
    # github-pages depends on the gem of Minima, whatever theme a site has.
    elif "github-pages" not in files.lock and re.search(
        rf"^ {{4}}(?:{names}) \(", files.lock, re.MULTILINE
    ):
        yield _Sign(as_is("Gemfile.lock"), _BROUGHT)


def _unknown_theme(signs: Mapping[str, Sequence[_Sign]], files: SignFiles) -> tuple[_Sign, ...]:
    """Take a name in `_config.yml` that is no theme of ours for a sign of one without profile."""
    if not files.themes or any(sign.weight == _NAMED for found in signs.values() for sign in found):
        return ()
    themes = " ".join(files.themes)
    what = Note(f"no profile for {themes}", f"{themes}의 프로파일이 없음")
    return (_Sign(what, _UNKNOWN_NAME),)


def _repository(theme: str) -> str:
    return theme.lower().partition("@")[0].rstrip("/").rpartition("/")[2].removesuffix(".git")


def _version_of(profile: Profile, files: SignFiles, known: Mapping[str, Profile]) -> Profile:
    """Give the profile for the version of a theme that the site has."""
    older = [each for each in known.values() if each.older_than and each.like == profile.name]
    major = next(filter(None, (_major(name, files) for name in profile.names)), None)
    if major is None:
        return next((each for each in older if any(_copy_signs(each, files))), profile)
    fitting = [each for each in older if major < each.older_than]
    return min(fitting, key=lambda each: each.older_than, default=profile)


def _major(name: str, files: SignFiles) -> int | None:
    """Find the major version of the theme of this name, if the site tells it."""
    gemspec = text_of(files.root / f"{name}.gemspec")
    places = (
        (rf"{name}@v?(\d+)\.", " ".join(files.themes)),
        (rf"{name} \((?:[~>= ]*)(\d+)", files.lock),
        (rf"""{name}["'], *["'][~>= ]*(\d+)""", files.gems),
        (r"""\.version\s*=\s*["'](\d+)""", gemspec),
    )
    for pattern, text in places:
        if found := re.search(pattern, text):
            return int(found[1])
    if files.package.get("name") != name:
        return None
    major = str(files.package.get("version", "")).split(".")[0]
    return int(major) if major.isascii() and major.isdigit() else None
