"""Titles and summaries as the themes print them, by Jekyll's own filters: as typed on Velog."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from migrator.converter.page import convert_post
from migrator.proof.browser import elements_in, read, text_of
from migrator.settings.profiles import profiles
from migrator.settings.site_settings import Settings
from test_converter import NOTHING, a_post

TYPED = (
    "213. Mock exam",
    "- x",
    "+ x",
    "* x",
    "# x",
    "###### x",
    "*x*",
    "**x**",
    "_x_ y",
    "<T>",
    "List<String> x",
    "1) x",
    "(1) x",
    "> x",
    ">x",
    "`x`",
    "``x`` y",
    "[a](b)",
    "[a][b]",
    "[a]: b",
    "*[a]: b",
    "[^1]",
    "![a](b)",
    "a_b_c",
    "__init__.py",
    "\\",
    "C:\\new\\_x",
    "a\\*b",
    "1\\. x",
    "&lt;",
    "&copy; x",
    "&copy x",
    "AT&T",
    "R&D;",
    "{{ x }}",
    "{% x %}",
    "x {{ y",
    "{: .x}",
    "x {: .y}",
    "{::comment}",
    "x {#id}",
    "a | b",
    "||",
    "~~x~~",
    "a ~ b",
    "$$x$$",
    "$x$",
    "a -- b",
    "a --- b",
    "a << b >> c",
    "---",
    "***",
    "===",
    "^",
    ": x",
    "<!-- x -->",
    "<b>x</b>",
    "https://e.com/a_b_",
    "<https://e.com>",
    "<a@b.co>",
    "a * b * c",
    "2 ** 3",
    "😀 x",
    "x!",
    "x ![",
    "@x",
    "#",
    "#x",
    "1986. 6. 10.",
    "1.",
    "-",
    "- [ ] x",
    "~~~",
    "``",
    "x\\",
    "</p>",
    "<p>x</p>",
    "a > b < c",
    "{x}",
    "\\{: x}",
)
# The titles and the summaries as files of the themes print them.
RAW = "{{ page.%s }}"
MARKDOWN = '{{ page.%s | markdownify | remove: "<p>" | remove: "</p>" }}'
IN_HEAD = "{{ page.%s | markdownify | strip_html | strip_newlines | escape_once }}"
PRINTED: dict[str, tuple[str, ...]] = {
    "chirpy": (RAW % "title", RAW % "description"),
    "chirpy6": (RAW % "title",),
    "minimal-mistakes": (
        MARKDOWN % "title",
        IN_HEAD % "title",
        "{{ page.excerpt | markdownify | strip_html | truncate: 160 }}",
        IN_HEAD % "excerpt",
    ),
    "al-folio": (RAW % "title", RAW % "description"),
    "beautiful-jekyll": (RAW % "title", RAW % "subtitle"),
    "hydejack": (RAW % "title", MARKDOWN % "description"),
    "text": (RAW % "title", RAW % "excerpt"),
    "clean-blog": (RAW % "title", RAW % "subtitle"),
    "so-simple": (MARKDOWN % "title", MARKDOWN % "excerpt"),
    "minima": ("{{ page.title | escape }}",),
    "velog-to-jekyll": ("{{ page.title | escape }}", "{{ page.description | escape }}"),
    "generic": ("{{ page.title | escape }}",),
}


def test_each_profile_is_looked_at() -> None:
    assert PRINTED.keys() == profiles().keys()


@pytest.mark.parametrize("profile", PRINTED)
def test_titles_and_summaries_show_as_typed(
    profile: str, jekyll: Callable[[Path], Path], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for folder in ("_posts", "_layouts"):
        (site / folder).mkdir(parents=True)
    printed = "".join(f"<div>{each}</div>\n" for each in PRINTED[profile])
    (site / "_layouts" / "post.html").write_text(printed, "utf-8")
    config = "permalink: /:title.html\ndefaults: [{scope: {path: ''}, values: {layout: post}}]\n"
    (site / "_config.yml").write_text(config, "utf-8")
    settings = Settings(profile=profiles()[profile])
    for number, text in enumerate(TYPED):
        path = f"_posts/2022-08-21-p{number}.md"
        page = convert_post(a_post(title=text, description=text), "u", path, settings)
        (site / path).write_text(page.text(NOTHING), "utf-8")
    built = jekyll(site)
    shown = {
        text: [
            re.sub(r"\s+", " ", text_of(div)).strip()
            for div in elements_in(read((built / f"p{number}.html").read_text("utf-8")))
            if div.name == "div"
        ]
        for number, text in enumerate(TYPED)
    }
    wanted = {text: [text] * len(PRINTED[profile]) for text in TYPED}
    assert {k: v for k, v in shown.items() if v != wanted[k]} == {}
