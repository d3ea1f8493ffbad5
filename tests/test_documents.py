"""ARCHITECTURE, CONTRIBUTING and the path of the data in both READMEs name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from migrator.settings.profiles import profiles
from test_layers import FLOORS
from test_readme import anchor_of, sections

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
)
KOREAN = [name for name in PAGES if name.endswith(".ko.md")]
ROOMS = {
    path.name + "/" * path.is_dir()
    for path in (ROOT / "migrator").iterdir()
    if path.is_dir() or path.suffix == ".py"
    if not path.name.startswith("__")
}


def document(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_block_after(text: str, sentence: str) -> str:
    """Give the first fenced block after a sentence."""
    return text.split(sentence, 1)[1].split("```")[1]


def test_the_floors_are_those_of_the_guard() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", document("ARCHITECTURE.md"), re.MULTILINE)
    floors = {int(floor): tuple(re.findall(r"`(\w+)`", rooms)) for floor, rooms in rows}
    assert floors == dict(enumerate(FLOORS))


def test_architecture_has_a_row_for_each_room() -> None:
    rooms = document("ARCHITECTURE.md").split("## The rooms")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(.*?)` \|", rooms, re.MULTILINE)) == ROOMS


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("README.md", "The path of the data is the list of files"),
        ("README.ko.md", "데이터가 지나가는 길이 곧 파일 목록입니다"),
    ],
)
def test_the_path_of_the_data_names_each_room(name: str, sentence: str) -> None:
    path = code_block_after(document(name), sentence)
    assert set(re.findall(r"migrator/(\w+(?:\.py|/))", path)) == ROOMS


def test_the_files_to_know_are_in_their_rooms() -> None:
    rows = re.findall(r"^\| `(\w+/)` \|.*?\|(.*)\|$", document("ARCHITECTURE.md"), re.MULTILINE)
    named = [room + file for room, files in rows for file in re.findall(r"`(.*?)`", files)]
    assert len(named) > len(rows)
    assert [path for path in named if not (ROOT / "migrator" / path).exists()] == []


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_each_path_that_is_named_is_there(name: str) -> None:
    paths = set(re.findall(r"`(\w+/\w[\w./-]*)`", document(name)))
    assert paths
    assert sorted(path for path in paths if not is_there(path)) == []


def is_there(path: str) -> bool:
    """Tell whether a path leads somewhere, from the root, `migrator/` or the converter."""
    bases = (ROOT, ROOT / "migrator", ROOT / "migrator/converter")
    return any((base / path).exists() for base in bases)


@pytest.mark.parametrize("name", PAGES)
def test_each_link_leads_to_a_file_and_a_heading(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:|…)([^)]+)\)", document(name)):
        file, _, fragment = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), target
        if fragment:
            headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
            assert fragment in {anchor_of(each) for each in headings}, target


# These three are held in step by tests of their own.
OTHERS = {"README.ko.md", "docs/settings.ko.md", "docs/troubleshooting.ko.md"}


@pytest.mark.parametrize("korean", sorted({*KOREAN} - OTHERS))
def test_a_page_is_in_step_with_its_korean_one(korean: str) -> None:
    english = document(korean.replace(".ko.md", ".md"))
    assert sections(english) == sections(document(korean))


def test_each_page_is_there_in_korean() -> None:
    english = {name for name in PAGES if not name.endswith(".ko.md")}
    assert {name.replace(".ko.md", ".md") for name in KOREAN} == english


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("README.md", "It knows the themes"),
        ("README.ko.md", "Chirpy("),
        ("docs/check.md", "for themes that it knows"),
    ],
)
def test_each_theme_with_a_profile_is_named(name: str, sentence: str) -> None:
    named = sentence + document(name).split(sentence, 1)[1].split("\n\n", 1)[0]
    families = {each.family.replace("-", " ") for each in profiles().values() if each.family}
    assert {each for each in families if each not in named.lower().replace("-", " ")} == set()
