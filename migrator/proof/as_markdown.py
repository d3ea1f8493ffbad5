"""A proof → a short summary in Markdown, for a comment or a step summary on GitHub."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.long_work.screen import EN
from migrator.proof.verdicts import PostProof, Proof
from migrator.proof.words import (
    PLACE,
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


def proof_markdown(proof: Proof, language: str = EN) -> str:
    """Show the sum, the posts that differ with what differs first, and what is wrong elsewhere."""
    at = PLACE[language]
    title = ("Velog and the built site", "Velog와 빌드한 사이트")[at]
    blocks = [f"### {title}", f"**{plain(headline(proof)[at])}**"]
    posts = told(proof)
    if posts:
        blocks.append("\n".join(_table(posts[:_MOST], at)))
    if posts[_MOST:]:
        count = len(posts) - _MOST
        blocks.append((f"And {count} more.", f"그 밖에 {count}개.")[at])
    if proof.site:
        lines = [
            f"* {as_code(fault.page)}: {plain(site_words(fault.name)[at])} {as_code(fault.address)}"
            for fault in proof.site[:_MOST]
        ]
        blocks.append("\n".join([site_headline(len(proof.site))[at], "", *lines]))
    return "\n\n".join(blocks) + "\n"


def _table(posts: list[PostProof], at: int) -> Iterator[str]:
    yield ("| post | what | where |", "| 글 | 다른 점 | 위치 |")[at]
    yield "|---|---|---|"
    for post in posts:
        yield f"| {as_code(post.path)} | {plain(_what(post, at))} | {_where(post, at)} |"


def _what(post: PostProof, at: int) -> str:
    if not post.faults:
        return verdict_words(post.verdict)[at]
    first, rest = post.faults[0], len(post.faults) - 1
    more = (f"; {rest} more", f" 외 {rest}개")[at] if rest else ""
    return f"{said_of(first.name)[at]} ({side_words(first.side)[at]}){more}"


def _where(post: PostProof, at: int) -> str:
    if not post.faults:
        return ""
    first = post.faults[0]
    line = ""
    if first.line is not None:
        line = (f"line {first.line}: ", f"{first.line}번째 줄: ")[at]
    return f"{line}{as_code(first.velog.strip() or first.page.strip())}"
