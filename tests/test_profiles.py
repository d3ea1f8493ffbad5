"""The profiles of themes: what their file may hold, and that one table makes a theme known."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from conftest import Program
from migrator.settings import profiles as loader
from migrator.settings.detection import detect
from migrator.settings.profiles import load_profiles, profiles

ROOT = Path(__file__).parent.parent
TEXT = files("migrator.settings").joinpath("profiles.toml").read_text("utf-8")
MINE = """
[paper]
title = "Paper"
names = ["jekyll-theme-paper"]
files = ["_includes/paper.html"]
config = [["paper_skin"]]
cover = ["hero.image"]
math = { formulas = true }
formulas = "shown"
diagrams = "none"
cdn = "media_host"
sample_cdn = "img.paper.example"
layouts = ["default", "post"]
"""
LINE = TEXT.count("\n")


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        ('[x]\ntitle = "X"\ncolour = "red"', 3, "colour of [x] is not known; known are title, "),
        ('[x]\ncover = "image"', 2, "cover of [x] must be a list of texts"),
        ("[x]\ncover = [1]", 2, "cover of [x] must be a list of texts"),
        ('[x]\ncover = [""]', 2, "cover of [x] must be a list of texts"),
        ("[x]\nsummary = true", 2, "summary of [x] must be a list of texts"),
        ("[x]\nconfig = [[]]", 2, "config of [x] must be a list of lists of texts"),
        ("[x]\nmath = { math = 2024-01-31 }", 2, "math of [x] must be a table of keys"),
        ("[x]\n[x.toc]\ntoc = [[1]]", 2, "toc of [x] must be a table of keys and values"),
        ('[x]\ntag_page = "/tags/{name}/"', 2, "tag_page of [x] has {name}; it may have {slug}"),
        ('[x]\nimage_dir = "img/{slug}"', 2, "image_dir of [x] has {slug}; it may have {stem}"),
        ('[x]\nimage_dir = "img/{stem"', 2, "image_dir of [x] has a brace without another"),
        ('[x]\n\nconfig = ["a"]', 3, "config of [x] must be a list of lists of texts"),
        ('[x]\nadds_baseurl = "yes"', 2, "adds_baseurl of [x] must be true or false"),
        ("[x]\ntitle = 1", 2, "title of [x] must be a text"),
        ("[x]\nolder_than = true", 2, "older_than of [x] must be a number"),
        ("[x]\nmath = true", 2, "math of [x] must be a table of keys and values"),
        ('[x]\nformulas = "perhaps"', 2, "formulas of [x] must be one of ('shown', 'none', "),
        ('[x]\nlike = "nobody"', 2, "like of [x] must name a profile that is not like another"),
        ('[x]\nlike = "chirpy6"', 2, "like of [x] must name a profile that is not like another"),
        ('[x]\nlike = ["chirpy"]', 2, "like of [x] must be a text"),
        ('[x]\nnames = ["x"]', 1, "title of [x] is missing"),
        ('\n[x]\ntitle = "X"', 2, "[x] has no sign: it needs names, files or config"),
        ('[x]\ntitle = "X"\nlike = "chirpy"\nnames = []', 1, "[x] has no sign: it needs names,"),
        ('[x]\ntitle = "X"\nnames = ["x"]\nolder_than = 3', 4, "older_than of [x] needs like"),
    ],
)
def test_the_loader_refuses_what_it_does_not_know(table: str, line: int, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"line {LINE + line}: {problem}")):
        load_profiles(f"{TEXT}{table}\n")


def test_the_profile_that_others_start_from_has_every_key() -> None:
    without = re.sub(r"^titles = .*\n", "", TEXT, count=1, flags=re.MULTILINE)
    with pytest.raises(ValueError, match=r"titles of \[generic\] is missing"):
        load_profiles(without)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[x]\ntitle = "X"', "line 1: there is no [generic], which others start from"),
        (f"x = 1\n{TEXT}", "line 1: x must be a table, the profile of a theme"),
        ("[generic]\n[generic]", "(at line 2, column 9)"),
    ],
)
def test_what_is_no_file_of_profiles_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        load_profiles(text)


@pytest.mark.parametrize(
    ("version", "profile"),
    [("2.1", "paper2"), ("3.0", "paper3"), ("4.0", "paper"), ("1", "paper2")],
)
def test_of_several_older_versions_the_nearest_counts(
    tmp_path: Path, version: str, profile: str
) -> None:
    older = "".join(
        f'[paper{number}]\ntitle = "Paper {number}"\nlike = "paper"\nolder_than = {number + 1}\n'
        for number in (3, 2)
    )
    (tmp_path / "jekyll-theme-paper.gemspec").write_text(f'spec.version = "{version}"')
    known = load_profiles(TEXT + MINE + older)
    config = {"theme": "jekyll-theme-paper"}
    assert detect(tmp_path, config, known).profile.name == profile


def test_a_version_takes_all_but_its_signs_from_its_model() -> None:
    new, old = profiles()["chirpy"], profiles()["chirpy6"]
    assert (old.titles, old.mermaid, old.subpaths) == (new.titles, new.mermaid, new.subpaths)
    assert old.names == new.names
    assert (old.cdn, new.cdn) == ("img_cdn", "cdn")
    assert not set(old.files) & set(new.files)
    assert (old.family, new.family, profiles()["generic"].family) == ("chirpy", "chirpy", "")


@pytest.mark.parametrize(
    ("config", "file", "sign"),
    [
        ({"theme": "jekyll-theme-paper"}, None, "theme in _config.yml"),
        ({"remote_theme": "me/jekyll-theme-paper@v2"}, None, "theme in _config.yml"),
        ({}, "_includes/paper.html", "_includes/paper.html"),
        ({"paper_skin": "dark"}, None, "paper_skin in _config.yml"),
        ({}, "Gemfile", "Gemfile"),
    ],
)
def test_a_table_makes_a_theme_known(
    tmp_path: Path, config: dict[str, object], file: str | None, sign: str
) -> None:
    if file:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text('gem "jekyll-theme-paper"\n')
    detected = detect(tmp_path, config, load_profiles(TEXT + MINE))
    assert (detected.profile.name, detected.theme_sign.english) == ("paper", sign)


def test_init_migrate_and_check_know_a_theme_from_its_table(
    site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "files", lambda package: _Folder())
    profiles.cache_clear()
    try:
        config = "theme: jekyll-theme-paper\nmedia_host: https://img.paper.example/\n"
        (site / "_config.yml").write_text(config, "utf-8")
        post = "---\nlayout: post\ntitle: a\n---\n\n$$x$$\n"
        (site / "_posts/2024-01-01-a.md").write_text(post, "utf-8")
        assert "Paper  (theme in _config.yml)" in run("init", "--site", site, "--dry-run").out
        found = json.loads(run("check", "--site", site, "--format", "json").out)
        assert "add `formulas: true` to the front matter" in str(found)
        assert "`media_host` is the host of the theme's sample pictures" in str(found)
        assert found["site"]["theme"] == "paper"
    finally:
        monkeypatch.undo()
        profiles.cache_clear()


class _Folder:
    """A package whose file of profiles has one theme more."""

    def joinpath(self, name: str) -> _Folder:
        assert name == "profiles.toml"
        return self

    def read_text(self, encoding: str) -> str:
        return TEXT + MINE


@pytest.mark.parametrize("readme", ["README.md", "README.ko.md"])
def test_the_readme_names_every_profile(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    named = re.search(r"<!-- profiles -->(.*?)<!-- /profiles -->", text, re.DOTALL)
    assert named
    assert re.findall(r"`([\w-]+)`", named[1]) == list(profiles())
