"""The label of a reference → the form in which kramdown compares it."""

from __future__ import annotations

import re


def normal_label(label: str) -> str:
    """Bring a label into the form in which kramdown compares it; Ruby's blanks are ASCII."""
    return re.sub(r"\s+", " ", label, flags=re.ASCII).lower()
