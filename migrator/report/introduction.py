"""A Jekyll site → what was detected in it, and from what, and the file of settings for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from migrator.converter.page import convert_post
from migrator.jekyll.site_config import baseurl, collections_dir
from migrator.model import Note, Post, SeriesPlace
from migrator.report.line_ends import NO_LINE_ENDS, LineEnds, line_end_words
from migrator.report.words import counted
from migrator.settings.detection import Detected
from migrator.settings.habits import LIST_FORMS, Habits
from migrator.settings.own_file import OWN_CONFIG, TAGS
from migrator.settings.profiles import GENERIC
from migrator.settings.site_settings import Settings
from migrator.settings.table import SETTINGS, Setting, with_stem

_EXAMPLE = Post(
    id="00000000-0000-4000-8000-000000000000",
    slug="예제-글",
    title="예제 글",
    body="# 하나\n\n# 둘\n\n수식 $x$",
    is_markdown=True,
    released_at=datetime(2024, 1, 31, 15, tzinfo=UTC),
    description="글을 소개하는 한 줄",
    thumbnail="https://velog.velcdn.com/images/name/post/0/cover.png",
    tags=("React", "C++"),
    series=SeriesPlace("시리즈", "시리즈", 1),
)


@dataclass(frozen=True)
class SiteFact:
    """One thing that was detected: what, and from what."""

    name: str
    value: str
    why: str


def findings(settings: Settings, ends: LineEnds = NO_LINE_ENDS) -> list[SiteFact]:
    """Give what was detected in the site for which these settings were made.

    `ends` are the line ends in those of its posts that come from Velog.
    """
    config, habits = settings.config, settings.habits
    detected = settings.detected
    posts = f"your {habits.count} posts"

    theme = f"the theme, {settings.profile.title}"
    has_zone = bool(config.get("timezone"))
    return [
        SiteFact("theme", settings.profile.title, _theme_signs(detected)),
        SiteFact("Jekyll", detected.engine, detected.engine_sign),
        SiteFact(
            "time zone",
            settings.timezone.key,
            "timezone in _config.yml"
            if has_zone
            else f"_config.yml has none: add `timezone: {settings.timezone.key}`, or posts may "
            "move to another day",
        ),
        SiteFact(
            "addresses",
            f"{baseurl(config)}{settings.permalink}",
            "baseurl and permalink in _config.yml",
        ),
        SiteFact(
            "front matter",
            ", ".join(habits.order) or "the keys of the theme",
            posts if habits.order else theme,
        ),
        SiteFact(
            "added to each",
            ", ".join(f"{key}: {' '.join(text.split())}" for key, text in habits.always.items())
            or "nothing else",
            _of_how_many(habits) if habits.order else "the site has no posts of yours",
        ),
        *_language(settings),
        *_categories(settings),
        SiteFact("lists", LIST_FORMS[habits.lists], posts if habits.order else theme),
        SiteFact(
            "images",
            settings.image_dir,
            _place_of_images(settings, theme),
        ),
        SiteFact(
            "their addresses",
            settings.image_url.format(path=f"{settings.image_root}/…"),
            _seen("image_url", habits)
            if habits.image_url
            else "baseurl, and how the theme uses it",
        ),
        SiteFact("covers", *_covers(settings)),
        SiteFact("summaries", *_summaries(settings)),
        SiteFact("formulas", *_formulas(settings)),
        SiteFact("line ends", *line_end_words(settings, ends)),
    ]


def _seen(what: str, habits: Habits) -> str:
    """Say in how many of the author's posts a habit was seen."""
    count = habits.rests_on.get(what, habits.count)
    few = ": only one, so see that it is right" if count == 1 else ""
    return f"{count} of your {habits.count} posts{few}"


def _theme_signs(detected: Detected) -> str:
    return "; ".join(filter(None, (detected.theme_sign, detected.against)))


def _of_how_many(habits: Habits) -> str:
    """Say in how many of the author's posts stands what each new one gets."""
    counts = [habits.rests_on.get(f"always.{key}", habits.count) for key in habits.always]
    fewest = min(counts, default=habits.count)
    return (
        f"your {habits.count} posts"
        if fewest == habits.count
        else (f"at least {fewest} of your {habits.count} posts")
    )


def _language(settings: Settings) -> Iterator[SiteFact]:
    """Say in which language posts are written, where there are several."""
    names = settings.habits.languages
    if settings.lang:
        why = f"your posts are in {' and '.join(names)}" if names else "lang in your settings"
        folder = f"{settings.posts_dir}/{settings.habits.folder}"
        yield SiteFact("language", f"{settings.lang}, in {folder}", f"{why}; `lang` says otherwise")


def _categories(settings: Settings) -> Iterator[SiteFact]:
    """Name the folders that are categories: no post from Velog is in one of them."""
    above = collections_dir(settings.config).rstrip("/")
    folders = [each for each in settings.habits.category_folders if each != above]
    if folders:
        yield SiteFact(
            "categories",
            f"{', '.join(folders)} are folders of your posts",
            f"a new post goes to {settings.posts_dir} and is in none of them; move its file to "
            f"{folders[0]}/_posts, say, and it stays there",
        )


def _place_of_images(settings: Settings, theme: str) -> str:
    """Say where the folder for images is from."""
    folder = settings.habits.image_dir
    seen = _seen("image_dir", settings.habits)
    return seen if folder and with_stem(folder) == settings.image_dir else theme


def _covers(settings: Settings) -> tuple[str, str]:
    """Say which keys get the thumbnail, and why."""
    keys, on_top = ", ".join(settings.profile.cover) or "no key", settings.cover_on_top
    if settings.cover != "as-velog":
        return ("none" if settings.cover == "never" else keys), f'cover = "{settings.cover}"'
    sign = f"; {settings.signs['cover']}" if _is_found("cover", settings) else ""
    if set(settings.profile.cover) & set(on_top):
        where = "only where the text does not show it: else readers would see it twice"
        return keys, f"{where}{sign}"
    above = f"{on_top[0]} for one" if on_top else "the beginning of the text for one"
    return keys, f"always; {above} that the text does not show, as on Velog{sign}"


def _summaries(settings: Settings) -> tuple[str, str]:
    """Say which keys get the description, and why."""
    keys = ", ".join(settings.profile.summary) or "none"
    if settings.habits.summary == settings.profile.summary:
        return keys, _seen("summary", settings.habits)
    found = _is_found("summary", settings)
    return keys, settings.signs["summary"] if found else f"the theme, {settings.profile.title}"


def _formulas(settings: Settings) -> tuple[str, str]:
    """Say whether formulas show, and how a post asks for them."""
    how = ", ".join(f"{key}: {_toml(value)}" for key, value in settings.profile.math.items())
    asked = f"shown; a post with some gets {how}" if how else "shown"
    value = {True: asked, False: "not shown", None: "not known"}[settings.shows_formulas]
    if settings.habits.math:
        return value, _seen("math", settings.habits)
    return value, settings.signs.get("math", "no file of the site tells")


def _is_found(name: str, settings: Settings) -> bool:
    """Tell whether keys are those that were found in the site's own files."""
    keys: Sequence[str] = getattr(settings.profile, name)
    sign = settings.signs.get(name, "")
    return any(f".{key} in " in sign for key in keys)


def finding_lines(settings: Settings) -> tuple[Note, ...]:
    """Say in three lines what a migration follows."""
    found = {finding.name: finding for finding in findings(settings)}
    theme, engine, url = found["theme"], found["Jekyll"], found["their addresses"].value
    count, keys = settings.habits.count, ", ".join(_keys(settings))
    of_theme, for_theme = _followed(settings)
    like = f"as in your {counted(count, 'post')}" if count else of_theme
    alike = f"직접 쓴 글 {count}개처럼" if count else for_theme
    return (
        Note(
            f"The site: {theme.value} ({theme.why}), Jekyll {engine.value} ({engine.why}), "
            f"{settings.timezone.key}.",
            f"사이트: {theme.value} ({theme.why}), Jekyll {engine.value} ({engine.why}), "
            f"{settings.timezone.key}.",
        ),
        Note(
            f"The front matter: {like}: {keys}.{_in_language(settings, 'Language')}",
            f"머리말: {alike}: {keys}.{_in_language(settings, '언어')}",
        ),
        Note(
            f"The images: in {settings.image_dir}, written as {url}. `velog-to-jekyll init` shows "
            "more, and lets you change it.",
            f"이미지: {settings.image_dir}에 두고 {url}처럼 씁니다. `velog-to-jekyll init`에서 더 "
            "보고 바꿀 수 있습니다.",
        ),
    )


def _in_language(settings: Settings, word: str) -> str:
    return f" {word}: {settings.lang} (`lang`)." if settings.lang else ""


def _followed(settings: Settings) -> tuple[str, str]:
    """Say in English and in Korean what the keys follow, where the author has no posts."""
    theme = settings.profile.title
    if settings.profile.name != GENERIC:
        return f"as in {theme}", f"{theme}에 맞춰"
    if _is_found("cover", settings) or _is_found("summary", settings):
        return "as the site's own layouts read it", "사이트의 레이아웃이 읽는 대로"
    return "as Jekyll's plugins read it", "Jekyll 플러그인이 읽는 대로"


def introduction(settings: Settings, ends: LineEnds) -> str:
    """Show what was detected, and how a post will begin."""
    found = findings(settings, ends)
    width = max(len(finding.name) for finding in found)
    lines = [f"{each.name.ljust(width)}  {each.value}  ({each.why})" for each in found]
    return "\n".join([*lines, "", "A post will begin like this:", "", _example(settings), ""])


def own_config(settings: Settings) -> str:
    """Write the text of `.velog-to-jekyll.toml`: what was detected, and all other settings."""
    lines = [
        "# How velog-to-jekyll writes posts into this site. A line behind a # shows what holds",
        "# without it: take the # away to choose another value.",
    ]
    table = None
    for setting in SETTINGS:
        if setting.table != table:
            lines += ["", f"[{setting.table}]"] if setting.table else [""]
            table = setting.table
        lines.append(_line(setting, settings))
    return "\n".join(
        [*lines, "", f"[{TAGS}]", '# "C++" = "cpp"  # a tag on Velog = its name here', ""]
    )


def settings_table(korean: bool) -> str:
    """Write the table of all settings, as both READMEs have it."""
    head = ("설정", "기본값", "뜻") if korean else ("setting", "default", "what it is")
    rows = [
        (f"`{each.name}`", each.korean_default, each.korean)
        if korean
        else (f"`{each.name}`", each.default, each.english)
        for each in SETTINGS
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * 3, *rows)) + "\n"


def _keys(settings: Settings) -> Iterator[str]:
    for line in _example(settings).split("\n"):
        if line and not line.startswith(("-", " ")):
            yield line.partition(":")[0].strip()


def _example(settings: Settings) -> str:
    path = f"{settings.posts_dir}/2024-02-01-예제-글.md"
    text = convert_post(_EXAMPLE, "name", path, settings).text(frozenset())
    return "---" + text.split("---")[1] + "---"


def _line(setting: Setting, settings: Settings) -> str:
    value = setting.show(attrgetter(setting.field)(settings))
    line = f"{setting.key} = {_toml(value)}  # {setting.english.replace('`', '')}"
    return line if setting.is_offered else f"# {line}"


def _toml(value: object) -> str:
    """Write a value as TOML; its strings and lists are written as JSON's are."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def exists(root: Path) -> bool:
    """Tell whether the author has settings in the site already."""
    return (root / OWN_CONFIG).is_file()
