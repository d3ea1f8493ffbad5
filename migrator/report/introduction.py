"""A Jekyll site → what was found out about it, by which signs, and settings to begin with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from migrator.converter.page import convert_post
from migrator.jekyll.site_config import baseurl
from migrator.model import Note, Post, SeriesPlace
from migrator.settings.detection import find_engine, find_theme
from migrator.settings.own_file import OWN_CONFIG
from migrator.settings.profiles import GENERIC
from migrator.settings.site_settings import Settings

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
    """One thing that was found out: what, and by which sign."""

    name: str
    value: str
    why: str


def findings(root: Path, settings: Settings) -> list[SiteFact]:
    """Say what was found out about the site at `root`, for which these settings were made."""
    config, habits = settings.config, settings.habits
    _, theme_sign = find_theme(root, config)
    engine = find_engine(root, config)
    posts = f"your {habits.count} posts"
    theme = f"the theme, {settings.profile.title}"
    has_zone = bool(config.get("timezone"))
    return [
        SiteFact("theme", settings.profile.title, theme_sign),
        SiteFact("Jekyll", engine.value, engine.why),
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
            "in every post",
            ", ".join(f"{key}: {' '.join(text.split())}" for key, text in habits.always.items())
            or "nothing else",
            posts if habits.order else "no posts of yours to go by",
        ),
        SiteFact("lists", _LISTS[habits.lists], posts if habits.order else theme),
        SiteFact("images", settings.image_dir, posts if habits.image_dir else theme),
        SiteFact(
            "their addresses",
            settings.image_url.format(path=f"{settings.image_root}/…"),
            posts if habits.image_url else "baseurl, and what the theme does with it",
        ),
    ]


def finding_lines(root: Path, settings: Settings) -> tuple[Note, ...]:
    """Say in three lines what a migration goes by."""
    found = {finding.name: finding for finding in findings(root, settings)}
    theme, engine, url = found["theme"], found["Jekyll"], found["their addresses"].value
    count, keys = settings.habits.count, ", ".join(_keys(settings))
    has_profile = settings.profile.name != GENERIC
    of_theme = f"as {theme.value} has it" if has_profile else "as Jekyll's plugins read it"
    for_theme = f"{theme.value}에 맞춰" if has_profile else "Jekyll 플러그인이 읽는 대로"
    like = f"as in your {count} posts" if count else of_theme
    alike = f"직접 쓴 글 {count}개처럼" if count else for_theme
    return (
        Note(
            f"The site: {theme.value} ({theme.why}), Jekyll {engine.value} ({engine.why}), "
            f"{settings.timezone.key}.",
            f"사이트: {theme.value} ({theme.why}), Jekyll {engine.value} ({engine.why}), "
            f"{settings.timezone.key}.",
        ),
        Note(
            f"The front matter: {like}: {keys}.",
            f"머리말: {alike}: {keys}.",
        ),
        Note(
            f"The images: in {settings.image_dir}, written as {url}. `velog-to-jekyll init` shows "
            "more, and lets you choose.",
            f"이미지: {settings.image_dir}에 두고 {url}처럼 씀. `velog-to-jekyll init`으로 더 보고 "
            "바꿀 수 있습니다.",
        ),
    )


def introduction(root: Path, settings: Settings) -> str:
    """Show what was found and what a post will look like."""
    found = findings(root, settings)
    width = max(len(finding.name) for finding in found)
    lines = [f"{each.name.ljust(width)}  {each.value}  ({each.why})" for each in found]
    return "\n".join([*lines, "", "A post will begin like this:", "", _example(settings), ""])


def own_config(settings: Settings) -> str:
    """Write the text of `.velog-to-jekyll.toml`: what was found, and what else can be chosen."""
    habits, profile = settings.habits, settings.profile
    return "\n".join(
        [
            "# How velog-to-jekyll writes posts into this site. What stands behind a # is what it",
            "# does without you: take the # away to choose. The README describes each setting.",
            "",
            _setting("profile", profile.name, "the theme that posts are written for"),
            _setting("image_dir", settings.image_dir, "{stem}: the name of the post's file"),
            _setting(
                "image_url", settings.image_url.format(path="{path}"), "in the text of a post"
            ),
            _comment("engine", settings.engine, 'Jekyll: "3.10" as on GitHub Pages, or "4"'),
            _comment("timezone", settings.timezone.key, "of the dates"),
            _comment("typography", "site", '"exact": quotes and ... as they were typed'),
            _comment(
                "shift_headings", settings.shift_headings, "a post that uses # gets ## instead"
            ),
            _comment("drop_title_heading", False, "a first heading that repeats the title goes"),
            _comment("series", "keys", '"categories": where addresses have no category in them'),
            _comment("redirects", False, "redirect_from: the post's address on Velog (a plugin)"),
            _comment("canonical", "site", '"velog": canonical_url says that Velog is the original'),
            "",
            "[front_matter]",
            _comment("order", list(habits.order), "keys in this order, all others behind them"),
            _comment("always", dict(settings.always), "keys for every post"),
            _comment("summary", list(profile.summary), "where the description goes"),
            _comment(
                "derived_summary", settings.derived_summary, "also one that Velog made itself"
            ),
            _comment("cover", list(profile.cover), "where the thumbnail goes"),
            _comment("math", dict(profile.math), "for posts with formulas"),
            _comment("mermaid", dict(profile.mermaid), "for posts with diagrams"),
            _comment("toc", dict(profile.toc), "for posts with headings"),
            _comment("plain", sorted(habits.plain), "keys whose texts stand without quotes"),
            _comment("single", sorted(habits.single), "keys whose texts stand in single quotes"),
            _comment("lists", habits.lists, "; ".join(f'"{n}": {w}' for n, w in _LISTS.items())),
            "",
            "[tags]",
            '# "C++" = "cpp"  # a tag on Velog = its name here',
            "",
        ]
    )


_LISTS = {
    "flow": "[a, b]",
    "spaced": "[ a, b ]",
    "tight": "[a,b]",
    "block": "- a, one a line",
    "indented": "the same behind two blanks",
    "deep": "behind four",
    "words": "a b",
}


def _keys(settings: Settings) -> Iterator[str]:
    for line in _example(settings).split("\n"):
        if line and not line.startswith(("-", " ")):
            yield line.partition(":")[0].strip()


def _example(settings: Settings) -> str:
    path = f"{settings.posts_dir}/2024-02-01-예제-글.md"
    text = convert_post(_EXAMPLE, "name", path, settings).text(frozenset())
    return "---" + text.split("---")[1] + "---"


def _setting(key: str, value: object, what: str) -> str:
    return f"{key} = {_toml(value)}  # {what}"


def _comment(key: str, value: object, what: str) -> str:
    return f"# {_setting(key, value, what)}"


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
