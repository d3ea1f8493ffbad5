"""The headings of a post: links to them, their level, and one that repeats the title."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import frontmatter
import pytest

from conftest import JekyllPages, VelogPages
from migrator.settings.site_settings import Settings
from oracle import velog
from test_converter import NOTHING, a_post, body_of, convert

HEADINGS = """\
# 첫 제목: 하나!
## 1. C++ & `code` (괄호)
## 같은 이름
## 같은 이름
### Hello, World_a-b
## **굵게** 와 [링크](https://e.com)
## 😀 이모지
## a  두 칸
## "따옴표" — 줄표…
##
## ![그림](https://e.com/a.png) 앞
## <b>굵은</b> 글
## 앞 <br> 뒤 <!-- 말 -->
## <span style="color:red">빨강</span>
## [링크](https://e.com "풀이") 끝
## ![](https://e.com/a.png "그림 풀이")
## $x^2$ 과 &amp; `<b>`
"""


class Ids(HTMLParser):
    """Collects the ids of headings and the addresses of links, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.ids.append(values.get("id", ""))
        elif tag == "a" and values.get("href", "").startswith("#"):
            self.links.append(values["href"][1:])


@pytest.mark.parametrize("shift", [False, True])
def test_a_link_to_each_heading_finds_it_on_jekyll_as_on_velog(
    shift: bool, velog_pages: VelogPages, jekyll_pages: JekyllPages
) -> None:
    there = Ids(velog_pages({"post": velog.Body(HEADINGS)})["post"])
    assert len(there.ids) == len(HEADINGS.splitlines())
    links = "".join(f"- [글](#{name})\n" for name in there.ids)
    page = convert(a_post(f"{HEADINGS}\n{links}"), Settings(shift_headings=shift))
    built = jekyll_pages({"post": page.text(NOTHING)})
    here = Ids(built.pages["post"])
    named = [number for number, name in enumerate(there.ids) if name]
    assert [here.links[number] for number in named] == [here.ids[number] for number in named]


def test_a_link_to_a_heading_takes_its_new_id_wherever_it_stands() -> None:
    heading, link = "## ![그림](https://e.com/a.png) 앞", "[가](#그림-앞)"
    body = body_of(convert(a_post(f"- {link}\n\n{heading}\n\n> **{link}** [나](#없음)")))
    assert body == f"- [가](#-앞)\n\n{heading}\n\n> **[가](#-앞)** [나](#없음)"


def test_a_heading_in_html_takes_no_id_from_those_of_markdown(
    velog_pages: VelogPages, jekyll_pages: JekyllPages
) -> None:
    body = "## 나\n\n<h2>나</h2>\n\n## 나\n\n[가](#나-1)"
    there = Ids(velog_pages({"post": velog.Body(body)})["post"])
    assert there.ids == ["나", "", "나-1"]
    here = Ids(jekyll_pages({"post": convert(a_post(body)).text(NOTHING)}).pages["post"])
    assert here.links == [here.ids[2]] == ["나-2"]


def test_a_link_to_no_heading_stays_as_it_is() -> None:
    assert body_of(convert(a_post("# 가!\n\n[나](#없음)"))) == "# 가!\n\n[나](#없음)"


def test_only_a_post_that_uses_the_first_level_is_shifted() -> None:
    settings = Settings(shift_headings=True)
    shifted = convert(a_post("# 가\n###### 나\n다\n==="), settings)
    assert body_of(shifted) == "## 가\n###### 나\n\n다\n---"
    assert body_of(convert(a_post("## 가"), settings)) == "## 가"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# 글\n\n나", "나"),
        ("글\n===\n나", "나"),
        ("# 글 둘\n\n나", "# 글 둘\n\n나"),
        ("나\n\n# 글", "나\n\n# 글"),
    ],
)
def test_a_heading_that_repeats_the_title_goes_if_asked(body: str, expected: str) -> None:
    page = convert(a_post(body), Settings(drop_title_heading=True))
    assert body_of(page) == expected
    assert "# 글" in body_of(convert(a_post("# 글\n\n나")))


def test_a_post_with_diagrams_asks_the_theme_for_them() -> None:
    profile = replace(Settings().profile, mermaid={"diagrams": {"enabled": True, "of": {"a": 1}}})
    settings = replace(Settings(), profile=profile)
    text = convert(a_post("```mermaid a\ngraph\n```"), settings).text(NOTHING)
    assert frontmatter.loads(text)["diagrams"] == {"enabled": True, "of": {"a": 1}}
    for body in ("mermaid", "```js\nmermaid\n```"):
        assert "diagrams" not in frontmatter.loads(convert(a_post(body), settings).text(NOTHING))


@pytest.mark.parametrize("body", ["$x$", "$$\nx\n$$", "> - 글 $x$"])
def test_a_post_with_formulas_asks_the_theme_for_them(body: str) -> None:
    key = "mathjax"
    settings = replace(Settings(), profile=replace(Settings().profile, math={key: True}))
    assert frontmatter.loads(convert(a_post(body), settings).text(NOTHING))[key] is True
    assert key not in frontmatter.loads(convert(a_post("$5"), settings).text(NOTHING))
