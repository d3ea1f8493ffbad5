"""`_config.yml` → the settings in it that do not do what they seem to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding


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
            f"`{key}` is there twice; Jekyll uses this one",
            "keep one of the two, and move the lines of both into it",
        )


def _timezone(site: CheckedSite) -> Iterator[Finding]:
    name = site.config.get("timezone")
    if not name:
        if site.posts:
            yield Finding(
                kinds.TIMEZONE_MISSING,
                site.config_path,
                None,
                "there is no `timezone`: Jekyll uses that of the machine, UTC on GitHub, "
                "so a post written at 08:59 in Korea gets the day before",
                "add `timezone: Asia/Seoul`",
            )
        return
    try:
        ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        yield Finding(
            kinds.TIMEZONE_UNKNOWN,
            site.config_path,
            _line(site, "timezone"),
            f"there is no time zone {name}: Jekyll uses UTC",
            "write a name such as `Asia/Seoul`",
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
            f"`{setup.cdn_key}` is the host of the theme's sample pictures: every image of the "
            "site is looked for there, and not found",
            f"leave the value of `{setup.cdn_key}` empty",
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
                f"there is no collection `{kind.text}`: these values apply to nothing",
                "write `posts` or `pages`, or the name of a collection",
            )


def _line(site: CheckedSite, key: str) -> int | None:
    there = site.config_fields.get(key)
    return there.line if there else None
