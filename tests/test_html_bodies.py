"""Posts stored as HTML, many and of all kinds, look on Jekyll as a browser shows them on Velog."""

from __future__ import annotations

import pytest

from conftest import KramdownPages, VelogPages
from golden import read_cases
from oracle.html_bodies import all_bodies
from oracle.html_parity import differing
from oracle.known import KNOWN_HTML
from oracle.velog import Body

LEAST = 0.98
RENDERED = ("constructs", "convert", "kramdown", "link-forms", "velogmark")


@pytest.mark.slow  # hundreds of posts are converted and compared
def test_what_a_browser_shows_of_stored_html_is_shown(kramdown_pages: KramdownPages) -> None:
    bodies = all_bodies()
    assert len(bodies) >= 600
    found = differing(bodies, kramdown_pages)
    assert set(found) == set(KNOWN_HTML), "change KNOWN_HTML in oracle/known.py"
    assert len(found) <= (1 - LEAST) * len(bodies)


@pytest.mark.slow  # a thousand posts are converted and compared
def test_pages_of_velog_that_are_stored_as_html_look_the_same(
    velog_pages: VelogPages, kramdown_pages: KramdownPages
) -> None:
    cases = {case.title: case for folder in RENDERED for case in read_cases(folder)}
    bodies = velog_pages({title: Body(case.source) for title, case in cases.items()})
    found = differing(bodies, kramdown_pages)
    assert len(found) <= (1 - LEAST) * len(bodies), found
