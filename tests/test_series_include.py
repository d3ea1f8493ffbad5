"""The include that lists the posts of a series, in a real Jekyll."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from migrator.converter.yaml_writer import Value, front_matter
from migrator.settings.habits import Habits
from migrator.site.includes import SERIES as INCLUDE

SERIES = '한글 "따옴표" & <b>꺾쇠</b>'
POSTS: list[tuple[str, str, int | None]] = [
    ("열째 & <끝>", SERIES, 10),
    ("첫째", SERIES, 1),
    ("순서 없음", SERIES, None),
    ("셋째 '글'", SERIES, 3),
    ("남의 첫째", "다른 시리즈", 1),
    ("홀로", "", None),
]


class Series(HTMLParser):
    """Reads the list: its name, and each post with the link to it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tag = self.name = ""
        self.items: list[tuple[str, str]] = []
        self.href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        if tag in ("a", "strong"):
            self.href = dict(attrs).get("href") or ""
            self.items.append(("", self.href))

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""

    def handle_data(self, data: str) -> None:
        if self.tag == "p":
            self.name += data
        elif self.tag in ("a", "strong"):
            title, href = self.items[-1]
            self.items[-1] = (title + data, href)


def _write(site: Path) -> None:
    for folder in ("_posts", "_layouts", "_includes"):
        (site / folder).mkdir(parents=True)
    (site / "_config.yml").write_text("baseurl: /blog\npermalink: /:title/\n", "utf-8")
    (site / INCLUDE.path({})).write_text(INCLUDE.text, "utf-8")
    layout = "{% include velog-series.html %}{{ content }}"
    (site / "_layouts" / "post.html").write_text(layout, "utf-8")
    for number, (title, series, order) in enumerate(POSTS):
        values: dict[str, Value] = {"layout": "post", "title": title, "series": series}
        if order is not None:
            values["series_order"] = order
        shown = {key: value for key, value in values.items() if value != ""}
        text = "".join(map(str, front_matter(shown, Habits())))
        (site / "_posts" / f"2022-01-0{number + 1}-글{number}.md").write_text(text, "utf-8")


def test_each_post_of_a_series_lists_them_all_in_their_order(
    tmp_path: Path, jekyll: Callable[[Path], Path]
) -> None:
    _write(tmp_path / "site")
    built = jekyll(tmp_path / "site")
    pages = {
        number: (built / f"글{number}" / "index.html").read_text("utf-8")
        for number in range(len(POSTS))
    }
    for number in range(4):
        shown = Series(pages[number])
        assert shown.name == f"{SERIES} (4)"
        links = [
            (POSTS[other][0], "" if other == number else f"/blog/%EA%B8%80{other}/")
            for other in (1, 3, 0, 2)
        ]
        assert shown.items == links
    assert Series(pages[4]).items == [("남의 첫째", "")]
    assert "nav" not in pages[5]
