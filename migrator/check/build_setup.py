"""`_config.yml`, Gemfile, workflows and the theme's files → what will build the site, and how.

Nothing is executed. Where the site does not tell, the answer is None: no warning rests on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from migrator.jekyll.names import JEKYLL_3, JEKYLL_4
from migrator.jekyll.site_config import Config, baseurl
from migrator.settings.conditions import value_at
from migrator.settings.detection import chosen, detect
from migrator.settings.drawings import Drawing, diagrams, formulas
from migrator.settings.own_file import read_own
from migrator.settings.profiles import GENERIC, Keys, Profile, profiles
from migrator.settings.sign_files import without_comments
from migrator.settings.theme_files import ThemeFiles, theme_files

# The gems of themes, which bring no tags.
THEMES = frozenset(
    name for profile in profiles().values() if not profile.gem_has_tags for name in profile.names
)

# The plugins that GitHub Pages always loads (pages-gem, `plugins.rb`).
_ON_PAGES = (
    "jekyll-coffeescript jekyll-commonmark-ghpages jekyll-gist jekyll-github-metadata "
    "jekyll-paginate jekyll-relative-links jekyll-optional-front-matter jekyll-readme-index "
    "jekyll-default-layout jekyll-titles-from-headings"
).split()
_GEM = re.compile(r"^\s*gem\s*\(?\s*[\"']([\w-]+)[\"']", re.MULTILINE)
_GROUP = re.compile(r"^\s*group[ (]+:jekyll_plugins\b.*?^\s*end\b", re.MULTILINE | re.DOTALL)
_LOCKED = re.compile(r"^ +([\w-]+) ", re.MULTILINE)


@dataclass(frozen=True)
class Proofer:
    """The options with which the site runs html-proofer."""

    needs_https: bool = True
    needs_href: bool = True
    needs_alt: bool = True
    checks_images: bool = True
    checks_links: bool = True
    ignored: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True)
class BuildSetup:
    """What will build a site.

    `profile` is that of the theme; `is_whole` says that all layouts and includes are in the site.
    `origin` is scheme and host, `baseurl` begins with a slash or is empty. `has_math` and
    `has_diagrams` say whether formulas and mermaid diagrams show. `math_keys` and `diagram_keys`
    are the keys of a post without which they do not, where the theme or the layout needs some.
    """

    engine: str = JEKYLL_4
    profile: Profile = field(default_factory=lambda: profiles()[GENERIC])
    is_whole: bool = False
    origin: str = ""
    baseurl: str = ""
    adds_baseurl: bool | None = False
    cdn: str = ""
    cdn_key: str = ""
    plugins: frozenset[str] = frozenset()
    may_have_plugin: frozenset[str] = frozenset()
    has_math: bool | None = None
    math_keys: Keys = field(default_factory=dict)
    has_diagrams: bool | None = None
    diagram_keys: Keys = field(default_factory=dict)
    shows_excerpts: bool = False
    proofer: Proofer | None = None


@dataclass(frozen=True)
class SetupSources:
    """The texts of a site's files; `theme_files` are layouts, includes and scripts by path."""

    gemfile: str = ""
    lock: str = ""
    workflows: Mapping[str, str] | None = None
    theme_files: Mapping[str, str] | None = None
    paths: frozenset[str] = frozenset()


def find_setup(root: Path, config: Config, sources: SetupSources) -> BuildSetup:
    """Detect what will build the site at `root`, as far as its posts are not needed for that.

    Raises MigratorError where the author's own settings are wrong.
    """
    detected, own = detect(root, config), read_own(root, config)
    profile, engine = chosen(detected, own)
    plugins = _plugins(config, sources, engine, profile)
    versions = (each for each in profiles().values() if each.family == profile.family)
    cdns = (each.cdn for each in versions if each.cdn)
    cdn_key = next((key for key in cdns if config.get(key)), "")
    theme = theme_files(sources.theme_files or {}, sources.paths, config)
    return BuildSetup(
        engine=engine,
        profile=profile,
        is_whole=theme.is_whole,
        origin=_origin(str(config.get("url") or "")),
        baseurl=baseurl(config),
        adds_baseurl=profile.adds_baseurl or _rewrites_addresses(profile, theme),
        cdn=str(config[cdn_key]) if profile.cdn and cdn_key else "",
        cdn_key=cdn_key,
        plugins=plugins,
        may_have_plugin=frozenset(_LOCKED.findall(sources.lock))
        | frozenset(_GEM.findall(sources.gemfile)),
        shows_excerpts=_shows_excerpts(config, profile, theme),
        proofer=_proofer(sources),
    )


def with_drawings(
    setup: BuildSetup,
    config: Config,
    sources: SetupSources,
    layout: str,
    asks: Callable[[], bool],
) -> BuildSetup:
    """Add what shows in posts of this layout; `asks` tells whether those of the author do."""
    theme = theme_files(sources.theme_files or {}, sources.paths, config)
    profile, layout = setup.profile, layout or setup.profile.layout
    math = formulas(profile, config, theme, layout, asks=False)
    if math.shows is False:
        math = formulas(profile, config, theme, layout, asks=asks())
    mermaid = diagrams(profile, config, theme, layout)
    return replace(
        setup,
        has_math=math.shows,
        math_keys=_needed(math, profile.math),
        has_diagrams=mermaid.shows,
        diagram_keys=_needed(mermaid, profile.mermaid),
    )


def _needed(drawing: Drawing, of_theme: Keys) -> Keys:
    keys = of_theme if drawing.keys is None else drawing.keys
    return keys if drawing.is_asked else {}


def _plugins(
    config: Mapping[str, object], sources: SetupSources, engine: str, profile: Profile
) -> frozenset[str]:
    listed = [*_list(config.get("plugins")), *_list(config.get("gems"))]
    grouped = [gem for group in _GROUP.findall(sources.gemfile) for gem in _GEM.findall(group)]
    given = _ON_PAGES if engine == JEKYLL_3 else []
    return frozenset([*listed, *grouped, *given, *profile.plugins])


def _rewrites_addresses(profile: Profile, theme: ThemeFiles) -> bool | None:
    if profile.family or theme.is_whole:
        return theme.mention(r"replace[^}\n]*(?:src|href)=|img_?path|media_subpath")
    return None


def _shows_excerpts(config: Mapping[str, object], profile: Profile, theme: ThemeFiles) -> bool:
    if profile.excerpts == "unknown":
        return theme.is_whole and theme.mention(r"post\.excerpt")
    switches = (value_at(config, key) for key in profile.excerpts_switches)
    return profile.excerpts == "shown" or any(switches)


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
                yield re.compile("")  # a pattern that cannot be read may mean any address
