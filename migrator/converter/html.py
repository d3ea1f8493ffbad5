"""A post stored as HTML, as Velog's first editor left it (2018–2019) → Velog's Markdown."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

_LANGUAGE = re.compile(r"(?:language-|lang-)([\w+#-]+)")
_YOUTUBE = re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([^\"'\s\]]+)")
_LINE_START = re.compile(r"^(\s*)([#>+-](?=\s)|\d+(?=\.\s))", re.MULTILINE)


class _Writer(MarkdownConverter):
    """Markdownify with frames as embeds and with text that stays text."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what Markdown or HTML would read in a piece of plain text."""
        if "_noformat" in parent_tags:
            return text
        text = re.sub(r"&(?=[#\w])", "&amp;", text).replace("<", "&lt;")
        text = re.sub(r"([\\`*_\[\]])", r"\\\1", text)
        return _LINE_START.sub(_escape_marker, text)

    def convert_iframe(self, frame: Tag, text: str, parent_tags: set[str]) -> str:
        """Say a video as Velog's own embed and any other frame as a link, on lines of their own."""
        source = str(frame.get("src") or "")
        video = _YOUTUBE.match(source)
        if video:
            return f"\n\n!youtube[{video[1]}]\n\n"
        return f"\n\n<{source}>\n\n" if source else ""


def html_to_markdown(html: str) -> str:
    """Rewrite the HTML; scripts and styles fall away, the text of unknown tags stays."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["script", "style"]):
        tag.decompose()
    writer = _Writer(
        heading_style="ATX",
        bullets="-",
        newline_style="spaces",
        code_language_callback=_language,
    )
    return str(writer.convert_soup(soup)).strip("\n")


def _escape_marker(match: re.Match[str]) -> str:
    number = match[2].isdigit()
    return f"{match[1]}{match[2]}\\" if number else f"{match[1]}\\{match[2]}"


def _language(pre: Tag) -> str:
    names = " ".join(str(tag.get("class") or "") for tag in [pre, *pre.find_all("code")])
    match = _LANGUAGE.search(names)
    return match[1] if match else ""
