"""What is found out about a site, and posts written as the site's owner writes them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from conftest import Program, tree
from migrator.jekyll.site_config import read_config
from migrator.settings.detection import detect
from migrator.settings.habits import dump_habits, load_habits
from migrator.settings.habits.find import habits_of
from migrator.settings.site_settings import read_settings
from migrator.settings.theme_files import read_theme_files
from migrator.site.checkout import find_habits
from pixels import pixel
from velog import FakePost, FakeVelog

MINE = """---
layout: post
title: {title}
date:   2021-0{n}-01 10:00
description: 한 줄 {n}
comments: true
tags:
- paper
- Vision
---

![](/assets/img/2021-0{n}-01-{title}/a.png)
"""


def make(root: Path, **files: str) -> Path:
    """Write files into a site; `__` in a name stands for a slash, `_DOT_` for a dot."""
    for name, text in {"_config_DOT_yml": "", **files}.items():
        path = root / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "profile", "engine"),
    [
        ({}, "generic", "3.10"),
        ({"_config_DOT_yml": "theme: jekyll-theme-chirpy"}, "chirpy", "4"),
        (
            {
                "_config_DOT_yml": "theme: jekyll-theme-chirpy",
                "Gemfile_DOT_lock": "    jekyll (4.3.2)\n    jekyll-theme-chirpy (6.5.3)\n",
            },
            "chirpy6",
            "4",
        ),
        ({"_config_DOT_yml": "theme_mode:\nimg_cdn: https://a.b"}, "chirpy6", "4"),
        (
            {
                "_DOT_github__workflows__pages_DOT_yml": "- uses: actions/jekyll-build-pages@v1",
                "Gemfile": 'gem "jekyll", "~> 4.3"',
            },
            "generic",
            "3.10",
        ),
        (
            {
                "package_DOT_json": "{broken",
                "_config_DOT_yml": "theme: jekyll-theme-chirpy",
            },
            "chirpy",
            "4",
        ),
        (
            {
                "package_DOT_json": '{"name": "jekyll-theme-chirpy", "version": "7.1.0"}',
                "_includes__refactor-content_DOT_html": "",
            },
            "chirpy",
            "4",
        ),
        ({"_config_DOT_yml": "remote_theme: mmistakes/minimal-mistakes@4.26"},
         "minimal-mistakes", "3.10"),
        (
            {
                "package_DOT_json": '{"name": "jekyll-theme-chirpy", "version": "6.0.0"}',
                "_includes__refactor-content_DOT_html": "",
            },
            "chirpy6",
            "4",
        ),
        (
            {
                "package_DOT_json": '{"name": "my-site", "version": "1.0.0"}',
                "_includes__refactor-content_DOT_html": "",
            },
            "chirpy",
            "4",
        ),
        (
            {
                "package_DOT_json": '{"name": "jekyll-theme-chirpy", "version": "x"}',
                "_includes__refactor-content_DOT_html": "",
                "_includes__img-url_DOT_html": "",
            },
            "chirpy6",
            "4",
        ),
        ({"_config_DOT_yml": "minimal_mistakes_skin: dark",
          "Gemfile": 'gem "github-pages"'}, "minimal-mistakes", "3.10"),
        ({"_config_DOT_yml": "enable_math: true\nenable_masonry: true"}, "al-folio", "4"),
        ({"_config_DOT_yml": "remote_theme: daattali/beautiful-jekyll@6"},
         "beautiful-jekyll", "3.10"),
        ({"Gemfile": 'gem "jekyll", "~> 4.2"\ngem "minima"'}, "minima", "4"),
        ({"_config_DOT_yml": "theme: jekyll-theme-lagrange", "Gemfile": 'gem "minima"'},
         "generic", "3.10"),
        ({"_config_DOT_yml": "theme: jekyll-theme-hydejack"}, "hydejack", "3.10"),
        ({"_config_DOT_yml": "remote_theme: hydecorp/hydejack@v9.1.6"}, "hydejack", "3.10"),
        ({"_config_DOT_yml": "hydejack:\n  no_search: true"}, "hydejack", "3.10"),
        ({"_config_DOT_yml": "remote_theme: kitian616/jekyll-TeXt-theme"}, "text", "3.10"),
        ({"_config_DOT_yml": "text_skin: ocean"}, "text", "3.10"),
        ({"Gemfile": 'gem "jekyll-theme-clean-blog"'}, "clean-blog", "3.10"),
        ({"jekyll-theme-clean-blog_DOT_gemspec": ""}, "clean-blog", "3.10"),
        ({"_config_DOT_yml": "remote_theme: mmistakes/so-simple-theme@3.2.0"},
         "so-simple", "3.10"),
        ({"_sass__so-simple_DOT_scss": ""}, "so-simple", "3.10"),
        ({"Gemfile": '# gem "github-pages"\ngem "jekyll", "~> 4.3"'}, "generic", "4"),
        ({"_config_DOT_yml": "theme: jekyll-theme-minimal"}, "generic", "3.10"),
        ({"_config_DOT_yml": "remote_theme: somebody/minimalist"}, "generic", "3.10"),
        ({"_config_DOT_yml": "remote_theme: https://github.com/me/minimal-mistakes.git"},
         "minimal-mistakes", "3.10"),
        ({"_config_DOT_yml": "remote_theme: cotes2020/jekyll-theme-chirpy@v6.5.5"},
         "chirpy6", "4"),
        ({"_config_DOT_yml": "theme: jekyll-theme-chirpy", "Gemfile": "gemspec",
          "jekyll-theme-chirpy_DOT_gemspec": 'spec.version = "5.2.1"'}, "chirpy6", "4"),
        ({"_sass__minimal-mistakes_DOT_scss": ""}, "minimal-mistakes", "3.10"),
        ({"_config_DOT_yml": "navbar-links: {}\nsocial-network-links: {}"},
         "beautiful-jekyll", "3.10"),
        ({"_sass__minima___base_DOT_scss": ""}, "minima", "3.10"),
        ({"_DOT_github__workflows__p_DOT_yml": "run: bundle exec jekyll build"}, "generic", "4"),
    ],
)  # fmt: skip
def test_theme_and_engine_are_found(
    tmp_path: Path, files: dict[str, str], profile: str, engine: str
) -> None:
    config = read_config(make(tmp_path, **files))
    detected = detect(tmp_path, config)
    assert (detected.profile.name, detected.engine) == (profile, engine)


def mine(count: int = 4) -> dict[str, str]:
    names = ["가", "나", "다", "라"][:count]
    return {
        f"_posts/2021-0{n}-01-{name}.md": MINE.format(n=n, title=name)
        for n, name in enumerate(names, 1)
    }


@pytest.mark.parametrize(
    ("files", "profile", "said"),
    [
        (
            {
                "_config_DOT_yml": "remote_theme: mmistakes/minimal-mistakes",
                "_includes__refactor-content_DOT_html": "",
            },
            "minimal-mistakes",
            "(theme in _config.yml; but _includes/refactor-content.html speaks for Chirpy 7)",
        ),
        (
            {
                "_config_DOT_yml": "remote_theme: someone/paper",
                "_includes__refactor-content_DOT_html": "",
            },
            "generic",
            "(no profile for someone/paper; but _includes/refactor-content.html speaks for "
            "Chirpy 7)",
        ),
        (
            {
                "_config_DOT_yml": "remote_theme: someone/my-blog\ntheme_mode: dark\nimg_cdn:",
                "_includes__refactor-content_DOT_html": "",
                "_includes__img-url_DOT_html": "",
            },
            "chirpy6",
            "speaks for a theme without a profile)",
        ),
        (
            {
                "Gemfile_DOT_lock": "GEM\n    github-pages (232)\n    minima (2.5.1)\n"
                "    jekyll (3.10.0)\n",
                "_layouts__post_DOT_html": "{{ content }}",
            },
            "generic",
            "(no known theme was found)",
        ),
        (
            {
                "_DOT_github__workflows__pages_DOT_yml": "- uses: actions/jekyll-build-pages@v1",
                "Gemfile_DOT_lock": "GEM\n    jekyll (4.3.2)\n",
            },
            "generic",
            "3.10  (a workflow builds as GitHub Pages does; but Gemfile.lock has Jekyll 4)",
        ),
    ],
)
def test_signs_are_weighed_and_those_against_are_shown(
    tmp_path: Path, run: Program, files: dict[str, str], profile: str, said: str
) -> None:
    site = make(tmp_path, **files)
    assert detect(site, read_config(site)).profile.name == profile
    assert said in run("init", "--site", site, "--dry-run").out


def test_habits_are_what_most_posts_do() -> None:
    habits = habits_of({**mine(), "_posts/2021-09-01-x.md": "no front matter"})
    assert habits.order == ("layout", "title", "date", "description", "comments", "tags")
    assert habits.always == {"layout": "post", "comments": "true"}
    assert habits.starts == {"date": "date:   "}
    assert habits.lists == "block"
    assert {"title", "description", "tags"} <= habits.plain
    assert (habits.image_dir, habits.image_url) == ("assets/img/{stem}", "/{path}")
    assert habits.spellings == ("Vision", "paper")
    assert load_habits(json.loads(json.dumps(dump_habits(habits)))) == habits


def test_a_few_posts_make_no_habit_and_ours_do_not_count() -> None:
    assert habits_of(mine(2)).order == ()
    ours = {path: text.replace("title:", "velog: {id: a}\ntitle:") for path, text in mine().items()}
    assert habits_of(ours) == habits_of({})


@pytest.fixture
def home(site: Path, velog: FakeVelog) -> Path:
    """Give a site with four posts of its author's, and a blog of one post on Velog."""
    for path, text in mine().items():
        (site / path).write_text(text, "utf-8")
    velog.posts = [
        FakePost(
            "새 글: 하나",
            "본문",
            tags=("paper", "vision", "2024", "C#"),
            short_description="짧은 설명",
            url_slug="new",
        )
    ]
    return site


def test_a_post_is_written_as_its_owner_writes(home: Path, velog: FakeVelog, run: Program) -> None:
    assert run("migrate", "labdev", "--site", home).code == 0
    text = (home / "_posts/2023-05-01-new.md").read_text("utf-8")
    assert text.startswith(
        "---\n"
        "layout: post\n"
        'title: "새 글: 하나"\n'
        "date:   2023-05-01 21:34:56 +0900\n"
        "description: 짧은 설명\n"
        "comments: true\n"
        "tags:\n"
        '- "2024"\n'
        "- C#\n"
        "- paper\n"
        "- vision\n"
        "velog:\n"
    )
    before = tree(home)
    # The author's posts change their ways; what was written stays as it is.
    for path in mine():
        (home / path).unlink()
    assert "1 same" in run("sync", "--site", home).out
    assert tree(home) == {path: data for path, data in before.items() if path not in mine()}


def test_a_migration_says_in_three_lines_what_it_goes_by(home: Path, run: Program) -> None:
    said = run("diff", "labdev", "--site", home).out
    assert "as in your 5 posts: layout, title, date, description, comments, tags, series" in said
    assert "assets/img/{stem}" in said
    run("init", "--site", home)
    assert "as in your" not in run("diff", "labdev", "--site", home).out


def test_init_shows_and_writes_settings_that_change_nothing(home: Path, run: Program) -> None:
    before = run("diff", "labdev", "--site", home, "--patch").out
    dry = run("init", "--site", home, "--dry-run")
    assert not (home / ".velog-to-jekyll.toml").exists()
    done = run("init", "--site", home)
    assert (done.code, done.err) == (0, "")
    assert done.out.replace("was written", "would be written") == dry.out
    assert "comments: true" in done.out
    own = (home / ".velog-to-jekyll.toml").read_text("utf-8")
    after = run("diff", "labdev", "--site", home, "--patch").out
    assert after[after.index("--- /dev/null") :] == before[before.index("--- /dev/null") :]
    # Each line that is commented out is a setting that can be taken as it is.
    lines = [line.removeprefix("# ") for line in own.split("\n")[3:]]
    (home / ".velog-to-jekyll.toml").write_text("\n".join(lines), "utf-8")
    tomllib.loads("\n".join(lines))
    again = run("diff", "labdev", "--site", home, "--patch").out
    assert again[again.index("--- /dev/null") :] == before[before.index("--- /dev/null") :]
    kept = run("init", "--site", home)
    assert "was left as it is" in kept.out


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("typografy = 1", "line 1: there is no setting 'typografy'"),
        ("\nprofile = 'chirpi'", "line 2: profile must be one of generic, chirpy"),
        ("image_dir = '../x'", "line 1: image_dir must be a folder of the site"),
        ("image_dir = '_x/{stem}'", "line 1: image_dir must be"),
        ("image_url = '/x'", "line 1: image_url must be a text with {path}"),
        ("timezone = 'Asia/Seul'", "line 1: timezone must be a time zone"),
        ("engine = 4", 'line 1: engine must be a text in quotes, "4", not 4'),
        ("# a\n[front_matter]\norder = 1", "line 3: order must be a list of texts"),
        ("[front_matter]\n\nlists = 'x'", "line 3: lists must be flow or spaced or tight"),
        ("profile = []", "line 1: profile must be one of generic"),
        ("[profile]", "line 1: profile must be one of generic"),
        ("[front_matter]\nmath = {a = 2024-01-01}", "line 2: math must be a table of keys"),
        ("[front_matter]\nalways = {'a: b' = 1}", "line 2: always must be a table of keys"),
        ("[front_matter.always]\nvelog = 1", "line 1: always must be a table of keys"),
        ("[front_matter]\ncover = ['']", "line 2: cover must be a list of names"),
        ("[frontmatter]\n", "line 1: there is no setting 'frontmatter'"),
        ("[tags]\na = 'b'\n\"C++\" = 1", "line 3: C++ must be a text"),
        ("series = 'categories'", "addresses"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    site: Path, run: Program, own: str, words: str
) -> None:
    (site / "_config.yml").write_text("title: 나\n", "utf-8")
    (site / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    done = run("diff", "labdev", "--site", site)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


@pytest.mark.parametrize(
    "form", ["{{ site.url }}/{path}", "{{ '/{path}' | relative_url }}", "{x}/{path}"]
)
def test_a_form_of_addresses_is_taken_as_it_stands(
    site: Path, velog: FakeVelog, run: Program, form: str
) -> None:
    url = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
    velog.images[url.removeprefix("https://velog.velcdn.com")] = pixel(1)
    velog.posts = [FakePost("글", f"![]({url})")]
    (site / ".velog-to-jekyll.toml").write_text(f'image_url = "{form}"\n', "utf-8")
    run("migrate", "labdev", "--site", site)
    path = "assets/img/posts/2023-05-01-글/00000000-0000-4000-8000-000000000001-a.png"
    address = form.replace("{path}", path)
    assert f"![]({address})" in (site / "_posts/2023-05-01-글.md").read_text("utf-8")


def test_settings_win(site: Path, velog: FakeVelog, run: Program) -> None:
    own = """
        image_dir = "assets/velog"
        image_url = "{{ site.url }}/{path}"
        redirects = true
        canonical = "velog"
        [front_matter]
        order = ["title", "excerpt", "date"]
        always = { comments = true, author = "나" }
        summary = ["excerpt", "description"]
        [tags]
        "C++" = "cpp"
    """
    (site / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    velog.posts = [FakePost("글", "본문", tags=("C++",), short_description="설명")]
    run("migrate", "labdev", "--site", site)
    text = (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "글"\nexcerpt: "설명"\n')
    values = yaml.safe_load(text.split("---")[1])
    assert (values["comments"], values["author"], values["tags"]) == (True, "나", ["cpp"])
    assert values["excerpt"] == values["description"] == "설명"
    assert values["redirect_from"] == ["/@labdev/글/"]
    assert values["canonical_url"] == "https://velog.io/@labdev/%EA%B8%80"


# --- tags


def tags_of(site: Path, run: Program, velog: FakeVelog, *tags: tuple[str, ...]) -> list[list[str]]:
    velog.posts = [FakePost(f"글{n}", tags=each) for n, each in enumerate(tags)]
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    texts = [(site / f"_posts/2023-05-01-글{n}.md").read_text("utf-8") for n in range(len(tags))]
    return [sorted(yaml.safe_load(text.split("---")[1])["tags"]) for text in texts]


def test_archives_keep_tags_apart(site: Path, velog: FakeVelog, run: Program) -> None:
    (site / "_config.yml").write_text("theme: jekyll-theme-chirpy\n", "utf-8")
    tags = ("C", "C++", "C#", "React", "2024", "!!!"), ("react", "한글")
    assert tags_of(site, run, velog, *tags) == [
        ["2024", "c", "cpp", "csharp", "react"],
        ["react", "한글"],
    ]
    assert "'!!!'" in run("diff", "--site", site).out


def test_the_authors_own_tags_keep_their_names(site: Path, velog: FakeVelog, run: Program) -> None:
    (site / "_config.yml").write_text("theme: jekyll-theme-chirpy\n", "utf-8")
    for n in range(1, 4):
        text = f"---\ntitle: 글 {n}\ntags: [C++, Node.js]\n---\n"
        (site / f"_posts/2020-0{n}-01-x.md").write_text(text, "utf-8")
    tags = ("C", "c++", "node.js", "C#")
    assert tags_of(site, run, velog, tags) == [["C", "C++", "Node.js", "csharp"]]


def test_without_archives_tags_stay_as_they_are(site: Path, velog: FakeVelog, run: Program) -> None:
    assert tags_of(site, run, velog, ("C", "C++", "!!!")) == [["!!!", "C", "C++"]]


# --- addresses


def test_no_post_takes_the_address_of_another(site: Path, velog: FakeVelog, run: Program) -> None:
    (site / "_config.yml").write_text("permalink: /posts/:title/\n", "utf-8")
    mine = "---\ntitle: 내 글\npermalink: /posts/new/\n---\n"
    (site / "_posts/2020-01-01-mine.md").write_text(mine, "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new"), FakePost("둘", url_slug="둘")]
    assert run("migrate", "labdev", "--site", site).code == 0
    names = sorted(path.name for path in site.glob("_posts/2023*"))
    assert names == [f"2023-05-01-new-{velog.posts[0].id[:8]}.md", "2023-05-01-둘.md"]
    assert "2 same" in run("sync", "--site", site).out


def test_links_between_own_posts_lead_to_the_site(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    (site / "_config.yml").write_text(
        "theme: jekyll-theme-chirpy\npermalink: /posts/:title/\nurl: https://me.dev\n", "utf-8"
    )
    links = """[가](https://velog.io/@labdev/%EB%91%98?utm=1#%EC%A0%9C%EB%AA%A9-c)
[나](https://velog.io/@labdev/series/연재)
[다](https://velog.io/@labdev/posts?tag=React)
https://velog.io/@labdev/둘
[라](https://velog.io/@somebody/둘)
`https://velog.io/@labdev/둘`
[바](https://velog.io/@labdev)
[사](https://velog.io/@labdev/posts?tag=C)
[아](https://velog.io/@labdev/둘]"""
    velog.posts = [
        FakePost("하나", links, tags=("React",)),
        FakePost("둘", "## 제목 C++", series="연재", url_slug="둘"),
    ]
    assert run("migrate", "labdev", "--site", site).code == 0
    text = (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
    assert "[가](/posts/둘/#제목-c)" in text
    assert "[나](/posts/둘/)" in text
    assert "[다](/tags/react/)" in text
    assert "[https://velog.io/@labdev/둘](/posts/둘/)" in text
    assert "[라](https://velog.io/@somebody/둘)" in text
    assert "`https://velog.io/@labdev/둘`" in text
    assert "[바](/)" in text
    assert "[사](https://velog.io/@labdev/posts?tag=C)" in text
    table = (site / ".velog-to-jekyll/addresses.csv").read_text("utf-8")
    assert "https://velog.io/@labdev/%EB%91%98,https://me.dev/posts/%EB%91%98/,둘," in table
    assert "이 글의 새 주소: <https://me.dev/posts/%EB%91%98/>" in table
    # The old address and the new one lead to the same post.
    velog.edit("둘", url_slug="셋")
    velog.edit("하나", body=f"{links}\n\n[마](https://velog.io/@labdev/셋)")
    assert run("sync", "--site", site).code == 0
    text = (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
    assert "[가](/posts/둘/#제목-c)" in text
    assert "[마](/posts/둘/)" in text


def test_a_link_to_a_post_that_is_not_here_stays(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    url = "https://velog.io/@labdev/둘"
    velog.posts = [FakePost("하나", f"[가]({url})"), FakePost("둘", "본문", url_slug="둘")]
    run("migrate", "labdev", "--site", site)
    (site / "_posts/2023-05-01-둘.md").unlink()
    assert run("sync", "--site", site).code == 0
    assert f"[가]({url})" in (site / "_posts/2023-05-01-하나.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("timezone: Asia/Tokyo\n", "Asia/Tokyo  (timezone in _config.yml)"),
        ("title: x\n", "add `timezone: Asia/Seoul`"),
    ],
)
def test_init_says_where_the_time_zone_comes_from(
    site: Path, run: Program, config: str, said: str
) -> None:
    (site / "_config.yml").write_text(config, "utf-8")
    shown = " ".join(run("init", "--site", site).out.split())
    assert " ".join(said.split()) in shown


def test_init_that_fails_leaves_nothing_behind(site: Path, run: Program) -> None:
    (site / "_includes").write_text("a file", "utf-8")
    done = run("init", "--site", site, "--series-list")
    assert done.code == 2
    assert [each.name for each in site.glob(".velog-to-jekyll*")] == [".velog-to-jekyll.toml"]


@pytest.mark.parametrize("engine", ["3.10", "4"])
def test_the_authors_engine_is_the_one_that_builds(site: Path, run: Program, engine: str) -> None:
    (site / ".velog-to-jekyll.toml").write_text(f'engine = "{engine}"\n', "utf-8")
    (site / "_posts").mkdir(exist_ok=True)
    (site / "_posts/2023-05-01-a.md").write_text(
        "---\ntitle: a\nrender_with_liquid: false\n---\n{{ a }}\n", "utf-8"
    )
    said = run("check", "--site", site).out
    assert ("render_with_liquid" in said) == (engine == "3.10")
    assert read_settings(site, all_images=False).engine == engine


@pytest.mark.parametrize("key", ["updated", "og_image", "subtitle", "lastmod", "header"])
def test_what_each_post_has_of_its_own_is_no_habit(site: Path, key: str) -> None:
    (site / "_posts").mkdir(exist_ok=True)
    for number in range(1, 6):
        text = f"---\ntitle: a{number}\n{key}: 2024-01-01\nauthor: me\n---\n글\n"
        (site / f"_posts/2023-05-0{number}-a.md").write_text(text, "utf-8")
    habits = find_habits(site)
    assert "author" in habits.always
    assert key not in habits.always


def test_init_brings_the_list_of_a_series(site: Path, run: Program) -> None:
    done = run("init", "--site", site, "--series-list")
    assert "{% include velog-series.html %}" in done.out
    assert "series_order" in (site / "_includes/velog-series.html").read_text("utf-8")
    before = tree(site)
    assert "was left as it is" in run("init", "--site", site, "--series-list").out
    assert tree(site) == before


def test_layouts_and_includes_are_where_the_settings_say(site: Path, run: Program) -> None:
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\nsource: src\nlayouts_dir: ./looks/\n", "utf-8")
    config.write_text(config.read_text("utf-8") + "includes_dir: parts\n", "utf-8")
    for path in ("src/looks", "src/_posts"):
        (site / path).mkdir(parents=True)
    (site / "src/looks/post.html").write_text("{{ page.my_cover }}{{ content }}\n", "utf-8")
    head = "---\ntitle: a\nlayout: {}\n---\n"
    for name, layout in (("a", "post"), ("b", "blog")):
        text = f"{head.format(layout)}{{% include gone.html %}}\n\n$$x$$\n"
        (site / f"src/_posts/2023-05-01-{name}.md").write_text(text, "utf-8")
    found = run("check", "--site", site).out
    assert "names what is not there in parts" in found
    assert "the layout `blog` does not exist" in found
    assert "`post` does not exist" not in found
    assert "formulas" in found  # no layout loads what shows them
    # What lies in the usual folder is not read by Jekyll then, whatever comes first on the disk.
    for path, text in (("src/_layouts", "old"), ("src/looks", "new")):
        (site / path).mkdir(exist_ok=True)
        (site / path / "post.html").write_text(text, "utf-8")
    theme = read_theme_files(site, read_config(site))
    assert theme.texts["_layouts/post.html"] == "new"
    assert "old" not in theme.texts.values()
    assert run("init", "--site", site, "--series-list").code == 0
    assert (site / "src/parts/velog-series.html").is_file()
    assert not (site / "_includes/velog-series.html").exists()


@pytest.mark.parametrize("folder", ["./", "/", "."])
def test_layouts_in_the_source_itself_stop_nobody(folder: str, site: Path, run: Program) -> None:
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + f"\nlayouts_dir: {folder}\n", "utf-8")
    for command in (["init", "--pages", "--dry-run"], ["check"], ["localize", "--dry-run"]):
        assert run(*command, "--site", site).code in (0, 1)


def test_what_a_theme_does_to_addresses_is_minded(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    url = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
    velog.images[url.removeprefix("https://velog.velcdn.com")] = pixel(1)
    velog.posts = [FakePost("글", f"![]({url}) [크게]({url})", thumbnail=url)]
    config = "theme: jekyll-theme-chirpy\nbaseurl: /blog\nurl: https://me.dev\n"
    path = "assets/img/posts/2023-05-01-글/00000000-0000-4000-8000-000000000001-a.png"
    (site / "_config.yml").write_text(config, "utf-8")
    run("migrate", "labdev", "--site", site)
    text = (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert f"![](/{path}) [크게]({{{{ site.baseurl }}}}/{path})" in text
    assert f'path: "/{path}"' in text
    # A CDN is put before every address but whole ones.
    (site / "_config.yml").write_text(f"{config}cdn: https://cdn.dev\n", "utf-8")
    run("sync", "--site", site)
    text = (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert f"![]({{{{ site.url }}}}{{{{ site.baseurl }}}}/{path})" in text
    assert f'path: "https://me.dev/blog/{path}"' in text


def test_a_table_of_contents_where_the_theme_wants_to_be_asked(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    (site / "_config.yml").write_text("minimal_mistakes_skin: dark\n", "utf-8")
    velog.posts = [FakePost("가", "# 하나\n\n# 둘"), FakePost("나", "# 하나")]
    run("migrate", "labdev", "--site", site)
    heads = [(site / f"_posts/2023-05-01-{name}.md").read_text("utf-8") for name in "가나"]
    assert ["toc: true\ntoc_sticky: true\n" in head for head in heads] == [True, False]
