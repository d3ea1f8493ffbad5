"""What a theme's script would take for a formula, and is none on Velog, stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from conftest import JekyllPages
from migrator.converter.page import convert_post
from migrator.settings.habits import Habits
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings, read_settings
from test_converter import NOTHING, a_post, body_of

D = "<span>$</span>"


def written(body: str, theme: str = "chirpy") -> str:
    settings = Settings(profile=profiles()[theme])
    return body_of(convert_post(a_post(body), "u", "_posts/2022-08-21-글.md", settings))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("식 $x^2$, $HOME 과 $PATH", f"식 $$x^2$$, {D}HOME 과 {D}PATH"),
        ("- 값 $5 와 $6\n\n$$\nx\n$$", f"- 값 {D}5 와 {D}6\n\n$$\nx\n$$"),
        ("> 값 $5 와 $6\n\n$$\nx\n$$", f"> 값 {D}5 와 {D}6\n\n$$\nx\n$$"),
        ("# 값 $5 와 $6\n\n식 $x$", f"# 값 {D}5 와 {D}6\n\n식 $$x$$"),
        (r"\\( y \\) 글 $x$", r"<span>\\</span>( y <span>\\</span>) 글 $$x$$"),
        # One mark alone has none to pair with; code and formulas are left as they are.
        ("값 $5 뿐 $x$ 뿐", "값 $$5 뿐 $x$$ 뿐"),
        ("값은 $5\n\n식 $x$", "값은 $5\n\n식 $$x$$"),
        ("`$a $b`\n\n식 $x$", "`$a $b`\n\n식 $$x$$"),
    ],
)
def test_text_is_guarded_and_formulas_are_not(body: str, text: str) -> None:
    assert written(body) == text


def test_a_page_without_formulas_is_not_read_for_them() -> None:
    assert written("$HOME 과 $PATH") == "$HOME 과 $PATH"


def test_a_theme_that_looks_on_every_page_is_guarded_on_every_page() -> None:
    assert written("$HOME 과 $PATH", "al-folio") == f"{D}HOME 과 {D}PATH"


def test_single_dollars_are_nothing_to_other_themes() -> None:
    assert written("식 $x$, $HOME 과 $PATH", "minima") == "식 $$x$$, $HOME 과 $PATH"
    assert f"{D}$" in written("$x$ 와\n\n글 $$ y $$ 글", "minima").replace("\\", "")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            r"글 \begin{align} 과 \ref{a} $x$",
            r"글 <span>\\</span>begin{align} 과 <span>\\</span>ref{a} $$x$$",
        ),
        ("<https://e.com/$a/$b> $x$", f"[https://e.com/{D}a/{D}b](https://e.com/$a/$b) $$x$$"),
        ("{$a} {$b}", "{$a} {$b}"),
        ("{$a}\n{$b}", "{$a}  \n{$b}"),
    ],
)
def test_what_only_scripts_read_as_marks(body: str, text: str) -> None:
    assert written(body) == text


@pytest.mark.parametrize(
    "settings",
    [
        {"always": {"math": True}},
        {"habits": Habits(always={"math": "true"})},
        {"config": {"defaults": [{"values": {"math": True}}]}},
    ],
)
def test_a_page_that_asks_for_no_reason_is_guarded_too(settings: dict[str, Any]) -> None:
    site = Settings(profile=profiles()["chirpy"], **settings)
    page = convert_post(a_post("$HOME 과 $PATH"), "u", "_posts/2022-08-21-글.md", site)
    assert body_of(page) == f"{D}HOME 과 {D}PATH"


def test_links_lead_to_headings_with_guarded_words(jekyll_pages: JekyllPages) -> None:
    settings = Settings(profile=profiles()["chirpy"])
    body = "# 값 $5, $6 와 \\\\(\n\n식 $x$ [가](#값-5-6-와-)"
    page = convert_post(a_post(body), "u", "_posts/2022-08-21-글.md", settings)
    html = jekyll_pages({"post": page.text(NOTHING)}).pages["post"]
    (name,) = re.findall(r'id="([^"]*)"', html)
    assert f'href="#{name}"' in html


@pytest.mark.parametrize(
    ("script", "is_guarded"),
    [
        ("MathJax = {tex: {inlineMath: [['$', '$'], ['\\\\(', '\\\\)']]}}", True),
        ('tex2jax: {inlineMath: [["$","$"]]}', True),
        ("renderMathInElement(b, {delimiters: [{left: '$', right: '$', display: false}]})", True),
        ("MathJax = {tex: {displayMath: [['$$', '$$']]}}", False),
    ],
)
def test_the_scripts_of_a_site_tell_whether_single_dollars_are_marks(
    script: str, is_guarded: bool, tmp_path: Path
) -> None:
    (tmp_path / "_config.yml").write_text("theme: minima\n", "utf-8")
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "head.html").write_text(f"<script>{script}</script>", "utf-8")
    settings = read_settings(tmp_path, all_images=False)
    page = convert_post(a_post("$5 와 $6"), "u", "_posts/2022-08-21-글.md", settings)
    assert body_of(page) == (f"{D}5 와 {D}6" if is_guarded else "$5 와 $6")
