"""A proof → one HTML page, in the form of the report: Velog's text and the page's side by side."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from migrator.proof.verdicts import Fault, PostProof, Proof, Verdict
from migrator.proof.words import (
    headline,
    said_of,
    side_words,
    site_headline,
    site_words,
    told,
    verdict_name,
    verdict_words,
)
from migrator.report.compare import marked
from migrator.report.html_page import Both, both, html_page, page_data

_TONES = {
    Verdict.DIFFERENT: "red",
    Verdict.NO_PAGE: "red",
    Verdict.ABSENT: "amber",
    Verdict.CHANGED: "amber",
    Verdict.EDITED: "blue",
}


def proof_html(proof: Proof) -> str:
    """Give the page."""
    heading = ("What the built site shows", "빌드한 사이트가 보여 주는 것")
    return html_page(
        {
            "title": escape(f"velog-to-jekyll: {proof.username}"),
            "heading": both(heading),
            "lead": both(headline(proof)),
            "warnings": _site(proof),
            "chips": "".join(_chips(proof)),
            "posts": "".join(map(_post, told(proof))),
            "same": "",
        }
    )


def _site(proof: Proof) -> str:
    """Name what is wrong with the pages of the site."""
    if not proof.site:
        return ""
    lines = "".join(
        f"<li><code>{escape(fault.page)}</code> {both(site_words(fault.name))} "
        f"<code>{escape(fault.address)}</code></li>"
        for fault in proof.site
    )
    title = both(site_headline(len(proof.site)))
    return f'<section class="warnings"><h2>{title}</h2><ul>{lines}</ul></section>'


def _chips(proof: Proof) -> Iterator[str]:
    for verdict, tone in _TONES.items():
        count = proof.counts[verdict]
        if count:
            yield (
                f'<button type="button" class="{tone}" data-state-filter="{verdict.name}" '
                f'aria-pressed="false"><i></i>{both(verdict_name(verdict))} '
                f"<b>{count:,}</b></button>"
            )


def _post(post: PostProof) -> str:
    return "".join(
        (
            f'<li class="{_TONES[post.verdict]}" data-state="{post.verdict.name}"><details>',
            '<summary><span class="letters" aria-hidden="true"></span>',
            f'<span class="title">{escape(post.title or PurePosixPath(post.path).stem)}</span>',
            f'<span class="state">{both(verdict_name(post.verdict))}</span>',
            f'<span class="path">{escape(post.path)}</span>',
            f'<span class="why">{both(verdict_words(post.verdict))}</span>',
            "".join(
                f'<span class="advice">{both(_line(fault))}</span>' for fault in post.faults[:5]
            ),
            "</summary></details>",
            f'<script type="application/json">{_data(post)}</script></li>',
        )
    )


def _line(fault: Fault) -> Both:
    """Say what differs, where, and whose doing it is."""
    english, korean = said_of(fault.name)
    sides = side_words(fault.side)
    places = ("", "") if fault.line is None else (f"line {fault.line}: ", f"{fault.line}번째 줄: ")
    return f"{places[0]}{english} ({sides[0]})", f"{places[1]}{korean} ({sides[1]})"


def _data(post: PostProof) -> str:
    rows = [list(marked(fault.velog.strip(), fault.page.strip())) for fault in post.faults]
    return page_data(
        {"titles": ["velog", "here"], "values": [], "head": [], "body": rows, "images": []}
    )
