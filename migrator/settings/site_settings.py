"""A site's own files, and `.velog-to-jekyll.toml` → the settings for writing its posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from migrator.jekyll import site_config
from migrator.jekyll.liquid_switch import switched_on
from migrator.jekyll.names import DRAFTS, JEKYLL_3, POSTS
from migrator.jekyll.permalinks import defaults_for, template_of
from migrator.jekyll.permalinks.address import STYLES
from migrator.jekyll.site_config import (
    SEOUL,
    Config,
    Dialect,
    baseurl,
    collections_dir,
    liquid_baseurl,
    site_host,
)
from migrator.model import MigratorError, Note
from migrator.settings.detection import Detected, chosen, detect, nothing_detected
from migrator.settings.habits import Habits
from migrator.settings.habits.languages import in_language
from migrator.settings.image_folder import left_note, problem_of
from migrator.settings.list_pages import series_page, tag_page
from migrator.settings.own_file import TAGS, Own, read_own, table_of
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.placeholders import STEM, literal, with_stem
from migrator.settings.profiles import GENERIC, Keys, Profile, profiles
from migrator.settings.site_theme import SiteTheme, language_of_lists, site_theme
from migrator.settings.table import SETTINGS
from migrator.settings.theme_files import (
    ThemeFiles,
    looks_for_cover,
    read_theme_files,
    takes_dollars,
)


@dataclass(frozen=True)
class Settings:
    """How posts are written.

    `posts_dir` and `drafts_dir` are relative to the site, and so is `image_dir`, in which `{stem}`
    is the place of the name of the post's file. `image_url` is the form of an image's address in a
    post, with `{path}` for the image's path. `link_url` is the same for a link to an image, and
    `cover_url` for an image in the front matter; `cover_prefixes` has by key what the site's own
    files put before that. `tag_page` is the page of a tag as profiles have it, empty where the site
    has none. `detected` is the theme and engine that were detected, and from what. `profile` has
    the keys of the theme and `habits` those of the author's posts, both as overridden by the
    author's own settings. `layout` is None where the site's `defaults` give posts their layout.
    `always` are keys for every post, with their values. `tags` has the names of tags in the site
    by their names on Velog.
    `derived_summary` says whether a post without a description gets its first words as one;
    `cover` says when a post's thumbnail is shown above its text, `cover_on_top` are the keys of
    which the theme or the site's own layouts do that; `lang` is the language of posts in a site
    with several;
    `shows_formulas` is None where it is not known whether they show; `signs` says, by fields of the
    profile, in which of the site's own files it was found; `series_keys` get the name of a series;
    `comments_without` are users whose comments are left out;
    `permalink` is that of a new post, with its placeholders. `config` is all of `_config.yml`.
    `notes` name settings of the site that are not supported.
    """

    timezone: ZoneInfo = SEOUL
    posts_dir: str = POSTS
    drafts_dir: str = DRAFTS
    image_dir: str = "assets/img/posts/{stem}"
    image_url: str = "/{path}"
    link_url: str = "/{path}"
    cover_url: str = "/{path}"
    cover_prefixes: Mapping[str, str] = field(default_factory=dict)
    layout: str | None = "post"
    tag_page: str = ""
    profile: Profile = field(default_factory=lambda: profiles()[GENERIC])
    detected: Detected = field(default_factory=nothing_detected)
    habits: Habits = field(default_factory=Habits)
    always: Keys = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    derived_summary: bool = True
    shows_formulas: bool | None = None
    signs: Mapping[str, Note] = field(default_factory=dict)
    permalink: str = STYLES["date"]
    series: str = "keys"
    series_keys: tuple[str, ...] = ("series",)
    cover: str = "as-velog"
    cover_on_top: tuple[str, ...] = ()
    lang: str = ""
    redirects: bool = False
    is_mirror: bool = False
    engine: str = JEKYLL_3
    all_images: bool = False
    shift_headings: bool = False
    drop_title_heading: bool = False
    tab_lists: str = "as-velog"
    comments_without: tuple[str, ...] = ()
    dialect: Dialect = field(default_factory=Dialect)
    config: Config = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def image_root(self) -> str:
        """Give the folder that contains the images of all posts."""
        return self.image_dir.partition("{")[0].rstrip("/")

    def image_folder(self, stem: str) -> str:
        """Give the folder of the images of the post whose file has this name."""
        return self.image_dir.replace(STEM, stem)


def read_settings(root: Path, habits: Habits | None = None, *, all_images: bool) -> Settings:
    """Read the settings of the Jekyll site at `root`. Raises MigratorError if it is not one.

    `habits` are those of the author's own posts, if known.
    """
    config = site_config.read_config(root)
    own = read_own(root, config)
    detected = detect(root, config)
    habits, lang = in_language(habits or Habits(), own.get("lang", ""))
    of_theme, engine = chosen(detected, own)
    theme_files = read_theme_files(root, config)
    of_theme = replace(of_theme, dollars=of_theme.dollars or takes_dollars(theme_files))
    given = defaults_for(_example(habits), config, engine)
    layout = str(habits.always.get("layout") or given.get("layout") or of_theme.layout)
    image_dir = str(own.get("image_dir") or habits.image_dir or of_theme.image_dir)
    theme = site_theme(of_theme, config, theme_files, layout, image_dir, asks=bool(habits.math))
    profile = _with_habits(theme.profile, habits)
    profile = replace(profile, series_page=series_page(root, config, profile))
    found = _found(root, config, detected, engine, profile, habits, theme, theme_files, all_images)
    settings = with_own(replace(found, lang=lang), own)
    if settings.series == "categories" and "categories" in settings.permalink:
        raise MigratorError(
            f'{OWN_CONFIG} says series = "categories", but addresses of this site have the '
            "category in them, so posts would move when their series changes. Remove that line"
            ", or choose a permalink without :categories in _config.yml.",
            f'{OWN_CONFIG}에 series = "categories"가 있지만, 이 사이트는 주소에 카테고리가 '
            "들어 있어 시리즈가 바뀌면 글의 주소도 바뀝니다. 그 줄을 지우거나, _config.yml에서 "
            ":categories가 없는 permalink를 고르세요.",
        )
    return replace(
        settings,
        link_url=_link_url(config, profile, settings.image_url),
        cover_url=_cover_url(config, profile, habits),
        cover_prefixes={} if habits.cover_url else theme.keys.prefixes,
        cover_on_top=theme.covers_on_top(settings.profile.cover, of_theme),
    )


def _found(
    root: Path,
    config: Config,
    detected: Detected,
    engine: str,
    profile: Profile,
    habits: Habits,
    theme: SiteTheme,
    theme_files: ThemeFiles,
    all_images: bool,
) -> Settings:
    """Make the settings from what was detected, without the author's own."""
    example = _example(habits)
    defaults = defaults_for(example, config, engine)
    image_dir, image_notes = _image_dir(root, config, profile, habits)
    return Settings(
        timezone=site_config.timezone(config),
        posts_dir=f"{collections_dir(config)}{POSTS}",
        drafts_dir=f"{collections_dir(config)}{DRAFTS}",
        image_dir=image_dir,
        image_url=_habit_that_works(config, profile, habits) or image_url(config, profile),
        tag_page=tag_page(root, config, profile),
        layout=None if habits.order or "layout" in defaults else profile.layout or None,
        always=dict(_always(config, defaults, habits, theme)),
        profile=profile,
        detected=detected,
        habits=habits,
        derived_summary=(not habits.count or bool(habits.summary))
        and not theme.shows_summary(profile),
        shows_formulas=theme.formulas.shows,
        signs=theme.signs,
        series_keys=("series", *(each.key for each in theme.keys.series)),
        permalink=template_of(f"{collections_dir(config)}{example}", {}, config, engine),
        cover="always" if looks_for_cover(theme_files) else "as-velog",
        engine=engine,
        all_images=all_images,
        shift_headings=profile.shift_headings,
        dialect=site_config.dialect(config),
        config=config,
        notes=(*site_config.unsupported(config), *image_notes),
    )


def _image_dir(
    root: Path, config: Config, profile: Profile, habits: Habits
) -> tuple[str, tuple[Note, ...]]:
    """Choose the author's folder for images if readers can see what is in it, else the theme's."""
    chosen = with_stem(profile.image_dir)
    if not habits.image_dir:
        return chosen, ()
    if problem := problem_of(root, habits.image_dir, config):
        return chosen, (left_note(habits.image_dir, problem, chosen),)
    return with_stem(habits.image_dir), ()


def _example(habits: Habits) -> str:
    """Give the path of a new post, below the folder of collections."""
    return f"{POSTS}/{habits.folder}2024-01-31-x.md"


def _always(
    config: Config, defaults: Mapping[str, object], habits: Habits, theme: SiteTheme
) -> Iterator[tuple[str, Any]]:
    """Give keys for every post that neither the author's habits nor the site's defaults have."""
    yield from switched_on(defaults).items()
    known = {**defaults, **habits.always}
    if "lang" not in known and (language := language_of_lists(theme.keys, config)):
        yield "lang", language


def image_url(config: Config, profile: Profile) -> str:
    """Choose the form of image addresses that the site's baseurl and theme need.

    Chirpy (7.6.0, `_includes/media-url.html`) puts baseurl before every image by itself, and its
    `cdn` too: then only a whole address, which it leaves unchanged, shows a file of the site.
    """
    if has_cdn(config, profile):
        # The form stays right when a `baseurl` that is empty now gets a value.
        base = liquid_baseurl(config) or "{{ site.baseurl }}"
        return f"{literal('{{ site.url }}' + base)}/{{path}}"
    if profile.adds_baseurl or not baseurl(config):
        return "/{path}"
    return "{{{{ '/{path}' | relative_url }}}}"


def _habit_that_works(config: Config, profile: Profile, habits: Habits) -> str:
    """Give the author's form of image addresses, if it leads to files of the site.

    In a site that has changed its theme or its `baseurl`, it may no longer.
    """
    form = habits.image_url
    is_whole = "site.url" in form or "absolute_url" in form
    has_base = any(name in form for name in ("baseurl", "relative_url", "absolute_url"))
    is_added = profile.adds_baseurl and not is_whole
    is_once = not baseurl(config) or has_base != is_added
    return form if is_once and (is_whole or not has_cdn(config, profile)) else ""


def _with_habits(profile: Profile, habits: Habits) -> Profile:
    """Put the author's habits before the keys of the theme."""
    return replace(
        profile,
        toc={} if habits.order else profile.toc,
        summary=habits.summary or profile.summary,
        cover=habits.cover or profile.cover,
        math=dict.fromkeys(habits.math, True) or profile.math,
    )


def has_cdn(config: Config, profile: Profile) -> bool:
    """Tell whether the theme puts another host before each address without one."""
    return bool(profile.cdn and config.get(profile.cdn))


def site_url(config: Config) -> str:
    """Give the address of the published site with its baseurl; empty if unknown."""
    host = site_host(config)
    return f"{host}{baseurl(config)}" if host else ""


def _link_url(config: Config, profile: Profile, image_url: str) -> str:
    """Choose the form for links: a theme that adds baseurl does so to images alone."""
    if profile.adds_baseurl and baseurl(config) and "{{" not in image_url:
        return f"{literal(liquid_baseurl(config))}/{{path}}"
    return image_url


def _cover_url(config: Config, profile: Profile, habits: Habits) -> str:
    """Choose the form for the front matter, where no Liquid runs."""
    whole = literal(site_url(config))
    return (
        f"{whole}/{{path}}" if whole and has_cdn(config, profile) else habits.cover_url or "/{path}"
    )


def with_own(settings: Settings, own: Own) -> Settings:
    """Put the author's settings, already checked, over the detected ones, but for the profile."""
    for setting in SETTINGS:
        value = table_of(own, setting.table).get(setting.key)
        if value is not None and setting.key != "profile":
            settings = _with_field(settings, setting.field, setting.read(value))
    return replace(settings, tags=dict(table_of(own, TAGS)))


def _with_field(settings: Settings, path: str, value: object) -> Settings:
    """Give the settings with another value at a path of attributes, one or two long."""
    name, _, inner = path.partition(".")
    changes: dict[str, Any] = {
        name: replace(getattr(settings, name), **{inner: value}) if inner else value
    }
    return replace(settings, **changes)
