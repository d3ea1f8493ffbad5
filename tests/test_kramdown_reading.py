"""Every form of an image and of a link: what `check` and `localize` see, and what kramdown shows.

The forms stand in `fixtures/image-forms` and `fixtures/link-forms`: title, body, and the addresses
that the page shows or leads to, one a line, or `nothing`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import KramdownPages, Program
from golden import Case, read_cases
from migrator.jekyll.kramdown import BodyReading, MentionKind, read_body, read_html
from migrator.jekyll.mentions import read_mentions
from test_cost import reading_times

IMAGES = read_cases("image-forms")
LINKS = read_cases("link-forms")
# Addresses that do not stand in the file as the page has them: nothing can take their place.
IN_PIECES = {"tables: escaped bar in the address"}
# Those in `<>` are the words of the link as well.
SHOW_THEMSELVES = {"https://e.example/y", "mailto:a@e.example"}
# A browser makes no elements of the tags in these.
HIDDEN = ["script", "style", "textarea", "template", "xmp", "iframe", "noembed", "title"]


def reading(body: str, *, parses_html: bool = False) -> BodyReading:
    return read_body(body, 0, runs_liquid=True, parses_html=parses_html)


def expected(case: Case) -> list[str]:
    return [] if case.expected == "nothing" else case.expected.split("\n")


def images_of(page: str) -> list[str]:
    """Give the addresses of the images that a page shows."""
    return sorted(_attributes(page, "img", "src"))


def links_of(page: str) -> list[str]:
    """Give the addresses that a page leads to, footnotes aside."""
    return sorted(_attributes(page, "a", "href"))


def _tree(page: str) -> BeautifulSoup:
    # Python's parser raises AssertionError for `<![` that begins no known section.
    return BeautifulSoup(page.replace("<![", "&lt;!["), "html.parser")


def _attributes(page: str, name: str, key: str) -> Iterator[str]:
    tree = _tree(page)
    for hidden in tree.find_all(HIDDEN):
        hidden.decompose()
    for tag in tree.find_all(name):
        assert isinstance(tag, Tag)
        address = _address(str(tag.get(key) or ""))
        if address and not {"footnote", "reversefootnote"} & set(tag.get("class") or ()):
            yield address


def _address(text: str) -> str:
    """Read an address as a browser does."""
    return re.sub(r"[\t\n]", "", text.strip())


def seen_by_check(body: str, **how: bool) -> tuple[list[str], list[str]]:
    """Give the images and the links that `check` looks at."""
    found = reading(body, **how)
    images = [_address(each.url) for each in found.images if each.tag == "img"]
    links = [_address(each.url) for each in found.links if each.url]
    return sorted(images), sorted(links)


def seen_by_localize(body: str, kind: MentionKind) -> set[str]:
    """Give the addresses of a kind that `localize` may change, each once."""
    found = read_mentions(body, parses_html=False, heeds_switch=True).body
    return {_address(each.url) for each in found if each.kind is kind and each.url}


# --- the forms


@pytest.mark.parametrize("case", IMAGES, ids=lambda case: case.title)
def test_an_image_is_seen_where_the_page_shows_one(case: Case) -> None:
    assert seen_by_check(case.source)[0] == expected(case)
    changeable = set() if case.title in IN_PIECES else set(expected(case))
    assert seen_by_localize(case.source, MentionKind.IMAGE) == changeable


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.title)
def test_a_link_is_seen_where_the_page_has_one(case: Case) -> None:
    assert seen_by_check(case.source)[1] == expected(case)
    assert seen_by_localize(case.source, MentionKind.LINK) == set(expected(case)) - SHOW_THEMSELVES


def test_the_forms_are_many() -> None:
    assert (len(IMAGES) >= 600, len(LINKS) >= 60) == (True, True)
    assert len({case.source for case in IMAGES}) > 590


def test_kramdown_shows_what_the_forms_say(kramdown_pages: KramdownPages) -> None:
    pages = kramdown_pages([case.source for case in (*IMAGES, *LINKS)])
    wrong = {}
    for number, (case, page) in enumerate(zip((*IMAGES, *LINKS), pages, strict=True)):
        assert page is not None, case.title
        real = images_of(page) if number < len(IMAGES) else links_of(page)
        if real != expected(case):
            wrong[case.title] = real
    assert wrong == {}


def test_check_names_each_image_that_is_not_there(tmp_path: Path, run: Program) -> None:
    """The command itself agrees, form by form: none of the images exists."""
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("timezone: Asia/Seoul\npermalink: /:title/\n")
    (tmp_path / "Gemfile").write_text('gem "jekyll", "~> 4.3"\n')
    shown = {}
    for number, case in enumerate(IMAGES):
        name = f"_posts/2024-01-01-{number}.md"
        (tmp_path / name).write_bytes(f"---\nlayout: none\n---\n{case.source}\n".encode())
        if expected(case):
            shown[name] = case.title
    found = json.loads(run("check", "--site", tmp_path, "--format", "json").out)["findings"]
    named = {each["path"] for each in found if each["kind"] == "image-missing"}
    assert {shown[name] for name in shown.keys() - named} == set()
    assert {IMAGES[int(name[18:-3])].title for name in named - shown.keys()} == set()


# --- combinations

_PIECES = (
    *("![a](U)", "![](U)", "[b](U)", "[b][r]", "![c][r]", "![r]", "[r]", "[^n]", "<http://e.io>"),
    *("\n", "\n", "\n\n", "    ", "  ", "\t", "- ", "1. ", "> ", "# ", "| ", "|", " | ", "---\n"),
    *("`", "``", "```\n", "~~~\n", "*", "**", "_", "__", "~~", "$$", "\\", "!", '"', "'", "<<"),
    *("[", "]", "(", ")", "![", "](", "<", ">", "<!--", "-->", "{:", "}", "{: .x}", "{#x}", "^"),
    *('<img src="U">', "<img src=U>", '<a href="U">', "</a>", "<b>", "</b>", "<p>", "</p>"),
    *("<div>", "</div>", '<div markdown="1">', "<code>", "</code>", "<pre>", "</pre>", "<kbd>"),
    *("</kbd>", "<script>", "</script>", "<table>", "<td>", "</table>", "<span>", "</span>"),
    *("\n[r]: U\n", '\n[r]: <U> "t"\n', "\n[^n]: ", "\n*[x]: y\n", "\n: ", ": ", "|---|\n"),
    *(
        "{::comment}",
        "{:/comment}",
        "{:/}",
        "{::nomarkdown}",
        "[ ] ",
        "x",
        "한글",
        "&amp;",
        "\u00a0",
    ),
    *("{% raw %}", "{% endraw %}", "{% if true %}", "{% endif %}", "{{ 'x' }}", "{% comment %}"),
    "{% endcomment %}",
)
_OFTEN = _PIECES[:6]
_BODIES = 300


def combinations(seed: int, count: int) -> list[str]:
    """Make up bodies of pieces that meet in no order, each with addresses of its own."""
    chance = random.Random(seed)
    bodies = []
    for _ in range(count):
        pieces = chance.choices(_PIECES, k=chance.randint(2, 14))
        pieces += chance.choices(_OFTEN, k=chance.randint(1, 3))
        chance.shuffle(pieces)
        numbers = iter(range(len(pieces)))
        bodies.append("".join(piece.replace("U", f"/{next(numbers)}.png") for piece in pieces))
    return bodies


class Shown(NamedTuple):
    """A body, how the site reads HTML, and what kramdown shows: addresses, sorted, and headings."""

    body: str
    parses_html: bool
    images: list[str]
    links: list[str]
    headings: int


# Some combinations, with what kramdown has made of them.
SHOWN = [
    Shown(*each)
    for each in json.loads(
        (Path(__file__).parent / "fixtures/combinations.json").read_text("utf-8")
    )
]


def shown_by(page: str) -> tuple[list[str], list[str], int]:
    """Give what `Shown` says of a page."""
    headings = BeautifulSoup(page, "html.parser").find_all(re.compile("h[1-6]"))
    return images_of(page), links_of(page), len(headings)


def test_known_combinations_are_read_as_kramdown_reads_them() -> None:
    assert len(SHOWN) > 700
    for each in SHOWN:
        seen = seen_by_check(each.body, parses_html=each.parses_html)
        assert seen == (each.images, each.links), each.body
        found = reading(each.body, parses_html=each.parses_html)
        assert len(found.headings) == each.headings, each.body


@pytest.mark.parametrize("parses_html", [False, True], ids=["as Jekyll sets it", "HTML read"])
def test_kramdown_shows_what_the_known_combinations_say(
    kramdown_pages: KramdownPages, parses_html: bool
) -> None:
    some = [each for each in SHOWN if each.parses_html == parses_html]
    config = {"kramdown": {"parse_block_html": parses_html}}
    for each, page in zip(some, kramdown_pages([one.body for one in some], config), strict=True):
        assert shown_by(page or "") == each[2:], each.body


@pytest.mark.parametrize("parses_html", [False, True], ids=["as Jekyll sets it", "HTML read"])
def test_combinations_are_read_as_kramdown_reads_them(
    kramdown_pages: KramdownPages, parses_html: bool, record_property: Callable[[str, object], None]
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    record_property("seed", seed)
    bodies = combinations(seed, _BODIES)
    config = {"kramdown": {"parse_block_html": parses_html}}
    pages = kramdown_pages(bodies, config)
    assert any(page is not None for page in pages)
    wrong = [
        (body, seen, real)
        for body, page in zip(bodies, pages, strict=True)
        if page is not None
        and (seen := seen_by_check(body, parses_html=parses_html))
        != (real := (images_of(page), links_of(page)))
    ]
    assert wrong == [], f"seed {seed}"


def test_combinations_have_the_headings_that_kramdown_makes(kramdown_pages: KramdownPages) -> None:
    seed = random.SystemRandom().randrange(2**32)
    bodies = combinations(seed, _BODIES // 3)
    for body, page in zip(bodies, kramdown_pages(bodies), strict=True):
        if page is not None:
            assert len(reading(body).headings) == len(_tree(page).find_all(re.compile("h[1-6]"))), (
                seed,
                body,
            )


# --- what else a body says


def lines(body: str, places: Sequence[int]) -> list[int]:
    """Give the lines of places, the first being 1."""
    return [body.count("\n", 0, place) + 1 for place in places]


def test_each_thing_is_where_it_stands() -> None:
    body = (
        "글 ![a](/a.png)\n둘째 줄 [b](/b)\n\n> 인용 <img src='/c.png'>\n> ![d][r]\n\n- x\n\n"
        "  $$y$$\n\n```mermaid\nz\n```\n\n[r]: /d.png\n\n"
        "| e | <https://e.example> |\n|---|---|\n| f | ![](/g.png) |\n"
    )
    found = reading(body)
    assert [(each.tag, each.url) for each in found.elements] == [
        ("img", "/a.png"),
        ("a", "/b"),
        ("img", "/c.png"),
        ("img", "/d.png"),
        ("a", "https://e.example"),
        ("img", "/g.png"),
    ]
    assert lines(body, [each.place for each in found.elements]) == [1, 2, 4, 5, 17, 19]
    assert [body[each.place] for each in found.elements] == list("[[<[<[")
    assert [body[place : place + 2] for place in found.formulas] == ["$$"]
    assert lines(body, found.formulas) == [9]
    assert lines(body, found.diagrams) == [11]
    moved = read_body(body, 1000, runs_liquid=True, parses_html=False)
    assert [each.place - 1000 for each in moved.elements] == [each.place for each in found.elements]
    assert [each.start - 1000 for each in moved.mentions] == [each.start for each in found.mentions]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("$$x$$", 1),
        ("글 $$x$$ 글 $$y$$", 2),
        ("$$\nx\n\ny\n$$", 1),
        ("글\n$$\nx\n$$", 1),
        ("$$x$$ 글\n\n$$y", 1),
        ("\\$$x$$", 1),
        ("\\$\\$x\\$\\$", 0),
        ("`$$x$$`", 0),
        ("```\n$$x$$\n```", 0),
        ("    $$x$$", 0),
        ("<div>$$x$$</div>", 0),
        ("$x$", 0),
        ("| $$x$$ |", 1),
        ("![$$x$$](/a.png)", 0),
        ("[$$x$$](/y)", 1),
        ("[$$x$$](", 1),
        ("글[^1]\n\n[^1]: $$x$$", 1),
        ("글\n\n[^1]: $$x$$", 0),
        ("**$$x$$", 1),
    ],
)
def test_formulas_are_those_that_kramdown_marks(
    body: str, count: int, kramdown_pages: KramdownPages
) -> None:
    assert len(reading(body).formulas) == count
    (page,) = kramdown_pages([body])
    assert len(re.findall(r"\\\(|\\\[", page or "")) == count


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("```mermaid\na\n```", 1),
        ("~~~ mermaid\na\n~~~", 1),
        ("``` mermaid?x=1\na\n```", 1),
        ("- a\n\n  ```mermaid\n  b\n  ```", 1),
        ("```mermaid2\na\n```", 0),
        ("```js\nmermaid\n```", 0),
        ("```mermaid\na", 0),
        ("    ```mermaid\n    a\n    ```", 0),
        ("```mermaid a\nb\n```", 0),
    ],
)
def test_diagrams_are_the_code_that_themes_draw(body: str, count: int) -> None:
    assert len(reading(body).diagrams) == count


def test_headings_and_ids_are_what_links_in_the_page_can_mean() -> None:
    body = (
        "# 하나 {#own}\n\n둘 #\n---\n\n## [셋](/y) ##\n\n글 <a name='a1'></a> *x*{: #b1 .c}\n"
        "{: #d1}\n\n- {: id=\"e1\"} f\n\n<p id=g1>h</p>\n\n```\n# i {#no}\n```\n\n`<b id='no'>`\n"
    )
    found = reading(body)
    assert found.headings == ("하나", "둘 #", "[셋](/y)")
    assert found.ids == {"own", "a1", "b1", "d1", "e1", "g1"}


def test_attributes_are_those_of_tags() -> None:
    (image, link) = reading("<img src='/a.png' ALT data-x='1 &amp; 2'> [x](/y)").elements
    assert image.attributes == {"src": "/a.png", "alt": "", "data-x": "1 & 2"}
    assert link.attributes is None


@pytest.mark.parametrize(
    "url",
    [
        "{{ '/a.png' | relative_url }}",
        "{{ site.baseurl }}/a.png",
        "{% link a.png %}",
        "/a{% if true %}b{% endif %}.png",
    ],
)
def test_addresses_with_liquid_are_given_as_written_and_never_changed(url: str) -> None:
    for body in (f"글 ![]({url})", f'<img src="{url}">', f"![r]\n\n[r]: <{url}>", f"> ![]({url})"):
        found = reading(body)
        assert [each.url for each in found.images] == [url]
        assert [each.url for each in found.mentions if "{" in each.url] == []


def test_html_is_read_as_a_browser_reads_it() -> None:
    body = (
        "<img src=/a.png>\n    <img src='/b.png'>\n![](/no.png) `<img src=/c.png>`\n"
        "<!-- <img src=/no.png> --><script>'<img src=/no.png>'</script>\n"
        "{% comment %}<img src=/no.png>{% endcomment %}"
        "<a href=/d id=e>x</a>\n<img alt='>' src=/f.png>"
    )
    found = read_html(body, 0, runs_liquid=True)
    assert [each.url for each in found.elements] == ["/a.png", "/b.png", "/c.png", "/d", "/f.png"]
    assert found.ids == {"e"}
    assert [body[each.start : each.end] for each in found.mentions] == [
        each.url for each in found.mentions
    ]


def test_the_switch_of_liquid_is_heeded() -> None:
    body = "{% comment %}![](/a.png){% endcomment %}"
    assert list(reading(body).images) == []
    off = read_body(body, 0, runs_liquid=False, parses_html=False)
    assert [each.url for each in off.images] == ["/a.png"]


@pytest.mark.slow  # long texts, timed
@pytest.mark.parametrize(
    "piece", ["![", "*a ", "[a](", "~~a", "<b>", "{:", "| ", "`a``", "**[", "_a", "<a "]
)
def test_marks_without_an_end_take_time_in_proportion(piece: str) -> None:
    times = [reading_times(reading, piece), reading_times(reading, f"{piece}\n")]
    times.append(reading_times(lambda text: reading(f"{text}](/a.png)"), piece))
    assert all(each.fit for each in times), times
