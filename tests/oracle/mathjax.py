"""The HTML of a post and a theme's settings → what its script, in a browser, makes formulas of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from selenium.webdriver import Chrome

_SCRIPT = (
    Path(__file__).parent.parent / "themes" / "node_modules" / "mathjax" / "es5" / "tex-chtml.js"
)
# Waits until MathJax has set the page; then gives its formulas, and the text that is none of them.
_ASK = """
const done = arguments[0];
MathJax.startup.promise.then(() => {
  const found = [...MathJax.startup.document.math].filter((each) => each.display !== null);
  const texts = found.map((each) => each.math);
  for (const each of document.querySelectorAll("mjx-container")) each.remove();
  done([texts, document.body.textContent]);
}).catch((error) => done([[String(error)], ""]));
"""
_DOLLARS = [["$", "$"], ["\\(", "\\)"]]
SETTINGS: Mapping[str, Any] = {
    # js-selector.html of 5.3; 7.6 has the same in assets/js/data/mathjax.js, with tags.
    "chirpy": {"inlineMath": _DOLLARS, "displayMath": [["$$", "$$"], ["\\[", "\\]"]]},
    "al-folio": {"tags": "ams", "inlineMath": _DOLLARS},
    # MathJax's own: neither this nor Minima with the script of its documentation sets any.
    "beautiful-jekyll": {},
    "minima": {},
}
"""What each theme, or its authors, tell MathJax of formulas (the part `tex`)."""


class Seen(NamedTuple):
    """The TeX of the formulas of a page, and the rest of its text, both without blanks."""

    formulas: tuple[str, ...]
    text: str


def missing() -> str | None:
    """Say what is lacking to set formulas; None if nothing is."""
    return None if _SCRIPT.is_file() else "MathJax is missing: make test fetches it with npm"


def typeset(browser: Chrome, file: Path, html: str, settings: Mapping[str, Any]) -> Seen:
    """Show a page in a browser, with MathJax; `file` is where to put the page."""
    told = json.dumps({"tex": settings, "options": {"enableMenu": False}})
    scripts = f"<script>MathJax = {told}</script><script src='{_SCRIPT.as_uri()}'></script>"
    head = f"<!doctype html><meta charset='utf-8'>{scripts}"
    file.write_text(f"{head}<body>{html}</body>", "utf-8")
    browser.get(file.as_uri())
    found, text = browser.execute_async_script(_ASK)
    return Seen(tuple(map(_plain, found)), _plain(text))


def on_velog(html: str) -> Seen:
    """Read what Velog shows: the same, of a page that KaTeX has set."""
    page = BeautifulSoup(html, "html.parser")
    found = []
    for each in page.select(".katex-display, .katex, .katex-error"):
        if not each.decomposed:
            found.append(_plain((each.find("annotation") or each).get_text()))
            each.decompose()
    return Seen(tuple(found), _plain(page.get_text()))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
