"""`--about`: the About page of a blog, written where the site has none, and never again."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from itertools import count
from pathlib import Path

import frontmatter
import pytest

from conftest import Program, tree
from pixels import pixel
from velog import FakePost, FakeVelog, errors

DESK = "images/labdev/post/00000000-0000-4000-8000-000000000002/desk.png"
NAME = "00000000-0000-4000-8000-000000000002-desk.png"
ABOUT = f"# 저는\n\n첫 줄\n둘째 줄 {{{{ x }}}}\n\n![책상](https://velog.velcdn.com/{DESK})\n\n"
ABOUT += "[첫 글](https://velog.io/@labdev/첫-글)"


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    velog.posts = [FakePost("첫 글", "한글로 쓴 글이다")]
    velog.profile = {"about": ABOUT}
    velog.images = {f"/{DESK}": pixel(1)}
    return velog


@pytest.fixture
def bare(site: Path) -> Path:
    """Give a site without an About page."""
    (site / "about.md").unlink()
    return site


def a_site(folder: Path, files: Mapping[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def test_it_is_written_where_the_site_has_none(blog: FakeVelog, bare: Path, run: Program) -> None:
    done = run("migrate", "labdev", "--site", bare, "--about")
    assert (done.code, done.err) == (0, "")
    assert "A  about.md" in done.out
    assert "labdev: 1 new, 1 About page" in done.out
    assert "Written: 1 post and about.md. Fetched: 1 image" in done.out
    about = frontmatter.loads((bare / "about.md").read_text("utf-8"))
    # The site has layouts of its own, and none for pages.
    assert about.metadata == {"layout": "default", "title": "소개", "permalink": "/about/"}
    assert f"![책상]({{{{ site.baseurl }}}}/assets/img/pages/about/{NAME})" in about.content
    assert "첫 줄  \n둘째 줄 {% raw %}" in about.content
    assert "[첫 글]({{ site.baseurl }}/posts/첫-글/)" in about.content
    assert (bare / "assets/img/pages/about" / NAME).read_bytes() == pixel(1)
    assert "about" not in (bare / ".velog-to-jekyll/ledger.json").read_text("utf-8")


def test_from_then_on_it_is_its_owners(blog: FakeVelog, bare: Path, run: Program) -> None:
    assert run("migrate", "labdev", "--site", bare, "--about").code == 0
    (bare / "about.md").write_text("나의 것", "utf-8")
    blog.profile["about"] = "다른 소개"
    assert run("sync", "--site", bare).code == 0
    again = run("sync", "--site", bare, "--about")
    assert again.code == 0
    assert "The site has an About page already, about.md" in again.out
    assert (bare / "about.md").read_text("utf-8") == "나의 것"
    (bare / "about.md").unlink()
    assert run("sync", "--site", bare).code == 0
    assert not (bare / "about.md").exists()


def test_an_image_that_is_there_is_not_fetched_again(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    assert run("migrate", "labdev", "--site", bare, "--about").code == 0
    (bare / "about.md").unlink()
    blog.images.clear()
    done = run("sync", "--site", bare, "--about")
    assert (done.code, done.err) == (0, "")
    assert "velcdn" not in (bare / "about.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["migrate", "sync"])
def test_a_site_that_was_migrated_can_get_it_later(
    blog: FakeVelog, bare: Path, run: Program, command: str
) -> None:
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert not (bare / "about.md").exists()
    assert run(command, "--site", bare, "--about").code == 0
    assert "책상" in (bare / "about.md").read_text("utf-8")


def test_the_page_of_the_site_stays(blog: FakeVelog, site: Path, run: Program) -> None:
    before = (site / "about.md").read_bytes()
    done = run("migrate", "labdev", "--site", site, "--about")
    assert done.code == 0
    assert "The site has an About page already, about.md" in done.out
    assert (site / "about.md").read_bytes() == before
    assert not (site / "assets/img/pages").exists()


@pytest.mark.parametrize("words", [["diff"], ["migrate", "--dry-run"]])
def test_it_is_shown_before(blog: FakeVelog, bare: Path, run: Program, words: list[str]) -> None:
    before = tree(bare)
    done = run(*words, "labdev", "--site", bare, "--about", "--format", "json")
    assert tree(bare) == before
    report = json.loads(done.out)
    (page,) = (change for change in report["changes"] if change["state"] == "About page")
    assert (page["path"], page["action"], page["columns"]) == ("about.md", "create", "A ")
    assert "+title:" in page["diff"]
    assert page["images"] == [f"assets/img/pages/about/{NAME}"]
    assert report["summary"] == {"new": 1, "About page": 1}
    assert run(*words, "labdev", "--site", bare, "--about", "--patch").out.count("+# 저는") == 1


def test_a_diff_differs_as_long_as_it_is_to_be_written(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert run("diff", "--site", bare).code == 0
    assert run("diff", "--site", bare, "--about").code == 1
    assert run("sync", "--site", bare, "--about").code == 0
    assert run("diff", "--site", bare, "--about").code == 0


def test_html_and_markdown_name_it(blog: FakeVelog, bare: Path, run: Program) -> None:
    html = run("diff", "labdev", "--site", bare, "--about", "--format", "html").out
    assert "소개 페이지" in html
    markdown = run("diff", "labdev", "--site", bare, "--about", "--format", "markdown").out
    assert "| `A·` | `about.md` | About page | the site has none;" in markdown


# --- where it goes

TABS = "collections: {tabs: {output: true}}\n"
PAGE = {"title": "소개", "permalink": "/about/"}
TAB = {"layout": "page", "permalink": "/about/", "icon": "fas fa-info-circle", "order": 4}


@pytest.mark.parametrize(
    ("config", "path", "keys"),
    [
        ("theme: minima", "about.md", {"layout": "page", **PAGE}),
        (
            f"theme: jekyll-theme-chirpy\n{TABS}",
            "_tabs/about.md",
            TAB,
        ),
        (
            f"theme: jekyll-theme-chirpy\ncollections_dir: all\n{TABS}",
            "all/_tabs/about.md",
            TAB,
        ),
        # Its tabs are not published.
        (
            "theme: jekyll-theme-chirpy",
            "about.md",
            TAB,
        ),
        (
            "theme: minimal-mistakes-jekyll\ninclude: [_pages]",
            "_pages/about.md",
            {"layout": "single", "author_profile": True, **PAGE},
        ),
        (
            "theme: minimal-mistakes-jekyll",
            "about.md",
            {"layout": "single", "author_profile": True, **PAGE},
        ),
        (
            "theme: al_folio_core\ninclude: [_pages]",
            "_pages/about.md",
            {"layout": "page", "nav": True, "nav_order": 7, **PAGE},
        ),
        (
            "theme: beautiful-jekyll-theme",
            "aboutme.md",
            {"layout": "page", "title": "소개", "permalink": "/aboutme/"},
        ),
        (
            "theme: jekyll-text-theme",
            "about.md",
            {
                "layout": "article",
                "title": "소개",
                "permalink": "/about.html",
                "key": "page-about",
            },
        ),
        (
            "theme: jekyll-theme-hydejack",
            "about.md",
            {"layout": "page", "menu": True, "order": 5, **PAGE},
        ),
        ("theme: minima\nlang: en", "about.md", {"layout": "page", **PAGE, "title": "About"}),
        ("theme: minima\nlocale: ko-KR", "about.md", {"layout": "page", **PAGE}),
        ("theme: minima\nsource: docs", "docs/about.md", {"layout": "page", **PAGE}),
        (
            "theme: minima\ndefaults: [{scope: {path: ''}, values: {render_with_liquid: false}}]",
            "about.md",
            {"layout": "page", "render_with_liquid": True, **PAGE},
        ),
    ],
)
def test_it_goes_where_the_theme_has_such_pages(
    blog: FakeVelog,
    tmp_path: Path,
    run: Program,
    config: str,
    path: str,
    keys: Mapping[str, object],
) -> None:
    site = a_site(tmp_path / "site", {"_config.yml": config})
    assert run("migrate", "labdev", "--site", site, "--about").code == 0
    about = frontmatter.loads((site / path).read_text("utf-8"))
    assert about.metadata == keys


def test_its_text_has_the_keys_that_the_theme_needs(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    blog.profile["about"] = "수식 $x$\n\n```mermaid\ngraph\n```"
    site = a_site(tmp_path / "site", {"_config.yml": f"theme: jekyll-theme-chirpy\n{TABS}"})
    assert run("migrate", "labdev", "--site", site, "--about").code == 0
    about = frontmatter.loads((site / "_tabs/about.md").read_text("utf-8"))
    assert (about["math"], about["mermaid"]) == (True, True)


@pytest.mark.parametrize(
    ("config", "form"),
    [
        ("", "{{ site.baseurl }}/"),
        ("baseurl: /blog", "{{ site.baseurl }}/"),
        # Liquid would write them as they are.
        ("baseurl: blog/", "/blog/"),
        ("baseurl: /", "/"),
        ("theme: jekyll-theme-chirpy\nbaseurl: /blog", "/"),
        ("theme: jekyll-theme-chirpy\ncdn: https://x.example", "{{ site.url }}{{ site.baseurl }}/"),
    ],
)
def test_its_images_show_at_each_baseurl(
    blog: FakeVelog, tmp_path: Path, run: Program, config: str, form: str
) -> None:
    site = a_site(tmp_path / "site", {"_config.yml": f"title: x\n{config}"})
    assert run("migrate", "labdev", "--site", site, "--about").code == 0
    assert f"![책상]({form}assets/img/pages/about/{NAME})" in (site / "about.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("about.md", "mine"),
        ("about.html", "---\n---\n"),
        ("About.markdown", "---\n---\n"),
        ("about/index.md", "---\n---\n"),
        ("aboutme.md", "---\n---\n"),
        ("pages/about.md", "---\n---\n"),
        ("_pages/about.md", "---\npermalink: /\n---\n"),
        ("me.md", "---\npermalink: /about/\n---\n"),
        ("me.md", "---\npermalink: /about.html\n---\n"),
        ("me.md", "---\nredirect_from: [/about/]\n---\n"),
        ("_posts/2020-01-01-me.md", "---\npermalink: /about/\n---\n"),
        # Nobody sees it, but it is somebody's.
        ("about.md", "---\npublished: false\n---\n"),
    ],
)
def test_what_is_there_is_named_and_stays(
    blog: FakeVelog, tmp_path: Path, run: Program, path: str, text: str
) -> None:
    config = "title: x\ninclude: [_pages]\n"
    site = a_site(tmp_path / "site", {"_config.yml": config, path: text})
    done = run("migrate", "labdev", "--site", site, "--about")
    assert done.code == 0
    assert f"The site has an About page already, {path}:" in done.out
    assert (site / path).read_text("utf-8") == text
    assert [each for each in tree(site) if "about" in each.lower()] == (
        [path] if "about" in path.lower() else []
    )


def test_another_page_about_something_is_none(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    files = {"_config.yml": "title: x", "projects/x/about.md": "---\n---\n"}
    site = a_site(tmp_path / "site", {**files, "about-cats.md": "---\n---\n"})
    assert run("migrate", "labdev", "--site", site, "--about").code == 0
    assert (site / "about.md").is_file()


def test_a_post_of_the_blog_may_have_its_address(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    blog.posts.append(FakePost("about", "글이다"))
    site = a_site(tmp_path / "site", {"_config.yml": "permalink: /:title/"})
    done = run("migrate", "labdev", "--site", site, "--about")
    assert "The site has an About page already, _posts/2023-05-01-about.md:" in done.out
    assert not (site / "about.md").exists()


def test_nothing_is_written_through_a_link_that_leads_out_of_the_site(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = a_site(tmp_path / "site", {"_config.yml": f"theme: jekyll-theme-chirpy\n{TABS}"})
    (tmp_path / "outside").mkdir()
    (site / "_tabs").symlink_to(tmp_path / "outside")
    done = run("migrate", "labdev", "--site", site, "--about")
    assert done.code == 2
    assert list((tmp_path / "outside").iterdir()) == []


# --- what does not come


def test_an_image_that_is_gone_is_named_and_the_page_keeps_its_link(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    blog.images.clear()
    done = run("migrate", "labdev", "--site", bare, "--about")
    assert done.code == 1
    assert f"https://velog.velcdn.com/{DESK}\n    in about: " in done.err
    assert f"(https://velog.velcdn.com/{DESK})" in (bare / "about.md").read_text("utf-8")
    # The page is its owner's now, and `check` names what is missing in it.
    assert run("sync", "--site", bare).code == 0
    named = run("check", "--site", bare).out
    assert re.search(r"^about\.md:\d+: warning: an image comes from Velog's servers", named)


def test_an_empty_page_is_none(blog: FakeVelog, bare: Path, run: Program) -> None:
    blog.profile["about"] = " \n"
    done = run("migrate", "labdev", "--site", bare, "--about")
    assert done.code == 0
    assert "The About page of labdev is empty on Velog" in done.out
    assert not (bare / "about.md").exists()


def test_a_profile_that_cannot_be_read_is_an_alarm(
    blog: FakeVelog, bare: Path, run: Program
) -> None:
    users = count()
    # The first asks whether there is such a user.
    blog.fault(lambda call: "user" in call.names and next(users) > 0, errors("database"))
    done = run("migrate", "labdev", "--site", bare, "--about")
    assert done.code == 1
    assert "The profile of labdev could not be read" in done.out
    assert (bare / "_posts/2023-05-01-첫-글.md").is_file()


def test_without_it_nobody_asks_for_the_profile(blog: FakeVelog, bare: Path, run: Program) -> None:
    assert run("migrate", "labdev", "--site", bare).code == 0
    asked = sum(call.api is not None for call in blog.requests)
    blog.requests.clear()
    assert run("sync", "--site", bare, "--about").code == 0
    assert sum(call.api is not None for call in blog.requests) == asked + 1


# --- a backup


def test_a_backup_is_as_good_as_velog(
    blog: FakeVelog, bare: Path, tmp_path: Path, run: Program
) -> None:
    other = Path(shutil.copytree(bare, tmp_path / "other"))
    assert run("backup", "labdev", tmp_path / "backup").code == 0
    assert run("migrate", "labdev", "--site", bare, "--about").code == 0
    asked = len(blog.requests)
    backup = tmp_path / "backup"
    assert run("migrate", "--from", backup, "--site", other, "--about").code == 0
    assert len(blog.requests) == asked
    assert tree(other) == tree(bare)


def test_a_backup_of_before_has_no_about_page(
    blog: FakeVelog, bare: Path, tmp_path: Path, run: Program
) -> None:
    assert run("backup", "labdev", tmp_path / "backup").code == 0
    (tmp_path / "backup/profile.json").unlink()
    done = run("migrate", "--from", tmp_path / "backup", "--site", bare, "--about")
    assert done.code == 1
    assert re.search(r"This backup has no profile.*`velog-to-jekyll backup labdev DIR`", done.out)
    assert not (bare / "about.md").exists()
    assert run("sync", "--from", tmp_path / "backup", "--site", bare).code == 0


# --- whole or not at all


def test_a_full_disk_leaves_no_half_of_it(
    blog: FakeVelog, bare: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).name == "about.md":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert run("migrate", "labdev", "--site", bare, "--about").code == 2
    assert not (bare / "about.md").exists()
    monkeypatch.undo()
    assert run("migrate", "labdev", "--site", bare, "--about").code == 0
    assert "책상" in (bare / "about.md").read_text("utf-8")
