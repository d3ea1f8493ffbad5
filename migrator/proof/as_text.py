"""A proof → lines for people: what is proven, then each post that differs, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.files import escaped
from migrator.proof.verdicts import Fault, PostProof, Proof, SiteFault
from migrator.proof.words import (
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


def proof_text(proof: Proof) -> str:
    """Write the sum, then by post what differs: Velog's side first, the page's below it."""
    blocks = [headline(proof)[0], *("\n".join(_post(post)) for post in told(proof))]
    if proof.site:
        blocks.append("\n".join(_site(proof.site)))
    return "\n\n".join(blocks) + "\n"


def _site(faults: Sequence[SiteFault]) -> Iterator[str]:
    yield f"{site_headline(len(faults))[0]}:"
    for fault in faults[:_MOST_OF_SITE]:
        page = f"{fault.page}: " if fault.page else ""
        yield escaped(f"  {page}{site_words(fault.name)[0]} {fault.address}".rstrip())
    if faults[_MOST_OF_SITE:]:
        yield f"  … and {len(faults) - _MOST_OF_SITE} more; --format json lists them all."


def _post(post: PostProof) -> Iterator[str]:
    yield escaped(f"{post.path}: {verdict_words(post.verdict)[0]}")
    if post.page:
        yield escaped(f"  page: {post.page}")
    count = len(post.faults) if len(post.faults) == _SHOWN + 1 else _SHOWN
    for fault in post.faults[:count]:
        yield from _fault(fault)
    if post.faults[count:]:
        yield f"  … and {len(post.faults) - count} more; --format json lists them all."


def _fault(fault: Fault) -> Iterator[str]:
    line = "" if fault.line is None else f"line {fault.line}: "
    yield f"  {line}{said_of(fault.name)[0]} ({side_words(fault.side)[0]})"
    if fault.velog:
        yield escaped(f"    - {fault.velog.strip()}")
    if fault.page:
        yield escaped(f"    + {fault.page.strip()}")
