"""The names of files, as a real Jekyll takes them, and what each command makes of them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from conftest import Program, tree
from migrator.jekyll.names import is_hidden, is_markdown, same_file, slug_of
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.published import read_rules
from oracle.addresses import addresses
from velog import FakePost, FakeVelog

NFD = unicodedata.normalize("NFD", "조각")
IN_POSTS = """\
2024-01-02-plain.md
2024-1-2-short.md
24-01-02-two.md
024-01-02-three.md
4-01-02-one.md
20240-01-02-five.md
2024-001-02-month.md
2024-02-30-no-day.md
2024-01-02-.md
2024-01-02-upper.MD
2024-01-02-word.Markdown
2024-01-02-kd.mkdown
2024-01-02-kdn.mkdn
2024-01-02-kdd.mkd
2024-01-02-other.mdx
2024-01-02-text.txt
2024-01-02-page.html
2024-01-02-bare
2024-01-02-dot.
2024-01-02-backup.md~
2024-01-02-backup.md.bak
2024-01-02.md
2024-01-02x.md
2024_01_02-low.md
2024-01-02 blank.md
2024-01-02- two words.md
 2024-01-02-before.md
_2024-01-02-under.md
.2024-01-02-hidden.md
#2024-01-02-hash.md
~2024-01-02-tilde.md
dateless.md
README.md
draft-2024-01-02-x.md
2024-01-02-v1.2.md
2024-01-02-end..md
sub/2024-01-02-in-sub.md
_sub/2024-01-02-in-under.md
.sub/2024-01-02-in-hidden.md
#sub/2024-01-02-in-hash.md
~sub/2024-01-02-in-tilde.md
sub~/2024-01-02-in-backup.md
sub./2024-01-02-in-dot.md
sub/_sub/2024-01-02-deep-under.md
sub/.sub/2024-01-02-deep-hidden.md
sub/_2024-01-02-under-in-sub.md
2024-01-02-folder/readme.md
_posts/2024-01-02-twice.md
drafts/2024-01-02-drafts.md
빈 칸/2024-01-02-blank-folder.md
2024-01-02-한글.md
""".splitlines()
ELSEWHERE = f"""\
_posts/2024-01-02-{NFD}.md
a/_posts/2024-01-02-category.md
_a/_posts/2024-01-02-in-under.md
.a/_posts/2024-01-02-in-hidden.md
#a/_posts/2024-01-02-in-hash.md
a~/_posts/2024-01-02-in-backup.md
a./_posts/2024-01-02-in-dot.md
a/_b/_posts/2024-01-02-deep-under.md
node_modules/x/_posts/2024-01-02-package.md
posts/2024-01-02-no-posts.md
_drafts/dateless.md
_drafts/2024-01-02-dated.md
_drafts/_under.md
_drafts/.hidden.md
_drafts/bare
_drafts/backup.md~
_drafts/sub/in-sub.md
_drafts/_sub/in-under.md
a/_drafts/category.md
""".splitlines()
PATHS = [*(f"_posts/{name}" for name in IN_POSTS), *ELSEWHERE]
DATED = "date: 2024-01-02 03:04:05 +0000"


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"markdown_ext": "md,mdx"},
        {"markdown_ext": "md, MDX"},
        {"include": ["_sub", "_a"], "exclude": ["_posts/sub", "_posts/2024-01-02-plain.md"]},
    ],
)
@pytest.mark.usefixtures("jekyll_pages")
def test_a_name_makes_a_post_where_jekyll_takes_it_for_one(config: dict[str, object]) -> None:
    built = addresses(dict.fromkeys(PATHS, DATED), config)
    rules = read_rules(config)
    values = {"date": "2024-01-02 03:04:05 +0000"}
    ours = {path: url_of(path, values, config) for path in PATHS if rules.reads_post(path, "4")}
    assert ours == built
    assert 20 < len(built) < 50


@pytest.mark.usefixtures("jekyll_pages")
@pytest.mark.parametrize("folder", ["my", "a/b"])
def test_posts_stand_below_collections_dir(folder: str) -> None:
    config = {"collections_dir": folder}
    inside = ["_posts/2024-01-02-a.md", "sub/_posts/2024-01-02-b.md", "_x/_posts/2024-01-02-c.md"]
    paths = [*(f"{folder}/{path}" for path in inside), "_posts/2024-01-02-d.md"]
    built = addresses(dict.fromkeys(paths, DATED), config)
    rules = read_rules(config)
    ours = [path for path in paths if rules.reads_post(path, "4")]
    assert ours == [f"{folder}/{path}" for path in inside[:2]]
    assert set(built) == set(inside[:2])


def test_a_slug_of_3_10_may_go_across_folders() -> None:
    rules = read_rules({})
    assert rules.reads_post("_posts/2024-01-02-folder/readme.md", "3.10")
    assert not rules.reads_post("_posts/2024-01-02-folder/readme.md", "4")


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("_posts/2024-01-02-a.b.md", "a.b"),
        ("_posts/24-1-2-a.md", "a"),
        ("_drafts/a.md", "a"),
        ("_posts/2024-01-02-.md", ""),
        ("a", "a"),
    ],
)
def test_a_slug_is_what_is_neither_date_nor_ending(path: str, slug: str) -> None:
    assert slug_of(path) == slug


def test_neither_case_nor_the_form_of_hangul_tells_files_apart() -> None:
    assert same_file(f"_posts/{NFD}.MD") == same_file("_posts/조각.md")
    assert same_file("a") != same_file("b")
    assert is_markdown("a.MKD", {})
    assert not is_markdown("a.txt", {})
    assert all(map(is_hidden, ["_a", ".a", "#a", "~a", "a~", "a."]))
    assert not any(map(is_hidden, ["a", "a_", "a#", "a.b"]))


def posts(site: Path) -> set[str]:
    """Give the paths of the posts and drafts of a site, but the one that it comes with."""
    names = {path for path in tree(site) if path.startswith(("_posts/", "_drafts/"))}
    return names - {path for path in names if "2021-" in path}


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("2023-05-01-react.MD", ""),
        ("2023-5-1-react.md", ""),
        ("23-05-01-react.md", ""),
        ("2023-05-01-react.mdx", "markdown_ext: md,mdx\n"),
        ("sub/_deep/2023-05-01-react.md", ""),
    ],
)
def test_a_post_that_jekyll_reads_is_not_written_a_second_time(
    velog: FakeVelog, site: Path, run: Program, name: str, settings: str
) -> None:
    velog.posts = [FakePost("react", "글")]
    with (site / "_config.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{settings}")
    mine = site / "_posts" / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("---\ntitle: 다른 제목\n---\n\n글\n", "utf-8")
    before = posts(site)
    done = run("migrate", "labdev", "--site", site)
    assert f" A _posts/{name}" in done.out
    assert done.code == 1  # the titles differ, which is said once
    assert posts(site) == before


@pytest.mark.parametrize(
    "path",
    [
        "_posts/_2023-05-01-react.md",
        "_posts/_old/2023-05-01-react.md",
        "_posts/.old/2023-05-01-react.md",
        "_posts/react.md",
        "old~/_posts/2023-05-01-react.md",
    ],
)
def test_a_file_that_jekyll_passes_over_is_no_post(
    velog: FakeVelog, site: Path, run: Program, path: str
) -> None:
    velog.posts = [FakePost("react", "글")]
    mine = site / path
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("---\ntitle: react\noriginal: https://velog.io/@labdev/react\n---\n", "utf-8")
    before = mine.read_bytes()
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    assert "_posts/2023-05-01-react.md" in posts(site) - {path}
    assert mine.read_bytes() == before


@pytest.mark.parametrize("ending", ["mdx", "html"])
def test_a_post_that_is_no_markdown_keeps_its_address(
    velog: FakeVelog, site: Path, run: Program, ending: str
) -> None:
    """Jekyll makes a page of it, whether it knows the ending or not."""
    velog.posts = [FakePost("react", "글")]
    mine = site / f"_posts/2023-05-01-react.{ending}"
    mine.write_text("---\ntitle: react\n---\n", "utf-8")
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    assert f"the address /posts/react/ is that of _posts/2023-05-01-react.{ending}" in done.out
    (ours,) = [path for path in posts(site) if path.startswith("_posts/2023-05-01-react-")]
    assert ours.endswith(".md")


def test_a_post_of_ours_that_its_author_has_hidden_stays_hidden(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("react", "글"), FakePost("other", "글")]
    run("migrate", "labdev", "--site", site)
    path = site / "_posts/2023-05-01-react.md"
    path.rename(path.with_name(f"_{path.name}"))
    assert run("sync", "--site", site).code == 0
    assert not path.exists()


def test_a_site_that_reads_other_endings_gets_them(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("react", "글")]
    with (site / "_config.yml").open("a", encoding="utf-8") as file:
        file.write("\nmarkdown_ext: mdx,mkd\n")
    assert run("migrate", "labdev", "--site", site).code == 0
    assert "_posts/2023-05-01-react.mdx" in posts(site)
    assert run("sync", "--site", site).out.count("1 same") == 1


@pytest.mark.parametrize(
    "path", ["_posts/_old/2023-05-01-my-post.md", "_posts/_2023-05-01-my-post.md"]
)
def test_no_link_leads_to_a_post_that_jekyll_passes_over(
    site: Path, run: Program, path: str
) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text("---\ntitle: My post\n---\n", "utf-8")
    post = site / "_posts/2023-05-02-from.md"
    text = "---\n---\n[a](https://velog.io/@labdev/my-post)\n"
    post.write_text(text, "utf-8")
    assert run("localize", "--site", site, "--username", "labdev").code == 0
    assert post.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("written", "base"),
    [("/blog", "{{ site.baseurl }}"), ("blog", "/blog"), ("/blog/", "/blog"), ("/", "")],
)
def test_a_link_leads_home_however_baseurl_is_written(
    site: Path, run: Program, written: str, base: str
) -> None:
    with (site / "_config.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nbaseurl: {written}\npermalink: /:title/\n")
    (site / "_posts/2023-05-01-my-post.md").write_text("---\ntitle: My post\n---\n", "utf-8")
    post = site / "_posts/2023-05-02-from.md"
    post.write_text("---\n---\n[a](https://velog.io/@labdev/my-post)\n", "utf-8")
    assert run("localize", "--site", site, "--username", "labdev").code == 0
    assert post.read_text("utf-8") == f"---\n---\n[a]({base}/my-post/)\n"


def test_check_reads_a_day_of_two_digits_and_3_10s_own_names(site: Path, run: Program) -> None:
    (site / "_posts/23-13-01-x.md").write_text("---\ntitle: a\nlayout: post\n---\n글\n", "utf-8")
    done = run("check", "--site", site)
    assert "`23-13-01` is not a date" in done.out
