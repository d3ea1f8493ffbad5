"""Names that an author gives to places in a post: links to them lead there, on Velog as here."""

from __future__ import annotations

import re

import pytest

from conftest import KramdownPages, VelogPages
from migrator.proof.compare import differences
from oracle import velog
from test_converter import a_post, body_of, convert

PLACES = [
    ('### <a id="no1">제목</a>', "### 제목\n{: #no1}"),
    ('### <a name="no1"></a>제목', "### 제목\n{: #no1}"),
    ('<h3 id="no1">제목</h3>', "### 제목\n{: #no1}"),
    ('### <a id="첫_제목">제목</a>', '### 제목\n{: id="첫_제목"}'),
    ("### <span id='no1'>제</span>목", "### 제목\n{: #no1}"),
    ('<a name="no1"></a>\n\n글', '<a id="no1"></a>\n\n글'),
    ('<div id="no1">글</div>', '<a id="no1"></a>글'),
    ('<span id="no1">글</span> 끝', '<a id="no1"></a>글 끝'),
    ('- <a id="no1">글</a>', '- <a id="no1"></a>글'),
    ('> <a id="no1"></a>글', '> <a id="no1"></a>글'),
    ('[<span id="no1">글</span>](https://a.b)', '[<a id="no1"></a>글](https://a.b)'),
    ('| <a id="no1"></a>가 | 나 |\n|---|---|\n| 1 | 2 |', None),
]


@pytest.mark.parametrize(("body", "written"), PLACES, ids=[body for body, _ in PLACES])
def test_a_place_keeps_its_name(body: str, written: str | None) -> None:
    text = body_of(convert(a_post(body)))
    assert text == written or (written is None and '<a id="no1"></a>가' in text)


def test_a_link_leads_to_one_place(kramdown_pages: KramdownPages) -> None:
    bodies = [f"[가기](#no1)\n\n{body.replace('첫_제목', 'no1')}" for body, _ in PLACES]
    for page in kramdown_pages([body_of(convert(a_post(body))) for body in bodies]):
        assert page is not None
        assert 'href="#no1"' in page
        assert len(re.findall(r'\bid="no1"', page)) == 1


NAMED_AS_A_HEADING = {
    "behind it": '## 가\n\n<a id="가"></a>끝\n\n[x](#가)',
    "before it": '<div id="나">글</div>\n\n## 나\n\n[x](#나)',
    "in another heading": '## 가\n\n### <a id="가">나</a>\n\n[x](#가)',
    "behind a second of its name": '## 나\n\n## 나\n\n<span id="나-1">글</span>\n\n[x](#나-1)',
    "before a second of its name": '<span id="나-1">글</span>\n\n## 나\n\n## 나\n\n[x](#나-1)',
    "by kramdown's id alone": '## 가 ![그림](a)\n\n<a id="가-">글</a>\n\n[x](#가-)[y](#가-그림)',
    "in an item": '- <a id="가"></a>글\n\n## 가\n\n> ## 가\n\n[x](#가)[y](#가-1)',
    "in a cell": '| <a id="가"></a>글 |\n|---|\n| 나 |\n\n## 가\n\n[x](#가)',
    "of no heading": '## 가\n\n<a id="b"></a>글\n\n[x](#가)[y](#b)',
}


@pytest.mark.parametrize("body", NAMED_AS_A_HEADING.values(), ids=NAMED_AS_A_HEADING)
def test_no_name_stands_twice_and_links_lead_where_they_did(
    body: str, velog_pages: VelogPages, kramdown_pages: KramdownPages
) -> None:
    (page,) = kramdown_pages([body_of(convert(a_post(body)))])
    assert page is not None
    names = re.findall(r'\bid="([^"]*)"', page)
    assert len(names) == len(set(names))
    assert differences(velog_pages({"x": velog.Body(body)})["x"], page) == []


def test_two_places_of_one_name_are_one() -> None:
    text = body_of(convert(a_post('<a id="a"></a>하나\n\n<a id="a"></a>둘')))
    assert text == '<a id="a"></a>하나\n\n둘'


@pytest.mark.parametrize("name", ["a b", '"><script>', "}", "{{x}}", "", "-"])
def test_a_name_that_is_none_is_left_out(name: str) -> None:
    assert body_of(convert(a_post(f"<a id='{name}'></a>글"))) == "글"
