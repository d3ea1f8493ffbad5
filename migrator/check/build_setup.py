"""`_config.yml`, Gemfile, workflows and the theme's files → what will build the site, and how.

Nothing is executed. Where the site does not tell, the answer is None: nobody is warned on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from migrator.jekyll.site_config import Config, baseurl
from migrator.settings.detection import (
    JEKYLL_3,
    JEKYLL_4,
    find_engine,
    find_theme,
    without_comments,
)
from migrator.settings.profiles import GENERIC

GITHUB_PAGES, NEWER = JEKYLL_3, JEKYLL_4

CHIRPY = "chirpy"
MINIMAL_MISTAKES = "minimal-mistakes"
AL_FOLIO = "al-folio"
BEAUTIFUL = "beautiful-jekyll"
MINIMA = "minima"

# What the checks call a profile; they make no difference between the versions of a theme.
_NAMES = {"chirpy6": CHIRPY, GENERIC: ""}

# The gems of themes, which bring no tags.
THEMES = frozenset({"jekyll-theme-chirpy", "minima", "minimal-mistakes-jekyll"})

# What GitHub Pages loads without being asked (pages-gem, `plugins.rb`).
_ON_PAGES = (
    "jekyll-coffeescript jekyll-commonmark-ghpages jekyll-gist jekyll-github-metadata "
    "jekyll-paginate jekyll-relative-links jekyll-optional-front-matter jekyll-readme-index "
    "jekyll-default-layout jekyll-titles-from-headings"
).split()
# What a theme's gem brings; Jekyll loads it with the theme.
_WITH_CHIRPY = (
    "jekyll-paginate jekyll-seo-tag jekyll-archives jekyll-sitemap jekyll-include-cache"
).split()
_MATH_ENGINES = ("katex", "sskatex", "mathjaxnode", "itex2mml", "ritex")
_GEM = re.compile(r"^\s*gem\s*\(?\s*[\"']([\w-]+)[\"']", re.MULTILINE)
_GROUP = re.compile(r"^\s*group[ (]+:jekyll_plugins\b.*?^\s*end\b", re.MULTILINE | re.DOTALL)
_LOCKED = re.compile(r"^ +([\w-]+) ", re.MULTILINE)


@dataclass(frozen=True)
class Proofer:
    """How the site runs html-proofer."""

    needs_https: bool = True
    needs_href: bool = True
    needs_alt: bool = True
    checks_images: bool = True
    checks_links: bool = True
    ignored: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True)
class BuildSetup:
    """What will build a site.

    `theme` is empty if it is none of those that are known; `is_whole` says that all its layouts
    and includes stand in the site. `origin` is scheme and host, `baseurl` begins with a slash or
    is empty. `has_math` and `has_diagrams` say whether formulas and mermaid's diagrams show,
    should the post ask with `math_key` or `diagram_key`, where the theme wants it to.
    """

    engine: str = NEWER
    theme: str = ""
    is_whole: bool = False
    origin: str = ""
    baseurl: str = ""
    adds_baseurl: bool | None = False
    cdn: str = ""
    cdn_key: str = ""
    plugins: frozenset[str] = frozenset()
    may_have_plugin: frozenset[str] = frozenset()
    has_math: bool | None = None
    math_key: str = ""
    has_diagrams: bool | None = None
    diagram_key: str = ""
    shows_excerpts: bool = False
    proofer: Proofer | None = None


@dataclass(frozen=True)
class SetupSources:
    """The texts that tell about a site; `theme_files` are layouts, includes and scripts by path."""

    gemfile: str = ""
    lock: str = ""
    workflows: Mapping[str, str] | None = None
    theme_files: Mapping[str, str] | None = None
    paths: frozenset[str] = frozenset()


def find_setup(root: Path, config: Config, sources: SetupSources) -> BuildSetup:
    """Find out what will build the site at `root`."""
    profile, _ = find_theme(root, config)
    theme = _NAMES.get(profile.name, profile.name)
    engine = find_engine(root, config).value
    plugins = _plugins(config, sources, engine, theme)
    cdn_key = next((key for key in ("cdn", "img_cdn") if config.get(key)), "")
    is_chirpy = theme == CHIRPY
    has_layouts = any(path.startswith("_layouts/") for path in sources.paths)
    is_whole = has_layouts and not config.get("theme") and not config.get("remote_theme")
    return BuildSetup(
        engine=engine,
        theme=theme,
        is_whole=is_whole,
        origin=_origin(str(config.get("url") or "")),
        baseurl=baseurl(config),
        adds_baseurl=True if is_chirpy else _rewrites_addresses(theme, is_whole, sources),
        cdn=str(config[cdn_key]) if is_chirpy and cdn_key else "",
        cdn_key=cdn_key,
        plugins=plugins,
        may_have_plugin=frozenset(_LOCKED.findall(sources.lock))
        | frozenset(_GEM.findall(sources.gemfile)),
        has_math=_has_math(config, theme, is_whole, sources),
        math_key={CHIRPY: "math", BEAUTIFUL: "mathjax"}.get(theme, ""),
        has_diagrams=_has_diagrams(theme, is_whole, sources),
        diagram_key="mermaid" if theme in (CHIRPY, AL_FOLIO) else "",
        shows_excerpts=_shows_excerpts(config, theme, is_whole, sources),
        proofer=_proofer(sources),
    )


def _plugins(
    config: Mapping[str, object], sources: SetupSources, engine: str, theme: str
) -> frozenset[str]:
    listed = [*_list(config.get("plugins")), *_list(config.get("gems"))]
    grouped = [gem for group in _GROUP.findall(sources.gemfile) for gem in _GEM.findall(group)]
    given = _ON_PAGES if engine == GITHUB_PAGES else []
    brought = _WITH_CHIRPY if theme == CHIRPY else []
    return frozenset([*listed, *grouped, *given, *brought])


def _has_math(
    config: Mapping[str, object], theme: str, is_whole: bool, sources: SetupSources
) -> bool | None:
    kramdown = config.get("kramdown")
    engine = kramdown.get("math_engine") if isinstance(kramdown, Mapping) else None
    if engine in _MATH_ENGINES or _mentions(sources, r"mathjax|katex"):
        return True
    if theme in (CHIRPY, BEAUTIFUL):
        return True
    if theme == AL_FOLIO:
        return True if config.get("enable_math") else None
    return False if theme in (MINIMAL_MISTAKES, MINIMA) or is_whole else None


def _has_diagrams(theme: str, is_whole: bool, sources: SetupSources) -> bool | None:
    if theme in (CHIRPY, AL_FOLIO) or _mentions(sources, "mermaid"):
        return True
    return False if theme in (BEAUTIFUL, MINIMA) or is_whole else None


def _rewrites_addresses(theme: str, is_whole: bool, sources: SetupSources) -> bool | None:
    if theme in (MINIMAL_MISTAKES, AL_FOLIO, BEAUTIFUL, MINIMA) or is_whole:
        return _mentions(sources, r"replace[^}\n]*(?:src|href)=|img_?path|media_subpath")
    return None


def _shows_excerpts(
    config: Mapping[str, object], theme: str, is_whole: bool, sources: SetupSources
) -> bool:
    if theme in (MINIMAL_MISTAKES, BEAUTIFUL):
        return True
    if theme == MINIMA:
        minima = config.get("minima")
        shows = config.get("show_excerpts")
        return bool(shows or (isinstance(minima, Mapping) and minima.get("show_excerpts")))
    return is_whole and _mentions(sources, r"post\.excerpt")


def _mentions(sources: SetupSources, pattern: str) -> bool:
    expression = re.compile(pattern, re.IGNORECASE)
    return any(expression.search(text) for text in (sources.theme_files or {}).values())


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _proofer(sources: SetupSources) -> Proofer | None:
    """Read the options of html-proofer out of the first workflow that runs it."""
    for text in (sources.workflows or {}).values():
        text = re.sub(r"\\\s*\n\s*", " ", without_comments(text))
        found = re.search(r"\bhtmlproofer\b(?:(?!\n\s*- ).)*", text, re.DOTALL)
        if found and "continue-on-error: true" not in found[0]:
            return _options(found[0], sources)
    return None


def _options(command: str, sources: SetupSources) -> Proofer:
    version = re.search(r"html-proofer[^\n\d]*(\d+)", sources.lock) or re.search(
        r"html-proofer[\"'],[^\n\d]*(\d+)", sources.gemfile
    )
    is_old = version is not None and int(version[1]) < 4
    checks = re.search(r"--checks[= ]+[\"']?([\w,]+)", command)
    return Proofer(
        needs_https=not is_old and not _is_on(command, "no-enforce[-_]https", "enforce[-_]https"),
        needs_href=not is_old and not _is_on(command, "allow[-_]missing[-_]href"),
        needs_alt=not _is_on(command, "(?:ignore[-_]missing[-_]alt|alt[-_]ignore)"),
        checks_images=checks is None or "Images" in checks[1],
        checks_links=checks is None or "Links" in checks[1],
        ignored=tuple(_ignored(command)),
    )


def _is_on(command: str, option: str, opposite: str = "") -> bool:
    off = rf"|--{opposite}[= ]+false" if opposite else ""
    return bool(re.search(rf"--{option}(?![= ]+false){off}", command))


def _ignored(command: str) -> Iterator[re.Pattern[str]]:
    for found in re.finditer(
        r"--(?:ignore[-_]urls|url[-_]ignore)[= ]+(\"[^\"]*\"|'[^']*'|\S+)", command
    ):
        for part in re.split(r",(?=/|\w)", found[1].strip("\"'")):
            is_pattern = len(part) > 1 and part[0] == part[-1] == "/"
            try:
                pattern = part[1:-1] if is_pattern else f"^{re.escape(part)}$"
                yield re.compile(pattern.replace("\\/", "/"))
            except re.error:
                yield re.compile("")  # what cannot be read may mean any address
