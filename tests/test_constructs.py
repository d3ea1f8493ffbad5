"""Each construct of Velog's Markdown → the text we write, and the same look on both sides."""

from __future__ import annotations

import pytest

from conftest import JekyllPages, VelogPages
from golden import Case, read_cases
from migrator.proof.compare import differences
from oracle import jekyll, velog
from oracle.known import assert_as_known
from test_converter import a_post, convert

CASES = read_cases("constructs")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    page = convert(a_post(case.source))
    text = page.text(frozenset(image.path for image in page.images))
    assert text.split("---\n\n", 1)[1] == f"{case.expected}\n"


@pytest.fixture(scope="module")
def looks(velog_pages: VelogPages, jekyll_pages: JekyllPages) -> dict[str, tuple[str, str]]:
    """Give what Velog and what Jekyll shows for each construct."""
    there = velog_pages({case.title: velog.Body(case.source) for case in CASES})
    built = jekyll_pages({case.title: jekyll.as_file(case.expected) for case in CASES})
    assert built.failed == {}
    return {case.title: (there[case.title], built.pages[case.title]) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_looks_the_same(case: Case, looks: dict[str, tuple[str, str]]) -> None:
    found = differences(*looks[case.title], typography="site")
    assert_as_known(f"constructs/{case.title}", found)
