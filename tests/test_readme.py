"""Both READMEs show the help that the command prints, and say the same in two languages."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import unicodedata
import webbrowser
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import SAMPLE_BLOG, Program
from migrator.cli.command_line import build_parser
from migrator.long_work.screen import EN, KO, speak
from velog import FakePost, FakeVelog

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.ko.md"]
ENGLISH, KOREAN = ((ROOT / name).read_text("utf-8") for name in READMES)


@pytest.mark.parametrize(("name", "language"), list(zip(READMES, (EN, KO), strict=True)))
def test_help_is_what_the_command_prints(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    speak(language)
    block = f"<!-- help -->\n```\n{build_parser().format_help()}```\n<!-- /help -->"
    assert block in (ROOT / name).read_text("utf-8")


# --- in step


@dataclass(frozen=True)
class Section:
    """What a heading and the text under it have in common in all languages."""

    level: int
    commands: list[str]  # without their comments
    drawn: list[str]  # the names of files in blocks that are no commands
    rows: list[set[str]]  # of tables, what is set as code in each
    items: int  # of lists
    links: list[str]  # where they lead; to a heading of the page, by its number
    code: set[str]  # what is set as code elsewhere; the words in `<>` are translated


_FENCE = re.compile(r"^ *(`{3,})(.*?)\n(.*?)^ *\1$", re.DOTALL | re.MULTILINE)


def sections(text: str) -> list[Section]:
    """Take a README apart at its headings."""
    headings = re.findall(r"^#+ (.*)$", _FENCE.sub("", text), re.MULTILINE)
    anchors = [anchor_of(title) for title in headings]
    # A comment in code begins with the same sign; but before a heading stands an empty line.
    return [_section(part, anchors) for part in re.split(r"(?:\A|\n\n)(?=#+ )", text)[1:]]


def _section(text: str, anchors: list[str]) -> Section:
    commands, drawn = [], []
    for _, language, block in _FENCE.findall(text):
        if language == "console":
            commands += [re.sub(r"\s+# .*", "", line) for line in block.splitlines()]
        else:
            named = re.findall(r"[a-z_-]*[/.][a-z_./-]+", block)
            drawn += [name.replace(".ko.md", ".md") for name in named]
    lines = _FENCE.sub("", text).splitlines()
    rows = [line for line in lines if line.startswith("|")]
    flowing = "\n".join(line for line in lines if not line.startswith("|"))
    return Section(
        level=len(text) - len(text.lstrip("#")),
        commands=commands,
        drawn=drawn,
        rows=[_code(row) for row in rows],
        items=len(re.findall(r"^\s*[*-] ", flowing, re.MULTILINE)),
        links=sorted(_target(link, anchors) for link in re.findall(r"\]\(([^)]+)\)", text)),
        code=_code(flowing),
    )


def _code(text: str) -> set[str]:
    return {
        re.sub(r"<[^>]*>", "<>", " ".join(code.split())) for code in re.findall(r"`[^`]+`", text)
    }


def anchor_of(title: str) -> str:
    """Give the address of a heading as GitHub makes it."""
    kept = "".join(c for c in title.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return kept.replace(" ", "-")


def _target(link: str, anchors: list[str]) -> str:
    if link.startswith("#"):
        return f"heading {anchors.index(link[1:])}"
    if link in READMES:
        return "the other README"
    # Where in the page is told by `test_each_link_leads_to_a_file_and_a_heading`.
    page = link.partition("#")[0]
    return page.replace(".ko.md", ".md") if page.endswith(".md") else link


def test_the_two_are_in_step() -> None:
    assert sections(ENGLISH) == sections(KOREAN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$ velog-to-jekyll sync --site DIR ", "$ velog-to-jekyll sync --dir DIR "),
        ("\n## Install", "\n### Install"),
        ("(docs/nightly.md)", "(docs/night.md)"),
        ("`--max-prune`", "`--most`"),
        ("](#posts-that-you-moved-by-hand)", "](#install)"),
        ("\n* ", "\n"),
    ],
)
def test_what_is_out_of_step_is_noticed(old: str, new: str) -> None:
    assert old in ENGLISH
    assert sections(ENGLISH.replace(old, new, 1)) != sections(KOREAN)


def test_a_link_to_no_heading_is_noticed() -> None:
    with pytest.raises(ValueError, match="no-such-heading"):
        sections("# A\n\n[b](#no-such-heading)\n")


def test_a_comment_and_the_words_of_a_text_are_free() -> None:
    one = "# A\n\n```console\n$ a   # b\n```\n\nText `<b>`\n"
    assert sections(one) == sections(
        one.replace("# b", "# c").replace("Text", "글").replace("<b>", "<글>")
    )


# --- what the commands print


@pytest.mark.parametrize(("name", "language"), list(zip(READMES, (EN, KO), strict=True)))
def test_the_commands_print_what_is_shown(
    name: str, language: str, tmp_path: Path, run: Program
) -> None:
    (block,) = re.findall(r"```text\n(\$ .*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    site, blog = tmp_path / "site", Path(shutil.copytree(SAMPLE_BLOG, tmp_path / "blog"))
    site.mkdir()
    (site / "_config.yml").write_text("title: A\ntimezone: Asia/Seoul\n", "utf-8")
    for number, part in enumerate(re.split(r"^\$ velog-to-jekyll ", block, flags=re.MULTILINE)[1:]):
        if number == 1:
            edit_both(blog, site)
        command, *shown = part.splitlines()
        words = command.replace("blog", str(blog)).replace("DIR", str(site)).split()
        printed = run("--lang", language, *words).out.splitlines()
        lines = [line for line in shown if line != "…"]
        assert lines
        assert [line for line in printed if line in lines] == lines


def edit_both(blog: Path, site: Path) -> None:
    """Change one post on Velog and another one in the site."""
    for file in (blog / "posts").glob("*.json"):
        file.write_text(file.read_text("utf-8").replace("5달러", "6달러"), "utf-8")
    (mine,) = (site / "_posts").glob("2022-12-10-*")
    mine.write_text(mine.read_text("utf-8") + "내 한 줄\n", "utf-8")


# --- its commands


def commands(text: str) -> list[str]:
    """Give the commands of a README that start with the tool's own name."""
    blocks = [block for _, language, block in _FENCE.findall(text) if language == "console"]
    lines = [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ velog-to-jekyll ")]


@pytest.mark.parametrize("line", sorted({*commands(ENGLISH)}))
def test_each_command_works(
    line: str, velog: FakeVelog, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda url: True)
    velog.posts = [FakePost("글", "한글로 쓴 글이다")]
    velog.log_in("access-of-labdev", "refresh-of-labdev")
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access-of-labdev")
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", "refresh-of-labdev")
    words = shlex.split(line.partition(" > ")[0])[1:]
    if "--completion" in words:
        with pytest.raises(SystemExit, match="0"):
            build_parser().parse_args(words)
        return
    prepare(words, tmp_path, run)
    places = {"DIR": tmp_path / "place", "SITE": tmp_path / "site"}
    names = {"USERNAME": velog.username, "NAME": "haru"}
    done = run(*({**places, **names}.get(word, word) for word in words))
    assert done.code in (0, 1), done.err
    assert "error" not in done.err


def prepare(words: list[str], folder: Path, run: Program) -> None:
    """Make what a command needs: a site, a migrated one, a built one, a backup."""
    if words[0] in ("new", "backup"):
        return
    from_backup = "--from" in words
    site = folder / ("place" if "DIR" in words and not from_backup else "site")
    (site / "_site").mkdir(parents=True)
    (site / "_config.yml").write_text("title: A\ntimezone: Asia/Seoul\n", "utf-8")
    if from_backup:
        assert run("backup", "labdev", folder / "place").code == 0
    if words[0] in ("sync", "diff", "check"):
        assert run("migrate", "labdev", "--site", site).code == 0
    if "--built" in words:
        (page,) = (site / "_posts").glob("*.md")
        year, month, day, slug = page.stem.split("-", 3)
        built = site / "_site" / year / month / day / f"{slug}.html"
        built.parent.mkdir(parents=True)
        built.write_text("<html><body><p>한글로 쓴 글이다</p></body></html>", "utf-8")
        os.chdir(site)
