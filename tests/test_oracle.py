"""Whether the comparison of posts on Velog and on Jekyll sees what it must, and nothing else."""

from __future__ import annotations

from random import Random

import pytest

from conftest import JekyllPages
from oracle import jekyll, sample
from oracle.compare import differences, differences_of_events
from oracle.damage import DAMAGES, damaged
from oracle.events import events
from oracle.invented import invented
from oracle.pairs import DIFFERENT, SAME

POSTS = {**sample.kept(), **{f"invented {number}": invented(number) for number in range(6)}}


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


def test_a_site_may_dress_quotes_but_not_where_nothing_is_forgiven() -> None:
    (found,) = differences('<p>"가"</p>', "<p>“가”</p>", typography="exact")
    assert found.name == "smart-typography"


@pytest.mark.slow  # a thousand pages are read
def test_no_damage_goes_unnoticed() -> None:
    count = 0
    for key, html in POSTS.items():
        whole = events(html)
        assert differences_of_events(whole, events(html), typography="exact") == []
        for name, (_, classes) in DAMAGES.items():
            spoilt = damaged(html, name, Random(f"{key} {name}"))
            if spoilt is not None:
                found = differences_of_events(whole, events(spoilt))
                assert classes & {difference.name for difference in found}, (key, name, found)
                count += 1
    assert count > 1_000


@pytest.mark.usefixtures("velog_pages")
def test_velogs_renderer_shows_the_sample_blog_as_it_is_kept() -> None:
    for key, html in sample.rendered().items():
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
