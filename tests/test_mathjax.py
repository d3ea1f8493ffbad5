"""Posts in a browser with the real MathJax: formulas are set, and all other text is as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from conftest import JekyllPages, VelogPages, need
from migrator.converter.page import convert_post
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings
from oracle import mathjax, velog
from test_converter import NOTHING, a_post

Typeset = Callable[[Mapping[str, str], str], dict[str, mathjax.Seen]]

FORMULA = "식 $x^2$ 이다.\n\n"
TEXTS = {
    "variables": "식 $x^2$ 이고 $HOME 과 $PATH 는 환경 변수다.",
    "two lines": "$HOME 과\n$PATH",
    "prices": "$5 and $6",
    "one price beside a formula of dollars": "값 $$\\text{$y$}$$ 와 $5 이다.",
    "one price beside a formula": "값 $5 와 $y$ 이다.",
    "wide dollars": "글 $$ x $$ 이고 $$ y $$ 이다.",
    "a dollar too many": "$$$ x $$$",
    "round brackets": r"글 \\( y \\) 이다.",
    "square brackets": r"글 \\[ y \\] 이다.",
    "one bracket before a formula": r"글 \\( 그리고 $y$ 이다.",
    "one bracket behind a formula": r"글 $y$ 그리고 \\) 이다.",
    "three backslashes": r"글 \\\\( y \\\\) 이다.",
    "a path": r"경로 C:\\\\Users 와 \\\\\\\\서버",
    "a dollar behind a backslash": r"글 \\$ 이다.",
    "an environment": r"글 \begin{align} a &= b \end{align} 이다.",
    "an environment on lines": "\\begin{equation}\nE = mc^2\n\\end{equation}",
    "an environment with blanks": r"글 \begin {align} a \end {align} 이다.",
    "references": r"글 \ref{a} 와 \eqref{b} 이다.",
    "a link": "[값 $5 와 $6](https://e.com)",
    "an address": "https://e.com/$a/$b 그리고 <https://e.com/$a/$b>",
    "a reference": "[$5 와 $6]\n\n[$5 와 $6]: https://e.com",
    "bold": "**$5 와 $6** 그리고 *\\\\( y \\\\)*",
    "a heading": "# 값 $5 와 $6",
    "cells": "| 값 $5 | $6 |\n|---|---|\n| $7 와 $8 | \\\\( y \\\\) |",
    "items": "- 값 $5 와 $6\n- [ ] $7 와 $8\n\n> 1. \\\\[ y \\\\]",
    "code": "`$a $b` 와 `\\( y \\)`\n\n```\n$a $b \\ref{x}\n```\n\n    $a $b\n",
    "HTML": '<p>값 $5 와 $6</p>\n\n<span style="color:red">값 $5 와 $6</span>',
    "a comment in between": "값 $5 <!-- 말 --> 와 $6",
    "a table in HTML": "<table><tr><td>값 $5 와 $6</td></tr></table>",
    "an image": "![$5 와 $6](https://e.com/a.png) $7",
    "struck": "~~$5~~ 와 ~~$6 $7~~",
    "texts side by side": "글 $<font>$ x $</font>$ 이고 \\\\<font>( y \\\\</font>) 이다.",
    "a backslash before a formula": r"C:\\$y$ 이다.",
    "a block": "$$\nx + $5\n$$\n\n값 $5",
}
REFUSED = {
    "braces that do not pair": "값 {$a} {$b} 이다.",
    "in a link": "[값 {$a} {$b}](https://e.com) 이다.",
}


@pytest.fixture
def typeset(chromium: Chrome, jekyll_pages: JekyllPages, tmp_path: Path) -> Typeset:
    """Give a function that shows posts, converted for a theme and built, with its MathJax."""
    need(mathjax.missing())

    def show(bodies: Mapping[str, str], theme: str) -> dict[str, mathjax.Seen]:
        settings = Settings(profile=profiles()[theme])
        path = "_posts/2022-08-21-글.md"
        pages = {
            name: convert_post(a_post(body), "u", path, settings).text(NOTHING)
            for name, body in bodies.items()
        }
        told, file = mathjax.SETTINGS[theme], tmp_path / "page.html"
        built = jekyll_pages(pages).pages
        return {name: mathjax.typeset(chromium, file, html, told) for name, html in built.items()}

    return show


@pytest.mark.parametrize("theme", mathjax.SETTINGS)
def test_only_formulas_are_set(theme: str, typeset: Typeset, velog_pages: VelogPages) -> None:
    bodies = {name: FORMULA + body for name, body in TEXTS.items()}
    shown = velog_pages({name: velog.Body(body) for name, body in bodies.items()})
    here = typeset(bodies, theme)
    assert here == {name: mathjax.on_velog(html) for name, html in shown.items()}


@pytest.mark.parametrize("theme", mathjax.SETTINGS)
def test_what_no_script_can_set_stands_as_typed(theme: str, typeset: Typeset) -> None:
    here = typeset({name: FORMULA + body for name, body in REFUSED.items()}, theme)
    assert {each.formulas for each in here.values()} == {("x^2",)}
    assert [each.text for each in here.values()] == ["식이다.값{$a}{$b}이다."] * len(REFUSED)
