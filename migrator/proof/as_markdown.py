"""A proof → a short summary in Markdown, for a comment or a step summary on GitHub."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.proof.verdicts import PostProof, Proof
from migrator.proof.words import (
    headline,
    said_of,
    side_words,
    site_headline,
    site_words,
    told,
    verdict_words,
)
from migrator.report.as_markdown import as_code, plain

_MOST = 100
"""Posts that are named, and addresses: a comment on GitHub may have 65,536 characters."""


def proof_markdown(proof: Proof) -> str:
    """Show the sum, the posts that differ with what differs first, and what is wrong elsewhere."""
    blocks = ["### Velog and the built site", f"**{plain(headline(proof)[0])}**"]
    posts = told(proof)
    if posts:
        blocks.append("\n".join(_table(posts[:_MOST])))
    if posts[_MOST:]:
        blocks.append(f"And {len(posts) - _MOST} more.")
    if proof.site:
        lines = [
            f"* {as_code(fault.page)}: {plain(site_words(fault.name)[0])} {as_code(fault.address)}"
            for fault in proof.site[:_MOST]
        ]
        blocks.append("\n".join([f"{site_headline(len(proof.site))[0]}", "", *lines]))
    return "\n\n".join(blocks) + "\n"


def _table(posts: list[PostProof]) -> Iterator[str]:
    yield "| post | what | where |"
    yield "|---|---|---|"
    for post in posts:
        yield f"| {as_code(post.path)} | {plain(_what(post))} | {_where(post)} |"


def _what(post: PostProof) -> str:
    if not post.faults:
        return verdict_words(post.verdict)[0]
    first, rest = post.faults[0], len(post.faults) - 1
    more = f"; {rest} more" if rest else ""
    return f"{said_of(first.name)[0]} ({side_words(first.side)[0]}){more}"


def _where(post: PostProof) -> str:
    if not post.faults:
        return ""
    first = post.faults[0]
    line = "" if first.line is None else f"line {first.line}: "
    return f"{line}{as_code(first.velog.strip() or first.page.strip())}"
