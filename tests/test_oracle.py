"""Whether the comparison of posts on Velog and on Jekyll sees what it must, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from types import ModuleType

import pytest

from conftest import JekyllPages
from golden import read_cases
from migrator.proof.compare import differences, differences_of_events
from migrator.proof.events import events
from oracle import damage, damage_looks, damage_signs, jekyll, pairs, pairs_of_looks, sample
from oracle.invented import invented
from oracle.invented_looks import invented_look
from oracle.known import KNOWN
from oracle.spoil import DAMAGES, damaged

SAME = pairs.SAME | pairs_of_looks.SAME
DIFFERENT = pairs.DIFFERENT | pairs_of_looks.DIFFERENT


@pytest.mark.parametrize("name", SAME)
def test_what_looks_the_same_is_equal(name: str) -> None:
    ours, theirs = SAME[name]
    assert differences(ours, theirs) == []
    if name != "curly quotes":
        assert differences(ours, theirs, typography="exact") == []


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_looks_otherwise_differs_and_has_a_name(name: str) -> None:
    expected, ours, theirs = DIFFERENT[name]
    found = differences(ours, theirs)
    assert expected in {difference.name for difference in found}
    assert all(difference.velog != difference.jekyll for difference in found)


def test_the_author_may_tick_and_align_but_not_where_nothing_is_forgiven() -> None:
    ours = '<ul><li><input type="checkbox"> 가</li></ul><table><tr><td>나</td></tr></table>'
    theirs = ours.replace('box"', 'box" checked').replace("<td", '<td align="right"')
    assert differences(ours, theirs) == []
    found = differences(ours, theirs, as_written=False)
    assert [each.name for each in found] == ["extra-tick", "extra-cell-align"]


def test_each_known_difference_is_of_a_case() -> None:
    folders = {name.partition("/")[0] for name in KNOWN}
    cases = {f"{folder}/{case.title}" for folder in folders for case in read_cases(folder)}
    assert set(KNOWN) <= cases


def test_a_site_may_dress_quotes_but_not_where_nothing_is_forgiven() -> None:
    (found,) = differences('<p>"가"</p>', "<p>“가”</p>", typography="exact")
    assert found.name == "smart-typography"


@pytest.mark.slow  # a thousand pages are read
def test_no_damage_goes_unnoticed() -> None:
    posts = {**sample.kept(), **{f"invented {number}": invented(number) for number in range(6)}}
    assert noticed(posts, damage) > 1_000


@pytest.mark.slow  # hundreds of pages are read
def test_no_damage_to_the_looks_goes_unnoticed() -> None:
    posts = {f"invented {number}": invented_look(number) for number in range(16)}
    posts |= sample.kept()
    # A script runs on Jekyll and not on Velog, so that such a post is not like itself.
    cases = [case for case in read_cases("html-posts") if "<script" not in case.source]
    posts |= {case.title: case.source for case in cases}
    assert noticed(posts, damage_looks, damage_signs) > 500


def noticed(posts: Mapping[str, str], *modules: ModuleType) -> int:
    """Spoil each post in each way of the modules; count the damages, all of which must be named."""
    count = 0
    names = {module.__name__ for module in modules}
    ways = {name: way for name, way in DAMAGES.items() if way[0].__module__ in names}
    for key, html in posts.items():
        whole = events(html)
        assert differences_of_events(whole, events(html), typography="exact") == []
        for name, (_, classes) in ways.items():
            spoilt = damaged(html, name, Random(f"{key} {name}"))
            if spoilt is not None:
                found = differences_of_events(whole, events(spoilt), as_written=False)
                assert classes & {difference.name for difference in found}, (key, name, found)
                count += 1
    return count


@pytest.mark.usefixtures("velog_pages")
def test_velogs_renderer_shows_the_sample_blog_as_it_is_kept() -> None:
    pages = sample.rendered()
    assert len(pages) > 5
    for key, html in pages.items():
        kept = sample.kept()[key]
        assert differences(html, kept, typography="exact") == [], "run python -m oracle.sample"


def test_a_post_that_stops_the_build_is_named_and_the_others_are_built(
    jekyll_pages: JekyllPages,
) -> None:
    bodies = {"good": '"가"', "bad": "{% x %}", "late": "나\n다"}
    files = {key: jekyll.as_file(body) for key, body in bodies.items()}
    files["broken"] = "---\ntitle: [\n---\n\n가\n"
    built = jekyll_pages(files, {"kramdown": {"hard_wrap": True}})
    assert set(built.failed) == {"bad", "broken"}
    assert "Unknown tag 'x'" in built.failed["bad"]
    assert differences("<p>“가”</p>", built.pages["good"], typography="exact") == []
    assert differences("<p>나<br>다</p>", built.pages["late"]) == []
