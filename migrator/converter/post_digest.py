"""A post → a digest of it, by which a later run tells that Velog still has the same."""

from __future__ import annotations

from hashlib import sha256

from migrator.model import Post


def source_digest(post: Post) -> str:
    """Give a digest of all that Velog has about a post, however it is written in a site."""
    return digest_of(post)


def digest_of(value: object) -> str:
    """Give the short digest that the ledger keeps: of what a value is written as in Python."""
    return sha256(repr(value).encode()).hexdigest()[:16]
