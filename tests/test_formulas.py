"""Whether formulas show in a site: `migrate` and `check` say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Program
from velog import FakePost, FakeVelog

BARE = {"_layouts/post.html": "{{ content }}"}
LOADED = {"_layouts/default.html": '<script src="https://a.example/mathjax@3/tex-mml.js"></script>'}
ASKING = "---\nlayout: post\ntitle: 가\nmath: true\nmathjax: true\n---\n$$x$$\n"


@pytest.mark.parametrize(
    ("config", "files", "theme"),
    [
        ("remote_theme: mmistakes/minimal-mistakes", {}, "Minimal Mistakes shows none"),
        ("remote_theme: mmistakes/minimal-mistakes", LOADED, None),
        ("theme: minima", {}, "Minima shows none"),
        ("theme: minima", {"_includes/head.html": "KaTeX"}, None),
        ("theme: minima\nkramdown: {math_engine: katex}", {}, None),
        ("theme: minima", {"assets/js/formulas.js": "MathJax = {}"}, None),
        ("theme: minima", {"_site/js/x.js": "MathJax = {}"}, "Minima shows none"),
        ("theme: minima\nsource: src", {"src/_includes/head.html": "KaTeX"}, None),
        ("theme: jekyll-theme-chirpy", {}, None),
        ("theme: al_folio_core", BARE, None),
        ("theme: al_folio_core\nenable_math: true", {}, None),
        ("theme: unheard-of", {}, None),
        ("title: own layouts", BARE, "The theme of this site shows none"),
        ("title: own layouts", {**BARE, **LOADED}, None),
    ],
)
def test_migrate_and_check_say_the_same(
    site: Path,
    velog: FakeVelog,
    run: Program,
    config: str,
    files: dict[str, str],
    theme: str | None,
) -> None:
    for path in site.glob("_layouts/*"):
        path.unlink()
    for name, text in {"_config.yml": f"{config}\n", **files}.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    velog.posts = [FakePost("글", "값은 $x^2$")]
    said = run("diff", "labdev", "--site", site).out
    assert ("Posts with formulas: 1." in said) == (theme is not None)
    assert theme is None or theme in said
    (site / "_posts/2020-01-01-a.md").write_text(ASKING, "utf-8")
    found = json.loads(run("check", "--site", site, "--format", "json").out)["findings"]
    assert ("math" in [each["kind"] for each in found]) == (theme is not None)


def test_an_author_who_asks_for_formulas_is_not_told_that_none_show(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    (site / "_config.yml").write_text("theme: minima\n", "utf-8")
    for number in range(1, 5):
        (site / f"_posts/2020-01-0{number}-a.md").write_text(ASKING, "utf-8")
    velog.posts = [FakePost("글", "값은 $x^2$")]
    assert "Posts with formulas" not in run("diff", "labdev", "--site", site).out
