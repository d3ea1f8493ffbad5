"""The author's lines are kept where kramdown shows the same for them, and only there."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

import pytest

from conftest import KramdownPages
from migrator.converter import kramdown_writer
from migrator.jekyll.site_config import dialect
from migrator.settings.site_settings import Settings
from test_converter import a_post, body_of, convert
from test_looks import Author

KEPT = {
    "a lazy line of an item": "- 가\n나",
    "a tab for a level": "1. 가\n\t- 나",
    "a lazy line of a quote": "> 가\n나\n\n다",
    "a quote without a blank": ">가\n>나",
    "the last line of a quote": "> 가\n>\n\n나",
    "a break in HTML": "가<br/>나<BR>다<br />라",
    "a blank before the language": "``` js\nx\n```",
    "a longer fence": "````js\nx\n`````",
    "a short underline": "가\n--",
    "blanks behind a mark": "-   가\n-   나\n\n1.  다",
    "no bars outside": "가 | 나\n--|:-:\n1 | 2",
    "a list that is set in": "글\n\n  - 가\n  - 나",
    "number signs at the end": "# 가 ##",
    "a bar in a heading": "# 가 | 나",
    "an image in HTML": "<img width='9' alt='나' src='https://e.com/a.png'>",
    "images on lines of their own": '<img src="/a.png" width="9">\n<img src="/b.png" width="9">',
    "blanks behind a box": "- [ ]  가\n- [x]   나",
    "a paragraph of an item, set in further": "- 가\n\n    나\n- 다\n\n    라",
}


def bare(text: str) -> list[str]:
    """Give the lines of a text without what makes breaks, and without blank ones."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def test_lines_that_show_the_same_are_kept() -> None:
    changed = {
        name: bare(written)
        for name, source in KEPT.items()
        if bare(written := body_of(convert(a_post(source)))) != bare(source)
    }
    assert changed == {}


@pytest.mark.parametrize(
    ("source", "written"),
    [
        # A code block is kept as a whole, or set in as a whole.
        ("- 가\n\n    ```js\n    x\n    ```\n", "- 가\n\n  ```js\n  x\n  ```"),
        # What has to change is written where the author had it.
        ("- 가\n\n    ** 나** 다", "- 가\n\n    **나** 다"),
        # The fence would be one where the line begins with it.
        ('<img src="/a.png" width="9">\n```a b\n\n```\nx\n```', None),
    ],
)
def test_other_lines_are_ours(source: str, written: str | None) -> None:
    text = body_of(convert(a_post(source)))
    assert written in (None, text)
    assert "\n```a" not in text


class Hasty(Author):
    """An author who indents and quotes as comes to hand."""

    def post(self) -> str:
        return "\n".join(self.changed(line) for line in super().post().split("\n"))

    def changed(self, line: str) -> str:
        dice = self.random.random()
        if dice < 0.5 or not line:
            return line
        ways = (
            lambda: " " * self.random.randint(1, 5) + line,
            lambda: "\t" * self.random.randint(1, 2) + line.lstrip(" "),
            lambda: line.lstrip(" >"),
            lambda: self.random.choice((">", "> ", ">  ", ">> ", "> - ", "  > ")) + line,
            lambda: re.sub(r"^( *)([-*+]|1\.) ", r"\1\2" + " " * self.random.randint(2, 5), line),
            lambda: f"{line} {self.random.choice(('#', '##', '  ', '<br/>', '|', '>', '<br/>x'))}",
            lambda: f"{self.random.choice(('- ', '1. ', '  - ', '    - [ ]  ', '# ', '| '))}{line}",
            lambda: line.replace("```", self.random.choice(("````", "``` ", "~~~", " ```"))),
            lambda: line.strip("| ") if "|" in line else f"{line}\n--",
        )
        return self.random.choice(ways)()


def looks(page: str | None) -> list[str]:
    """Give what a page shows, however its source was laid out."""
    assert page is not None
    pieces = re.split(r"(<pre.*?</pre>)", page, flags=re.DOTALL)
    for number in range(0, len(pieces), 2):
        text = re.sub(r"(?:\s|<!--more(?:-\d+)?-->)+", " ", pieces[number])
        text = re.sub(r"<img ([^>]*?) ?/>", _sorted, text)
        pieces[number] = re.sub(
            r" ?(<br />|</?(?:[uod]l|li|p|blockquote|t\w+|h\d)\b[^>]*>) ?", r"\1", text
        )
    return re.split("(?=<)", "".join(pieces))


def _sorted(image: re.Match[str]) -> str:
    attributes = set(re.findall(r'[\w-]+="[^"]*"', image[1])) - {'alt=""'}
    return f"<img {' '.join(sorted(attributes))}>"


@pytest.mark.parametrize("config", [{}, {"kramdown": {"hard_wrap": True}}], ids=["default", "hard"])
def test_posts_look_as_with_our_lines(
    config: Mapping[str, object], kramdown_pages: KramdownPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    bodies = [Hasty(seed + number).post() for number in range(120)]
    settings = Settings(dialect=dialect(config))
    theirs = [body_of(convert(a_post(body), settings)) for body in bodies]
    monkeypatch.setattr(kramdown_writer, "keep_lines", lambda chunks, context: chunks)
    ours = [body_of(convert(a_post(body), settings)) for body in bodies]
    assert sum(one != other for one, other in zip(ours, theirs, strict=True)) > len(bodies) // 2
    assert differing(bodies, ours, theirs, kramdown_pages, config) == [], f"seed {seed}"


def differing(
    bodies: Sequence[str],
    ours: Sequence[str],
    theirs: Sequence[str],
    render: KramdownPages,
    config: Mapping[str, object],
) -> list[tuple[str, str, str]]:
    """Give the posts for which both texts do not show the same."""
    pages = zip(*(map(looks, render(texts, config)) for texts in (ours, theirs)), strict=True)
    texts = zip(bodies, ours, theirs, strict=True)
    return [text for text, (one, other) in zip(texts, pages, strict=True) if one != other]
