"""The cover is seen once: above the text only where Velog shows it, in lists where that is free."""

from __future__ import annotations

from pathlib import Path

import frontmatter
import pytest

from conftest import Program, stamps
from migrator.converter.page import convert_post
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings, read_settings
from migrator.settings.site_theme import site_theme
from migrator.settings.theme_files import ThemeFiles
from pixels import pixel
from test_converter import a_post
from velog import FakePost, FakeVelog

COVER = "https://velog.velcdn.com/images/u/post/00000001-0000-4000-8000-000000000000/cover.png"
LOCAL = "/assets/img/posts/2022-08-21-글/00000001-0000-4000-8000-000000000000-cover.png"


def page_of(body: str, settings: Settings) -> tuple[dict[str, object], str]:
    """Give front matter and text of a post with a cover."""
    post = a_post(body, thumbnail=COVER)
    text = convert_post(post, "u", "_posts/2022-08-21-글.md", settings).text(frozenset())
    found = frontmatter.loads(text)
    return found.metadata, found.content


def settings_for(name: str, cover: str = "as-velog") -> Settings:
    profile = profiles()[name]
    return Settings(profile=profile, cover=cover, cover_on_top=profile.cover_on_top)


@pytest.mark.parametrize(
    ("name", "in_text", "alone", "is_in_body"),
    [
        ("chirpy", set(), {"image"}, False),
        ("chirpy6", set(), {"image"}, False),
        ("minimal-mistakes", {"teaser", "og_image"}, {"teaser", "og_image", "image"}, False),
        (
            "beautiful-jekyll",
            {"thumbnail-img", "share-img"},
            {"thumbnail-img", "share-img", "cover-img"},
            False,
        ),
        ("al-folio", {"thumbnail"}, {"thumbnail"}, True),
        ("minima", {"image"}, {"image"}, True),
        ("hydejack", set(), {"image"}, False),
        ("text", {"cover"}, {"cover"}, True),
        ("clean-blog", set(), {"background"}, False),
        ("so-simple", {"thumbnail"}, {"thumbnail", "path"}, False),
        ("generic", {"image"}, {"image"}, True),
    ],
)
def test_where_each_theme_gets_it(
    name: str, in_text: set[str], alone: set[str], is_in_body: bool
) -> None:
    def keys(values: dict[str, object]) -> set[str]:
        inner = values.get("header", values)
        if name == "so-simple":
            inner = values.get("image")
        assert isinstance(inner, dict)
        words = ("teaser", "thumbnail", "cover", "background", "path")
        return {key for key in inner if "im" in key or key in words}

    settings = settings_for(name)
    values, text = page_of(f"글\n\n![]({COVER})", settings)
    assert (keys(values), text.count("![](")) == (in_text, 1)
    values, text = page_of("글", settings)
    assert keys(values) == alone
    assert text.startswith("![](") == is_in_body
    assert text.endswith("글")


def test_it_stands_in_the_text_as_any_image() -> None:
    assert page_of("글", settings_for("minima"))[1] == f"![]({LOCAL})\n\n글"


@pytest.mark.parametrize("name", ["chirpy", "minima"])
def test_always_and_never(name: str) -> None:
    held = f"![]({COVER})"
    assert "image" in page_of(held, settings_for(name, "always"))[0]
    values, text = page_of("글", settings_for(name, "never"))
    assert ("image" in values, text) == (False, "글")


@pytest.mark.parametrize(
    ("layout", "keys"),
    [
        ("<img src='{{ page.image }}'>{{ content }}", ("image",)),
        ("{{ content }}", ()),
        ("{% include hero.html %}{{ content }}", ("image",)),
        ("{% include head.html %}{{ content }}", ()),
        ("{{ page.images }}{{ page.image-count }}{{ content }}", ()),
    ],
)
def test_an_own_layout_says_what_it_shows(layout: str, keys: tuple[str, ...]) -> None:
    texts = {"_layouts/post.html": layout}
    texts |= {
        f"_includes/{name}.html": "{{ page.image.path | default: page.image }}"
        for name in ("hero", "head")
    }
    theme = ThemeFiles(texts, is_whole=True)
    generic = profiles()["generic"]
    found = site_theme(generic, {}, theme, "post", "assets/img", asks=False)
    assert found.covers_on_top(generic.cover, generic) == keys


def test_a_layout_that_looks_first_gets_every_cover(site: Path) -> None:
    (site / "_layouts/post.html").write_text(
        "{% unless content contains page.image %}{{ page.image }}{% endunless %}{{ content }}"
    )
    settings = read_settings(site, all_images=False)
    for body in ("글", f"![]({COVER})"):
        values, text = page_of(body, settings)
        assert ("image" in values, text.count("![](")) == (True, body.count("![]("))


def test_a_layout_of_its_own_counts_more_than_the_theme(site: Path) -> None:
    (site / "_config.yml").write_text("theme: jekyll-theme-chirpy\n")
    (site / "_layouts/post.html").write_text("{{ content }}")
    settings = read_settings(site, all_images=False)
    assert (settings.profile.name, settings.cover_on_top) == ("chirpy", ())
    assert page_of("글", settings)[1].startswith("![](")


def test_a_second_run_leaves_it(velog: FakeVelog, site: Path, run: Program) -> None:
    (site / "_layouts/post.html").write_text("{{ content }}")
    velog.posts = [FakePost("글", "본문", thumbnail=COVER)]
    velog.images["/images/u/post/00000001-0000-4000-8000-000000000000/cover.png"] = pixel(1)
    assert run("migrate", "labdev", "--site", site).code == 0
    text = (site / "_posts/2023-05-01-글.md").read_text("utf-8")
    assert "\n![](/assets/img/posts/2023-05-01-글/" in text
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before
