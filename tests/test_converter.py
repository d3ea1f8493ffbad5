"""What a post's text becomes, by golden cases and by properties that hold for any text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden import Case, read_cases
from migrator.converter.page import convert_post
from migrator.model import Page, Post, SeriesPlace
from migrator.settings.site_settings import Settings

IMAGE = "https://velog.velcdn.com/images/u/post/00000000-0000-4000-8000-000000000001/image.png"
NOTHING: frozenset[str] = frozenset()


A_POST = Post(
    id="11111111-1111-4111-8111-111111111111",
    slug="글",
    title="글",
    body="",
    is_markdown=True,
    released_at=datetime(2022, 8, 21, 5, 59, 12, 345000, tzinfo=UTC),
)


def a_post(body: str = "", **fields: Any) -> Post:
    return replace(A_POST, body=body, **fields)


def convert(post: Post, settings: Settings | None = None) -> Page:
    return convert_post(post, "u", "_posts/2022-08-21-글.md", settings or Settings())


def body_of(page: Page) -> str:
    return page.text(NOTHING).split("---\n\n", 1)[1].removesuffix("\n")


@pytest.mark.parametrize("case", read_cases("convert"), ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    page = convert(a_post(case.source))
    assert body_of(page).replace("/assets/img/posts/2022-08-21-글/", "/img/") == case.expected


def test_front_matter_says_what_velog_knows() -> None:
    post = a_post(
        title='"따옴표": \\ 와 <b>',
        slug="글 하나",
        tags=("C++", "2024", "yes"),
        description="한 줄\n두 줄",
        thumbnail=IMAGE,
        series=SeriesPlace("시리즈", "시리즈", 3),
    )
    text = convert(post).text(NOTHING)
    assert text.startswith("---\n")
    assert "\ndate: 2022-08-21 14:59:12 +0900\n" in text
    front = frontmatter.loads(text).metadata
    assert front["title"] == '"따옴표": \\ 와 <b>'
    assert front["tags"] == ["C++", "2024", "yes"]
    assert front["description"] == "한 줄 두 줄"
    assert front["image"] == (
        "/assets/img/posts/2022-08-21-글/00000000-0000-4000-8000-000000000001-image.png"
    )
    assert (front["series"], front["series_order"]) == ("시리즈", 3)
    assert front["velog"] == {
        "id": post.id,
        "url": "https://velog.io/@u/%EA%B8%80%20%ED%95%98%EB%82%98",
    }


def test_a_series_may_be_a_category() -> None:
    post = a_post(series=SeriesPlace("내 시리즈", "series", 3))
    text = convert(post, Settings(series="categories")).text(NOTHING)
    assert frontmatter.loads(text)["categories"] == ["내 시리즈"]
    assert "categories" not in frontmatter.loads(convert(post).text(NOTHING))


def test_an_image_that_could_not_be_had_keeps_its_link_in_text_and_front_matter() -> None:
    page = convert(a_post(f"![]({IMAGE})", thumbnail=IMAGE))
    text = page.text(frozenset({page.images[0].path}))
    assert f"![]({IMAGE})" in text
    assert f'image: "{IMAGE}"' in text


def test_the_same_upload_on_each_of_velogs_hosts_is_one_image() -> None:
    path = "images/u/post/00000000-0000-4000-8000-000000000001/%ED%95%9C%EA%B8%80.png"
    body = f"![](https://images.velog.io/{path})\n\n![](https://media.vlpt.us/{path}?w=640)"
    page = convert(a_post(body, thumbnail=f"https://img.velog.io/{path}?w=768&webp=1"))
    assert len(page.images) == 1
    assert page.images[0].name == "00000000-0000-4000-8000-000000000001-한글.png"


def test_an_upload_that_never_finished_is_an_image_that_cannot_be_had() -> None:
    page = convert(a_post("![업로드중..](blob:https://velog.io/0a1b)"))
    assert [image.sources for image in page.images] == [()]


def test_with_a_baseurl_jekyll_itself_puts_it_before_images() -> None:
    settings = Settings(image_url="{{{{ '/{path}' | relative_url }}}}")
    page = convert(a_post(f"![]({IMAGE}) {{{{ x }}}}"), settings)
    assert body_of(page) == (
        "![]({{ '/assets/img/posts/2022-08-21-글/"
        "00000000-0000-4000-8000-000000000001-image.png' | relative_url }}) "
        "{% raw %}{{ x }}{% endraw %}"
    )


def test_images_of_other_hosts_come_along_when_asked_for() -> None:
    page = convert(
        a_post("![](https://example.com/a.png) [글](https://example.com/b.png)"),
        Settings(all_images=True),
    )
    assert [image.sources for image in page.images] == [("https://example.com/a.png",)]


def test_a_post_stored_as_html_becomes_markdown() -> None:
    html = (
        '<h2 id="a">제목</h2><p>첫 줄<br>둘째 <b>굵게</b> a &lt;b&gt; c</p>'
        '<pre class="ql-syntax" spellcheck="false"><span>if</span> (a &lt; b) {{x}}\n'
        "</pre><ul><li>하나</li></ul><script>alert(1)</script>"
        f'<p><img src="{IMAGE}"></p>'
        '<iframe class="ql-video" src="https://www.youtube.com/embed/a_b"></iframe>'
    )
    assert body_of(convert(a_post(html, is_markdown=False))) == (
        "## 제목\n{: #a}\n\n첫 줄  \n둘째 **굵게** a \\<b> c\n\n"
        "```\nif (a < b) {% raw %}{{x}}{% endraw %}\n```\n\n- 하나\n\n"
        "![](/assets/img/posts/2022-08-21-글/00000000-0000-4000-8000-000000000001-image.png)\n\n"
        '<iframe src="https://www.youtube.com/embed/a_b" width="100%" height="400" '
        'loading="lazy" allowfullscreen></iframe>'
    )


PIECES = ["```", "~~~", "`", "``", "{{", "{%", "}}", "%}", "endraw", "raw", "![](", ")", "<img"]
PIECES += ["글", "|", "!youtube[", "]", ">", "-", " ", "\n", "\n\n", "    ", " src=", "\n[a]: "]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from([*PIECES, f"![]({IMAGE})"]),
    max_size=40,
).map("".join)


@given(ANY_TEXT)
def test_any_text_converts(text: str) -> None:
    assert convert(a_post(text))


_HOSTS = ("velog.velcdn.com", "media.vlpt.us", "e.com", "[x", "x]", "")
_PATHS = ("", "/", "?a/b", "#c", "/..", "/%", "/a|b.png")


@pytest.mark.parametrize("host", _HOSTS)
@pytest.mark.parametrize("path", _PATHS)
def test_any_address_converts(host: str, path: str) -> None:
    url = f"https://{host}{path}"
    post = a_post(f'![]({url}) <{url}> <img src="{url}">', thumbnail=url)
    assert convert(post, Settings(all_images=True)).text(NOTHING)


@given(ANY_TEXT)
def test_front_matter_gives_any_title_and_tag_back(text: str) -> None:
    page = convert(a_post(title=text, tags=(text,), description=text))
    front: dict[str, Any] = frontmatter.loads(page.text(NOTHING)).metadata
    assert front["title"] == (page.title or "글")
    assert all(isinstance(tag, str) for tag in front.get("tags", []))


@given(ANY_TEXT)
def test_no_liquid_is_left_to_run(text: str) -> None:
    """Read as Liquid does: outside of raw blocks there is no opener left."""
    body = body_of(convert(a_post(text)))
    outside = re.sub(r"\{% raw %\}.*?\{% endraw %\}", "", body, flags=re.DOTALL)
    assert "{{" not in outside
    assert "{%" not in outside
