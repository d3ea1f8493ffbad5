"""Text of a post → the same text, in which Jekyll's Liquid finds nothing to run.

Works in code as in prose, on Liquid 4 (Jekyll 3.10 and 4.x) and 5. A wrapped region never spans
lines and never has the opening of a tag in it, not even one that shares a brace with a variable,
as in `{{% if %}}`: Jekyll cuts the excerpt out of a post's text before Liquid runs, and closes
each block tag that it finds there, inside `{% raw %}` as well (`excerpt.rb` of 3.10 and 4.x).
"""

from __future__ import annotations

import re

# Braces before a percent sign; or a variable and what follows it, up to such braces, the line's
# end or a NUL. The NUL marks of addresses stay outside: addresses may have Liquid that must run.
_REGION = re.compile(r"\{++%|\{{2,}+(?>(?:[^\n\0{]|\{++(?!%))*)")
# A brace behind a variable's opening would stand behind `endraw`, which Liquid then passes over.
_OPENING = re.compile(r"\{\{\}?|\{%")


def guard(text: str) -> str:
    """Wrap in `{% raw %}` what Liquid would run."""
    return _REGION.sub(_guarded, text)


def _guarded(region: re.Match[str]) -> str:
    """Wrap a variable as a whole, up to the last `}}` of its region, or each opening alone."""
    text = region[0]
    end = text.rfind("}}") + 2
    # Comments are what the excerpts of many sites end at.
    whole = text[:end] if end > 1 and "<!--" not in text[:end] else ""
    return (_raw(whole) if whole else "") + _OPENING.sub(
        lambda opening: _raw(opening[0]), text[len(whole) :]
    )


def _raw(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}"
