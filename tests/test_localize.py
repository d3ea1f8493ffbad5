"""Posts that were moved by hand → their images in the site, and no other byte changed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import Program, stamps, tree
from migrator.localize.address_forms import rules_of
from migrator.localize.local_posts import read
from migrator.localize.localized_plan import LocalizedFile, localized_file
from migrator.model import ImageLink
from migrator.settings.site_settings import Settings
from migrator.site.shown_files import ShownFile
from pixels import pixel
from velog import FakePost, FakeVelog, status

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "migrator/report/schema.json").read_text("utf-8")
)
NAME = "2022-08-21-글.md"


def uploaded(velog: FakeVelog, number: int, host: str = "velog.velcdn.com") -> str:
    """Put an image on the image server and give its address."""
    path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/image.png"
    velog.images[f"velog.velcdn.com{path}"] = pixel(number)
    return f"https://{host}{path}"


def local(number: int, stem: str = "2022-08-21-글") -> str:
    """Give the address that an image has in the site."""
    return f"/assets/img/posts/{stem}/00000000-0000-4000-8000-{number:012}-image.png"


def put(site: Path, text: str | bytes, name: str = f"_posts/{NAME}") -> Path:
    """Write a post."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def localized(path: Path, *numbers: int) -> bytes:
    """Give what a post is to become: the addresses of these images are those of the site."""
    data = path.read_bytes()
    for number in numbers:
        remote = rb"https://[\w.]+/images/labdev/post/00000000-0000-4000-8000-%012d/image\.png(?:\?w=\d+)?"
        data = re.sub(remote % number, local(number, path.stem).encode(), data)
    return data


FORMS = """\
---
layout: post
title:   '글:  하나'   # 내 제목
image: {0}
header: {{teaser: "{1}", overlay_image: '{0}'}}
date:   2022-08-21 14:59
---
![]({0})
![그림 \\[1\\]]({1} "제목") and <img src='{2}?w=640' width=30>
[![]({3})]({0}) [원본](<{1}>)

- 목록
    1. ![]({4})

[ref]: {2} "title"

![ref][ref]
"""


def test_every_form_of_address_becomes_that_of_the_site(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    hosts = ["velog.velcdn.com", "images.velog.io", "media.vlpt.us", "img.velog.io", "velcdn.com"]
    velog.images["velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000004/image.png"] = (
        pixel(4)
    )
    post = put(site, FORMS.format(*(uploaded(velog, n, host) for n, host in enumerate(hosts))))
    expected = localized(post, 0, 1, 2, 3, 4)
    done = run("localize", "--site", site)
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(
        "1 localized, 1 same\nWritten: 1 post. Fetched: 5 images "
        f"({sum(len(pixel(n)) for n in range(5))} bytes).\n"
    )
    assert post.read_bytes() == expected
    assert b"velog" not in expected
    for number in range(5):
        assert (site / local(number)[1:]).read_bytes() == pixel(number)
    assert not [path for path in tree(site) if path.startswith(".")]


def test_a_second_run_asks_for_nothing_and_writes_nothing(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    put(site, f"![]({uploaded(velog, 1)})")
    assert run("localize", "--site", site).code == 0
    before, asked = stamps(site), len(velog.requests)
    done = run("localize", "--site", site)
    assert (done.code, done.out) == (
        0,
        "2 same\nNo post of the site has changed, nothing was written.\n",
    )
    assert run("localize", "--site", site, "--dry-run").code == 0
    assert (stamps(site), len(velog.requests)) == (before, asked)


def test_a_dry_run_says_what_the_run_does_and_writes_nothing(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    put(site, f"---\ntitle: 하나\n---\n![]({uploaded(velog, 1)})")
    before = stamps(site)
    shown = run("localize", "--site", site, "--dry-run", "--format", "json")
    assert (shown.code, shown.err, stamps(site)) == (1, "", before)
    assert {call.method for call in velog.requests} == {"HEAD"}
    text = run("localize", "--site", site, "--dry-run", "--patch").out
    assert text.startswith(f"1 localized, 1 same; 1 image, {len(pixel(1))} bytes\n\nL  _posts/")
    (tmp_path / "it.patch").write_text(text[text.index("---") :], "utf-8")
    done = run("localize", "--site", site, "--report", tmp_path / "it.json")
    assert done.code == 0
    ahead, after = json.loads(shown.out), json.loads((tmp_path / "it.json").read_text("utf-8"))
    assert ahead["changes"] == after["changes"]
    (change,) = after["changes"]
    assert (change["action"], change["state"], change["title"]) == ("rewrite", "localized", "하나")
    assert change["images"] == [local(1)[1:]]
    assert [each["action"] for each in (*ahead["images"], *after["images"])] == ["fetch", "fetched"]
    for report in (ahead, after):
        Draft202012Validator(SCHEMA).validate(report)
    written = (site / "_posts" / NAME).read_bytes()
    subprocess.run(["git", "apply", "-R", tmp_path / "it.patch"], cwd=site, check=True)
    assert b"velcdn" in (site / "_posts" / NAME).read_bytes()
    subprocess.run(["git", "apply", tmp_path / "it.patch"], cwd=site, check=True)
    assert (site / "_posts" / NAME).read_bytes() == written


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_the_other_forms_of_the_report(
    velog: FakeVelog, site: Path, run: Program, form: str
) -> None:
    put(site, f"![]({uploaded(velog, 1)})")
    ahead = run("localize", "--site", site, "--dry-run", "--format", form).out
    done = run("localize", "--site", site, "--format", form).out
    for text in (ahead, done):
        assert NAME.removesuffix(".md") in text
        assert "localized" in text
    if form == "html":
        assert "What would change</span>" in ahead
        assert "이미지를 사이트로" in done
    if form == "markdown":
        assert done.startswith("### Velog localize\n\n**1 localized, 1 same**")


# --- no other byte


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeff---\r\ntitle: a\r\n---\r\n", "\r\n\r\n끝"),
        ("---\ntitle: a: b: [c\nimage: nowhere.png\n---\n\n", "\n\n\n"),
        ("---\ntitle: a\n...\n", "  \n\ttab\n"),
        ("", ""),
        ("no front matter\r", "\rold Macintosh\r"),
        ("---\nnever: closed\n\n", "\n"),
        ("---\n---\n", "\x0b\x0c\u2028\x00 \u00a0\n"),
        ("한글을 풀어 쓴 글\u0000\n\n", "\n"),
    ],
)
@pytest.mark.parametrize(
    "name",
    ["_posts/a.md", "_posts/깊은/2/a.markdown", "_drafts/a.mkd", "notes/_posts/2022-1-1-A.mkdn"],
)
def test_no_other_byte_changes(
    velog: FakeVelog, site: Path, run: Program, before: str, after: str, name: str
) -> None:
    post = put(site, f"{before}![]({uploaded(velog, 1)}){after}", name)
    expected = localized(post, 1)
    assert run("localize", "--site", site).code == 0
    assert post.read_bytes() == expected != b""
    assert b"velcdn" not in expected


def test_in_broken_front_matter_only_the_address_changes(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    post = put(site, f"---\r\ntitle: a: b\r\n\timage: x\r\ncover: {uploaded(velog, 1)}\r\n---\r\nx")
    expected = localized(post, 1)
    assert run("localize", "--site", site).code == 0
    assert post.read_bytes() == expected


def test_a_file_keeps_its_mode(velog: FakeVelog, site: Path, run: Program) -> None:
    post = put(site, f"![]({uploaded(velog, 1)})")
    post.chmod(0o755)
    assert run("localize", "--site", site).code == 0
    assert post.stat().st_mode & 0o777 == 0o755


def test_code_and_comments_keep_their_addresses(velog: FakeVelog, site: Path, run: Program) -> None:
    url = uploaded(velog, 1)
    text = (
        f"# image: x\n`![]({url})`\n\n    ![]({url})\n\n```md\n![]({url})\n```\n\n"
        f"~~~\n<img src='{url}'>\n~~~\n\n<pre>![]({url}) &lt;img src='{url}'></pre>\n\n"
        f"a <code>![]({url})</code> {url} <{url}>\n\n"
        f"<!-- ![]({url}) -->\n\n{{% highlight md %}}![]({url}){{% endhighlight %}}\n"
        f"{{% comment %}}![]({url}){{% endcomment %}}\n"
    )
    put(site, f"---\n# image: {url}\ntitle: see {url}\n---\n{text}")
    before = stamps(site)
    done = run("localize", "--site", site)
    assert (done.code, done.out[:6], stamps(site)) == (0, "2 same", before)
    assert velog.requests == []


def test_what_liquid_passes_on_is_changed_as_well(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    url = uploaded(velog, 1)
    post = put(
        site, f"{{% raw %}}![]({url}){{% endraw %}}\n{{% include image.html url='{url}' %}}\n"
    )
    done = run("localize", "--site", site)
    assert done.code == 1
    said = "Left as they are: the addresses of 1 image on Velog; what reads them may put something"
    assert said in done.out
    assert f"Set `url` in _config.yml, then run again: _posts/{NAME}:2." in done.out
    page = run("localize", "--site", site, "--format", "html").out
    assert f"`url`을 쓰고 다시 실행하세요): _posts/{NAME}:2." in page.replace(
        "<code>", "`"
    ).replace("</code>", "`")
    with (site / "_config.yml").open("a") as config:
        config.write("\nurl: https://haru.dev\nbaseurl: /blog\n")
    put(site, post.read_text("utf-8").replace(local(1), url))
    assert run("localize", "--site", site).code == 0
    assert post.read_text("utf-8") == (
        f"{{% raw %}}![](/blog{local(1)}){{% endraw %}}\n"
        f"{{% include image.html url='https://haru.dev/blog{local(1)}' %}}\n"
    )


def test_files_that_are_no_text_and_links_are_named_and_left_alone(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    url = uploaded(velog, 1)
    put(site, f"---\ntitle: 글\n---\n![]({url})".encode("euc-kr"), "_posts/2022-01-01-euc.md")
    put(tmp_path, f"![]({url})", "elsewhere.md")
    (site / "_posts/2022-01-02-link.md").symlink_to(tmp_path / "elsewhere.md")
    before = stamps(site)
    done = run("localize", "--site", site)
    assert done.code == 1
    assert "_posts/2022-01-01-euc.md is not in UTF-8: it stays as it is." in done.out
    assert "_posts/2022-01-02-link.md is a link to another place: it stays as it is." in done.out
    page = run("localize", "--site", site, "--format", "html").out
    assert "_posts/2022-01-01-euc.md: UTF-8이 아니어서 그대로 둡니다." in page
    assert "_posts/2022-01-02-link.md: 다른 곳을 가리키는 링크여서 그대로 둡니다." in page
    assert (stamps(site), velog.requests) == (before, [])
    put(site, "글".encode("euc-kr"), "_posts/2022-01-01-euc.md")
    (site / "_posts/2022-01-02-link.md").unlink()
    assert run("localize", "--site", site).code == 0


def test_a_folder_of_posts_that_is_a_link_out_of_the_site_is_left_alone(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    post = put(tmp_path, f"![]({uploaded(velog, 1)})", "vault/2022-01-01-a.md")
    (site / "notes").mkdir()
    (site / "notes/_posts").symlink_to(tmp_path / "vault")
    done = run("localize", "--site", site)
    assert done.code == 1
    assert "notes/_posts/2022-01-01-a.md is a link" in done.out
    assert b"velcdn" in post.read_bytes()


# --- images


def test_an_image_that_cannot_be_had_keeps_its_address_and_is_named(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    lost = uploaded(velog, 2)
    post = put(site, f"![]({uploaded(velog, 1)})\n![]({lost})\n")
    content = velog.images.pop(lost.removeprefix("https://"))
    assert "404" in run("localize", "--site", site, "--dry-run").out
    expected = localized(post, 1)
    done = run("localize", "--site", site)
    assert done.code == 1
    assert f"{lost}\n    in 2022-08-21-글: 404 from velog.velcdn.com" in done.err
    assert post.read_bytes() == expected
    velog.images[lost.removeprefix("https://")] = content
    assert run("localize", "--site", site).code == 0
    assert post.read_bytes() == localized(post, 2)
    assert (site / local(2)[1:]).read_bytes() == pixel(2)


def test_an_answer_that_is_no_image_is_none(velog: FakeVelog, site: Path, run: Program) -> None:
    url = uploaded(velog, 1)
    velog.images[url.removeprefix("https://")] = b"<html>gone</html>"
    post = put(site, f"![]({url})")
    assert run("localize", "--site", site).code == 1
    assert b"velcdn" in post.read_bytes()
    assert not (site / "assets/img").exists()


def test_images_of_other_hosts_come_when_asked_for(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.images["h.io/a.png"] = velog.images["h.io/b.png"] = pixel(1)
    post = put(
        site,
        "---\nimage: https://h.io/b.png\ncanonical_url: https://h.io/\n---\n"
        "![](https://h.io/a.png) [a](https://h.io/a.png) <iframe src='https://h.io/a'></iframe>\n",
    )
    assert run("localize", "--site", site).out.startswith("2 same")
    assert run("localize", "--site", site, "--all-images").code == 0
    text = post.read_text("utf-8")
    assert re.search(r"image: /assets/img/posts/2022-08-21-글/\w+-b\.png\n", text)
    assert re.search(r"!\[\]\(/assets/img/posts/2022-08-21-글/\w+-a\.png\) ", text)
    assert text.count("https://h.io") == 3


def test_a_file_on_velog_that_is_no_image_is_not_taken(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    put(site, "[a](https://velog.velcdn.com/files/a.pdf) [b](https://velog.velcdn.com)\n")
    assert run("localize", "--site", site).code == 0
    assert velog.requests == []


def test_the_name_of_a_post_may_hold_anything(velog: FakeVelog, site: Path, run: Program) -> None:
    names = ["2022-01-01-a copy (1).md", "2022-01-01-#it's 100%.md", "2022-01-01-[a]_.md"]
    for name in names:
        put(site, f"![]({uploaded(velog, 1)}) <img src='{uploaded(velog, 1)}'>", f"_posts/{name}")
    assert run("localize", "--site", site).code == 0
    seen = set()
    for name in names:
        found = re.findall(r"/assets/[^)']*", (site / "_posts" / name).read_text("utf-8"))
        assert re.fullmatch(r"[\w./-]+", found[0])
        assert (site / found[0][1:]).read_bytes() == pixel(1)
        seen |= {*found}
    assert len(seen) == 3
    assert len(velog.requests) == 1


# --- links between the author's own posts


def linked(site: Path, run: Program, link: str, *argv: object) -> str:
    """Give what becomes of the address of a link in a post."""
    post = put(site, f"[a]({link})\n", "_posts/2020-01-01-from.md")
    assert run("localize", "--site", site, *argv).code == 0
    return post.read_text("utf-8")[4:-2]


@pytest.mark.parametrize(
    ("link", "home"),
    [
        ("https://velog.io/@labdev/두-번째-글", "/posts/두-번째-글/"),
        (
            "http://www.velog.io/@labdev/%EB%91%90-%EB%B2%88%EC%A7%B8-%EA%B8%80/?q=1",
            "/posts/두-번째-글/",
        ),
        ("https://velog.io/@labdev/두-번째-글#제목-하나", "/posts/두-번째-글/#제목-하나"),
        ("https://velog.io/@labdev/known-elsewhere", "/posts/moved/"),
        ("https://velog.io/@somebody/known-elsewhere", None),
        ("https://velog.io/@somebody/두-번째-글", None),
        ("https://velog.io/@labdev/intro", None),
        ("https://velog.io/@labdev/til", "/posts/til/"),
        ("https://velog.io/@labdev/hidden-post", None),
        ("https://velog.io/@labdev/draft-post", None),
        ("https://velog.io/@labdev/two-posts", None),
        ("https://velog.io/@labdev/series/두-번째-글", None),
        ("https://velog.io/@labdev", None),
    ],
)
def test_links_to_own_posts_lead_to_the_posts_here(
    velog: FakeVelog, site: Path, run: Program, link: str, home: str | None
) -> None:
    put(
        site,
        f"---\ntitle: 두 번째 글!\n---\n![]({uploaded(velog, 1)})",
        "_posts/2022-01-01-두-번째-글.md",
    )
    put(
        site,
        "---\nvelog: {url: 'https://velog.io/@labdev/known-elsewhere'}\n---\n",
        "_posts/2022-01-02-moved.md",
    )
    put(site, "---\ntitle: 전혀 다른 글\n---\n", "_posts/2022-01-03-intro.md")
    put(site, "---\ntitle: TIL\n---\n", "_posts/2022-01-04-til.md")
    put(site, "---\npublished: false\n---\n", "_posts/2022-01-05-hidden-post.md")
    put(site, "---\ntitle: a\n---\n", "_drafts/draft-post.md")
    for day in (6, 7):
        put(site, "---\ntitle: a\n---\n", f"_posts/2022-01-0{day}-two-posts.md")
    assert linked(site, run, link) == (home or link)


@pytest.mark.parametrize(
    ("head", "home"),
    [
        ("original: https://velog.io/@labdev/moved-here", "/posts/other/"),
        ('description: "[전](https://velog.io/@labdev/moved-here) 글"', "/posts/other/"),
        ("links: [//velog.io/@labdev/moved-here/?q=1#a]", "/posts/other/"),
        ("links: ['velog.io/@labdev/Moved-Here']", "/posts/other/"),
        ("original: https://api.velog.io/@labdev/moved-here", None),
        ("original: /@labdev/moved-here", None),
        ("original: https://velog.io/@labdev/series/moved-here", None),
    ],
)
def test_an_address_of_velog_in_front_matter_tells_which_post_it_is(
    site: Path, run: Program, head: str, home: str | None
) -> None:
    put(site, f"---\n{head}\n---\n", "_posts/2022-01-02-other.md")
    link = "https://velog.io/@labdev/moved-here"
    assert linked(site, run, link) == (home or link)


def test_the_post_before_is_not_taken_for_the_post(site: Path, run: Program) -> None:
    link = "https://velog.io/@labdev/part-one"
    put(site, "---\ntitle: Part one\n---\n", "_posts/2022-01-01-part-one.md")
    put(site, f"---\nprevious: {link}\n---\n", "_posts/2022-01-02-part-two.md")
    assert linked(site, run, link, "--username", "labdev") == link
    put(site, f"---\nvelog: {{url: '{link}'}}\n---\n", "_posts/2022-01-01-part-one.md")
    assert linked(site, run, link, "--username", "labdev") == "/posts/part-one/"


def test_a_post_that_cannot_be_read_is_not_done_on_any_host_of_velog(
    site: Path, run: Program
) -> None:
    address = "https://imagedelivery.net/v7-TZByhOiJbNM9RaUdzSA/0123456789/public"
    put(site, f"글 ![]({address})".encode("cp949"))
    assert run("localize", "--site", site).code == 1


def test_what_is_doubtful_is_named(velog: FakeVelog, site: Path, run: Program) -> None:
    put(site, "---\ntitle: 전혀 다른 글\n---\n", "_posts/2022-01-03-intro.md")
    put(site, f"[a](https://velog.io/@labdev/intro) ![]({uploaded(velog, 1)})")
    page = run("localize", "--site", site, "--dry-run", "--format", "html").out
    assert "그대로 둠: Velog의 내 글로 가는 링크 1개(어느 글인지 확실하지 않음." in page
    done = run("localize", "--site", site)
    assert done.code == 0
    assert "Left as they are: 1 link to your posts on Velog; it is not certain which" in done.out


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, " and 1 more")])
def test_of_many_places_twenty_are_named(
    velog: FakeVelog, site: Path, run: Program, count: int, more: str
) -> None:
    text = f"\n{{% include x.html u='{uploaded(velog, 1)}' %}}"
    names = [f"_posts/2022-02-{day:02}-x.md" for day in range(1, count + 1)]
    for name in names:
        put(site, text, name)
    named = ", ".join(f"{name}:2" for name in names[:20])
    done = run("localize", "--site", site)
    assert f"of {count} images on Velog; what reads them" in done.out
    assert f"run again: {named}{more}." in done.out
    page = run("localize", "--site", site, "--format", "html").out
    assert f"{named}{more.replace('and', '외').replace(' more', '개')}." in page


def test_whose_posts_these_are_comes_from_the_images_or_from_the_user(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    link = "https://velog.io/@labdev/my-post"
    put(site, "---\ntitle: My post\n---\n", "_posts/2022-01-01-my-post.md")
    assert linked(site, run, link) == link
    assert linked(site, run, link, "--username", "@labdev") == "/posts/my-post/"
    other = "https://velog.velcdn.com/images/other/post/00000000-0000-4000-8000-000000000009/a.png"
    velog.images[other.removeprefix("https://")] = pixel(9)
    put(site, f"![]({uploaded(velog, 1)})", "_posts/2022-01-02-a.md")
    put(site, f"![]({other})", "_posts/2022-01-03-b.md")
    assert linked(site, run, link) == link


def test_the_report_says_where_links_lead(velog: FakeVelog, site: Path, run: Program) -> None:
    put(site, "---\ntitle: My post\n---\n", "_posts/2022-01-01-my-post.md")
    put(
        site,
        "<a "
        "href='https://velog.io/@labdev/my-post#a'>a</a>\n\n`[a](https://velog.io/@labdev/my-post)`",
    )
    done = run("localize", "--site", site, "--username", "labdev")
    assert (done.code, "; → /posts/my-post/)" in done.out) == (0, True)
    assert (site / "_posts" / NAME).read_text("utf-8") == (
        "<a href='/posts/my-post/#a'>a</a>\n\n`[a](https://velog.io/@labdev/my-post)`"
    )


def test_a_migrated_site_is_nobody_elses(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("하나")]
    assert run("migrate", "labdev", "--site", site).code == 0
    done = run("localize", "--site", site, "--username", "other")
    assert done.code == 2
    assert "posts of labdev, not of other" in done.err


def test_chirpy_completes_images_and_leaves_links_to_the_post(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with (site / "_config.yml").open("a") as config:
        config.write("\ntheme: jekyll-theme-chirpy\nbaseurl: /blog\n")
    url = uploaded(velog, 1)
    put(site, "---\ntitle: My post\n---\n", "_posts/2022-01-01-my-post.md")
    post = put(site, f"[![]({url})]({url}) [a](https://velog.io/@labdev/my-post)")
    assert run("localize", "--site", site).code == 0
    path = re.findall(r"!\[\]\((/assets/[^)]*)\)", post.read_text("utf-8"))[0]
    assert post.read_text("utf-8") == (
        f"[![]({path})]({{{{ site.baseurl }}}}{path}) [a]({{{{ site.baseurl }}}}/posts/my-post/)"
    )


# --- the site


def test_a_site_in_a_folder_of_its_domain_gets_addresses_that_liquid_completes(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    with (site / "_config.yml").open("a") as config:
        config.write("\nbaseurl: /blog\n")
    url = uploaded(velog, 1)
    post = put(site, f"---\nimage: {url}\n---\n![]({url})")
    off = put(site, f"---\nrender_with_liquid: false\n---\n![]({url})", "_posts/2022-01-01-off.md")
    assert run("localize", "--site", site).code == 0
    written = f"---\nimage: {local(1)}\n---\n![]({{{{ '{local(1)}' | relative_url }}}})"
    assert post.read_text("utf-8") == written
    assert off.read_text("utf-8").endswith(f"![](/blog{local(1, off.stem)})")


def test_where_the_theme_puts_something_before_images_the_address_is_a_whole_one(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    url = uploaded(velog, 1)
    post = put(site, f"---\nmedia_subpath: /assets/x\nimage: {url}\n---\n![]({url})")
    done = run("localize", "--site", site)
    assert done.code == 1
    assert "Set `url` in _config.yml" in done.out
    page = run("localize", "--site", site, "--format", "html").out
    assert "(읽는 쪽에서 주소 앞에 다른 것을 붙일 수 있음." in page
    assert post.read_text("utf-8").count("velcdn") == 2
    with (site / "_config.yml").open("a") as config:
        config.write("\nurl: https://haru.dev/\ntheme: jekyll-theme-chirpy\ncdn: https://cdn.dev\n")
    plain = put(site, f"---\nimage: {url}\n---\n![]({url})", "_posts/2022-01-01-plain.md")
    assert run("localize", "--site", site).code == 0
    assert post.read_text("utf-8").count(f"https://haru.dev{local(1)}") == 2
    image = local(1, plain.stem)
    assert plain.read_text("utf-8") == (
        f"---\nimage: https://haru.dev{image}\n---\n"
        f"![]({{{{ site.url }}}}{{{{ site.baseurl }}}}{image})"
    )


def test_in_a_migrated_site_sync_goes_on_as_before(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    lost = uploaded(velog, 1)
    content = velog.images.pop(lost.removeprefix("https://"))
    velog.posts = [FakePost("하나", f"![]({lost})")]
    assert run("migrate", "labdev", "--site", site).code == 1
    own = put(site, f"![]({uploaded(velog, 2)})", "_posts/2020-01-01-own.md")
    velog.images[lost.removeprefix("https://")] = content
    ledger = (site / ".velog-to-jekyll/ledger.json").read_bytes()
    done = run("localize", "--site", site)
    assert (done.code, "labdev: 2 localized" in done.out) == (0, True)
    assert (site / ".velog-to-jekyll/ledger.json").read_bytes() == ledger
    assert b"velcdn" not in own.read_bytes()
    before = (site / "_posts/2023-05-01-하나.md").read_bytes()
    asked = len(velog.requests)
    assert run("sync", "--site", site).code == 0
    assert not [call for call in velog.requests[asked:] if call.path.startswith("/images")]
    assert (site / "_posts/2023-05-01-하나.md").read_bytes() == before
    assert run("diff", "--site", site).code == 0


def test_a_run_that_was_stopped_is_completed_by_the_next(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [uploaded(velog, number) for number in range(4)]
    post = put(site, "\n".join(f"![]({url})" for url in urls))
    expected, before = localized(post, 0, 1, 2, 3), post.read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("migrator.localize.localizing.rewrite", stop)
        done = run("localize", "--site", site)
    assert done.code == 130
    assert "Written: 0 posts. Fetched: 4 images" in done.err
    assert post.read_bytes() == before
    assert not (site / ".velog-to-jekyll.tmp").exists()
    asked = len(velog.requests)
    assert run("localize", "--site", site).code == 0
    assert (post.read_bytes(), len(velog.requests)) == (expected, asked)


def test_what_the_author_writes_meanwhile_stays(velog: FakeVelog, site: Path, run: Program) -> None:
    first, second = uploaded(velog, 1), uploaded(velog, 2)
    post = put(site, f"![]({first})")

    def write(honest: httpx.Response) -> httpx.Response:
        put(site, f"new\n\n![]({first}) ![]({second})")
        return honest

    velog.fault(first.removeprefix("https://velog.velcdn.com"), write)
    assert run("localize", "--site", site).code == 0
    assert post.read_text("utf-8") == f"new\n\n![]({local(1)}) ![]({second})"


def test_nothing_is_written_outside_the_site(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (site / "assets/img").symlink_to(tmp_path / "out")
    post = put(site, f"![]({uploaded(velog, 1)})")
    done = run("localize", "--site", site)
    assert done.code == 2
    assert "outside the site" in done.err
    assert list((tmp_path / "out").iterdir()) == []
    assert b"velcdn" in post.read_bytes()


def test_without_a_site_or_with_a_report_that_cannot_be_written_nothing_is_done(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    put(site, f"![]({uploaded(velog, 1)})")
    before = stamps(site)
    assert run("localize", "--site", tmp_path / "nowhere").code == 2
    assert run("localize", "--site", site, "--report", tmp_path / "no/report.json").code == 2
    assert (stamps(site), velog.requests) == (before, [])


def test_a_server_that_is_down_is_no_image(velog: FakeVelog, site: Path, run: Program) -> None:
    url = uploaded(velog, 1)
    velog.fault(url.removeprefix("https://velog.velcdn.com"), status(503))
    put(site, f"![]({url})")
    done = run("localize", "--site", site)
    assert done.code == 1
    assert "503" in done.err


# --- any text

URL = "https://velog.velcdn.com/images/u/post/00000000-0000-4000-8000-{:012}/image.png"
PIECES = [
    *"\n \t- > ` ``` ~~~ ![]( [a]( ) ( ] < <div> </div> <pre> </pre> <!-- --> | # * $$ \\".split(
        " "
    ),
    *("{% raw %}", "{% endraw %}", "{{ a }}", "\n\n", "\r\n", "\r", "    ", "---\n", "title: a\n"),
    *("\n```\n", "image: ", "1. ", "[r]: ", "<img src='", "'>", "가", "\ufeff", "{::comment}\n"),
]
WHOLE = [f"![]({URL})", f"\n[a]: <{URL}>\n", f'<img src="{URL}">', f"image: {URL}\n", URL]
SHOWN = "\n\n```\n![]({0})\n```\n\n~~~~ md\n<img src='{0}'>\n[a]: {0}\n~~~~\n\n".format(
    URL.format(7)
)


def localized_text(text: str) -> LocalizedFile:
    """Decide on a post of this text in a site without settings."""
    rules = rules_of(Settings())
    return localized_file(read(ShownFile("_posts/a.md", text), rules), rules)


@given(st.lists(st.sampled_from([*PIECES, *WHOLE, *WHOLE]), max_size=30).map("".join))
def test_what_was_before_can_be_had_back_from_any_text(pieces: str) -> None:
    text = re.sub(r"\{:012\}", "1".zfill(12), pieces)
    made = localized_text(text)
    assert made.file.text == text
    links = [part for part in made.page.parts if isinstance(part, ImageLink)]
    # In HTML an address goes on to the quote, and a browser passes over the tabs in it.
    assert all(link.remote.startswith(URL.format(1)) for link in links)
    everything = frozenset(link.path for link in links)
    assert made.page.text(everything) == text
    after = made.page.text(frozenset())
    for link in links:
        after = after.replace(link.local, link.remote)
    assert after == text


@given(st.lists(st.sampled_from([*PIECES[3:5], *"\n|- |a|# |가|    ".split("|"), *WHOLE[:3]])))
def test_fenced_code_stays_in_any_text(pieces: list[str]) -> None:
    before = re.sub(r"\{:012\}", "1".zfill(12), "".join(pieces)).replace("`", "")
    made = localized_text(f"{before}{SHOWN}{before}")
    assert made.page.text(frozenset()).count(SHOWN) == 1


# --- the built site


def test_the_built_site_has_no_broken_image(
    velog: FakeVelog, site: Path, run: Program, jekyll: Callable[[Path], Path]
) -> None:
    with (site / "_config.yml").open("a") as config:
        config.write("\nbaseurl: /blog\n")
    urls = [uploaded(velog, number) for number in range(8)]
    put(
        site,
        f"---\ntitle: 글\n---\n![]({urls[0]})\n\n> - ![]({urls[1]})\n\n| a |\n|---|\n"
        f"| ![]({urls[2]}) |\n\n<div><img src='{urls[3]}'></div>\n\n![a][b]\n\n[b]: {urls[4]}\n\n"
        f"`{urls[5]}`\n\n    ![]({urls[6]})\n\n[여기](https://velog.io/@labdev/second-post)\n",
    )
    put(site, f"# without front matter\n\n![]({urls[7]})\n", "_posts/2022-08-22-b copy.md")
    put(site, "---\ntitle: x\n---\n", "_posts/2022-08-23-second-post.md")
    assert run("localize", "--site", site).code == 0
    built = jekyll(site)
    sources = []
    for file in built.rglob("*.html"):
        text = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        sources += [str(image["src"]) for image in text.find_all("img")]
        code = "".join(code.get_text() for code in text.find_all("code"))
        if "글" in str(file):
            assert (urls[5] in code, urls[6] in code) == (True, True)
    shown = [source for source in sources if "assets/img" in source]
    assert len(shown) == 6
    for source in shown:
        assert (built / unquote(source).removeprefix("/blog/")).is_file()
    assert not [source for source in sources if "velcdn" in source]
    page = BeautifulSoup((built / "posts/글/index.html").read_text("utf-8"), "html.parser")
    (link,) = [str(link["href"]) for link in page.find_all("a") if link.get_text() == "여기"]
    assert (built / link.removeprefix("/blog/") / "index.html").is_file()
