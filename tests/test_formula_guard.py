"""What a theme's script would take for a formula, and is none on Velog, stays text."""

from __future__ import annotations

import pytest

from migrator.converter.page import convert_post
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings
from test_converter import a_post, body_of

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
