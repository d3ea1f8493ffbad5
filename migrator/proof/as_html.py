"""A proof → one HTML page, in the form of the report: Velog's text and the page's side by side."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath

from migrator.proof.verdicts import Fault, PostProof, Proof, SiteFault, Verdict
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
from migrator.report.compare import DiffRow, marked
from migrator.report.html_page import (
    Both,
    Card,
    both,
    both_with_code,
    card_html,
    chip_html,
    html_page,
    notes_html,
    run_html,
)
from migrator.report.html_text import text_html
from migrator.report.page_texts import PageText

_TONES = {
    Verdict.DIFFERENT: "red",
    Verdict.NO_PAGE: "red",
    Verdict.ABSENT: "amber",
    Verdict.CHANGED: "amber",
    Verdict.EDITED: "blue",
}
_MOST_FAULTS = 5
"""What differs in a post that is said before it unfolds."""


def proof_html(proof: Proof) -> str:
    """Give the page."""
    heading = ("What the built site shows", "빌드한 사이트가 보여 주는 것")
    return html_page(
        {
            "title": escape(f"velog-to-jekyll: {proof.username}"),
            "heading": both(heading),
            "lead": both(headline(proof)),
            "run": run_html(proof.built),
            "warnings": notes_html(site_headline(len(proof.site)), [*map(_fault, proof.site)]),
            "chips": "".join(_chips(proof)),
            "posts": "".join(card_html(_card(post)) for post in _worst_first(proof)),
            "same": "",
        }
    )


def _fault(fault: SiteFault) -> str:
    """Say what is wrong with a page of the site."""
    page, address = escape(fault.page), escape(fault.address)
    said = both_with_code(site_words(fault.name))
    return f"<code>{page}</code> {said} <code>{address}</code>"


def _chips(proof: Proof) -> Iterator[str]:
    for verdict, tone in _TONES.items():
        if proof.counts[verdict]:
            name = verdict_name(verdict)
            yield chip_html(tone, verdict.name, name, proof.counts[verdict])


def _worst_first(proof: Proof) -> list[PostProof]:
    verdicts = list(_TONES)
    return sorted(told(proof), key=lambda post: verdicts.index(post.verdict))


def _card(post: PostProof) -> Card:
    rows = [DiffRow(*marked(fault.velog.strip(), fault.page.strip())) for fault in post.faults]
    return Card(
        tone=_TONES[post.verdict],
        key=post.verdict.name,
        title=escape(post.title or PurePosixPath(post.path).stem),
        state=both(verdict_name(post.verdict)),
        path=post.path,
        said=[
            both_with_code(verdict_words(post.verdict)),
            *(both(_line(fault)) for fault in post.faults[:_MOST_FAULTS]),
        ],
        inside=text_html(PageText(("velog", "here"), body=rows)),
    )


def _line(fault: Fault) -> Both:
    """Say what differs, where, and whose doing it is."""
    english, korean = said_of(fault.name)
    sides = side_words(fault.side)
    places = ("", "") if fault.line is None else (f"line {fault.line}: ", f"{fault.line}번째 줄: ")
    return f"{places[0]}{english} ({sides[0]})", f"{places[1]}{korean} ({sides[1]})"
