"""Forms of front matter and of `_config.yml`: the reader sees in each what a real Jekyll sees."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES, Program
from migrator.jekyll import yaml11
from migrator.jekyll.front_matter import read_front_matter, read_parts, read_values, split
from migrator.jekyll.names import same_file
from migrator.jekyll.site_config import read_config, read_config_file
from migrator.jekyll.yaml11 import read_value, read_yaml
from migrator.model import MigratorError
from migrator.settings.habits.find import habits_of
from migrator.settings.site_settings import read_settings
from migrator.site.page_urls import urls_of
from velog import FakePost, FakeVelog

Form = dict[str, Any]

# `values` is what Jekyll reads as released, with SafeYAML: null without front matter, "unread"
# where it gives up. `debian` is what Debian's makes of it with Psych, where that is another thing;
# settings that are no mapping are "passed over" there: it builds with its own.
FOLDER = FIXTURES / "front-matter"
FORMS: dict[str, list[Form]] = json.loads((FOLDER / "forms.json").read_text("utf-8"))


def named(form: Form) -> str:
    return str(form["name"])


def typed(value: object) -> object:
    """Give a value as read.rb writes it."""
    match value:
        case dict():
            return {"…" if key[:1] == "{" else key: typed(each) for key, each in value.items()}
        case list():
            return [typed(each) for each in value]
        case datetime():
            return {"time": f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"}
        case date():
            return {"date": value.isoformat()}
        case float():
            text = {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), f"{value:.6f}")
            return {"float": text}
    return value


def values_of(text: str) -> object:
    found = read_front_matter(text)
    if found is None:
        return None
    return "unread" if found.fields.error else typed(found.fields.values)


def config_of(folder: Path, text: str) -> object:
    (folder / "_config.yml").write_bytes(text.encode())
    try:
        return typed(read_config(folder))
    except MigratorError as error:
        assert "\n" not in str(error)
        assert "_config.yml, line " in str(error)
        return "unread"


@pytest.mark.parametrize("form", FORMS["posts"], ids=named)
def test_front_matter_is_read(form: Form) -> None:
    text = form["text"]
    assert values_of(text) == form["values"]
    assert typed(read_values(text)) == (form["values"] if isinstance(form["values"], dict) else {})
    found = read_front_matter(text)
    assert (text[found.body :] if found else text.removeprefix("\ufeff")) == form["body"]
    if found:
        assert found.body_line == 1 + text[: found.body].count("\n")


@pytest.mark.parametrize("form", FORMS["configs"], ids=named)
def test_settings_are_read(form: Form, tmp_path: Path) -> None:
    assert config_of(tmp_path, form["text"]) == form["values"]


def test_jekyll_reads_the_same(jekyll: Callable[[Path], Path]) -> None:
    texts = {kind: [form["text"] for form in forms] for kind, forms in FORMS.items()}
    command = ["ruby", str(FOLDER / "read.rb")]
    done = subprocess.run(
        command, input=json.dumps(texts).encode(), capture_output=True, check=True
    )
    seen = json.loads(done.stdout)
    for kind, forms in FORMS.items():
        for form, read in zip(forms, seen[kind], strict=True):
            expected = form["values"]
            if seen["engine"] == "psych":
                expected = form.get("debian", expected)
            assert read["values"] == expected, form["name"]
            assert read.get("body") == form.get("body"), form["name"]


@pytest.mark.parametrize("form", FORMS["posts"], ids=named)
def test_without_libyaml_it_is_read_the_same(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml11, "_Loader", yaml11._TabLoader)
    read_yaml.cache_clear()
    try:
        assert values_of(form["text"]) == form["values"]
    finally:
        read_yaml.cache_clear()


@pytest.mark.parametrize("form", FORMS["posts"], ids=named)
def test_nothing_is_lost_by_cutting(form: Form) -> None:
    text = form["text"]
    assert "".join(split(text)) == text
    post = read_parts(text)
    assert post is None or str(post) == text
    if post is not None:
        keys = [part.key for part in post.head if part.key is not None]
        assert keys == [key.text for key, _ in read_yaml(split(text)[0]).entries]


def error_of(text: str) -> tuple[int, str] | None:
    """Give the line of what is wrong in a YAML text, and the message."""
    error = read_yaml(text).error
    return error and (error[0], error[1].english)


def test_what_nobody_writes_neither_crashes_nor_hangs() -> None:
    deep = f"a: {'[' * 100_000}{']' * 100_000}"
    assert error_of(deep) == (1, "it is nested too deeply")
    lists = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)]
    laughs = f"a0: &a0 [1]\n{''.join(lists)}"
    assert error_of(laughs) == (6, "its aliases stand for too much")
    assert read_values("---\na: &x [1, *x]\n---\n") == {"a": [1, None]}
    assert read_values("---\na: \udcc7\n---\n") == {}
    assert typed(read_yaml("a: " + "1" * 5000).values) == {"a": {"float": "Infinity"}}


def test_a_value_is_read_as_it_is_behind_a_key() -> None:
    assert read_value("[a, 1,000]") == ["a", 1, 0]
    assert read_value("\n- a\n- b") == ["a", "b"]
    assert read_value("\t on") is True
    assert read_value("[") is None


def test_of_what_never_ends_the_beginning_is_named() -> None:
    assert error_of('a: 1\nb: "x\nc: 2\n') == (2, "found unexpected end of stream")


# --- settings


@pytest.mark.parametrize("name", ["_config.yml", "_config.yaml"])
def test_settings_in_another_encoding_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("url: x\ntitle: 블로그\n".encode("cp949"))
    with pytest.raises(MigratorError, match=rf"{name}, line 2: .* Save it as UTF-8") as raised:
        read_config(tmp_path)
    assert "\n" not in str(raised.value)


def test_the_lines_of_settings_are_known(tmp_path: Path) -> None:
    (tmp_path / "_config.yaml").write_text("\ufefftitle: x\nurl:\ty\nurl: z\n", "utf-8")
    file = read_config_file(tmp_path)
    assert (file.name, file.fields.fields["url"].line) == ("_config.yaml", 3)
    assert file.fields.twice == (("url", 3),)


@pytest.mark.parametrize("command", ["init", "check"])
def test_settings_that_jekyll_builds_stop_no_command(
    site: Path, run: Program, command: str
) -> None:
    text = "\ufefftitle:\t'B'\nfounded: 2022-02-30\ntimezone:\tAsia/Seoul\n"
    (site / "_config.yml").write_text(text, "utf-8")
    done = run(command, "--site", site)
    assert done.code in (0, 1), done.err
    assert "_config.yml" not in done.err


# --- posts


HEADS = {
    "a byte order mark": "\ufeff---\ntitle: 하나\n---\n",
    "dots": "---\ntitle: 하나\n...\n",
    "CRLF": "---\r\ntitle: 하나\r\n---\r\n",
    "tab": "---\ntitle:\t하나\n---\n",
    "blanks": "---  \ntitle: 하나\n---  \n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_a_post_that_stands_here_is_known_by_its_title(
    velog: FakeVelog, site: Path, run: Program, head: str
) -> None:
    body = "첫 줄\n\n둘째 줄\n\n셋째 줄"
    velog.posts = [FakePost("하나", body)]
    mine = site / "_posts/2023-05-01-other-name.md"
    line_end = "\r\n" if "\r\n" in head else "\n"
    mine.write_bytes(f"{head}\n{body}\n".replace("\r\n", "\n").replace("\n", line_end).encode())
    before = mine.read_bytes()
    done = run("migrate", "labdev", "--site", site)
    assert f" A _posts/{mine.name}" in done.out
    assert [path.name for path in site.glob("_posts/2023-*")] == [mine.name]
    assert mine.read_bytes() == before
    velog.edit("하나", body=body.replace("셋째", "3째"))
    assert run("sync", "--site", site).code == 0
    assert mine.read_bytes() == before.replace("셋째".encode(), "3째".encode())


@pytest.mark.parametrize(("old", "new"), [("---\n", "\ufeff---\n"), ("---\n\n", "...\n\n")])
def test_a_post_is_ours_whatever_an_editor_did_to_its_dashes(
    velog: FakeVelog, site: Path, run: Program, old: str, new: str
) -> None:
    velog.posts = [FakePost("하나", "첫 줄\n\n둘째 줄")]
    assert run("migrate", "labdev", "--site", site).code == 0
    (mine,) = site.glob("_posts/2023-*")
    mine.write_text(mine.read_text("utf-8").replace(old, new, 1), "utf-8")
    moved = mine.rename(mine.with_name("2023-05-01-moved.md"))
    velog.edit("하나", body="첫 줄\n\n2째 줄", tags=("새 태그",))
    assert run("sync", "--site", site).code == 0
    text = moved.read_bytes().decode()
    assert new in text
    assert "2째 줄" in text
    assert "새 태그" in text
    assert [path.name for path in site.glob("_posts/2023-*")] == [moved.name]


def test_addresses_are_those_that_jekyll_makes(site: Path, jekyll: Callable[[Path], Path]) -> None:
    heads = {**HEADS, "none": "", "broken": "---\ntitle: [\n---\n", "four": "----\nslug: x\n----\n"}
    for number, head in enumerate(heads.values(), 1):
        text = head.replace("하나", f"{number}\nslug: s{number}")
        (site / f"_posts/2023-05-01-p{number}.md").write_bytes(f"{text}\nbody\n".encode())
    settings = read_settings(site, all_images=False)
    texts = {
        f"_posts/{path.name}": path.read_bytes().decode() for path in site.glob("_posts/2023-*")
    }
    urls = urls_of(texts, settings)
    built = jekyll(site)
    assert len(urls) == len(heads) - 1
    assert same_file(f"_posts/2023-05-01-p{list(heads).index('broken') + 1}.md") not in urls
    for url in urls.values():
        page = built / f"{url.strip('/')}/index.html" if url.endswith("/") else built / url[1:]
        assert page.is_file(), url


def test_tabs_hide_no_habit() -> None:
    text = "---\ntitle:\tx\ncategories:\t[a]\nmath\t: on\n---\n\nx\n"
    habits = habits_of({f"_posts/2022-01-0{day}-x.md": text for day in range(1, 5)})
    assert habits.count == 4
    assert habits.order == ("title", "categories", "math")
    assert habits.math == ("math",)
