"""Posts → posts that nobody wrote, each of runs of lines from several of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from oracle.corpus import Sample


def spliced(posts: Sequence[Sample], count: int, seed: str) -> list[Sample]:
    """Make posts that are the same for each seed; their keys are `seed:number`."""
    texts = [sample.post.body.split("\n") for sample in posts if sample.post.is_markdown]
    return [_splice(posts[0], texts, f"{seed}:{number}") for number in range(count)]


def _splice(like: Sample, texts: Sequence[Sequence[str]], key: str) -> Sample:
    random = Random(key)
    lines: list[str] = []
    for _ in range(random.randint(2, 6)):
        lines += _run(random.choice(texts), random)
        lines += [""] * random.choice((0, 0, 1, 1, 2))
    body = "\n".join(lines)
    return Sample(key, "splice", replace(like.post, body=body, title=key, slug=key))


def _run(lines: Sequence[str], random: Random) -> Sequence[str]:
    start = random.randrange(len(lines))
    return lines[start : start + random.randint(1, 12)]
