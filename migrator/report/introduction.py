"""A Jekyll site → what was detected in it, and from what, and the file of settings for it."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from migrator.converter.page import convert_post
from migrator.long_work.screen import columns_of, in_language
from migrator.model import Note, Post, SeriesPlace
from migrator.report.line_ends import LineEnds
from migrator.report.site_facts import ADDRESSES_OF_IMAGES, JEKYLL, THEME, findings, is_found
from migrator.report.toml_values import as_toml
from migrator.report.words import counted
from migrator.settings.own_file import TAGS
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.profiles import GENERIC
from migrator.settings.site_settings import Settings
from migrator.settings.table import SETTINGS, Setting

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


def finding_lines(settings: Settings) -> tuple[Note, ...]:
    """Say in three lines what a migration follows."""
    found = {finding.name: finding for finding in findings(settings)}
    theme, engine, zone = found[THEME], found[JEKYLL], settings.timezone.key
    url, count, keys = found[ADDRESSES_OF_IMAGES].value, settings.habits.count, _keys(settings)
    of_theme, for_theme = _followed(settings)
    like = f"as in your {counted(count, 'post')}" if count else of_theme
    alike = f"직접 쓴 글 {count}개처럼" if count else for_theme
    return (
        Note(
            f"The site: {theme.value.english} ({theme.why.english}), Jekyll "
            f"{engine.value.english} ({engine.why.english}), {zone}.",
            f"사이트: {theme.value.korean}({theme.why.korean}), Jekyll "
            f"{engine.value.korean}({engine.why.korean}), {zone}.",
        ),
        Note(
            f"The front matter: {like}: {keys}.{_in_language(settings, 'Language')}",
            f"머리말: {alike}: {keys}.{_in_language(settings, '언어')}",
        ),
        Note(
            f"The images: in {settings.image_dir}, written as {url.english}. `velog-to-jekyll "
            "init` shows more, and lets you change it.",
            f"이미지: {settings.image_dir}에 두고 {url.korean}처럼 씁니다. `velog-to-jekyll "
            "init`에서 더 보고 바꿀 수 있습니다.",
        ),
    )


def _in_language(settings: Settings, word: str) -> str:
    return f" {word}: {settings.lang} (`lang`)." if settings.lang else ""


def _followed(settings: Settings) -> tuple[str, str]:
    """Say in English and in Korean what the keys follow, where the author has no posts."""
    theme = settings.profile.called
    if settings.profile.name != GENERIC:
        return f"as in {theme.english}", f"{theme.korean}에 맞춰"
    if is_found("cover", settings) or is_found("summary", settings):
        return "as the site's own layouts read it", "사이트의 레이아웃이 읽는 대로"
    return "as Jekyll's plugins read it", "Jekyll 플러그인이 읽는 대로"


def introduction(settings: Settings, ends: LineEnds, language: str) -> str:
    """Show what was detected, and how a post will begin."""
    facts = [
        [in_language(each, language) for each in (fact.name, fact.value, fact.why)]
        for fact in findings(settings, ends)
    ]
    width = max(columns_of(name) for name, _, _ in facts)
    lines = [
        f"{name}{' ' * (width - columns_of(name))}  {value}  ({why})" for name, value, why in facts
    ]
    head = Note("A post will begin like this:", "글은 이렇게 시작합니다:")
    return "\n".join([*lines, "", in_language(head, language), "", _example(settings), ""])


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


def _keys(settings: Settings) -> str:
    lines = (line for line in _example(settings).split("\n") if line)
    return ", ".join(
        line.partition(":")[0].strip() for line in lines if not line.startswith(("-", " "))
    )


def _example(settings: Settings) -> str:
    path = f"{settings.posts_dir}/2024-02-01-예제-글.md"
    text = convert_post(_EXAMPLE, "name", path, settings).text(frozenset())
    return "---" + text.split("---")[1] + "---"


def _line(setting: Setting, settings: Settings) -> str:
    value = setting.show(attrgetter(setting.field)(settings))
    line = f"{setting.key} = {as_toml(value)}  # {setting.english.replace('`', '')}"
    return line if setting.is_offered else f"# {line}"


def exists(root: Path) -> bool:
    """Tell whether the author has settings in the site already."""
    return (root / OWN_CONFIG).is_file()
