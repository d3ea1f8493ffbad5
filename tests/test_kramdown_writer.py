"""Every way of writing a tree for kramdown → the text, and that it looks as it did on Velog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pytest

from conftest import JekyllPages, VelogPages
from golden import Case, read_cases
from migrator.jekyll.site_config import Config, dialect
from migrator.proof.compare import differences
from migrator.settings.site_settings import Settings
from oracle import jekyll, velog
from oracle.known import assert_as_known
from test_converter import a_post, body_of, convert

CASES = read_cases("kramdown")


@dataclass(frozen=True)
class Site:
    """What a site's `_config.yml` says of kramdown, and how strictly a post is to look the same."""

    config: Config
    typography: Literal["site", "exact"] = "exact"


DEFAULT = Site({}, "site")
SITES: Mapping[str, Site] = {
    "exact": Site({}),
    "hard-wrap": Site({"kramdown": {"hard_wrap": True}}, "site"),
    "plain": Site(
        {
            "kramdown": {
                "smart_quotes": ["apos", "apos", "quot", "quot"],
                "typographic_symbols": {
                    "hellip": "...",
                    "mdash": "---",
                    "ndash": "--",
                    "laquo": "<<",
                    "raquo": ">>",
                    "laquo_space": "<< ",
                    "raquo_space": " >>",
                },
            }
        }
    ),
}


def site_of(case: Case) -> Site:
    """Tell the site of a case by the file it stands in."""
    return SITES.get(case.title.split(":")[0], DEFAULT)


def written(case: Case) -> str:
    site = site_of(case)
    how = replace(dialect(site.config), exact=site is SITES["exact"])
    return body_of(convert(a_post(case.source), Settings(dialect=how)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    assert written(case) == case.expected


@pytest.fixture(scope="module")
def looks(velog_pages: VelogPages, jekyll_pages: JekyllPages) -> dict[str, tuple[str, str]]:
    """Give what Velog and what Jekyll shows for each case."""
    there = velog_pages({case.title: velog.Body(case.source) for case in CASES})
    here: dict[str, str] = {}
    for site in (DEFAULT, *SITES.values()):
        cases = [case for case in CASES if site_of(case) is site]
        files = {case.title: jekyll.as_file(case.expected) for case in cases}
        built = jekyll_pages(files, dict(site.config))
        assert built.failed == {}
        here |= built.pages
    return {case.title: (there[case.title], here[case.title]) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_looks_the_same(case: Case, looks: dict[str, tuple[str, str]]) -> None:
    found = differences(*looks[case.title], typography=site_of(case).typography)
    assert_as_known(f"kramdown/{case.title}", found)
