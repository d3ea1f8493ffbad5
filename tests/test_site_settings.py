"""What is read out of a site's settings, and what is said about those that cannot be used."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest

from conftest import Program
from migrator.jekyll.site_config import Dialect
from migrator.model import MigratorError
from migrator.report.introduction import own_config
from migrator.settings.habits import Habits
from migrator.settings.site_settings import Settings, read_settings
from migrator.settings.table import SETTINGS, Setting
from settings_reference import settings_table
from velog import FakePost, FakeVelog


def settings_of(root: Path, config: str, own: str = "") -> Settings:
    (root / "_config.yml").write_text(config, "utf-8")
    (root / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    return read_settings(root, all_images=False)


def test_an_empty_config_is_jekylls_own(tmp_path: Path) -> None:
    assert settings_of(tmp_path, "") == Settings()


POSTS_AT = """
permalink: pretty
defaults:
  - {scope: {path: _posts}, values: {layout: post, permalink: "/posts/:title/"}}
"""


def test_the_defaults_of_posts_count(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, POSTS_AT, 'series = "categories"')
    assert (settings.layout, settings.permalink) == (None, "/posts/:title/")
    off = "defaults: [{scope: {path: ''}, values: {render_with_liquid: false}}]"
    assert settings_of(tmp_path, off).always == {"render_with_liquid": True}


@pytest.mark.parametrize(
    ("config", "habit", "expected"),
    [
        ("", "/{path}", "/{path}"),
        ("baseurl: /blog", "/{path}", "{{{{ '/{path}' | relative_url }}}}"),
        ("baseurl: /blog", "{{{{ site.baseurl }}}}/{path}", "{{{{ site.baseurl }}}}/{path}"),
        ("theme: jekyll-theme-chirpy\nbaseurl: /b", "{{{{site.baseurl}}}}/{path}", "/{path}"),
        ("theme: jekyll-theme-chirpy\ncdn: https://a.b", "{{{{site.url}}}}/{path}",
         "{{{{site.url}}}}/{path}"),
        ("theme: jekyll-theme-chirpy\ncdn: https://a.b", "/{path}",
         "{{{{ site.url }}}}{{{{ site.baseurl }}}}/{path}"),
    ],
)  # fmt: skip
def test_the_authors_form_of_addresses_counts_if_it_works(
    tmp_path: Path, config: str, habit: str, expected: str
) -> None:
    (tmp_path / "_config.yml").write_text(config, "utf-8")
    settings = read_settings(tmp_path, Habits(count=3, image_url=habit), all_images=False)
    assert settings.image_url == expected


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("kramdown:\n  hard_wrap: true", Dialect(hard_wrap=True)),
        ("kramdown:\n  smart_quotes: [apos, apos, quot, quot]", Dialect(smart_quotes=False)),
        ("kramdown:\n  smart_quotes: apos,apos,quot,quot", Dialect(smart_quotes=False)),
        (
            "kramdown:\n  typographic_symbols: {hellip: '...', mdash: '---', ndash: '--', "
            "laquo: '<<', raquo: '>>', laquo_space: '<< ', raquo_space: ' >>'}",
            Dialect(typographic_symbols=False),
        ),
        # The symbols that it does not name are set as ever.
        ("kramdown:\n  typographic_symbols: {hellip: '...', ndash: '--'}", Dialect()),
        (
            "kramdown:\n  gfm_quirks: [paragraph_end, no_auto_typographic]",
            Dialect(typographic_symbols=False),
        ),
    ],
)
def test_a_dialect_of_kramdown(tmp_path: Path, config: str, expected: Dialect) -> None:
    settings = settings_of(tmp_path, config)
    assert (settings.dialect, settings.notes) == (expected, ())


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ("markdown: CommonMarkGhPages", "CommonMarkGhPages"),
        ("kramdown: {input: kramdown}", "input: kramdown"),
        ("kramdown: {parse_block_html: true}", "parse_block_html"),
        ("kramdown: {header_offset: 1}", "header_offset"),
        ("kramdown: {gfm_quirks: ''}", "gfm_quirks"),
    ],
)
def test_what_is_not_supported_is_named(tmp_path: Path, config: str, word: str) -> None:
    (note,) = settings_of(tmp_path, config).notes
    assert word in note.english
    assert word in note.korean
    assert "not supported" in note.english


def test_what_is_not_supported_stands_in_the_summary(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글")]
    with (site / "_config.yml").open("a") as file:
        file.write("\nmarkdown: CommonMark\n")
    assert "CommonMark` is not supported" in run("migrate", "labdev", "--site", site).out


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("baseurl: ''", "/{path}"),
        ("baseurl: /blog", "{{{{ '/{path}' | relative_url }}}}"),
        ("baseurl: /blog\ntheme: jekyll-theme-chirpy", "/{path}"),
    ],
)
def test_the_form_of_image_addresses(tmp_path: Path, config: str, expected: str) -> None:
    assert settings_of(tmp_path, config).image_url == expected


def test_the_authors_own_settings(tmp_path: Path) -> None:
    own = 'typography = "exact"\nshift_headings = true\ndrop_title_heading = true\n'
    settings = settings_of(tmp_path, "", own)
    assert settings.dialect == Dialect(exact=True)
    assert (settings.shift_headings, settings.drop_title_heading) == (True, True)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("typografy = 'site'", ["typografy", "typography"]),
        ("typography = 'both'", ["typography", "site or exact"]),
        ("shift_headings = 1", ["shift_headings", "true or false"]),
        ("profile = chirpy", ["line 1", 'in quotes, as in profile = "chirpy"']),
        ("engine = 4", ["engine", 'a text in quotes, "4"']),
        ("shift_headings =", [".velog-to-jekyll.toml"]),
    ],
)
def test_own_settings_that_cannot_be_used(tmp_path: Path, own: str, words: list[str]) -> None:
    with pytest.raises(MigratorError) as raised:
        settings_of(tmp_path, "", own)
    assert all(word in str(raised.value) for word in words)


@pytest.mark.parametrize(("readme", "korean"), [("README.md", False), ("README.ko.md", True)])
def test_the_readme_has_every_setting_as_the_table_says(readme: str, korean: bool) -> None:
    text = (Path(__file__).parent.parent / readme).read_text("utf-8")
    assert f"<!-- settings -->\n{settings_table(korean)}<!-- /settings -->" in text


def test_the_file_that_init_writes_says_what_holds_without_it(site: Path) -> None:
    settings = read_settings(site, all_images=False)
    text = own_config(settings)
    bare = re.sub(r"^# (?=[\w\"+]+ = )", "", text, flags=re.MULTILINE)
    assert [line for line in text.split("\n") if re.match(r"\w", line)] == [
        line for line in bare.split("\n") if re.match(r"(profile|image_dir|image_url) = ", line)
    ]
    (site / ".velog-to-jekyll.toml").write_text(bare, "utf-8")
    chosen = read_settings(site, all_images=False)
    assert replace(chosen, tags={}) == settings
    assert {f"{each.key} = " for each in SETTINGS} <= set(re.findall(r"\w+ = ", bare))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_a_field_and_says_what_it_is(setting: Setting) -> None:
    value = attrgetter(setting.field)(Settings())
    assert setting.read(setting.show(value)) == value or setting.key == "profile"
    assert setting.check(setting.show(value)) is None
    assert setting.check(object()) is not None
    assert setting.english
    assert re.search("[가-힣]", setting.korean)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("\nengin = '4'", 2, "there is no setting 'engin'. Did you mean engine?"),
        ("[front_matter]\n\nordr = []", 3, "there is no setting 'ordr'. Did you mean order?"),
        ("[front_mater]\norder = []", 1, "there is no setting 'front_mater'. Did you mean front_m"),
        ("front_matter = {order = 1}", 1, "order must be a list of texts, not 1."),
        ("a = 1\n", 1, "there is no setting 'a'. Those here are: profile, image_dir, "),
        ("# x\nfront_matter.lists = 'x'", 2, "lists must be flow or spaced or "),
        ("'redirects' = 1", 1, "redirects must be true or false, not 1."),
        ("tags = 1", 1, "tags must be a table, not 1."),
        ("[tags]\n'C++' = 1", 2, "C++ must be a text, the name of the tag in the site."),
        ('[tags]\n"C++" = "cpp"\n"\\u0043" = 1', 3, "C must be a text, the name of the tag"),
        ("image_dir = '''\nredirects = 1'''\nredirects = 1", 3, "redirects must be true or fal"),
        ("# x\n[front_matter.always]\nvelog = 1", 2, "always must be a table of keys"),
        ("# x\nfront_matter.always.velog = 1", 2, "always must be a table of keys"),
        ("[ front_matter ]\nplain = [\n'order = 1',\n]\norder = 1", 5, "order must be a list"),
        ("front_matter = {\"order\" = 1, cover = ['']}", 1, "order must be a list of texts"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(
    site: Path, run: Program, text: str, line: int, problem: str
) -> None:
    (site / ".velog-to-jekyll.toml").write_text(text, "utf-8")
    done = run("init", "--site", site)
    assert done.code == 2
    assert f".velog-to-jekyll.toml, line {line}: {problem}" in done.err
    assert done.err.endswith("Fix it, then run again.\n")
