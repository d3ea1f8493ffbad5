"""What in a post is an address that its page points at, judged by the real Jekyll as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest
from bs4 import BeautifulSoup

from migrator.jekyll.mentions import read_mentions
from oracle.jekyll import as_file, build
from test_cost import reading_times

# In each text, an address says what is to become of it: `/live…` is one that the page points at,
# `/code…` one that it only shows, or hides.
TEXTS = {
    "images and links": """
        ![](https://h.io/live1.png) [a](https://h.io/live2) ![b]( <https://h.io/code0.png> )
        ![c](<https://h.io/live3.png>) ![d](https://h.io/live4.png "title") ![e](https://h.io/live5(1).png)
        [![f](https://h.io/live6.png)](https://h.io/live7) [a [b](https://h.io/code1) c](https://h.io/live8)
        ![그림 [x]](https://h.io/live9.png 'a "title"') \\![](https://h.io/live10) \\[a](https://h.io/code2)
        - [ ] [a](https://h.io/live11)
        https://h.io/code3 (https://h.io/code4)
        """,
    "definitions": """
        ![a][one] [b][two] ![three]

        [one]: https://h.io/live1.png
        [two]: <https://h.io/live2> "title"
        [three]:
          https://h.io/code0

        [three]: https://h.io/live3.png
          'title'
        """,
    "code": """
        `![](https://h.io/code1)` ``a ` ![](https://h.io/code2)`` <code>![](https://h.io/code3)</code>
        ` ![](https://h.io/live5) \\`![](https://h.io/live1)\\`

            ![](https://h.io/code5)
        ![](https://h.io/code6)

        ```
        ![](https://h.io/code7)
        ~~~
        ```

        ~~~ js

        ![](https://h.io/code8)

        ~~~~
        ![](https://h.io/live2)

        ```js no fence, for two words stand here
        ![](https://h.io/code9)
        ```

        ![](https://h.io/live3)
            ![](https://h.io/live4)
        """,
    "lists": """
        1. a

            ![](https://h.io/live1)

                   ![](https://h.io/code1)

        2. b
            * c
               ![](https://h.io/live2)

                ![](https://h.io/live3)

            ```
            ![](https://h.io/code2)
            ```
        ![](https://h.io/live4)

        - > ![](https://h.io/live5)
          > > ![](https://h.io/live6)
          >
          >     ![](https://h.io/code3)

        -\ta
        \t![](https://h.io/live7)

        -     ![](https://h.io/live8)
        """,
    "quotes, tables, headings": """
        > ![](https://h.io/live1)
        ![](https://h.io/live2)
        > ```
        > ![](https://h.io/code1)
        > ```

        # ![](https://h.io/live3)
        ![](https://h.io/live4)
        ---

        | a | `b |
        |---|---|
        | ![](https://h.io/live5) | ` |

        term
        : ![](https://h.io/live6)

        a[^1]

        [^1]: ![](https://h.io/live7)

            ![](https://h.io/live8)

                ![](https://h.io/code2)
        """,
    "HTML": """
        <img src="https://h.io/live1.png" width=30> <IMG alt='a'
        src='https://h.io/live2.png'/> <a href="https://h.io/live3">![](https://h.io/live4)</a>
        <img src=https://h.io/code1.png> <kbd><img src="https://h.io/live5.png"> ![](https://h.io/code2)</kbd>

        <div>
        ![](https://h.io/code3)

        <p><img src="https://h.io/live6.png"></p>
        <pre><img src="https://h.io/live11.png"> ![](https://h.io/code4)</pre>
        <div markdown="1">
        ![](https://h.io/live7)
        </div>
        </div>
        ![](https://h.io/live8)

        <details markdown="1"><summary>a</summary>

        ![](https://h.io/live9)

            ![](https://h.io/code5)

        </details>

        <!-- ![](https://h.io/code6)

        <img src="https://h.io/code7.png"> -->

        <script>
        // <img src="https://h.io/code8.png">
        </script>
        ![](https://h.io/live10)
        """,
    "kramdown's own": """
        {::comment}
        ![](https://h.io/code1)

        {:/comment}
        a {::comment}![](https://h.io/code2){:/} $$ ![](https://h.io/code3) $$
        ![](https://h.io/live1){: .x}

        $$
        ![](https://h.io/code4)

        $$

        ![](https://h.io/live2)
        {: width="3"}
        ^
            ![](https://h.io/code5)
        """,
    "Liquid": """
        {% comment %} ![](https://h.io/code1)

        {% endcomment %}![](https://h.io/live1)

        {% highlight md %}
        ![](https://h.io/code2)
        {% endhighlight %}

        {% if true %}
            ![](https://h.io/code3)
        {% endif %}

        {{ "https://h.io/code4" }} ![](https://h.io/live2)
        {% assign a = "![](https://h.io/code5)" %}{%- assign b = "`" -%}
        ![](https://h.io/live3)
        """,
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("name", TEXTS)
def test_what_a_page_points_at_is_found_and_nothing_else(name: str, ends: str) -> None:
    text = dedent(TEXTS[name]).replace("\n", ends)
    found = read_mentions(text, parses_html=False, heeds_switch=True).body
    assert [text[each.start : each.end] for each in found] == [each.url for each in found]
    assert _names(each.url for each in found) == _live(text)


def _live(text: str) -> set[str]:
    return set(re.findall(r"https://h\.io/(live\d+)", text))


def _names(urls: Iterable[str]) -> set[str]:
    return {found[1] for url in urls if (found := re.match(r"https://h\.io/(\w+)", url))}


def test_jekyll_agrees(jekyll: Callable[[Path], Path]) -> None:
    built = build({name: as_file(dedent(text)) for name, text in TEXTS.items()})
    assert built.failed == {}
    for name, text in TEXTS.items():
        page = BeautifulSoup(built.pages[name], "html.parser")
        for hidden in page.find_all("script"):
            hidden.decompose()
        shown = {str(tag.get("src") or tag.get("href")) for tag in page.find_all(["img", "a"])}
        assert _names(shown) == _live(text), name


# --- front matter


def values(head: str, after: str = "") -> list[str]:
    """Give the addresses that are found in a front matter."""
    text = f"\ufeff---\r\n{head}\r\n---{after}"
    found = read_mentions(text, parses_html=False, heeds_switch=True).head
    assert [text[each.start : each.end] for each in found] == [each.url for each in found]
    return [each.url.removeprefix("https://h.io/") for each in found]


def test_values_of_the_front_matter_are_found_under_any_key() -> None:
    assert values("a: https://h.io/1 # https://h.io/x\r\nb: 'https://h.io/2'") == ["1", "2"]
    assert values('a:\r\n  b: {c: "https://h.io/1", d: [https://h.io/2]}') == ["1", "2"]
    assert values("a: >-\r\n  https://h.io/1\r\nb:\r\n- https://h.io/2: x") == ["1", "2"]
    assert values("a: &x https://h.io/1\r\nb: *x\r\nc: https://h.io/1") == ["1", "1"]
    assert values("a: https://h.io/가 나.png", "\r\n![](https://h.io/x)") == ["가 나.png"]


def test_words_around_an_address_and_comments_are_no_address() -> None:
    assert values("# a: https://h.io/1\r\na: see https://h.io/2\r\nb: https://h.io/3 is it") == []
    assert values("a: |\r\n  https://h.io/1\r\n  and more") == []


def test_front_matter_that_yaml_cannot_read_is_read_line_by_line() -> None:
    broken = "a: b: c\r\n# d: https://h.io/x\r\nimage: https://h.io/1\r\n  - 'https://h.io/2' # x"
    assert values(broken) == ["1", "2"]
    assert values(f"{broken}\r\ne: see https://h.io/x") == ["1", "2"]


def test_dots_end_a_front_matter_and_without_one_all_is_body() -> None:
    found = read_mentions(
        "---\na: https://h.io/1\n...\n![](https://h.io/2)", parses_html=False, heeds_switch=True
    )
    assert (len(found.head), len(found.body)) == (1, 1)
    found = read_mentions(
        "\ufeffa: https://h.io/1\n![](https://h.io/2)", parses_html=False, heeds_switch=True
    )
    assert (len(found.head), len(found.body)) == (0, 1)


def test_raw_addresses_are_marked_and_those_in_tags_are_told() -> None:
    text = "{% raw %}![](https://h.io/1){% endraw %} {% include a.html url='https://h.io/2' %}"
    found = read_mentions(text, parses_html=False, heeds_switch=True)
    assert [(each.url, each.is_raw) for each in found.body] == [("https://h.io/1", True)]
    assert [each.url for each in found.in_liquid] == ["https://h.io/2"]
    off = read_mentions(
        f"---\nrender_with_liquid: false\n---\n{text}", parses_html=False, heeds_switch=True
    )
    assert [each.is_raw for each in off.body] == [False]
    assert off.in_liquid == ()
    old = read_mentions(
        f"---\nrender_with_liquid: false\n---\n{text}", parses_html=False, heeds_switch=False
    )
    assert [each.is_raw for each in old.body] == [True]


def test_what_is_for_an_image_is_told_from_what_is_for_a_reader() -> None:
    text = (
        "![](https://h.io/i1) [a](https://h.io/l1) ![b][x] [c][y]\n\n[x]: https://h.io/i2\n"
        "[y]: https://h.io/l2\n\n<img src='https://h.io/i3' srcset='https://h.io/o1 2x, "
        "https://h.io/o2, 1x'>\n\n<div style=\"background: url('https://h.io/o3')\"></div>\n"
        "<video poster='https://h.io/o4&amp;x'></video>"
    )
    kinds = {
        each.url[13:]: each.kind.value[0]
        for each in read_mentions(text, parses_html=False, heeds_switch=True).body
    }
    assert {name[:2]: kind for name, kind in kinds.items()} == {
        name: name[0] for name in "i1 l1 i2 l2 i3 o1 o2 o3 o4".split()
    }
    assert "o4&x" in kinds


def test_html_is_read_where_the_site_has_kramdown_read_it() -> None:
    text = "<div>\n![](https://h.io/1)\n\n    ![](https://h.io/2)\n</div>\n![](https://h.io/3)"
    found = read_mentions(text, parses_html=True, heeds_switch=True).body
    assert [each.url[13:] for each in found] == ["1", "3"]


@pytest.mark.slow  # long texts, timed
@pytest.mark.parametrize(
    "piece",
    ["[", "![](", "<div>", "> ", "- ", "`", "``` ", "<a ", "{%", "{{", "[a]: ", "$$ ", "\t"],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    read = partial(read_mentions, parses_html=True, heeds_switch=True)
    times = [reading_times(read, text) for text in (piece, f"{piece}\n")]
    assert all(each.fit for each in times), times


def test_front_matter_begins_where_jekyll_sees_it() -> None:
    text = "---{}\nimage: https://h.io/a.png\n---\n"
    for behind, count in (("", 1), (" ", 1), ("\u00a0", 0)):
        found = read_mentions(text.format(behind), parses_html=False, heeds_switch=True)
        assert len(found.head) == count
