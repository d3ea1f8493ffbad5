"""HTML as an editor left it → the same, with each element that it does not end written as empty."""

from __future__ import annotations

from collections import Counter
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

from bs4 import BeautifulSoup

from migrator.converter.html_tidy import ATTRIBUTES, IN_LINE
from migrator.converter.inline_html.open_elements import ENDED_BY_THE_NEXT

_DEEPEST = 100
"""Inside so many elements no more are opened: the filter keeps no more in one another."""

_MOST = 5000
_MOST_WITH_ADDRESSES = 8000
"""After so many elements no more are read, but what they say; real posts have hundreds."""

_WITH_ADDRESSES = frozenset(("a", "img"))


def parsed(html: str) -> BeautifulSoup:
    """Read HTML, all of its elements in one tree."""
    # Beautiful Soup warns of an address that stands alone, without a `<`. This ends nothing.
    return BeautifulSoup(f"</p>{html}", "html.parser", multi_valued_attributes=None)


def with_ends(html: str) -> str:
    """Write elements that end where they begin as such: `<br>` as `<br />`.

    After thousands of elements, and inside of many others, tags are left out, but not what they
    hold.
    """
    return _EmptyElements(html).ended()


class _EmptyElements(HTMLParser):
    """Finds the elements that end where they begin, to write each as such: `<br>` as `<br />`.

    Beautiful Soup lists those that are not written so, and searches its list at each end tag. It
    also looks through what is open, so elements inside too many others are ended or left out. Those
    after too many others are left out, too: each is read again as part of the Markdown.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self._html = html
        self._lines = list(accumulate((len(line) + 1 for line in html.split("\n")), initial=0))
        self._soup = parsed("")
        self._is_empty: dict[str, bool] = {}
        self._open: list[str] = []
        self._left_out: Counter[str] = Counter()
        self._started = 0
        self._parts: list[str] = []
        self._end = 0

    def ended(self) -> str:
        """Give the HTML with each empty element ended."""
        self.feed(self._html)
        self.close()
        return "".join(self._parts) + self._html[self._end :]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an empty element anew, with the attributes that are read later."""
        if tag not in self._is_empty:
            self._is_empty[tag] = self._soup.new_tag(tag).is_empty_element
        self._started += 1
        if self._is_too_late(tag):
            self._left_out[tag] += not self._is_empty[tag]
            self._write("" if tag in IN_LINE else " ", self.get_starttag_text() or "")
            return
        if not self._is_empty[tag]:
            self._begin(tag)
            return
        kept = [f' {name}="{escape(value or "")}"' for name, value in attrs if name in ATTRIBUTES]
        self._write(f"<{tag}{''.join(kept)} />", self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the end tag out if its start tag was."""
        if self._left_out[tag]:
            self._left_out[tag] -= 1
            start = self._place()
            self._write("", self._html[start : self._html.find(">", start) + 1])
        elif tag in self._open:
            while self._open.pop() != tag:
                pass

    def _is_too_late(self, tag: str) -> bool:
        most = _MOST_WITH_ADDRESSES if tag in _WITH_ADDRESSES else _MOST
        return self._started > most and tag not in self.CDATA_CONTENT_ELEMENTS

    def _begin(self, tag: str) -> None:
        """Follow an element; inside too many, one ends another of its kind or is left out."""
        if len(self._open) < _DEEPEST or tag in self.CDATA_CONTENT_ELEMENTS:
            self._open.append(tag)
        elif self._open[-1] == tag in ENDED_BY_THE_NEXT:
            self._write(f"</{tag}>", "")
        else:
            self._left_out[tag] += 1
            self._write("", self.get_starttag_text() or "")

    def _write(self, text: str, instead: str) -> None:
        """Write a text at the place of the tag, instead of so much of the HTML."""
        start = self._place()
        self._parts += (self._html[self._end : start], text)
        self._end = start + len(instead)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave what is written as an empty element, but after too many others."""
        self._started += 1
        if self._is_too_late(tag):
            self._write(" ", self.get_starttag_text() or "")
