"""`check --built`: whether the pages that Jekyll built show what Velog shows."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import SAMPLE_BLOG, Program, VelogPages, tree
from golden import read_cases
from migrator.converter.page import shown_on_velog
from migrator.proof.browser import read
from migrator.proof.compare import differences_of_events
from migrator.proof.decoration import undecorated
from migrator.proof.events import events, events_in
from migrator.proof.post_part import parts_of, words_of
from migrator.proof.velog_page import velog_page
from oracle import sample
from oracle import velog as oracle_velog
from oracle.known import KNOWN
from pixels import pixel
from test_converter import a_post
from themes.shapes import SHAPES
from velog import FakePost, FakeVelog

SCHEMA = json.loads(files("migrator.proof").joinpath("schema.json").read_text("utf-8"))
BODY = """# 머리

첫 문단은 **굵고**
둘째 줄이 있다.

* 하나
  * 둘

```js
const x = 1;
```

| 가 | 나 |
|---|---|
| 1 | 2 |

끝.
"""
PAGE = """<h1 id="머리">머리</h1>
<p>첫 문단은 <strong>굵고</strong><br />둘째 줄이 있다.</p>
<ul><li>하나<ul><li>둘</li></ul></li></ul>
<div class="language-js highlighter-rouge"><div class="highlight"><pre class="highlight"><code>\
<span class="kd">const</span> <span class="nx">x</span> = 1;
</code></pre></div></div>
<table><thead><tr><th>가</th><th>나</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<p>끝.</p>
"""


def in_theme(post: str, title: str = "첫 글") -> str:
    """Put a post into the page of a theme that nobody has written."""
    return f"""<!DOCTYPE html><html><head><title>{title}</title><style>a > b {{}}</style></head>
<body><header><nav><ul><li><a href="/">처음</a></li><li><a href="/">소개</a></li></ul></nav>
</header>
<main><div class="zone"><h1>{title}</h1><p>첫 문단은 굵고 둘째 줄이 있다. …</p>
<div class="x1">{post}</div>
<div class="related"><a href="/">다른 글</a><p>첫 문단은 굵고</p></div></div></main>
<script>document.write("<div>")</script><footer><p>© 하루</p></footer></body></html>"""


def page_for(file: Path, post: str) -> Path:
    """Build a post by hand, and the page above it."""
    built = file.parent.parent / "_site"
    page = built / "posts" / file.stem[11:] / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(in_theme(post), "utf-8")
    (built / "index.html").write_text("<p>처음</p>", "utf-8")
    return page


def migrated(site: Path) -> Path:
    """Give the file of the one post that was migrated."""
    (file,) = (file for file in (site / "_posts").iterdir() if "velog:" in file.read_text("utf-8"))
    return file


@pytest.fixture
def built(site: Path, velog: FakeVelog, run: Program) -> Path:
    """Give a built site with the page of one post that was migrated."""
    velog.posts.append(FakePost("첫 글", BODY))
    assert run("migrate", "labdev", "--site", site).code == 0
    return page_for(migrated(site), PAGE)


def proven(run: Program, site: Path, *more: object) -> tuple[int, str]:
    done = run("check", "--built", site / "_site", "--site", site, *more)
    return done.code, done.out


def test_a_page_that_shows_the_post_is_proven(built: Path, site: Path, run: Program) -> None:
    before = tree(site)
    assert proven(run, site) == (0, "1 of 1 post shows what Velog showed.\n")
    assert tree(site) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("merged-lines", "<br />", " "),
        ("text", "끝.", "꿑."),
        ("space", "첫 문단", "첫문단"),
        ("list-nesting", "하나<ul><li>둘</li></ul></li>", "하나</li><li>둘</li>"),
        ("code-text", "= 1", "= 2"),
        ("text", "<td>2</td>", "<td>3</td>"),
        ("heading-level", "h1", "h2"),
        ("lost-bold", "<strong>굵고</strong>", "굵고"),
        ("code-language", "language-js", "language-css"),
        ("para-lost", "<p>끝.</p>", ""),
    ],
)
def test_what_is_lost_is_named_with_its_place(
    built: Path, site: Path, run: Program, name: str, old: str, new: str
) -> None:
    built.write_text(in_theme(PAGE.replace(old, new)), "utf-8")
    code, text = proven(run, site, "--format", "json")
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    (post,) = json.loads(text)["posts"]
    assert code == 1
    assert name in {each["kind"] for each in post["differences"]}
    assert {each["side"] for each in post["differences"]} == {"Jekyll"}
    assert post["verdict"] == "different"
    assert proven(run, site)[1].startswith("0 of 1 post shows what Velog showed.\n\n_posts/")


def test_what_the_author_edited_here_is_no_loss(built: Path, site: Path, run: Program) -> None:
    file = migrated(site)
    file.write_text(file.read_text("utf-8").replace("끝.", "마침."), "utf-8")
    built.write_text(in_theme(PAGE.replace("끝.", "마침.")), "utf-8")
    code, text = proven(run, site)
    assert code == 0
    assert text.startswith("0 of 1 post shows what Velog showed, 1 what you made of it here.\n")
    assert "(the site's text)\n    - " in text
    # The same edit is no excuse for another line.
    built.write_text(in_theme(PAGE.replace("끝.", "마침.").replace("<br />", " ")), "utf-8")
    code, text = proven(run, site)
    assert code == 1
    assert "a line break is missing (Jekyll)" in text


def test_a_change_on_velog_is_told_from_loss(
    built: Path, site: Path, velog: FakeVelog, run: Program
) -> None:
    velog.posts[0] = replace(velog.posts[0], body=BODY.replace("끝.", "아직."))
    code, text = proven(run, site)
    assert code == 1
    assert "changed on Velog after the last sync" in text
    assert "(Velog, since the last sync)" in text
    assert "(Jekyll)" not in text


def test_a_post_without_a_page_and_one_without_a_file_are_named(
    built: Path, site: Path, velog: FakeVelog, run: Program
) -> None:
    velog.posts.append(FakePost("둘째 글", "나중에."))
    code, text = proven(run, site)
    assert code == 1
    assert text.startswith("1 of 2 posts show what Velog showed.")
    assert "is not in the site" in text
    assert run("sync", "--site", site).code == 0
    code, text = proven(run, site)
    assert code == 1
    assert "Jekyll made no page of it" in text


def test_a_post_that_its_author_has_hidden_here_is_not_missed(
    built: Path, site: Path, velog: FakeVelog, run: Program
) -> None:
    velog.posts.append(FakePost("둘째 글", "나중에."))
    assert run("sync", "--site", site).code == 0
    (file,) = (site / "_posts").glob("*둘째*")
    file.write_text(file.read_text("utf-8").replace("---\n", "---\npublished: false\n", 1), "utf-8")
    assert proven(run, site) == (0, "1 of 1 post shows what Velog showed.\n")


def test_what_is_in_the_results_does_not_depend_on_the_number_of_processes(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    velog.posts += [FakePost(f"글 {number}", f"본문 {number} 이다.") for number in range(90)]
    assert run("migrate", "labdev", "--site", site).code == 0
    for file in (site / "_posts").glob("*글-*"):
        number = file.stem.rpartition("-")[2]
        page_for(file, f"<p>본문 {number if number != '7' else '칠'} 이다.</p>")
    code, text = proven(run, site)
    assert code == 1
    assert text.startswith("89 of 90 posts show what Velog showed.\n\n_posts/")


def test_a_page_without_the_post_is_the_themes_doing(built: Path, site: Path, run: Program) -> None:
    built.write_text(in_theme(""), "utf-8")
    code, text = proven(run, site)
    assert code == 1
    assert "the page does not hold the post (the theme)" in text


def test_what_cannot_be_told_is_no_proof(site: Path, run: Program, tmp_path: Path) -> None:
    done = run("check", "--built", tmp_path / "nowhere", "--site", site)
    assert done.code == 2
    assert "jekyll build" in done.err
    assert run("migrate", "--from", SAMPLE_BLOG, "--site", site).code == 0
    (tmp_path / "empty").mkdir()
    done = run("check", "--built", tmp_path / "empty", "--site", site, "--from", SAMPLE_BLOG)
    assert done.code == 2
    assert "has no page of any post" in done.err


@pytest.mark.parametrize("option", ["--from", "--before"])
def test_options_of_a_built_site_alone_are_refused(site: Path, run: Program, option: str) -> None:
    done = run("check", "--site", site, option, site)
    assert done.code == 2
    assert "--built" in done.err


def test_images_are_really_there(site: Path, velog: FakeVelog, run: Program) -> None:
    url = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
    velog.images[url.removeprefix("https://")] = pixel(1)
    velog.posts.append(FakePost("그림", f"보라\n\n![]({url})\n"))
    assert run("migrate", "labdev", "--site", site).code == 0
    file = migrated(site)
    shutil.copytree(site / "assets", site / "_site" / "assets")
    (image,) = (path for path in (site / "_site").rglob("*.png"))
    src = f"/{image.relative_to(site / '_site').as_posix()}"
    page_for(file, f'<p>보라</p><p><img src="{src}" width="9" /></p>')
    assert proven(run, site)[0] == 0
    image.write_bytes(pixel(1)[:-9])
    assert "a file is no whole image" in proven(run, site)[1]
    image.unlink()
    assert "an image is not in the built site" in proven(run, site)[1]


# --- the rest of the site


def test_the_other_pages_lead_somewhere_and_only_what_is_new_is_named(
    built: Path, site: Path, run: Program, tmp_path: Path
) -> None:
    links = '<a href="/posts/첫-글/#머리">글</a><a href="/gone/">옛 글</a><img src="gone.png">'
    (site / "_site" / "index.html").write_text(links, "utf-8")
    code, text = proven(run, site)
    assert code == 1
    assert "Wrong in the pages of the site: 2:" in text
    assert "index.html: a link leads nowhere: /gone/" in text
    assert "index.html: no image at gone.png" in text
    before = tmp_path / "before"
    before.mkdir()
    (before / "index.html").write_text(links, "utf-8")
    assert proven(run, site, "--before", before)[0] == 0
    (before / "old.html").write_text("<p>옛 쪽</p>", "utf-8")
    assert "old.html: a page of before is gone" in proven(run, site, "--before", before)[1]
    shutil.copytree(built.parent, before / "posts" / built.parent.name)
    text = proven(run, site, "--before", before)[1]
    assert "index.html: a page of before gave way to _posts/" in text


def test_what_must_not_be_or_is_missing_in_the_built_site_is_named(
    built: Path, site: Path, run: Program
) -> None:
    (site / "_site" / ".velog-to-jekyll").mkdir()
    (site / "_site" / "sitemap.xml").write_text("<loc>/about/</loc>", "utf-8")
    url = "https://velog.velcdn.com/images/a/post/00000000-0000-4000-8000-000000000001/b.png"
    (site / "_site" / "index.html").write_text(f'<img src="{url}">', "utf-8")
    text = proven(run, site)[1]
    assert ".velog-to-jekyll: is published" in text
    assert "sitemap.xml: does not list _posts/" in text
    assert f"index.html: an image is still on Velog: {url}" in text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_other_forms_say_the_same(built: Path, site: Path, run: Program, form: str) -> None:
    built.write_text(in_theme(PAGE.replace("<br />", " ").replace("끝.", "<끝>")), "utf-8")
    code, text = proven(run, site, "--format", form)
    assert code == 1
    assert "0 of 1 post shows what Velog showed" in text
    assert "a line break is missing" in text
    if form == "html":
        assert "글 1개 가운데 0개" in text
        assert "줄바꿈이 없습니다" in text


# --- what Velog shows, without Node


def test_the_tree_of_each_sample_post_shows_what_velog_shows() -> None:
    kept = sample.kept()
    files = sorted((SAMPLE_BLOG / "posts").glob("*.json"))
    assert len(files) > 5
    for file in files:
        row = json.loads(file.read_text("utf-8"))
        if row["is_markdown"] is not False:
            ours = events_in(velog_page(*shown_on_velog(a_post(row["body"]))))
            assert differences_of_events(events(kept[file.stem]), ours, typography="exact") == [], (
                file.stem
            )


@pytest.mark.parametrize("folder", ["kramdown", "html-islands"])
def test_the_tree_of_each_case_shows_what_velog_shows(folder: str, velog_pages: VelogPages) -> None:
    cases = {case.title: case.source for case in read_cases(folder)}
    pages = velog_pages({title: oracle_velog.Body(body) for title, body in cases.items()})
    for title, body in cases.items():
        if title.startswith("otherwise: "):  # what Jekyll cannot show; the tree knows already
            continue
        ours = events_in(velog_page(*shown_on_velog(a_post(body))))
        found = differences_of_events(
            events(pages[title]), ours, typography="exact", as_written=False
        )
        known = getattr(KNOWN.get(f"{folder}/{title}"), "names", ())
        assert [each for each in found if each.name not in known] == [], title


# --- what themes add

DECORATED = {
    "a button to copy code": (
        '<div class="language-js highlighter-rouge"><pre><code>x</code></pre></div>',
        '<div class="language-js highlighter-rouge"><div class="bar"><span>JavaScript</span>'
        '<button>Copy</button></div><div class="highlight"><code><table><tbody><tr>'
        '<td class="gl"><pre class="lineno">1\n</pre></td><td><pre>x\n</pre></td></tr></tbody>'
        "</table></code></div></div>",
    ),
    "line numbers in each line": (
        "<pre><code>a\nb</code></pre>",
        '<pre><code><span class="lineno">1 </span>a\n'
        '<span class="lineno">2 </span>b\n</code></pre>',
    ),
    "code of a figure": (
        '<pre><code class="language-c">x</code></pre>',
        '<figure class="highlight"><pre><code class="language-c">x</code></pre></figure>',
    ),
    "anchors of headings": (
        '<h2 id="a">가나</h2><p>다</p>',
        '<h2 id="a"><span>가나</span><a href="#a"><i class="fa"></i>#</a></h2><p>다</p>',
    ),
    "a heading that links to itself": (
        '<h2 id="a">가나</h2>',
        '<h2 id="b"><a href="#b">가나</a></h2>',
    ),
    "an image that loads late": (
        '<p><img src="/a.png"></p>',
        '<p><a href="/a.png" class="popup"><img src="data:image/svg+xml;base64,AA" '
        'data-src="/a.png" loading="lazy"></a></p>',
    ),
    "an image in a figure": (
        '<p><img src="/a.png" alt="설명"></p>',
        '<figure><picture><source srcset="/a.webp"><img src="/a.png" alt="설명"></picture>'
        "<figcaption>설명</figcaption></figure>",
    ),
    "a table that scrolls": (
        "<table><tr><th>가</th></tr></table>",
        '<div class="scroll"><table><thead><tr><th>가</th></tr></thead></table></div>',
    ),
    "a table of contents": (
        '<h2 id="a">가</h2><p>나</p><h2 id="b">다</h2>',
        '<div class="box"><p>목차</p><ul><li><a href="#a">가</a></li><li><a href="#b">다</a></li>'
        '</ul></div><h2 id="a">가</h2><p>나</p><h2 id="b">다</h2>',
    ),
    "a diagram": (
        '<pre><code class="language-mermaid">graph LR</code></pre>',
        '<div class="mermaid">graph LR</div>',
    ),
    "formulas before MathJax": (
        '<p>식 <span class="math-inline">x^2</span></p><div class="math-display">y</div>',
        '<p>식 <span class="kdmath">$x^2$</span></p><div class="kdmath">$$\ny\n$$</div>',
    ),
    "boxes that are icons": (
        '<ul><li><input type="checkbox"> 가</li></ul>',
        '<ul><li class="task-list-item"><i class="far fa-circle"></i> 가</li></ul>',
    ),
    "ends left out": (
        "<p>가</p><ul><li>나</li><li>다</li></ul><p>라</p>",
        "<p>가<ul><li>나<li>다</ul><p>라",
    ),
    "what is in no post": (
        "<p>가</p>",
        "<aside>광고</aside><p>가</p><nav>앞 뒤</nav><footer>공유</footer><script>x</script>",
    ),
}


@pytest.mark.parametrize("name", DECORATED)
def test_decoration_is_no_difference(name: str) -> None:
    ours, theirs = (events_in(undecorated(read(html))) for html in DECORATED[name])
    assert differences_of_events(ours, theirs) == []


@pytest.mark.parametrize("theme", SHAPES)
def test_a_theme_may_wrap_the_post_as_it_likes(
    theme: str, built: Path, site: Path, run: Program
) -> None:
    for wrong, code in (("", 0), ("<br />", 1)):
        shape = SHAPES[theme](PAGE.replace(wrong, " ") if wrong else PAGE)
        page = f"<html><head><title>첫 글</title></head><body>{shape}</body></html>"
        built.write_text(re.sub('/tags[^"]*', "/", page), "utf-8")
        assert proven(run, site)[0] == code, proven(run, site)[1]


def test_the_post_is_found_by_its_words() -> None:
    seen = events(PAGE)
    assert parts_of(in_theme(PAGE), words_of(seen))[0] == PAGE
    assert parts_of(in_theme(""), words_of(seen)) == []


def test_a_division_of_the_author_is_not_taken_for_the_post() -> None:
    post = f'<p>먼저.</p><div align="center">{PAGE}</div><p>나중.</p>'
    assert parts_of(in_theme(post), words_of(events(post)))[0] == post
