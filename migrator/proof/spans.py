"""A stretch of a post's tokens → its parts, and a few words of it to show."""

from __future__ import annotations

from typing import NamedTuple

from migrator.proof.tokens import Token

_AROUND = 3
_LONGEST = 90


class Difference(NamedTuple):
    """One difference: its class and a few words of both sides."""

    name: str
    velog: str
    jekyll: str


class Stretch(NamedTuple):
    """A stretch of a post's tokens, with what stands around it."""

    tokens: list[Token]
    start: int
    end: int

    def inside(self, kind: str = "") -> list[Token]:
        """Give the tokens of the stretch, those of one kind if it is named."""
        own = self.tokens[self.start : self.end]
        return [token for token in own if token.kind == kind] if kind else own

    def words(self) -> str:
        """Give the text of the stretch."""
        return "".join(token.value for token in self.inside("word"))

    def example(self) -> str:
        """Give the stretch and a few words around it, in short."""
        around = self.tokens[max(0, self.start - _AROUND) : self.end + _AROUND]
        text = "".join(_shown(token) for token in around)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(token: Token) -> str:
    if token.kind == "word":
        return token.value
    value = token.value.replace("\n", "⏎")
    return f"[{' '.join(filter(None, (token.kind, value[:40], token.detail)))}]"
