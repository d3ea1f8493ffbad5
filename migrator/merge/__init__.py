"""The text last written, the text in the site and Velog's text → one text with all changes.

All of it is pure but `git_lines`, which runs git and is imported by its own name.
"""

from migrator.merge.three_texts import (
    BODY,
    Merge,
    MergedBodies,
    ThreeTexts,
    canonical,
    changed_keys,
    digest,
    in_style_of,
    lines_to_merge,
    merge,
    same_text,
    with_kept,
    with_settled,
)

__all__ = [
    "BODY",
    "Merge",
    "MergedBodies",
    "ThreeTexts",
    "canonical",
    "changed_keys",
    "digest",
    "in_style_of",
    "lines_to_merge",
    "merge",
    "same_text",
    "with_kept",
    "with_settled",
]
