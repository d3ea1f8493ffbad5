"""A proof → lines for people: what is proven, then each post that differs, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.files.escapes import escaped
from migrator.long_work.screen import EN
from migrator.proof.verdicts import Fault, PostProof, Proof, SiteFault
from migrator.proof.words import (
    PLACE,
    Both,
    headline,
    said_of,
    side_words,
    site_headline,
    site_words,
    told,
    verdict_words,
)

_SHOWN = 5
"""How many differences of a post are shown, if that hides more than one."""
_MOST_OF_SITE = 20


def proof_text(proof: Proof, language: str = EN) -> str:
    """Write the sum, then by post what differs: Velog's side first, the page's below it."""
    at = PLACE[language]
    blocks = [headline(proof)[at], *("\n".join(_post(post, at)) for post in told(proof))]
    if proof.site:
        blocks.append("\n".join(_site(proof.site, at)))
    return "\n\n".join(blocks) + "\n"


def _site(faults: Sequence[SiteFault], at: int) -> Iterator[str]:
    yield f"{site_headline(len(faults))[at]}:"
    for fault in faults[:_MOST_OF_SITE]:
        page = f"{fault.page}: " if fault.page else ""
        yield escaped(f"  {page}{site_words(fault.name)[at]} {fault.address}".rstrip())
    if faults[_MOST_OF_SITE:]:
        yield f"  {_more(len(faults) - _MOST_OF_SITE)[at]}"


def _more(count: int) -> Both:
    return (
        f"… and {count} more; --format json lists them all.",
        f"… 그 밖에 {count}개. --format json으로 모두 볼 수 있습니다.",
    )


def _post(post: PostProof, at: int) -> Iterator[str]:
    yield escaped(f"{post.path}: {verdict_words(post.verdict)[at]}")
    if post.page:
        yield escaped(f"  {('page', '페이지')[at]}: {post.page}")
    count = len(post.faults) if len(post.faults) == _SHOWN + 1 else _SHOWN
    for fault in post.faults[:count]:
        yield from _fault(fault, at)
    if post.faults[count:]:
        yield f"  {_more(len(post.faults) - count)[at]}"


def _fault(fault: Fault, at: int) -> Iterator[str]:
    line = (f"line {fault.line}: ", f"{fault.line}번째 줄: ")[at] if fault.line is not None else ""
    yield f"  {line}{said_of(fault.name)[at]} ({side_words(fault.side)[at]})"
    if fault.velog:
        yield escaped(f"    - {fault.velog.strip()}")
    if fault.page:
        yield escaped(f"    + {fault.page.strip()}")
