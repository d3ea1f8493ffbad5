"""What was last written, what stands here and what Velog says today → one text that has it all."""

from migrator.merge.three_texts import (
    BODY,
    Merge,
    canonical,
    digest,
    in_style_of,
    merge,
    same_text,
    with_kept,
)

__all__ = [
    "BODY",
    "Merge",
    "canonical",
    "digest",
    "in_style_of",
    "merge",
    "same_text",
    "with_kept",
]
