"""What was last written, what stands here and what Velog says today → one text that has it all.

All of it is pure but `git_lines`, which is imported by its name where git is to run.
"""

from migrator.merge.three_texts import (
    BODY,
    Merge,
    MergedBodies,
    ThreeTexts,
    canonical,
    digest,
    in_style_of,
    lines_to_merge,
    merge,
    same_text,
    with_kept,
)

__all__ = [
    "BODY",
    "Merge",
    "MergedBodies",
    "ThreeTexts",
    "canonical",
    "digest",
    "in_style_of",
    "lines_to_merge",
    "merge",
    "same_text",
    "with_kept",
]
