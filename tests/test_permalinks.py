"""The address that Jekyll gives a post, foretold."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from migrator.jekyll.permalinks import NoAddress, jekyll_slug, url_of
from oracle.addresses import addresses

SLUGS = [
    "한글-슬러그",
    unicodedata.normalize("NFD", "엔에프디-한글"),
    "node.js-v1.2",
    "c++-&-c#",
    "ALL-Caps",
    "a__b~c",
    "괄호(하나)[둘]",
    "dots...",
    "percent%20x",
    "question?x",
    "$100,50%;=@!'x",
    "ⅳ-½-①-ⓐ-漢字",
    "é-combining-e\u0301",
    "heart-❤️-끝",
    "İstanbul-ΟΔΟΣ",
    "-lead-and-trail-",
    "전각　공백",
    "「인용」-표",
    "2022-01-01-twice",
    "빈 칸",
    "---",
]
CATEGORIES = [
    "categories: C# 웹",
    'categories: ["C#", "F#", "CI/CD", "A & B", "50%"]',
    "categories: [React, react, REACT]",
    "categories: [2024, '2024', true, 1.5]",
    "categories: 넓은　칸 좁은",
    "category: 한 낱말",
    "category: [가, 나]",
    "category: x\ncategories: [y, X]",
    'categories: ["왜?", "물음? 뒤 #x"]',
    'categories: ["css: 기초"]',
    'categories: ["//host/x", "b"]',
    'categories: "탭\\t과  칸"',
    "categories: []",
    'categories: ["", "../up", "./here"]',
]
DATES = [
    "date: 2022-06-22 15:07",
    "date: 2022-06-22 15:07:00",
    "date: 2022-06-22 15:07:00 +0900",
    "date: 2022-06-22 23:30:00 +00:00",
    'date: "2022-06-22 15:07:00"',
    'date: "2022-06-22 15:07:00 UTC"',
    'date: "2022-06-22 11:07 PM"',
    "date: 2022-06-22T15:07:31.123Z",
    "date: 2022-12-31 15:00:01Z",
    "date: 2022-06-22",
    "date: 2022/06/22 07:08:09 -0530",
    "date: 2021-01-03 15:30:00 +0000",
    "date: 20220622",
]
KEYS = (
    "title slug name path collection output_ext categories slugified_categories year month day hour"
    " minute second i_day i_month short_month long_month short_year w_year week w_day short_day"
    " long_day y_day"
).split()
EVERY_KEY = "permalink: " + "".join(f"/{key}_:{key}_" for key in KEYS) + "/"
PERMALINKS = [
    "permalink: /한글/그대로 두기/",
    "permalink: no-slash",
    "permalink: /a//b/../c/./d.html",
    "permalink: /:year-:month-:day-:title/",
    "permalink: /page.txt",
    "permalink: /글?가?나",
    "permalink: /x.d/:title:output_ext",
    "permalink: pretty",
    "permalink: ''",
    "permalink: ~",
    "slug: 다른 이름.x",
    "slug: ''",
    EVERY_KEY,
]
PLACES = [
    "_posts/sub/2022-01-13-sub.md",
    "대학/_posts/2022-01-13-cat.markdown",
    "A/b/_posts/c/2022-01-13-deep.MD",
    "_posts/22-1-4-short.md",
    "_posts/99-1-4-old.html",
    "_posts/2022-1-3-one.md",
    "_drafts/초안.md",
    "_drafts/2022-02-03-named.md",
    "cat/_drafts/2022-02-03-named.md",
]


def _site() -> dict[str, str]:
    """Make a site of every slug, place, date, category and permalink that gives trouble."""
    plain = EVERY_KEY + "\ndate: 2022-01-02 03:04:05 +0900"
    files = {f"_posts/2022-01-13-{slug}.md": "" for slug in SLUGS}
    files |= {f"_posts/s/2022-01-14-{slug}.md": plain for slug in SLUGS}
    files |= {f"_posts/2022-01-15-cat{n}.md": front for n, front in enumerate(CATEGORIES)}
    files |= {
        f"_posts/2022-01-16-cat{n}.md": f"{plain}\n{front}" for n, front in enumerate(CATEGORIES)
    }
    files |= {f"_posts/2022-01-17-date{n}.md": front for n, front in enumerate(DATES)}
    files |= {
        f"_posts/2022-01-18-date{n}.md": f"{EVERY_KEY}\n{front}" for n, front in enumerate(DATES)
    }
    files |= {f"_posts/2022-01-19-link{n}.md": front for n, front in enumerate(PERMALINKS)}
    return files | {
        path: "date: 2022-01-02 03:04:05 +0900" if path.startswith("_drafts/초") else ""
        for path in PLACES
    }


SEOUL = {"timezone": "Asia/Seoul"}
DEFAULTS = {
    **SEOUL,
    "permalink": "/글/:categories/:title/",
    "defaults": [
        {"scope": {"path": ""}, "values": {"categories": ["모두", "C#"], "permalink": "/p/:title"}},
        {
            "scope": {"path": "_posts/a"},
            "values": {"categories": "둘 셋", "permalink": "/a/:slug/"},
        },
        {"scope": {"path": "_posts/a/b", "type": "post"}, "values": {"permalink": "/ab/:title.x"}},
        {"scope": {"path": "", "type": "pages"}, "values": {"permalink": "/pages/"}},
        {"scope": {"path": "_posts/*/deep"}, "values": {"slug": "glob"}},
        {"scope": {"path": "_posts/a", "type": "posts"}, "values": {"date": "2021-05-06"}},
        {"scope": {"path": "", "type": "drafts"}, "values": {"permalink": "/drafts/"}},
        {"scope": {"path": ""}, "values": {"category": "끝"}},
    ],
}
SCOPED = [
    "_posts/2022-01-13-x.md",
    "_posts/a/2022-01-13-x.md",
    "_posts/ab/2022-01-13-x.md",
    "_posts/a/b/2022-01-13-x.md",
    "_posts/a/deep/2022-01-13-x.md",
    "_posts/c/deep/er/2022-01-13-x.md",
    "_posts/d/2022-01-13-x.md",
]
FRONTS = ["", "categories: [자기]", "permalink: /own/:categories/", "date: 2020-02-02"]


def _scoped(above: str = "") -> dict[str, str]:
    return {
        f"{above}{path.replace('-x.', f'-x{n}.')}": front
        for n, front in enumerate(FRONTS)
        for path in SCOPED
    }


SITES: Mapping[str, tuple[dict[str, Any], dict[str, str]]] = {
    "date": (SEOUL, _site()),
    "weekdate": ({"timezone": "America/New_York", "permalink": "weekdate"}, _site()),
    "defaults": (DEFAULTS, _scoped()),
    "collections_dir": ({**DEFAULTS, "collections_dir": "글 모음"}, _scoped("글 모음/")),
    "collection": (
        {"collections": {"posts": {"permalink": "/blog/:path_:i_day:output_ext"}}},
        _site(),
    ),
}
# What Jekyll gives each post of these sites, by its path.
GIVEN: Mapping[str, Mapping[str, str]] = json.loads(
    (Path(__file__).parent / "fixtures/addresses.json").read_text("utf-8")
)


@pytest.mark.parametrize("name", SITES)
def test_an_address_is_foretold_as_jekyll_gives_it(name: str) -> None:
    config, files = SITES[name]
    above = f"{config['collections_dir']}/" if "collections_dir" in config else ""
    assert GIVEN[name] == {
        path.removeprefix(above): url_of(path, yaml.safe_load(front) or {}, config)
        for path, front in files.items()
    }


@pytest.mark.usefixtures("jekyll_pages")
@pytest.mark.parametrize("name", SITES)
def test_jekyll_gives_these_addresses(name: str) -> None:
    config, files = SITES[name]
    assert addresses(files, config) == GIVEN[name]


@pytest.mark.parametrize(
    ("text", "default", "pretty", "old"),
    [
        ("C#", "c", "C", "c"),
        ("C++", "c", "C++", "c"),
        ("한글 태그", "한글-태그", "한글-태그", "한글-태그"),
        ("!!!", "", "!!!", ""),
        ("Node.js", "node-js", "Node.js", "node-js"),
        ("Ⅳ", "", "", "ⅳ"),
        ("❤️x", "\ufe0fx", "\ufe0fx", "x"),
        ("-a-", "a", "a", "a"),
        ("ΟΔΟΣ", "οδοσ", "ΟΔΟΣ", "οδοσ"),
    ],
)
def test_a_text_becomes_a_slug(text: str, default: str, pretty: str, old: str) -> None:
    assert jekyll_slug(text) == default
    assert jekyll_slug(text, "pretty", cased=True) == pretty
    assert jekyll_slug(text, engine="3.10") == old


@pytest.mark.parametrize(
    ("mode", "slug"),
    [("ascii", "a-b"), ("raw", "é-a_b"), ("none", "é \ta_b"), ("other", "é \ta_b")],
)
def test_a_slug_has_other_modes(mode: str, slug: str) -> None:
    assert jekyll_slug("É \tA_b", mode) == slug


def test_jekyll_3_10_has_its_own_ways() -> None:
    """As read in its sources and seen in a build of 3.10.0; no Debian carries it."""
    config = {"permalink": "/:title.html"}
    assert url_of("_posts/2022-01-01-v1.2.3-..md", {}, config, "3.10") == "/v1.2.3-/html"
    assert url_of("_posts/2022-01-01-v1.2.3-..md", {}, config) == "/v1.2.3.html"
    assert url_of("_posts/2022-01-01-Ⅳ.md", {}, config, "3.10") == "/%E2%85%A3.html"
    assert url_of("_posts/2022-01-01-x.md", {}, {"permalink": "weekdate"}, "3.10") == "/weekdate"
    scoped = {"defaults": [{"scope": {"path": "_posts/a"}, "values": {"permalink": "/a"}}]}
    assert url_of("_posts/ab/2022-01-01-x.md", {}, scoped) == "/a"
    assert url_of("_posts/ab/2022-01-01-x.md", {}, scoped, "3.10") == "/2022/01/01/x.html"
    unknown = url_of("_posts/2022-01-01-x.md", {}, {"permalink": "/:week/"}, "3.10")
    assert isinstance(unknown, NoAddress)
    assert "knows no `:week`" in unknown.reason


@pytest.mark.parametrize(
    ("path", "front", "told"),
    [
        ("_posts/title.md", "", "without a date"),
        ("_posts/2022-02-30-x.md", "", "the date '2022-02-30'"),
        ("_posts/2022-02-03-x.md", "date:", "the date ''"),
        ("_posts/2022-02-03-x.md", "date: 어제", "the date '어제'"),
        ("_posts/2022-02-03-x.md", "permalink: /:nothing/", "knows no `:nothing`"),
        ("_posts/2022-02-03-x.md", "categories: 5", "a list or a text"),
        ("_posts/2022-02-03-x.md", "categories: ['1주차: 시작']", "the category '1주차: 시작'"),
        ("_posts/2022-02-03-x.md", "categories: ['C:']", "the category 'c:'"),
        ("_drafts/x.md", "", "no date yet"),
    ],
)
def test_what_jekyll_builds_no_page_of_has_no_address(path: str, front: str, told: str) -> None:
    address = url_of(path, yaml.safe_load(front) or {}, {})
    assert isinstance(address, NoAddress)
    assert told in address.reason


def test_a_draft_without_a_date_has_an_address_where_that_needs_none() -> None:
    assert url_of("_drafts/x.md", {}, {"permalink": "/posts/:title/"}) == "/posts/x/"


# What may stand behind `date:`, and when that is in Seoul.
MOMENTS = {
    "2022-06-22 15:07:08": "2022-06-23_00-07-08",
    "2022-06-22 15:07:08 +0900": "2022-06-22_15-07-08",
    "2022-06-22 15:07": "2022-06-22_15-07-00",
    "2022-06-22": "2022-06-22_00-00-00",
    "20220622": "2022-06-22_00-00-00",
    "2022/06/22": "2022-06-22_00-00-00",
    "2022.6.2 4:05": "2022-06-02_04-05-00",
    "'''22-6-2'": "2022-06-02_00-00-00",
    "'''69-6-2'": "1969-06-02_00-00-00",
    "'''68-6-2'": "2068-06-02_00-00-00",
    "'22-06-02 3:04 pm'": "2022-06-02_15-04-00",
    "2022-06-22 12:30 am": "2022-06-22_00-30-00",
    "2022-06-22 12:30 P.M.": "2022-06-22_12-30-00",
    "2022-06-22 1:30 a.m.": "2022-06-22_01-30-00",
    "2022-06-22 15:07 KST": "2022-06-22_15-07-00",
    "2022-06-22 15:07 UTC": "2022-06-23_00-07-00",
    "2022-06-22 15:07 Z": "2022-06-23_00-07-00",
    "2022-06-22 15:07 +09:30": "2022-06-22_14-37-00",
    "2022-06-22 15:07 -0330": "2022-06-23_03-37-00",
    "2022-06-22 15:07 +9": "2022-06-22_15-07-00",
    "2022-06-22 15:07 -11": "2022-06-23_11-07-00",
    "2022-06-22 15:07 utc": "2022-06-23_00-07-00",
    "2022-06-22 15:07 gmt": "2022-06-23_00-07-00",
    "2022-06-22 15:07 UT": "2022-06-23_00-07-00",
    "2022-06-22 15:07 EST": "2022-06-23_05-07-00",
    "2022-06-22 15:07 pdt": "2022-06-23_07-07-00",
    "2022-06-22 15:07 A": "2022-06-22_23-07-00",
    "2022-06-22 15:07 y": "2022-06-23_12-07-00",
    "2022-06-22 15:07 JST": "2022-06-22_15-07-00",
    "2022-06-22 15:07 CET": "2022-06-22_15-07-00",
    "2022-06-22 15:07 GMT-5": "2022-06-22_15-07-00",
    "2022-06-22 15:07 UTC+01:00": "2022-06-22_15-07-00",
    "2022-06-22 15:07 -5": "2022-06-22_15-07-00",
    "2022-06-22 15:07 +100": "2022-06-22_15-07-00",
    "2022-06-22 15:07:08 +01:00:08": "2022-06-22_23-07-00",
    "2022-06-22 15:07 (KST)": "2022-06-22_15-07-00",
    "2022-06-22 15:07 Asia/Seoul": "2022-06-22_15-07-00",
    "2022-06-22T15:07": "2022-06-22_15-07-00",
    "'2022-06-22 15:07:08'": "2022-06-22_15-07-08",
    "'2022-06-22 15:07:08.5 JST'": "2022-06-22_15-07-08",
    "'99-06-02'": "1999-06-02_00-00-00",
}
CLOCK = {**SEOUL, "permalink": "/:year-:month-:day_:hour-:minute-:second/:title/"}


def moments() -> tuple[dict[str, str], dict[str, str]]:
    """Give the front matter of a post for each of them, and their addresses, by their paths."""
    paths = {f"_posts/2022-01-02-p{n}.md": n for n, _ in enumerate(MOMENTS)}
    heads = {path: f"date: {text}" for path, text in zip(paths, MOMENTS, strict=True)}
    whens = zip(paths.items(), MOMENTS.values(), strict=True)
    return heads, {path: f"/{when}/p{n}/" for (path, n), when in whens}


def test_dates_are_read_as_ruby_reads_them() -> None:
    heads, foretold = moments()
    assert {path: url_of(path, yaml.safe_load(head), CLOCK) for path, head in heads.items()} == (
        foretold
    )


@pytest.mark.usefixtures("jekyll_pages")
def test_ruby_reads_dates_so() -> None:
    heads, foretold = moments()
    assert addresses(heads, CLOCK) == foretold


def test_dates_need_not_come_from_yaml() -> None:
    late = datetime(2022, 1, 1, 15, 30, tzinfo=UTC)
    path = "_posts/2022-01-02-x.md"
    assert url_of(path, {"date": late}, SEOUL) == "/2022/01/02/x.html"
    assert url_of(path, {"date": late}, {}) == "/2022/01/01/x.html"
