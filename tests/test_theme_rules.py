"""The rules of the themes: posts that keep them, and for each rule a post that does not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from theme_rules import RULES, advice, violations

IMAGE = "/assets/img/posts/2022-01-01-글/그림.png"
HEAD: dict[str, Any] = {
    "title": "리액트 정리",
    "date": "2022-01-01 10:00:00 +0900",
    "tags": ["react", "2024"],
    "series": "리액트",
    "series_order": 3,
    "velog": {"id": "x", "url": "https://velog.io/@haru-dev/x"},
}
CHIRPY = {**HEAD, "description": '"한 줄"', "image": {"path": IMAGE, "alt": "그림"}}
KEPT: list[tuple[str, dict[str, Any], str, str]] = [
    *(
        (profile, {**CHIRPY, "math": True, "mermaid": True}, body, baseurl)
        for profile in ("chirpy", "chirpy6")
        for baseurl in ("", "/blog")
        for body in (
            f"## 제목\n\n![그림]({IMAGE}) $$x$$\n\n```mermaid\ngraph LR\n```\n",
            f'<img src="{IMAGE}" width="30"> [글]({{{{ "/posts/글/" | relative_url }}}})\n',
            "`![그림](assets/x.png)` 와 \\<img src=x>\n\n    # 제목\n\n{% raw %}{{x}}{% endraw %}",
            "![그림](https://velog.velcdn.com/images/x/image.png) [위로](#위로) "
            "<https://velog.io>\n",
        )
    ),
    ("chirpy", {**CHIRPY, "image": IMAGE, "categories": ["개발", "리액트"]}, "글", ""),
    ("chirpy", {**CHIRPY, "title": "List&lt;T> &amp; R&D, 1 < 2", "layout": "post"}, "글", ""),
    ("chirpy", {**CHIRPY, "render_with_liquid": False}, f"![그림]({IMAGE})", "/blog"),
    ("chirpy6", {**CHIRPY, "date": datetime(2022, 1, 1, tzinfo=UTC)}, "글", ""),
    (
        "minimal-mistakes",
        {
            **HEAD,
            "title": r"\_\_init\_\_ 과 List\<T> 1 < 2, snake_case, C#",
            "excerpt": "한 줄",
            "header": {"teaser": IMAGE, "og_image": IMAGE},
        },
        f"# 제목\n\n![그림]({{{{ '{IMAGE}' | relative_url }}}})\n\n$$x$$",
        "/blog",
    ),
    ("minimal-mistakes", HEAD, f"![그림]({IMAGE})", ""),
    (
        "al-folio",
        {
            **HEAD,
            "layout": "post",
            "description": "한 줄",
            "thumbnail": IMAGE,
            "og_image": f"https://haru.example{IMAGE}",
            "mermaid": {"enabled": True, "zoomable": True},
        },
        "$$x$$\n\n```mermaid\ngraph LR\n```\n",
        "",
    ),
    (
        "beautiful-jekyll",
        {
            **HEAD,
            "subtitle": '"한 줄"',
            "thumbnail-img": IMAGE,
            "share-img": IMAGE,
            "mathjax": True,
        },
        f"![그림]({{{{ site.baseurl }}}}{IMAGE}) $$x$$",
        "/blog",
    ),
    (
        "minima",
        {**HEAD, "layout": "post", "title": "List<T> & *별*", "description": "x", "image": IMAGE},
        f"![그림]({{{{ '{IMAGE}' | relative_url }}}}) $$x$$",
        "/blog",
    ),
    (
        "hydejack",
        {
            **HEAD,
            "layout": "post",
            "title": "List&lt;T> 과 __init__",
            "description": r"\_\_init\_\_ 과 List\<T>",
            "image": {"path": IMAGE},
        },
        f"![그림]({{{{ '{IMAGE}' | relative_url }}}}) $$x$$",
        "/blog",
    ),
    ("hydejack", {**HEAD, "layout": "post", "image": IMAGE}, f"# 제목\n\n![그림]({IMAGE})", ""),
    (
        "text",
        {
            **HEAD,
            "layout": "article",
            "excerpt": "List&lt;T> 한 줄",
            "cover": IMAGE,
            "mathjax": True,
            "mermaid": True,
            "aside": {"toc": True},
        },
        "# 제목\n\n$$x$$\n\n```mermaid\ngraph LR\n```\n",
        "/blog",
    ),
    (
        "clean-blog",
        {**HEAD, "layout": "post", "subtitle": "한 줄 &lt;b>", "background": IMAGE},
        f"![그림]({{{{ '{IMAGE}' | relative_url }}}})",
        "/blog",
    ),
    (
        "so-simple",
        {
            **HEAD,
            "layout": "post",
            "title": r"\_\_init\_\_",
            "excerpt": "한 줄",
            "image": {"path": IMAGE, "thumbnail": IMAGE},
        },
        "$$x$$",
        "/blog",
    ),
    ("generic", {**HEAD, "layout": "post", "image": IMAGE, "math": True}, "$$x$$", ""),
    (
        "velog-to-jekyll",
        {**HEAD, "description": "x", "image": IMAGE, "math": True, "mermaid": True},
        f"# 제목\n\n![그림]({{{{ site.baseurl }}}}{IMAGE}) $$x$$\n\n```mermaid\ngraph LR\n```\n",
        "/blog",
    ),
]
BROKEN: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("minima", {}, "", "", "layout is missing"),
    ("al-folio", {}, "", "", "layout is missing"),
    ("generic", {}, "", "", "layout is missing"),
    ("velog-to-jekyll", {}, "```mermaid\nx\n```", "", "mermaid: true is missing"),
    ("velog-to-jekyll", {"categories": []}, "$$x$$", "", "math: true is missing"),
    ("minimal-mistakes", {"layout": "post"}, "", "", "layout 'post' is not one"),
    ("chirpy", {"title": 2024}, "", "", "title is not a text"),
    ("chirpy", {"title": "List<T>"}, "", "", "title: the theme takes it for HTML"),
    ("beautiful-jekyll", {"title": "</T>"}, "", "", "title: the theme takes it for HTML"),
    ("al-folio", {"layout": "post", "title": "<T>"}, "", "", "title: the theme takes it for HTML"),
    ("chirpy", {"date": "2022-01-01 10:00:00"}, "", "", "date has no offset"),
    ("chirpy", {"last_modified_at": datetime(2022, 1, 1)}, "", "", "last_modified_at has no"),
    ("chirpy", {"subtitle": "x"}, "", "", "subtitle: nothing in the theme reads it"),
    ("minima", {"layout": "post", "math": True}, "", "", "math: nothing in the theme reads it"),
    ("beautiful-jekyll", {"description": "x"}, "", "", "description: nothing in the theme"),
    ("beautiful-jekyll", {"math": True}, "", "", "math: nothing in the theme reads it"),
    ("beautiful-jekyll", {"canonical_url": "https://x"}, "", "", "canonical_url: nothing"),
    ("minimal-mistakes", {"image": IMAGE}, "", "", "image: nothing in the theme reads it"),
    ("minimal-mistakes", {"header": {"x": "y"}}, "", "", "header.x: nothing in the theme reads"),
    ("al-folio", {"layout": "post", "mermaid": True}, "", "", "it reads mermaid.enabled and"),
    ("chirpy6", {"image": IMAGE}, "", "", "image: the theme shows only image.path"),
    ("chirpy", {"image": {"path": ""}}, "", "", "image.path: is not an address"),
    ("chirpy", {"image": "assets/x.png"}, "", "", "image: does not begin with /"),
    ("chirpy", {"image": f"/blog{IMAGE}"}, "", "/blog", "image: the theme puts baseurl before it"),
    (
        "minima",
        {"layout": "post", "image": "{{ '/x.png' | relative_url }}"},
        "",
        "/blog",
        "image: Jekyll runs no Liquid",
    ),
    (
        "al-folio",
        {"layout": "post", "og_image": IMAGE},
        "",
        "",
        "og_image: the theme prints it as it is",
    ),
    ("al-folio", {"layout": "post", "description": 'a "b"'}, "", "", "description: a"),
    ("hydejack", {}, "", "", "layout is missing"),
    ("hydejack", {"layout": "post", "title": "<T>"}, "", "", "title: the theme takes it for HTML"),
    (
        "hydejack",
        {"layout": "post", "description": "*별*"},
        "",
        "",
        "description: the theme takes it for Markdown",
    ),
    ("hydejack", {"layout": "post", "math": True}, "", "", "math: nothing in the theme reads it"),
    ("text", {"layout": "post"}, "", "", "layout 'post' is not one"),
    ("text", {"layout": "article", "toc": True}, "", "", "toc: nothing in the theme reads"),
    ("text", {"layout": "article", "excerpt": "<T>"}, "", "", "excerpt: the theme takes it"),
    ("text", {"layout": "article"}, "$$x$$", "", "mathjax: true is missing"),
    ("text", {"layout": "article"}, "```mermaid\nx\n```", "", "mermaid: true is missing"),
    ("clean-blog", {"layout": "post", "description": "x"}, "", "", "description: nothing in the"),
    ("clean-blog", {"layout": "post", "subtitle": "<b>"}, "", "", "subtitle: the theme takes it"),
    (
        "clean-blog",
        {"layout": "post", "background": f"https://haru.example{IMAGE}"},
        "",
        "",
        "background: the theme writes // as /",
    ),
    ("so-simple", {"layout": "single"}, "", "", "layout 'single' is not one"),
    ("so-simple", {"layout": "post", "title": "*별*"}, "", "", "title: the theme takes it for"),
    ("so-simple", {"layout": "post", "mathjax": True}, "", "", "mathjax: nothing in the theme"),
    *(
        ("minimal-mistakes", {"title": title}, "", "", "title: the theme takes it for Markdown")
        for title in ("__init__", "*별*", "`x`", "List<T>", "[질문](x)", "A | B", "1. 시작", "> 말")
    ),
    ("minimal-mistakes", {"excerpt": "*별*"}, "", "", "excerpt: the theme takes it for Markdown"),
    ("chirpy", {"tags": "react hooks"}, "", "", "tags is not a list"),
    ("chirpy", {"tags": [2024]}, "", "", "tags: 2024 is not a text"),
    ("chirpy", {"tags": ["!!!"]}, "", "", "tags: '!!!' leaves nothing"),
    ("chirpy", {"categories": ["a", "b", "c"]}, "", "", "categories: the theme shows 2 only"),
    ("minimal-mistakes", {"categories": ["CI/CD"]}, "", "", "categories: the / in 'CI/CD'"),
    ("chirpy", {}, "글 $$x$$", "", "math: true is missing"),
    ("beautiful-jekyll", {}, "$$\nx\n$$", "", "mathjax: true is missing"),
    ("chirpy", {}, "```mermaid\nx\n```", "", "mermaid: true is missing"),
    ("al-folio", {"layout": "post"}, "```mermaid\nx\n```", "", "mermaid.enabled: true is missing"),
    ("chirpy", {}, "# 제목", "", "a heading of the first level"),
    ("chirpy", {}, "<h1>제목</h1>", "", "a heading of the first level"),
    ("chirpy", {}, f"![x](/blog{IMAGE})", "/blog", "puts baseurl before it again"),
    ("chirpy", {}, f"![x]({{{{ '{IMAGE}' | relative_url }}}})", "/blog", "before it again"),
    ("chirpy", {}, f"- <img src='{{{{ site.baseurl }}}}{IMAGE}'>", "blog/", "before it again"),
    ("chirpy", {}, "![x](x.png)", "", "is taken from the address of the post"),
    ("chirpy", {}, "[글](/posts/x/)", "/blog", "link /posts/x/: lacks baseurl"),
    ("minima", {"layout": "post"}, f"![x]({IMAGE})", "/blog", "lacks baseurl"),
    ("minimal-mistakes", {}, f"| [![x]({IMAGE})](#x) |\n|---|", "/blog", "lacks baseurl"),
    ("beautiful-jekyll", {}, f'<a href="{IMAGE}">x</a>', "/blog", "lacks baseurl"),
    (
        "minima",
        {"layout": "post", "render_with_liquid": False},
        "![x]({{ '/x.png' | relative_url }})",
        "",
        "Liquid that must run",
    ),
]


@pytest.mark.parametrize(("profile", "head", "body", "baseurl"), KEPT)
def test_a_post_that_keeps_the_rules(
    profile: str, head: dict[str, Any], body: str, baseurl: str
) -> None:
    assert violations(profile, head, body, baseurl) == []


@pytest.mark.parametrize(("profile", "head", "body", "baseurl", "fault"), BROKEN)
def test_a_post_that_breaks_a_rule(
    profile: str, head: dict[str, Any], body: str, baseurl: str, fault: str
) -> None:
    (found,) = violations(profile, {**HEAD, **head}, body, baseurl)
    assert fault in found


def test_every_profile_has_a_post_that_keeps_its_rules_and_one_that_does_not() -> None:
    assert {profile for profile, *_ in KEPT} == {profile for profile, *_ in BROKEN} == set(RULES)


def test_capitals_in_tags_are_advised_against_where_the_theme_does() -> None:
    tags = {"tags": ["React", "css"]}
    assert advice("chirpy", tags) == ["tag 'React': the theme's guide writes tags small"]
    assert advice("minima", tags) == []
