"""The comments under posts, as a real Jekyll shows them: all of them, and nothing in them alive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

import new_site_builds as builds
from conftest import Program, need
from oracle.hostile import hostile_posts
from pixels import pixel
from test_hostile import alive
from velog import RELEASED, FakeComment, FakePost, FakeVelog

pytestmark = pytest.mark.ruby

Jekyll = Callable[[Path], Path]
IMAGE = "/images/reader/post/00000000-0000-4000-8000-000000000001/image.png"
_LAYOUT = "{{ content }}\n<main>{% include velog-comments.html %}</main>\n"

TALK = (
    FakeComment("첫 **댓글** `{{ site.time }}`", "haru"),
    FakeComment(
        "지운 댓글",
        "rude",
        deleted=True,
        created_at=RELEASED + timedelta(days=1),
        replies=(FakeComment("답글", "labdev", replies=(FakeComment("답글의 답글", None),)),),
    ),
    FakeComment("셋째", "dubu", created_at=RELEASED + timedelta(days=2)),
)


def built_with(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll, *comments: FakeComment
) -> BeautifulSoup:
    """Build the page of a post with comments under it, in a layout that includes them."""
    velog.posts = [FakePost("글", "본문", url_slug="post", comments=comments)]
    assert run("init", "--comments", "--site", site).code == 0
    (site / "_layouts/post.html").write_text(_LAYOUT, "utf-8")
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert done.code in (0, 1), done.err
    page = jekyll(site) / "posts/post/index.html"
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def seen(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_they_are_seen_as_on_velog(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    page = built_with(velog, site, run, jekyll, *TALK)
    (box,) = page.select("main > section.velog-comments")
    heads = [seen(head) for head in box.select(".velog-comment-head")]
    assert heads == [
        "haru 2023-05-01",
        "알 수 없음 2023-05-02",
        "labdev 2023-05-01",
        "알 수 없음 2023-05-01",
        "dubu 2023-05-03",
    ]
    said = [seen(text) for text in box.select(".velog-text, .velog-comment-deleted")]
    assert said == [
        "첫 댓글 {{ site.time }}",
        "삭제된 댓글입니다.",
        "답글",
        "답글의 답글",
        "셋째",
    ]
    levels = [len(text.find_parents("ol")) for text in box.select(".velog-comment-head")]
    assert levels == [1, 1, 2, 3, 1]
    assert box.select_one("strong")
    assert [str(link["href"]) for link in box.select("a")] == ["https://velog.io/@labdev/post"]


def test_a_post_without_comments_shows_nothing_of_them(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    page = built_with(velog, site, run, jekyll)
    assert seen(page) == "본문"
    assert not page.select("section")


def test_an_image_of_a_comment_is_in_the_site(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    velog.images[IMAGE] = pixel(1)
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\nbaseurl: /blog\n", "utf-8")
    text = f"봐요\n\n![그림](https://velog.velcdn.com{IMAGE})"
    page = built_with(velog, site, run, jekyll, FakeComment(text, "haru"))
    (image,) = page.select(".velog-text img")
    source = str(image["src"])
    assert source.startswith("/blog/assets/img/posts/")
    built = site.parent / f"{site.name}-built"
    assert (built / source.removeprefix("/blog/")).read_bytes() == pixel(1)


STRANGE = {
    "a script": "<script>alert(1)</script>",
    "Liquid": "{{ 'le' | append: 'ak' }} {% raw %} {% include x.html %} {%",
    "attributes": "글\n{: onclick='alert(1)' #main .hidden}",
    "attributes in a line": "*글*{: style='position:fixed'}",
    "options": "{::options parse_block_html='true' /}\n\n<div onclick=x>*글*</div>",
    "escapes": "\x1b[31m빨강\x1b[0m \x07",
    "a tweet": "!twitter[a/status/1]",
    "an overlay": "<span style='position:fixed;top:0;left:0;width:100%;color:red'>덮개</span>",
    "ids": "<div id='main'>글</div> <a name='top'>x</a> <span id='nav'>y</span>",
    "YAML": "---\na: b\n...\n- &x *x !!ruby/object:Gem::Requirement {}\n# c: d",
    "a tab": "```make\nall:\n\techo 1\n```",
    "separators": "a\u2028b\u0085c\ufeffd",
    "quotes": 'a "b" \\ \\u0041 \\"\n\n\'c\' \\',
    "blanks": "   \n\n  들여쓴 글\n\n",
    "formulas": "$x_1$ 그리고\n\n$$\ny\n$$\n\n\\(z\\) $100 $200",
    "nothing": " ",
}


def in_turn(texts: Iterable[str]) -> list[FakeComment]:
    """Make a comment of each text, in their order."""
    return [
        FakeComment(text, "haru", created_at=RELEASED + timedelta(days=day))
        for day, text in enumerate(texts)
    ]


def test_no_comment_gets_out_of_its_place(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    page = built_with(velog, site, run, jekyll, *in_turn([*STRANGE.values(), "뒤"]))
    (box,) = page.select("main > section.velog-comments")
    texts = box.select(":scope > ol > li > .velog-text")
    assert len(texts) == len(STRANGE) + 1
    assert seen(texts[-1]) == "뒤"
    assert alive(str(box)) == []
    assert "leak" not in str(box)
    for tag in (tag for text in texts for tag in text.find_all(True)):
        assert isinstance(tag, Tag)
        assert not tag.get("id"), tag
        assert "position" not in str(tag.get("style", ""))
        assert "onclick" not in tag.attrs


def test_what_is_seen_of_the_strange_ones(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    names = ["Liquid", "attributes", "a tab", "quotes", "an overlay", "a tweet", "YAML"]
    page = built_with(velog, site, run, jekyll, *in_turn(STRANGE[name] for name in names))
    shown = dict(zip(names, page.select(".velog-text"), strict=True))
    assert seen(shown["Liquid"]).replace("’", "'").replace("‘", "'") == STRANGE["Liquid"]
    assert "{: onclick=" in seen(shown["attributes"])
    assert "all:\n\techo 1" in shown["a tab"].get_text()
    assert "\\u0041" in shown["quotes"].get_text()
    (span,) = shown["an overlay"].select("span")
    assert "color: red" in str(span["style"])
    (link,) = shown["a tweet"].select("a")
    assert link["href"] == "https://twitter.com/a/status/1"
    assert "!!ruby/object:Gem::Requirement" in seen(shown["YAML"])


def test_headings_of_a_comment_take_no_names(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    page = built_with(velog, site, run, jekyll, FakeComment("# 제목\n\n글", "haru"))
    (heading,) = page.select(".velog-text h1")
    assert (seen(heading), heading.get("id")) == ("제목", None)


def test_drawn_comments_build_and_stay_dead(
    velog: FakeVelog, site: Path, run: Program, jekyll: Jekyll
) -> None:
    bodies = [post.body for post in hostile_posts(150, 7)]
    comments = [
        FakeComment(body, "haru", id=f"00000000-0000-4000-8000-{number:012}")
        for number, body in enumerate(bodies)
    ]
    page = built_with(velog, site, run, jekyll, *comments)
    assert len(page.select("main > section > ol > li > .velog-text")) == len(bodies)
    assert alive(str(page.select_one("main"))) == []
    assert "leak" not in page.get_text()


def test_the_new_site_shows_them(velog: FakeVelog, run: Program, tmp_path: Path) -> None:
    need(builds.missing())
    velog.images[IMAGE] = pixel(1)
    shown = FakeComment(f"![](https://velog.velcdn.com{IMAGE}) $x$", "haru")
    velog.posts = [
        FakePost("글", "본문", url_slug="post", comments=(*TALK, replace(shown))),
        FakePost("다른 글", "본문", url_slug="other", released_at=RELEASED - timedelta(days=1)),
    ]
    assert run("backup", "labdev", tmp_path / "blog", "--comments").code == 0
    site = builds.make(tmp_path, "--from", tmp_path / "blog", "--comments", "--lang", "en")
    built = builds.build(site, url=builds.ORIGIN)
    assert built.broken() == []
    page = built.pages["posts/post/index.html"]
    (box,) = page.select("article.post > footer > section.velog-comments")
    assert [seen(head) for head in box.select("h2")] == ["Comments on Velog"]
    assert len(box.select(".velog-text.text")) == 5
    (image,) = box.select("img")
    assert str(image["src"]).startswith("/assets/img/posts/")
    # A formula is loaded for where the comment alone has it.
    assert "katex" in str(page.head)
    other = built.pages["posts/other/index.html"]
    assert not other.select(".velog-comments")
    assert "katex" not in str(other.head)
    assert "labdev" not in (built.folder / "search.json").read_text("utf-8")


def test_a_built_site_with_comments_is_proven(
    velog: FakeVelog, run: Program, tmp_path: Path
) -> None:
    need(builds.missing())
    body = "# 제목\n\n첫 댓글과 같은 글\n\n- 하나\n- 둘"
    velog.posts = [FakePost("글", body, url_slug="post", comments=(*TALK, FakeComment(body)))]
    run("backup", "labdev", tmp_path / "blog", "--comments")
    site = builds.make(tmp_path, "--from", tmp_path / "blog", "--comments")
    built = builds.build(site, url=builds.ORIGIN)
    done = run("check", "--built", built.folder, "--from", tmp_path / "blog", "--site", site)
    assert (done.code, done.err) == (0, ""), done.out
