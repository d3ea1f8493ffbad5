"""The dates of posts → those that do not exist, that shift, and that are in the future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.jekyll.names import JEKYLL_3, dated_name
from migrator.jekyll.permalinks.dates import moment_of
from migrator.jekyll.site_config import zone_named
from migrator.jekyll.yaml11 import YamlField
from migrator.jekyll.yaml_types import has_zone
from migrator.model import Note


def check_dates(site: CheckedSite) -> Iterator[Finding]:
    """Find dates that do not exist, that shift, and that are in the future."""
    zone = _zone(site)
    for post in site.looked_into:
        there = post.fields.get("date")
        if there and there.value is not None:
            yield from _date(there, post, site, zone)
        elif there:
            yield _no_date(post, there.line, "date:")
        elif post.is_published:
            yield from _date_of_name(post, zone)


def _date(
    there: YamlField, post: CheckedPost, site: CheckedSite, zone: ZoneInfo
) -> Iterator[Finding]:
    moment = moment_of(there.value, zone)
    if moment is None:
        if _is_no_date(there):
            yield _no_date(post, there.line, there.text)
        return
    if isinstance(there.value, datetime) and not has_zone(there.text):
        yield from _utc(there, moment, post)
    yield from _other_day(there, moment, post, zone)
    is_hidden = not site.config.get("future", site.setup.engine == JEKYLL_3)
    if moment > site.now and post.is_published and is_hidden:
        yield Finding(
            kinds.DATE_FUTURE,
            post.path,
            there.line,
            Note(
                f"Jekyll leaves the post out until {moment:%Y-%m-%d %H:%M %z}, and shows it with "
                "the first build after that",
                f"Jekyll이 {moment:%Y-%m-%d %H:%M %z}까지 글을 빼고, 그 뒤의 첫 빌드부터 보여 "
                "줍니다",
            ),
            Note(
                "build again then, or set `future: true` in _config.yml",
                "그때 다시 빌드하거나 _config.yml에 `future: true`를 넣으세요",
            ),
        )


def _utc(there: YamlField, moment: datetime, post: CheckedPost) -> Iterator[Finding]:
    offset = f"{moment:%z}"
    if offset == "+0000":
        return
    written = there.text.strip()
    yield Finding(
        kinds.DATE_UTC,
        post.path,
        there.line,
        Note(
            f"Jekyll reads a time with seconds and without offset as UTC: the page says "
            f"{moment:%Y-%m-%d %H:%M}",
            "Jekyll은 초까지 있고 시간대가 없는 시각을 UTC로 읽습니다. 페이지에는 "
            f"{moment:%Y-%m-%d %H:%M}로 나옵니다",
        ),
        Note(f"write `{written} {offset}`", f"`{written} {offset}`라고 쓰세요"),
    )


def _other_day(
    there: YamlField, moment: datetime, post: CheckedPost, zone: ZoneInfo
) -> Iterator[Finding]:
    """Find a date that is more than a day from that in the name of the file."""
    name = None if post.is_draft else dated_name(post.path)
    named = moment_of(name.day, zone) if name else None
    if name is None or named is None or abs((moment.date() - named.date()).days) <= 1:
        return
    day = f"{moment:%Y-%m-%d}"
    is_in_url = bool(post.url and all(part in post.url for part in day.split("-")))
    yield Finding(
        kinds.DATE_NAME,
        post.path,
        there.line,
        Note(
            f"the post has the date {day}, and its file is named {name.day}: Jekyll goes by the "
            f"date{f', in the address {post.url} as well' if is_in_url else ''}",
            f"글의 날짜는 {day}인데 파일 이름은 {name.day}입니다. Jekyll은 글의 날짜를 "
            f"따릅니다{f'(주소 {post.url}에서도)' if is_in_url else ''}",
        ),
        Note(
            f"name the file {day}-{name.slug}, or write the day of the name here",
            f"파일 이름을 {day}-{name.slug}로 바꾸거나, 여기에 이름의 날짜를 쓰세요",
        ),
    )


def _is_no_date(there: YamlField) -> bool:
    """Tell whether Ruby cannot read a date either; it accepts forms that we do not."""
    text = str(there.value)
    found = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text)
    if found is None:
        return not any(char.isdigit() for char in text)
    try:
        datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return True
    return False


def _date_of_name(post: CheckedPost, zone: ZoneInfo) -> Iterator[Finding]:
    name = dated_name(post.path)
    if name and moment_of(name.day, zone) is None:
        yield _no_date(post, None, name.day)


def _no_date(post: CheckedPost, line: int | None, text: str) -> Finding:
    return Finding(
        kinds.DATE_INVALID,
        post.path,
        line,
        Note(
            f"`{text}` is not a date: the build stops here",
            f"`{text}`는 날짜가 아니라서 빌드가 여기서 멈춥니다",
        ),
        Note(
            "write it like `2022-06-22 15:07:00 +0900`",
            "`2022-06-22 15:07:00 +0900`처럼 쓰세요",
        ),
    )


def _zone(site: CheckedSite) -> ZoneInfo:
    """Give the time zone of the build; without `timezone` that of GitHub's machines, UTC."""
    return zone_named(str(site.config.get("timezone") or "UTC")) or ZoneInfo("UTC")
