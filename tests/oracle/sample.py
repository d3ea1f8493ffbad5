"""The sample blog → its posts as Velog shows them, kept in a file so that tests need no node.

`PYTHONPATH=tests python -m oracle.sample` writes the file anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup

from oracle import velog

_POSTS = Path(__file__).parents[1] / "fixtures" / "sample-blog" / "posts"
_KEPT = Path(__file__).with_name("sample.jsonl")


def kept() -> dict[str, str]:
    """Give the HTML of each post of the sample blog, by its id, as it was when last written."""
    rows = map(json.loads, _KEPT.read_text("utf-8").split("\n")[:-1])
    return {row["id"]: row["html"] for row in rows}


def rendered() -> dict[str, str]:
    """Give the same from Velog's renderer; how KaTeX draws a formula is left out."""
    bodies = {}
    for file in sorted(_POSTS.glob("*.json")):
        post = json.loads(file.read_text("utf-8"))
        bodies[file.stem] = velog.Body(post["body"], post.get("is_markdown") is not False)
    return {key: _without_drawings(html) for key, html in velog.render(bodies).items()}


def _without_drawings(html: str) -> str:
    if "katex-html" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for drawing in soup.select(".katex-html, semantics > :not(annotation)"):
        drawing.decompose()
    return str(soup)


if __name__ == "__main__":
    velog.install()
    lines = [
        json.dumps({"id": key, "html": html}, ensure_ascii=False)
        for key, html in rendered().items()
    ]
    _KEPT.write_text("\n".join(lines) + "\n", "utf-8")
