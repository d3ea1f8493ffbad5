"""`_config.yml` → the settings in it that do not do what they seem to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding
from migrator.model import Note


def check_settings(site: CheckedSite) -> Iterator[Finding]:
    """Find settings that are missing, that are there twice, and that apply to nothing."""
    yield from _timezone(site)
    yield from _cdn(site)
    yield from _defaults(site)
    for key, line in site.config_twice:
        yield Finding(
            kinds.KEY_TWICE,
            site.config_path,
            line,
            Note(
                f"`{key}` is there twice; Jekyll uses this one",
                f"`{key}` 키가 두 번 나옵니다. Jekyll은 이것을 씁니다",
            ),
            Note(
                "keep one of the two, and move the lines of both into it",
                "하나만 남기고, 두 곳의 줄을 모두 거기로 옮기세요",
            ),
        )


def _timezone(site: CheckedSite) -> Iterator[Finding]:
    name = site.config.get("timezone")
    if not name:
        if site.posts:
            yield Finding(
                kinds.TIMEZONE_MISSING,
                site.config_path,
                None,
                Note(
                    "there is no `timezone`: Jekyll uses that of the machine, UTC on GitHub, "
                    "so a post written at 08:59 in Korea gets the day before",
                    "`timezone`이 없어 Jekyll이 컴퓨터의 시간대를 씁니다. GitHub에서는 UTC라서 "
                    "한국에서 08:59에 쓴 글이 전날 글이 됩니다",
                ),
                Note("add `timezone: Asia/Seoul`", "`timezone: Asia/Seoul`을 넣으세요"),
            )
        return
    try:
        ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        yield Finding(
            kinds.TIMEZONE_UNKNOWN,
            site.config_path,
            _line(site, "timezone"),
            Note(
                f"there is no time zone {name}: Jekyll uses UTC",
                f"{name}은(는) 없는 시간대라서 Jekyll이 UTC를 씁니다",
            ),
            Note("write a name such as `Asia/Seoul`", "`Asia/Seoul` 같은 이름을 쓰세요"),
        )


def _cdn(site: CheckedSite) -> Iterator[Finding]:
    """Name the theme's own host, which has its sample pictures only."""
    setup = site.setup
    sample = setup.profile.sample_cdn
    if sample and sample in setup.cdn:
        yield Finding(
            kinds.CDN,
            site.config_path,
            _line(site, setup.cdn_key),
            Note(
                f"`{setup.cdn_key}` is the host of the theme's sample pictures: every image of the "
                "site is looked for there, and not found",
                f"`{setup.cdn_key}`가 테마 예제 이미지의 서버입니다. 사이트의 모든 이미지를 거기서 "
                "찾아 보이지 않습니다",
            ),
            Note(
                f"leave the value of `{setup.cdn_key}` empty",
                f"`{setup.cdn_key}`의 값을 비우세요",
            ),
        )


def _defaults(site: CheckedSite) -> Iterator[Finding]:
    collections = site.config.get("collections")
    names = collections if isinstance(collections, Mapping | list) else ()
    known = {"post", "posts", "page", "pages", "draft", "drafts", "", *map(str, names)}
    defaults = site.config_fields.get("defaults")
    for each in defaults.items if defaults else ():
        scope = each.members.get("scope")
        kind = scope.members.get("type") if scope else None
        if kind and kind.text not in known:
            yield Finding(
                kinds.DEFAULTS,
                site.config_path,
                kind.line,
                Note(
                    f"there is no collection `{kind.text}`: these values apply to nothing",
                    f"`{kind.text}` 컬렉션이 없어 이 값은 아무것에도 적용되지 않습니다",
                ),
                Note(
                    "write `posts` or `pages`, or the name of a collection",
                    "`posts`나 `pages`, 또는 컬렉션의 이름을 쓰세요",
                ),
            )


def _line(site: CheckedSite, key: str) -> int | None:
    there = site.config_fields.get(key)
    return there.line if there else None
