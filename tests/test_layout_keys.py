"""Which keys a site's own layouts and includes read, and that posts get those."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import frontmatter
import pytest
from bs4 import BeautifulSoup

from conftest import Program
from migrator.converter.page import convert_post
from migrator.model import SeriesPlace
from migrator.settings.habits import Habits
from migrator.settings.layout_keys import layout_keys
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings, read_settings
from migrator.settings.site_theme import site_theme
from migrator.settings.theme_files import ThemeFiles
from pixels import pixel
from test_converter import a_post
from velog import FakePost, FakeVelog

COVER = "https://velog.velcdn.com/images/u/post/00000001-0000-4000-8000-000000000000/cover.png"
LOCAL = "assets/img/posts/2022-08-21-글/00000001-0000-4000-8000-000000000000-cover.png"
POST = "_layouts/post.html"
DEFAULT = "_layouts/default.html"


def settings_of(root: Path, files: dict[str, str], habits: Habits | None = None) -> Settings:
    """Give the settings for a site with these files; `_config.yml` is empty unless given."""
    for name, text in {"_config.yml": "", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return read_settings(root, habits, all_images=False)


def head_of(settings: Settings, body: str, **more: Any) -> tuple[dict[str, object], str]:
    """Give front matter and text of a post in this site."""
    text = convert_post(a_post(body, **more), "u", "_posts/2022-08-21-글.md", settings)
    found = frontmatter.loads(text.text(frozenset()))
    return found.metadata, found.content


@pytest.mark.parametrize(
    ("files", "covers", "on_top"),
    [
        # Above the text
        ({POST: "<img src='{{ page.cover }}'>{{ content }}"}, ["cover"], ["cover"]),
        ({POST: "<img src='{{ page.thumb | relative_url }}'>{{ content }}"}, ["thumb"], ["thumb"]),
        ({POST: "<header style=\"background: url('{{ page.header-img }}')\">{{ content }}"},
         ["header-img"], ["header-img"]),
        ({POST: "{{ page['cover-img'] }}{{ content }}"}, ["cover-img"], ["cover-img"]),
        ({POST: "<img src='{{ page.header.image }}'>{{ content }}"}, *[["header.image"]] * 2),
        ({POST: "{% assign hero = page.hero %}{% if hero %}<img src={{ hero }}>{% endif %}"
          "{{ content }}"}, ["hero"], ["hero"]),
        ({POST: "{% include picture.html url=page.banner %}{{ content }}"}, ["banner"], ["banner"]),
        ({POST: "{% include picture.html url=page.photo %}{{ content }}",
          "_includes/picture.html": "<img src='{{ include.url }}'>"}, ["photo"], ["photo"]),
        ({POST: "{% include top.html %}{{ content }}",
          "_includes/top.html": "{{ page.background }}"}, ["background"], ["background"]),
        ({POST: "{% include top.html post=page %}{{ content }}",
          "_includes/top.html": "{{ include.post.teaser }}"}, ["teaser"], ["teaser"]),
        ({POST: "---\nlayout: default\n---\n{{ content }}",
          DEFAULT: "<img src='{{ page.cover }}'>{{ content }}"}, ["cover"], ["cover"]),
        ({POST: "{% assign src = page.image.path | default: page.image %}{{ content }}"},
         ["image"], ["image"]),
        ({POST: "{% if page.image %}{{ page.image.path }}{% endif %}{{ content }}"},
         ["image.path"], ["image.path"]),
        # Not above it
        ({POST: "{{ content }}<img src='{{ page.cover }}'>"}, ["cover"], []),
        ({POST: "---\nlayout: default\n---\n{{ content }}",
          DEFAULT: "<head><meta content='{{ page.cover }}'></head>{{ content }}"}, ["cover"], []),
        ({POST: "{% include head.html %}{{ content }}", "_includes/head.html": "{{ page.cover }}"},
         ["cover"], []),
        ({POST: "<script>{'image': '{{ page.cover }}'}</script>{{ content }}"}, ["cover"], []),
        # In lists
        ({POST: "{{ content }}", "index.html": "{% for post in site.posts %}{{ post.thumb }}"},
         ["thumb"], []),
        ({POST: "{{ content }}",
          "_layouts/home.html": "{% for x in paginator.posts %}<img src='{{ x.image.path }}'>"},
         ["image.path"], []),
        ({POST: "{{ page.hero }}{{ content }}", "_includes/card.html": "{{ include.post.cover }}"},
         ["cover"], ["hero"]),
        ({POST: "{{ page.cover }}{{ content }}", "index.html": "{{ post.cover }}"},
         ["cover"], ["cover"]),
        # Not read, or not as this tool writes it
        ({POST: "{% if page.cover %}<b>{% endif %}{{ content }}"}, ["image"], []),
        ({POST: "<!-- {{ page.cover }} -->{{ content }}"}, ["image"], []),
        ({POST: "{% comment %}{{ page.cover }}{% endcomment %}{{ content }}"}, ["image"], []),
        ({POST: "<img src='/images/{{ page.cover }}'>{{ content }}"}, ["image"], []),
        ({POST: "<img src='/images/{{ page.image }}'>{{ content }}"}, [], []),
        ({POST: "{{ page.cover | prepend: '/img/' }}{{ content }}"}, ["image"], []),
        ({POST: "{{ '/img/' | append: page.cover }}{{ content }}"}, ["image"], []),
        ({POST: "{{ page.cover_alt }}{{ page.image.width }}{{ page.hide_cover }}{{ content }}"},
         ["image"], []),
        ({POST: "{{ page.next.cover }}{{ page.author.image }}{{ content }}"}, ["image"], []),
        ({POST: "{{ content }}", "_layouts/page.html": "{{ page.cover }}{{ content }}"},
         ["image"], []),
        ({}, ["image"], []),
        # jekyll-seo-tag
        ({POST: "<head>{% seo %}</head><img src='{{ page.cover }}'>{{ content }}"},
         ["image"], ["cover"]),
        # An address behind what Liquid writes, or behind a host
        ({POST: "<img src='{{ site.baseurl }}{{ page.cover }}'>{{ content }}"}, *[["cover"]] * 2),
        ({POST: "<img src='https://a.example{{ page.cover }}'>{{ content }}"}, *[["cover"]] * 2),
    ],
)  # fmt: skip
def test_covers(
    tmp_path: Path, files: dict[str, str], covers: list[str], on_top: list[str]
) -> None:
    settings = settings_of(tmp_path, files)
    assert (list(settings.profile.cover), list(settings.cover_on_top)) == (covers, on_top)


@pytest.mark.parametrize(
    ("layout", "in_text", "alone"),
    [
        ("<img src='{{ page.cover }}'>{{ content }}", None, f"/{LOCAL}"),
        ("<img src='{{ site.baseurl }}/{{ page.cover }}'>{{ content }}", None, LOCAL),
        ("<img src='/assets/img/{{ page.cover }}'>{{ content }}", None, LOCAL[11:]),
        ("<img src='{{ site.url }}/assets{{ page.cover }}'>{{ content }}", None, LOCAL[6:]),
        ("{{ page.cover | prepend: '/assets/img/' }}{{ content }}", None, LOCAL[11:]),
        ("<meta content='{{ page.cover }}'>{{ content }}", f"/{LOCAL}", f"/{LOCAL}"),
    ],
)
def test_a_cover_is_seen_once_and_its_address_is_right(
    tmp_path: Path, layout: str, in_text: str | None, alone: str
) -> None:
    settings = settings_of(tmp_path, {POST: layout})
    values, text = head_of(settings, f"글\n\n![]({COVER})", thumbnail=COVER)
    assert (values.get("cover"), text.count("![](")) == (in_text, 1)
    values, text = head_of(settings, "글", thumbnail=COVER)
    assert (values["cover"], "image" in values) == (alone, False)
    assert text.startswith("![](") == ("meta" in layout)


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        ({"index.html": "{{ post.subtitle }}"}, ["subtitle"]),
        ({POST: "<h2>{{ page.subtitle }}</h2>{{ content }}"}, ["subtitle"]),
        ({POST: "<head><meta content='{{ page.description }}'></head><p>{{ page.subtitle }}</p>"},
         ["description"]),
        ({POST: "{% seo %}{{ content }}", "index.html": "{{ post.summary }}"},
         ["description", "summary"]),
        ({"index.html": "{{ post.excerpt }}"}, ["excerpt"]),
        ({"index.html": "{{ post.description | default: post.excerpt }}"}, ["description"]),
        ({"index.html": "{{ post.title }}"}, ["description"]),
    ],
)  # fmt: skip
def test_summaries(tmp_path: Path, files: dict[str, str], keys: list[str]) -> None:
    settings = settings_of(tmp_path, {POST: "{{ content }}", **files})
    assert list(settings.profile.summary) == keys
    values, _ = head_of(settings, "", description="한 줄")
    assert [values.get(key) for key in keys] == ["한 줄"] * len(keys)


MATHJAX = "<script src='https://a.example/mathjax@3/tex.js'></script>"


@pytest.mark.parametrize(
    ("files", "keys"),
    [
        ({POST: f"{{% if page.use_math %}}{MATHJAX}{{% endif %}}"}, {"use_math": True}),
        ({POST: f"{{% if page.math == true %}}{MATHJAX}{{% endif %}}"}, {"math": True}),
        ({POST: f"{{% if page.math == 'katex' %}}{MATHJAX}{{% endif %}}"}, {"math": "katex"}),
        ({POST: f"{{% if page.math.show %}}{MATHJAX}{{% endif %}}"}, {"math": {"show": True}}),
        ({POST: "{% if page.katex %}{% include x.html %}{% endif %}", "_includes/x.html": MATHJAX},
         {"katex": True}),
        ({POST: "{% if page.mathjax %}{% include mathjax.html %}{% endif %}"}, {"mathjax": True}),
        ({POST: f"{{% if page.layout == 'post' and page.latex %}}{MATHJAX}{{% endif %}}"},
         {"latex": True}),
        ({POST: f"{{% assign on = page.math | default: site.math %}}{{% if on %}}{MATHJAX}"},
         {"math": True}),
        ({POST: f"{{% if page.math or site.math %}}{MATHJAX}{{% endif %}}",
          "_config.yml": "math: true"}, {}),
        ({POST: f"{{% if page.tex %}}{{% for x in y %}}{{% else %}}{{% endfor %}}{MATHJAX}"},
         {"tex": True}),
        ({POST: f"{{% if page.tex %}}a{{% elsif page.katex %}}{MATHJAX}{{% endif %}}"},
         {"katex": True}),
        ({POST: f"{{% if page.tex %}}a{{% else %}}{MATHJAX}{{% endif %}}"}, {}),
        ({POST: f"{{% if site.posts.size > 0 and page.tex %}}{MATHJAX}{{% endif %}}"},
         {"tex": True}),
        ({POST: f"{{% if site.engine == 'mathjax' %}}{MATHJAX}{{% endif %}}",
          "_config.yml": "engine: mathjax"}, {}),
        ({POST: f"{{% if site.engine != 'none' and page.tex %}}{MATHJAX}{{% endif %}}"},
         {"tex": True}),
        ({POST: f"{{% raw %}}{{% if x %}}{{% endraw %}}{{% if page.tex %}}{MATHJAX}{{% endif %}}"},
         {"tex": True}),
        ({POST: MATHJAX}, {}),
        ({POST: f"{{% unless page.no_math %}}{MATHJAX}{{% endunless %}}"}, {}),
        ({POST: f"{{% if page.math != false %}}{MATHJAX}{{% endif %}}"}, {}),
        ({POST: f"{{% if page.comments %}}{MATHJAX}{{% endif %}}"}, {}),
        ({POST: "---\nlayout: default\n---\n", "_layouts/paper.html": MATHJAX,
          DEFAULT: f"{{% if page.tex %}}{MATHJAX}{{% endif %}}"}, {"tex": True}),
        # What the theme asks for, where the site's own files tell nothing
        ({POST: "{{ content }}"}, {"math": True}),
        ({POST: "{{ content }}", "js/x.js": "MathJax = {}"}, {"math": True}),
    ],
)  # fmt: skip
def test_formulas(tmp_path: Path, files: dict[str, str], keys: dict[str, object]) -> None:
    settings = settings_of(tmp_path, files)
    assert settings.profile.math == keys
    values, _ = head_of(settings, "값은 $x^2$")
    assert {key: values[key] for key in keys} == keys


@pytest.mark.parametrize(
    ("layout", "body", "keys"),
    [
        ("{% if page.mermaid %}<script src='mermaid.js'>{% endif %}", "```mermaid\na\n```",
         {"mermaid": True}),
        ("{% if page.mermaid.enabled %}<script src='mermaid.js'>{% endif %}", "```mermaid\na\n```",
         {"mermaid": {"enabled": True}}),
        ("<script src='mermaid.js'>", "```mermaid\na\n```", {}),
        ("{% if page.toc %}{% include toc.html %}{% endif %}", "# 하나\n\n# 둘", {"toc": True}),
        ("{% if page.toc != false %}{% include toc.html %}{% endif %}", "# 하나\n\n# 둘", {}),
        ("{% if page.share %}<nav class='toc'>{% endif %}", "# 하나\n\n# 둘", {}),
    ],
)  # fmt: skip
def test_diagrams_and_contents(
    tmp_path: Path, layout: str, body: str, keys: dict[str, object]
) -> None:
    values, _ = head_of(settings_of(tmp_path, {POST: layout}), body)
    found = {key: value for key, value in values.items() if key in ("mermaid", "toc", "share")}
    assert found == keys


@pytest.mark.parametrize(
    ("list_of_posts", "config", "lang"),
    [
        ("{% assign posts = site.posts | where: 'lang', 'ko' %}", "", "ko"),
        ("{{ site.posts | where: 'lang', 'en' }}{{ site.posts | where: 'lang', 'ko-KR' }}",
         "", "ko-KR"),
        ("{% assign posts = site.posts | where: 'lang', site.lang %}", "lang: en", "en"),
        ("{% assign posts = site.posts | where: 'lang', site.lang %}", "", None),
        ("{% assign posts = site.posts %}", "lang: ko", None),
        ("{% assign posts = site.posts | where: 'lang', 'ko' %}",
         "defaults: [{scope: {path: ''}, values: {lang: ko}}]", None),
    ],
)  # fmt: skip
def test_a_language_that_lists_ask_for(
    tmp_path: Path, list_of_posts: str, config: str, lang: str | None
) -> None:
    settings = settings_of(tmp_path, {"index.html": list_of_posts, "_config.yml": config})
    assert head_of(settings, "글")[0].get("lang") == lang


def test_the_name_of_a_series(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, {POST: "{{ page.series_title }}{{ content }}"})
    values, _ = head_of(settings, "글", series=SeriesPlace("시리즈", "시리즈", 1))
    assert (values["series"], values["series_title"]) == ("시리즈", "시리즈")


# --- who counts more


@pytest.mark.parametrize(
    ("config", "files", "covers", "on_top"),
    [
        # The theme's own file is replaced: its lists still show what they showed.
        ("theme: jekyll-theme-chirpy", {POST: "{{ page.cover }}{{ content }}"},
         ["image.path", "cover"], ["cover"]),
        # A copy reads what the theme reads, and more than a post needs.
        ("minimal_mistakes_skin: dark",
         {"_layouts/single.html":
          "{{ page.header.image }}{{ page.header.overlay_image }}{{ content }}",
          "_includes/archive-single.html": "{{ post.header.teaser }}"},
         ["header.teaser", "header.og_image"], ["header.image", "header.overlay_image"]),
        # All layouts are the site's own, and none reads the theme's key.
        ("enable_math: true\nenable_masonry: true", {POST: "{{ page.cover }}{{ content }}"},
         ["cover"], ["cover"]),
        # An include that a layout of the theme takes
        ("theme: minima", {"_includes/post-top.html": "{{ page.cover }}"},
         ["image", "cover"], ["cover"]),
        ("theme: minima", {"_includes/custom-head.html": "{{ page.title }}"}, ["image"], []),
    ],
)  # fmt: skip
def test_own_files_count_more_than_the_theme(
    tmp_path: Path, config: str, files: dict[str, str], covers: list[str], on_top: list[str]
) -> None:
    settings = settings_of(tmp_path, {"_config.yml": config, **files})
    assert (list(settings.profile.cover), list(settings.cover_on_top)) == (covers, on_top)


def test_a_switch_in_an_include_counts_more_than_the_theme(tmp_path: Path) -> None:
    head = f"{{% if page.use_math %}}{MATHJAX}{{% endif %}}"
    files = {"_config.yml": "theme: minima", "_includes/head.html": head}
    assert settings_of(tmp_path, files).profile.math == {"use_math": True}


def test_habits_count_more_than_layouts_and_settings_more_than_habits(tmp_path: Path) -> None:
    layout = f"{{{{ page.cover }}}}{{{{ page.subtitle }}}}{{% if page.tex %}}{MATHJAX}{{% endif %}}"
    habits = Habits(count=3, cover=("thumbnail",), summary=("summary",), math=("math",))
    profile = settings_of(tmp_path, {POST: layout}, habits).profile
    found = (profile.cover, profile.summary, profile.math)
    assert found == (("thumbnail",), ("summary",), {"math": True})
    own = '[front_matter]\ncover = ["banner"]\nsummary = ["lead"]\nmath = { formulas = true }\n'
    (tmp_path / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    profile = read_settings(tmp_path, habits, all_images=False).profile
    found = (profile.cover, profile.summary, profile.math)
    assert found == (("banner",), ("lead",), {"formulas": True})


def test_a_migration_says_that_it_follows_the_layouts(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", "본문")]
    for file in (*site.glob("_posts/*"), *site.glob("_layouts/*")):
        file.unlink()
    settings_of(site, {POST: "{{ page.cover }}{{ content }}"})
    said = run("migrate", "labdev", "--site", site, "--dry-run")
    assert "as the site's own layouts read it: " in said.out + said.err


@pytest.mark.parametrize("shown", ["{{ page.preview }}", "/img/{{ page.preview }}"])
def test_an_authors_own_key_for_covers_is_looked_for_above_the_text(
    tmp_path: Path, shown: str
) -> None:
    own = {".velog-to-jekyll.toml": '[front_matter]\ncover = ["preview"]\n'}
    settings = settings_of(tmp_path, {POST: f"{shown}{{{{ content }}}}", **own})
    assert settings.cover_on_top == ("preview",)


def test_init_names_the_file(tmp_path: Path, run: Program) -> None:
    script = f"{{% if page.tex %}}{MATHJAX}{{% endif %}}"
    layout = "<img src='{{ page.cover }}'>{{ content }}"
    settings_of(tmp_path, {POST: script + layout, "index.html": "{{ post.subtitle }}"})
    said = run("init", "--site", tmp_path, "--dry-run").out
    assert f"see it twice; page.cover in {POST})" in said
    assert "summaries        subtitle  (post.subtitle in index.html)" in said
    assert f"shown; a post with some gets tex: true  (page.tex in {POST})" in said
    assert '\ncover: "/assets/' in said


def test_includes_that_take_each_other_many_times_are_read_in_no_time() -> None:
    ways = "".join(f"{{% include {number}.html %}}" for number in range(9))
    text = f"{ways}{MATHJAX}{{{{ page.hero }}}}"
    texts = {f"_includes/{number}.html": text for number in range(9)}
    texts[POST] = "{% include 0.html %}"
    begun = time.process_time()
    theme = ThemeFiles(texts, is_whole=True)
    found = site_theme(profiles()["generic"], {}, theme, "post", "assets/img", asks=False)
    assert (found.profile.cover, found.formulas.shows) == (("hero",), True)
    assert time.process_time() - begun < 5


OWN = {
    "_config.yml": "title: x\ntimezone: Asia/Seoul\nlang: ko\n",
    POST: "---\nlayout: default\n---\n{% include top.html item=page %}\n{{ content }}",
    DEFAULT: "<html><head><meta name='description' content='{{ page.description }}'>"
    f"{{% if page.use_math %}}{MATHJAX}{{% endif %}}</head><body>{{{{ content }}}}</body></html>",
    "_includes/top.html": "{% if include.item.hero %}<img class='top' "
    "src='{{ site.baseurl }}/{{ include.item.hero }}'>{% endif %}",
    "index.html": "---\n---\n{% assign posts = site.posts | where: 'lang', site.lang %}"
    "{% for x in posts %}<li>{{ x.description }}<img src='{{ x.thumbnail }}'></li>{% endfor %}",
}


def test_a_site_with_layouts_of_its_own_shows_what_velog_shows(
    velog: FakeVelog, tmp_path: Path, run: Program, jekyll: Callable[[Path], Path]
) -> None:
    cover = "/images/u/post/00000001-0000-4000-8000-000000000000/cover.png"
    address = f"https://velog.velcdn.com{cover}"
    velog.images[cover] = pixel(1)
    velog.posts = [
        FakePost("가", "수식 $x^2$", thumbnail=address, short_description="첫 글"),
        FakePost("나", f"![]({address})", thumbnail=address, short_description="둘째 글"),
    ]
    site = tmp_path / "site"
    settings_of(site, OWN)
    assert run("migrate", "labdev", "--site", site).code == 0
    built = jekyll(site)
    index = BeautifulSoup((built / "index.html").read_text("utf-8"), "html.parser")
    assert sorted(item.text for item in index("li")) == ["둘째 글", "첫 글"]
    pages = {path.stem: path.read_text("utf-8") for path in built.glob("2023/**/*.html")}
    for page in (index, *(BeautifulSoup(text, "html.parser") for text in pages.values())):
        for image in page("img"):
            assert (built / unquote(str(image["src"])).removeprefix("/")).is_file()
    shown = {title: len(BeautifulSoup(text, "html.parser")("img")) for title, text in pages.items()}
    assert shown == {"가": 1, "나": 1}
    assert {title for title, text in pages.items() if "mathjax" in text} == {"가"}
    assert {title for title, text in pages.items() if "class='top'" in text} == {"가"}
    assert "content='첫 글'" in pages["가"]


@pytest.mark.parametrize(
    "piece", ["<!-- ", "{% comment %}", "<head ", "<script>", "<title>", "<meta "]
)
def test_what_is_opened_and_never_ended_takes_no_longer_than_its_length(piece: str) -> None:
    texts = {POST: "{{ page.hero }}" + piece * (200_000 // len(piece))}
    begun = time.process_time()
    keys = layout_keys(texts, "post", "assets/img", is_whole=True)
    assert [each.key for each in keys.cover_keys] == ["hero"]
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ["post", "a"])
def test_layouts_and_includes_that_take_each_other_end(name: str) -> None:
    texts = {
        POST: "---\nlayout: default\n---\n{% include a.html %}",
        DEFAULT: "---\nlayout: post\n---\n{{ page.cover }}",
        "_includes/a.html": f"{{% include {name}.html %}}{{% include a.html %}}{{{{ page.hero }}}}",
    }
    found = layout_keys(texts, "post", "assets/img", is_whole=True)
    assert {each.key for each in found.covers} == {"cover", "hero"}
