"""Formulas and diagrams of posts → those that the theme does not draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding
from migrator.model import Note

_BRINGS_MATH = re.compile(r"mathjax|katex", re.IGNORECASE)
_BRINGS_DIAGRAMS = re.compile(r"<script[^>]*>.*?mermaid|mermaid(?:\.esm)?(?:\.min)?\.m?js", re.S)


def check_math(site: CheckedSite) -> Iterator[Finding]:
    """Find formulas that stay text."""
    for post in site.looked_into:
        if not post.reading.formulas or _BRINGS_MATH.search(post.body):
            continue
        line = post.line_at(post.reading.formulas[0])
        key = next(iter(site.setup.math_keys), "")
        if site.setup.has_math is False:
            yield Finding(
                kinds.MATH,
                post.path,
                line,
                Note(
                    "formulas stay text with backslashes: nothing in the site draws them",
                    "수식이 역슬래시가 붙은 글자로 보입니다. 사이트에 수식을 그려 주는 것이 "
                    "없습니다",
                ),
                Note(
                    "load MathJax or KaTeX in the head of the layout",
                    "레이아웃의 head에서 MathJax나 KaTeX를 불러오세요",
                ),
            )
        elif key and not post.values.get(key):
            how = _written(key, site.setup.math_keys[key])
            yield Finding(
                kinds.MATH,
                post.path,
                line,
                Note(
                    f"formulas stay text: the theme draws them only where the post says `{how}`",
                    f"수식이 글자로 보입니다. 테마는 글에 `{how}`가 있을 때만 수식을 그립니다",
                ),
                _add(how),
            )


def check_diagrams(site: CheckedSite) -> Iterator[Finding]:
    """Find mermaid diagrams that stay code."""
    for post in site.looked_into:
        if not post.reading.diagrams or _BRINGS_DIAGRAMS.search(post.body):
            continue
        line = post.line_at(post.reading.diagrams[0])
        key = next(iter(site.setup.diagram_keys), "")
        if site.setup.has_diagrams is False:
            yield Finding(
                kinds.DIAGRAM,
                post.path,
                line,
                Note(
                    "the diagram stays code: nothing in the site draws mermaid",
                    "다이어그램이 코드로 보입니다. 사이트에 mermaid를 그려 주는 것이 없습니다",
                ),
                Note(
                    "load mermaid in the head of the layout",
                    "레이아웃의 head에서 mermaid를 불러오세요",
                ),
            )
        elif key and not _asks(post.values.get(key)):
            how = _written(key, site.setup.diagram_keys[key])
            yield Finding(
                kinds.DIAGRAM,
                post.path,
                line,
                Note(
                    f"the diagram stays code: the theme draws it only where the post says `{how}`",
                    f"다이어그램이 코드로 보입니다. 테마는 글에 `{how}`가 있을 때만 그립니다",
                ),
                _add(how),
            )


def _add(line: str) -> Note:
    return Note(f"add `{line}` to the front matter", f"머리말에 `{line}`를 넣으세요")


def _asks(value: object) -> bool:
    return bool(value.get("enabled")) if isinstance(value, Mapping) else bool(value)


def _written(key: str, value: object) -> str:
    """Write a key as its author would: `true` or `false`, or several in braces."""
    if isinstance(value, Mapping):
        return f"{key}: {{{', '.join(_written(name, each) for name, each in value.items())}}}"
    return f"{key}: {str(value).lower() if isinstance(value, bool) else value}"
