"""Items behind tabs: text as on Velog, or, where the author asks for it, the lists they meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import JekyllPages, Program
from migrator.converter.tabbed_lists import with_lists_in_lists
from migrator.proof.browser import elements_in, read
from migrator.settings.site_settings import Settings
from test_converter import NOTHING, a_post, body_of, convert
from velog import FakePost, FakeVelog

TABBED = "- a\n\t- b\n\t\t- c\n\t- d\n- e\n\n1. f\n\t1. g\n2. h"
NESTED = replace(Settings(), tab_lists="nested")


def test_they_are_text_unless_the_author_asks() -> None:
    assert "\\- b" in body_of(convert(a_post(TABBED)))


def test_they_become_lists_in_lists(jekyll_pages: JekyllPages) -> None:
    page = jekyll_pages({"post": convert(a_post(TABBED), NESTED).text(NOTHING)}).pages["post"]
    names = [each.name for each in elements_in(read(page)) if each.name in {"ul", "ol", "li"}]
    assert names == "ul li ul li ul li li li ol li ol li li".split()


@pytest.mark.parametrize(
    "body",
    [
        "글\n\t- b",
        "\t- b",
        "- a\n\n```\n\t- b\n```",
        "- a\n\n글\n\n\t- b",
        "- a\n\tb",
        "- a\n  - b",
        "- a\n\t-b",
    ],
)
def test_nothing_else_changes(body: str) -> None:
    assert with_lists_in_lists(body) == body


def test_the_first_run_names_the_setting(site: Path, velog: FakeVelog, run: Program) -> None:
    velog.posts = [FakePost("하나", TABBED), FakePost("둘", "- a\n  - b")]
    assert "Items behind tabs: in 1 post Velog shows them as text" in (
        run("diff", "labdev", "--site", site).out
    )
    (site / ".velog-to-jekyll.toml").write_text('tab_lists = "nested"\n', "utf-8")
    said = run("migrate", "labdev", "--site", site).out
    assert "Items behind tabs" not in said
    assert "\n    - b\n" in (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
