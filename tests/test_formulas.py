"""Whether formulas show in a site: `migrate`, `init` and `check` say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Program
from velog import FakePost, FakeVelog

BARE = {"_layouts/post.html": "{{ content }}"}
LOADED = {"_layouts/default.html": '<script src="https://a.example/mathjax@3/tex-mml.js"></script>'}
SWITCHED = "{% if site.mathjax == true %}<script src='mathjax.js'></script>{% endif %}"
SHOWN_BY_NONE = "The theme of this site shows none"
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
        ("remote_theme: jekyll/minima", LOADED, None),
        ("theme: jekyll-theme-clean-blog", {}, "Clean Blog shows none"),
        ("theme: jekyll-theme-hydejack", {}, None),
        ("theme: jekyll-theme-so-simple", {}, None),
        # What names an engine and loads none
        ("title: x\nkramdown: {math_engine: mathjax} # MathJax", BARE, SHOWN_BY_NONE),
        ("title: x", {**BARE, "_layouts/default.html": "<!-- MathJax -->"}, SHOWN_BY_NONE),
        ("title: x", {"_layouts/post.html": SWITCHED}, SHOWN_BY_NONE),
        ("mathjax: false", {"_layouts/post.html": SWITCHED}, SHOWN_BY_NONE),
        ("mathjax: true", {"_layouts/post.html": SWITCHED}, None),
        ("scripts: [https://a.example/mathjax@3/tex-mml.js]", BARE, None),
        ("title: x", {**BARE, "_plugins/math.rb": "# KaTeX\n"}, SHOWN_BY_NONE),
        ("title: x", {**BARE, "_plugins/math.rb": "KaTeX.render"}, None),
        ("title: x", {"_layouts/post.html": "{% if page.math %}{% endif %}"}, SHOWN_BY_NONE),
        # The author's own word counts for more than what the theme seems to be
        ("profile: minima", {**BARE, ".velog-to-jekyll.toml": 'profile = "chirpy"'}, None),
    ],
)
def test_migrate_init_and_check_say_the_same(
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
    said = run("init", "--site", site, "--dry-run").out
    assert ("\nformulas         not shown  (" in said) == (theme is not None)
    (site / "_posts/2020-01-01-a.md").write_text(ASKING, "utf-8")
    found = json.loads(run("check", "--site", site, "--format", "json").out)["findings"]
    assert ("math" in [each["kind"] for each in found]) == (theme is not None)


@pytest.mark.parametrize(
    ("config", "files", "is_told"),
    [("theme: minima", {}, False), ("title: own layouts", BARE, True)],
)
def test_habits_of_the_author_count_where_a_theme_may_draw_what_they_ask_for(
    site: Path, velog: FakeVelog, run: Program, config: str, files: dict[str, str], is_told: bool
) -> None:
    for path in site.glob("_layouts/*"):
        path.unlink()
    for name, text in {"_config.yml": f"{config}\n", **files}.items():
        (site / name).write_text(text, "utf-8")
    for number in range(1, 5):
        (site / f"_posts/2020-01-0{number}-a.md").write_text(ASKING, "utf-8")
    velog.posts = [FakePost("글", "값은 $x^2$")]
    assert ("Posts with formulas" in run("diff", "labdev", "--site", site).out) == is_told
    assert ("not shown" in run("init", "--site", site, "--dry-run").out) == is_told
    assert ("formulas stay text" in run("check", "--site", site).out) == is_told


@pytest.mark.parametrize(
    ("switch", "post", "advice"),
    [
        ("page.use_math", "title: 가", "add `use_math: true`"),
        ("page.use_math", "title: 가\nuse_math: true", ""),
        ("page.math == 'katex'", "title: 가", "add `math: katex`"),
        ("page.math.show", "title: 가", "add `math: {show: true}`"),
        ("page.math != false", "title: 가", ""),
    ],
)
def test_check_asks_for_the_key_that_the_layout_reads(
    tmp_path: Path, run: Program, switch: str, post: str, advice: str
) -> None:
    (tmp_path / "_layouts").mkdir()
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("timezone: Asia/Seoul\n", "utf-8")
    layout = f"{{% if {switch} %}}<script src='katex.js'></script>{{% endif %}}{{{{ content }}}}"
    (tmp_path / "_layouts/post.html").write_text(layout, "utf-8")
    text = f"---\nlayout: post\n{post}\n---\n\n$$x$$\n"
    (tmp_path / "_posts/2020-01-01-a.md").write_text(text, "utf-8")
    said = run("check", "--site", tmp_path).out
    assert advice in said
    assert ("formulas stay text" in said) == bool(advice)


def test_check_refuses_wrong_settings_as_every_command_does(site: Path, run: Program) -> None:
    (site / ".velog-to-jekyll.toml").write_text('\nprofile = "minma"\n', "utf-8")
    said = run("check", "--site", site)
    assert said.code == 2
    assert ".velog-to-jekyll.toml, line 2: profile must be one of generic, chirpy," in said.err
