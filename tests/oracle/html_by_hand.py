"""A file of bodies of posts stored as HTML, one a line → the bodies, each with a name.

Each shows one thing that a browser shows. Lines `## name` begin a section; in a body `⏎` is a
newline and `→` is a tab.
"""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).parents[1] / "fixtures" / "html-bodies.txt"
_SIGNS = str.maketrans({"⏎": "\n", "→": "\t"})


def by_hand() -> dict[str, str]:
    """Give all bodies; their names are `section: number`."""
    bodies: dict[str, str] = {}
    section, number = "", 0
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            section, number = line.removeprefix("## "), 0
        else:
            number += 1
            bodies[f"{section}: {number}"] = line.translate(_SIGNS)
    return bodies
