"""The code of the program → its sentences, with `…` for what each run puts in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def sentences() -> tuple[str, ...]:
    """Give each text of the package, and those that the Makefile prints."""
    package = sorted((ROOT / "migrator").rglob("*.py"))
    said = [text for path in package for text in texts(path.read_text("utf-8"))]
    make = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    return (*said, " ".join(re.sub(r"\$\(\w+\)", "…", make).split()))


def texts(source: str) -> Iterator[str]:
    """Give the texts in a module of Python, each of them whole, however many lines it is on."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
            )


def is_said(sentence: str) -> bool:
    """Tell whether a sentence, with `…` for what differs, is in one of the program's texts."""
    return any(" ".join(sentence.split()) in text for text in sentences())
