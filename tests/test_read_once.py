"""A site of many posts → each file opened once, and bodies that no check asks about not read."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Program
from migrator.check import post_bodies
from migrator.check.post_bodies import KnownAddresses, PostBody, read_bodies
from migrator.converter.image_paths import image_name
from migrator.jekyll.kramdown import read_body
from velog import FakePost, FakeVelog

# Python has no way to take an audit hook out again: it counts while there is a folder.
_opened: Counter[str] = Counter()
_watched: list[str] = []


def _count(event: str, values: tuple[object, ...]) -> None:
    if event != "open" or not _watched or not isinstance(values[0], str | os.PathLike):
        return
    path = os.fspath(values[0])
    if isinstance(path, str) and path.startswith(_watched[0]):
        _opened[path] += 1


sys.addaudithook(_count)


@pytest.fixture
def opened(velog: FakeVelog, site: Path, run: Program) -> Iterator[Counter[str]]:
    """Give how often each file of a migrated site is opened from now on."""
    velog.posts = [FakePost(f"글 {n}", f"글 [링크](https://example.com)\n{n}") for n in range(30)]
    assert run("migrate", "labdev", "--site", site).code == 0
    _opened.clear()
    _watched.append(str(site))
    yield _opened
    _watched.clear()


@pytest.mark.parametrize("words", ["check", "localize --dry-run", "check --format json"])
def test_each_file_is_opened_once(
    words: str, opened: Counter[str], site: Path, run: Program
) -> None:
    assert run(*words.split(), "--site", site).code == 0
    assert sum(path.endswith(".md") for path in opened) >= 30
    assert {path: count for path, count in opened.items() if count > 1} == {}


SERVED = {"assets/a.png", "assets/_a_*b*.png"}
ORIGIN = "https://here.example"
KNOWN = KnownAddresses(SERVED, ORIGIN, {image_name("https://b.example/gone.png")})
# Harmless ones first, then what can be found wrong, then what makes one of the other.
PIECES = """글|**굵게**|`code`|`<b>`|[a](https://b.example/c)|![](/assets/a.png)|![_a_](/assets/_a_*b*.png)
![a](https://b.example/a.png)
![](/assets/none.png)|[a](/b)|[a](https://here.example/b)|[a](#b)
<img src="/x.png">|<img src=x y>|$$x$$
[a]|[a]: /x|[^1]|[^1]: x|{: .a}|{{ x }}|{% raw %}|{% endraw %}|<http://a.example>|\\(x\\)
`|``|```|~~~|```mermaid|> |* |1. |    |  |- [ ] |\\|_|*|~~|(|)|[|]|!|"|<|&#96;||:|# """
PARTS = [each for line in PIECES.splitlines() for each in line.split("|")] + ["|", "\n", "\n\n"]


@pytest.mark.parametrize("separator", ["", "\n", "\n\n"])
@given(st.data())
def test_a_body_that_is_not_read_has_nothing_to_find(separator: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.sampled_from(PARTS), max_size=12))
    text = f"{separator.join(parts)}\n"
    body = PostBody(text, is_markdown=True, runs_liquid=True, parses_html=True)
    if not post_bodies.is_harmless(body, KNOWN):
        return
    reading = read_body(text, 0, runs_liquid=True, parses_html=True)
    assert not (reading.lost or reading.formulas or reading.diagrams)
    for element in reading.elements:
        is_image = element.tag == "img" and element.url.removeprefix("/") in SERVED
        is_out = element.url.startswith("https://") and not element.url.startswith(ORIGIN)
        assert is_image or is_out


@pytest.mark.parametrize(
    "text",
    [
        "글 `<b>` [a `b`](https://b.example) ![](/assets/a.png)\n\n```html\n<b>\n```\n\n끝\n",
        "* 하나\n* 둘\n\n| a | b |\n|---|---|\n| c | d |\n",
    ],
)
def test_what_is_plain_is_not_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post_bodies, "_read", None)
    body = PostBody(text, is_markdown=True, runs_liquid=True, parses_html=True)
    assert [reading.elements for reading in read_bodies([body], KNOWN)] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "* a\n\n  ```\ncode\n\n![](/x.png)\n  ```\n",
        "a ` b\n\n![](/x.png) `\n",
        "a ` b\n`![](/x.png)` c ` `\n",
        "[a][b]\n\n[b]:\n/x\n",
        "[a](/x\n'b')\n",
        "![](https://here.example/x.png)\n",
        "\\![](/assets/a.png)\n",
        "![](https://b.example/gone.png)\n",
        "a ` <img src='/x.png'> `\n",
        "$$\nx\n$$\n",
        "```mermaid\na\n```\n",
    ],
)
def test_what_may_be_wrong_is_read(text: str) -> None:
    body = PostBody(text, is_markdown=True, runs_liquid=True, parses_html=True)
    expected = read_body(text, 0, runs_liquid=True, parses_html=True)
    assert read_bodies([body], KNOWN) == [expected]
