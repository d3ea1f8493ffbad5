"""Long texts of a run: on the shelf or in memory, they are the same, and no file stays."""

from __future__ import annotations

import gc
import pickle
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from conftest import Program, tree
from migrator.long_work.processes import in_processes
from migrator.model import shelf
from migrator.model.shelf import open_shelf, shelved, shelved_list, shelved_texts
from velog import FakePost, FakeVelog

LONG = "글 😀 {{ x }}\r\n" * 500
HALVES = "\ud83d글" * 500
"""Bytes of the site that are not UTF-8 become such letters."""


@shelved("text", "more")
@dataclass(frozen=True)
class Holder:
    """Something with long texts."""

    name: str
    text: str
    more: tuple[str, ...] | None = None


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep nothing in memory; give the folder for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(shelf, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def opened() -> Iterator[None]:
    with open_shelf():
        yield


@pytest.mark.usefixtures("opened")
def test_a_field_on_the_shelf_is_as_it_was(files: Path) -> None:
    assert Holder("a", HALVES).text == HALVES
    holder = Holder("a", LONG, (LONG, "x"))
    assert [*files.iterdir()]
    assert (holder.text, holder.more) == (LONG, (LONG, "x"))
    assert holder == Holder("a", "".join([LONG]), (LONG, "x"))
    assert repr(holder) == f"Holder(name='a', text={LONG!r}, more={(LONG, 'x')!r})"
    assert replace(holder, name="b") == Holder("b", LONG, (LONG, "x"))
    assert pickle.loads(pickle.dumps(holder)) == holder


@pytest.mark.usefixtures("opened")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_the_file(files: Path) -> None:
    holder = Holder("a", LONG)
    assert holder.text == LONG
    (file,) = files.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("opened")
def test_what_is_handed_on_is_written_once(files: Path) -> None:
    holder = Holder("a", LONG)
    (file,) = files.iterdir()
    size = file.stat().st_size
    for name in "bcdef":
        holder = replace(holder, name=name)
    assert file.stat().st_size == size


def test_a_text_in_memory_counts_once(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{number}{LONG}" for number in range(100)]
    monkeypatch.setattr(shelf, "IN_MEMORY", sum(map(len, texts)))
    with open_shelf():
        listed = shelved_list({"body": text} for text in texts)
        holders = [Holder("a", row["body"]) for row in listed]
        holders += [Holder("b", "", (holder.text,)) for holder in holders]
        assert [*files.iterdir()] == []
        assert Holder("c", f"x{LONG}").text == f"x{LONG}"
        assert [*files.iterdir()]


@pytest.mark.usefixtures("opened")
def test_lists_and_texts_are_as_they_were() -> None:
    values = [{"body": LONG, "number": 1}, {"body": "x"}]
    there = shelved_list(iter(values))
    assert (len(there), [*there], [*there[1:]]) == (2, values, values[1:])
    texts = shelved_texts({"a": LONG, "b": ""}.items())
    assert {**texts} == {"a": LONG, "b": ""}
    assert ("a" in texts, "c" in texts, texts.get("c")) == (True, False, None)


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("way", ["fork", "forkserver", "spawn"])
def test_another_process_finds_it(way: str) -> None:
    holders = [Holder(str(number), f"{number}{LONG}") for number in range(20)]
    with ProcessPoolExecutor(2, get_context(way)) as pool:
        assert [*pool.map(text_of, holders)] == [holder.text for holder in holders]
    assert holders[0].text == f"0{LONG}"


def text_of(holder: Holder) -> str:
    return holder.text


@pytest.mark.usefixtures("opened")
def test_results_of_other_processes_come_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    found = [*in_processes(made, range(60), LONG)]
    assert found == [Holder(str(number), f"{LONG}{number}") for number in range(60)]


def made(number: int, text: str) -> Holder:
    return Holder(str(number), f"{text}{number}")


def test_the_file_goes_with_the_last_value(files: Path) -> None:
    with open_shelf():
        holder = Holder("a", LONG)
    assert holder.text == LONG
    del holder
    gc.collect()
    assert [*files.iterdir()] == []


@pytest.mark.usefixtures("opened")
def test_where_there_is_no_room_texts_stay_in_memory(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(files / "not there"))
    assert [Holder("a", f"{each}{LONG}").text for each in range(3)] == [
        f"{each}{LONG}" for each in range(3)
    ]


def test_most_blogs_need_no_file(
    velog: FakeVelog, site: Path, run: Program, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 2_500_000)
    velog.posts = [FakePost(f"글 {number}", LONG) for number in range(20)]
    assert run("migrate", "labdev", "--site", site).code == 0
    assert [*files.iterdir()] == []


@pytest.mark.parametrize("kind", [[], ["--all-images"]])
def test_a_blog_on_the_shelf_becomes_the_same_site(
    kind: list[str], tmp_path: Path, velog: FakeVelog, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    velog.posts = [
        FakePost(f"글 {number}", body, tags=("가",), series="연재")
        for number, body in enumerate(
            [
                "첫 줄\n둘째 줄  \n\n* 하나",
                LONG,
                "[글](https://velog.io/@labdev/글-1#가)\n\n$x$",
                "<p>글</p>",
            ]
        )
    ]
    sites = {"memory": 10**9, "shelf": 0}
    for number in range(3):
        said = set()
        for name, letters in sites.items():
            monkeypatch.setattr(shelf, "IN_MEMORY", letters)
            monkeypatch.setattr(shelf, "_SHORT", 0)
            site = tmp_path / name / "site"
            if not number:
                site.mkdir(parents=True)
                (site / "_config.yml").write_text("title: A\nurl: https://a.example\n", "utf-8")
            command = ["sync"] if number else ["migrate", "labdev"]
            ran = run(*command, "--site", site, *kind)
            said.add(f"{ran.code} {ran.out} {ran.err}".replace(str(site), "SITE"))
            post = next(site.glob("_posts/*글-1*"))
            post.write_text(post.read_text("utf-8").replace("{{", f"{number} {{{{", 1), "utf-8")
        assert len(said) == 1
        assert tree(tmp_path / "memory") == tree(tmp_path / "shelf")
        velog.edit("글 1", body=f"{LONG}\n\n{number}")
        velog.edit("글 2", url_slug=f"글-{number + 7}")
