"""The parts of a report, as HTML → one page with all it needs, in English and Korean."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files

from migrator import __version__
from migrator.files.escapes import escaped_lines
from migrator.long_work.screen import LANGUAGES
from migrator.site.losses import moment

Both = tuple[str, str]
"""The same in English and in Korean."""

COMMAND = "velog-to-jekyll "
"""What a command begins with, which the page offers to copy."""

_MOST_OPEN = 5
"""With more notes, they stay folded: the posts come first."""
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Card:
    """A post in the list. Its `key` is that of the button that filters it.

    All texts but `path` are HTML: `said` are the lines that are always to be seen, `inside` is what
    unfolds (`html_text.py` makes it), and `to_do` is to be seen below both.
    """

    tone: str
    key: str
    title: str
    state: str
    path: str
    said: Sequence[str]
    inside: str
    letters: str = ""
    to_do: str = ""


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


def run_html(site: str) -> str:
    """Say which site a run was about, when it was, and the version of the tool."""
    now = moment()
    time = f'<time datetime="{now.isoformat()}">{now.isoformat(" ", "minutes")}</time>'
    place = f"{both(('Site', '사이트'))} <b>{escape(site)}</b>" if site else ""
    said = filter(None, (place, time, f"velog-to-jekyll {__version__}"))
    return "".join(f"<span>{each}</span> " for each in said)


def both(words: Both) -> str:
    """Write both languages; the page shows one."""
    return _in_both([escape(text) for text in words])


def both_with_code(words: Both) -> str:
    """Write both languages, once where they are one text; what is between backticks is code."""
    english, korean = map(_with_code, words)
    return english if english == korean else _in_both([english, korean])


def code_html(text: str) -> str:
    """Write code; `page.js` adds to a command what copies it."""
    kind = ' class="command"' if text.startswith(COMMAND) else ""
    return f"<code{kind}>{escape(text)}</code>"


def fold_html(title: Both, content: str) -> str:
    """Write what stays folded until it is asked for."""
    return f'<details class="fold"><summary>{both(title)}</summary>{content}</details>'


def notes_html(title: Both, items: Sequence[str]) -> str:
    """Write what the reader should know and does not belong to one post; nothing if it is empty."""
    if not items:
        return ""
    lines = "".join(f"<li>{item}</li>" for item in items)
    folds = " open" if len(items) <= _MOST_OPEN else ""
    return (
        f'<details class="notes"{folds}><summary><h2>{both(title)}</h2></summary>'
        f"<ul>{lines}</ul></details>"
    )


def chip_html(tone: str, key: str, name: Both, count: int) -> str:
    """Write a button that filters the list, with how many posts it leaves."""
    return (
        f'<button type="button" class="{tone}" data-state-filter="{key}" '
        f'aria-pressed="false"><i></i>{both(name)} <b>{count:,}</b></button>'
    )


def card_html(card: Card) -> str:
    """Write a post of the list."""
    return "".join(
        (
            f'<li class="{card.tone}" data-state="{card.key}"><details>',
            f'<summary><span class="letters" aria-hidden="true">{card.letters}</span>',
            f'<span class="title">{card.title}</span>',
            f'<span class="state">{card.state}</span>',
            f'<span class="path">{escape(card.path)}</span>',
            *(f'<span class="why">{line}</span>' for line in card.said),
            f"</summary>{card.inside}</details>",
            f'<div class="to-do">{card.to_do}</div>' if card.to_do else "",
            "</li>",
        )
    )


def _in_both(written: Sequence[str]) -> str:
    return "".join(
        f'<span lang="{language}">{text}</span>'
        for language, text in zip(LANGUAGES, written, strict=True)
    )


def _with_code(text: str) -> str:
    # Every other piece was between backticks.
    pieces = _CODE.split(text)
    return "".join(
        code_html(piece) if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )


def _part(name: str) -> str:
    return files("migrator.report").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
