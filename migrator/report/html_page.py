"""The parts of a report, as HTML → one page with all it needs, in English and Korean."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files

from migrator.files import escaped_lines
from migrator.report.languages import LANGUAGES

Both = tuple[str, str]
"""The same in English and in Korean."""


def html_page(parts: Mapping[str, str]) -> str:
    """Fill the parts, escaped, into `page.html`, which has a marker for each.

    The page's Content-Security-Policy lets nothing run but our script.
    """
    style, script = _part("page.css"), _part("page.js")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _part("page.html")
    # What is filled in is escaped or ours: no text can have the marker of another place in it.
    for name, text in {"policy": policy, "style": style, **parts, "script": script}.items():
        page = page.replace(f"<!--{name}-->", text)
    return escaped_lines(page)


def both(words: Both) -> str:
    """Write both languages; the page shows one."""
    return "".join(
        f'<span lang="{language}">{escape(text)}</span>'
        for language, text in zip(LANGUAGES, words, strict=True)
    )


def page_data(content: object) -> str:
    """Give what `page.js` reads, as JSON that cannot end the `<script>` around it."""
    text = json.dumps(_legible(content), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _part(name: str) -> str:
    return files("migrator.report").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _legible(value: object) -> object:
    """Show in all texts what would hide or turn round what stands beside it."""
    match value:
        case str():
            return escaped_lines(value)
        case dict():
            return {key: _legible(each) for key, each in value.items()}
        case list() | tuple():
            return [_legible(each) for each in value]
        case _:
            return value
