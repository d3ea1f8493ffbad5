"""The author's HTML, piece by piece → what of it Velog's parser gets, and what it leaves open.

A piece cannot reach beyond its end: a comment that it leaves open ends there, and an unfinished tag
is dropped.
"""

from __future__ import annotations

import re

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.open_elements import NEVER_OPEN, OpenElements

_OPENING = re.compile(
    r"""<!--(?:-?>|(?s:.*?)(?:--!?>|(?P<comment>\Z)))
    |<[!?][^>]*(?:>|(?P<bogus>\Z))
    |<(?P<slash>/?)(?P<name>[A-Za-z][^\s/>]*)
      (?>[^>="']+|=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|[="'])*(?P<end>>|\Z)
    |</[^>]*(?:>|(?P<nothing>\Z))""",
    re.VERBOSE,
)
_END_TAG = re.compile(r"</[A-Za-z][^>]*>")
_COMMENT_END = re.compile("--(!?)>")


def comment(text: str) -> str:
    """Write any text as a comment on one line."""
    line = _COMMENT_END.sub(r"- -\1>", " ".join(text.split()))
    return f"<!-- {line} -->"


class AuthorsHtml:
    """The HTML of a post up to the piece that was passed last.

    `raw_text` is the raw text element that a piece left open: all up to the next end tag is its
    text. Where no filter reads it, a tag that is a word is a tag like others.
    """

    def __init__(self, *, filtered: bool = True) -> None:
        self.raw_text = ""
        self._filtered = filtered
        # How many elements seem to be open; only the parser knows it exactly.
        self._unclosed = 0
        self._elements = OpenElements()

    @property
    def is_open(self) -> bool:
        """Tell whether an element seems to be open."""
        return bool(self._unclosed or self.raw_text)

    def end(self, tag: str = "") -> str:
        """Give the end of the raw text element that is open, else that of a tag of ours, if any."""
        ended, self.raw_text = self.raw_text or tag, ""
        return f"</{ended}>" if ended else ""

    def passed(self, source: str) -> str:
        """Give what the parser gets of a piece."""
        ending = _END_TAG.match(source) if self.raw_text else None
        ended = self.end() if ending else ""
        source = source[ending.end() :] if ending else source
        swallowed = self._still_swallowed(source)
        return ended + source[:swallowed] + self._whole(source[swallowed:])

    def _still_swallowed(self, source: str) -> int:
        """Count the characters of a piece that are text of a raw text element left open before."""
        if not self.raw_text:
            return 0
        closing = re.compile(rf"</{self.raw_text}[\s/>]", re.IGNORECASE).search(source)
        if closing is None:
            return len(source)
        self.raw_text = ""
        return closing.start()

    def _whole(self, source: str) -> str:
        """Give a piece with its last comment closed.

        What the parser would drop, a tag that is a word or an unfinished one, becomes a comment.
        """
        out: list[str] = []
        position = 0
        while position < len(source) and (match := _OPENING.search(source, position)):
            if match["comment"] is not None:
                return "".join([*out, source[position:], "-->"])
            if match["bogus"] is not None or match["nothing"] is not None or match["end"] == "":
                return "".join([*out, source[position : match.start()], comment(match[0])])
            out.append(source[position : match.start()])
            end = self._after_raw_text(source, match)
            out.append(self._passed(match, source[match.start() : end]))
            position = end
        return "".join([*out, source[position:]])

    def _passed(self, tag: re.Match[str], text: str) -> str:
        """Give a tag, with its text if that is raw, unless the filter removes the text.

        The text of a script may make a browser find another end of it than Velog does.
        """
        name = tag["name"] or ""
        if self._filtered and name and velog_filter.is_word(name):
            # A word that is a name of HTML's, too, `<Header>`, still acts as that element.
            acts = velog_filter.is_element(name) and self._fits(tag)
            return comment(tag[0]) + (tag[0] if acts else "")
        if name and name.lower() not in NEVER_OPEN:
            self._unclosed = max(0, self._unclosed - 1) if tag["slash"] else self._unclosed + 1
        if name.lower() in velog_filter.DROPPED:
            return tag[0]
        return text if not name or self._fits(tag) else text[len(tag[0]) :]

    def _fits(self, tag: re.Match[str]) -> bool:
        """Tell whether the parser gets a tag: not if too many elements are open around it."""
        name = tag["name"].lower()
        if name in velog_filter.RAW_TEXT:
            return True
        return self._elements.end(name) if tag["slash"] else self._elements.start(name)

    def _after_raw_text(self, source: str, match: re.Match[str]) -> int:
        """Find where the text of a raw text element ends; remember an element that does not end."""
        name = (match["name"] or "").lower()
        if name in velog_filter.RAW_TEXT and not match["slash"]:
            closing = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(source, match.end())
            self.raw_text = "" if closing else name
            return closing.start() if closing else len(source)
        return match.end()
