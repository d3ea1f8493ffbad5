"""Text of a post → the same text, in which Jekyll's Liquid finds nothing to run.

Works in code as in prose, on Liquid 4 (Jekyll 3.10 and 4.x) and 5. A wrapped region never spans
lines and never has a whole tag in it: Jekyll cuts the excerpt out of a post's text before Liquid
runs, and closes each block tag in it, inside `{% raw %}` as well (4.x, `excerpt.rb`).
"""

from __future__ import annotations

import re

# A variable and what follows it, up to braces before a percent sign, or to the end of the line; or
# the opening of a tag. The NUL marks of addresses stay outside: addresses may have Liquid in them
# that must run. Nothing is looked at twice, so that many variables without an end cost little.
_REGION = re.compile(r"\{\{(?:[^\n\0{]|\{++(?!%))*+|\{%")
_OPENING = re.compile(r"\{[{%]")


def guard(text: str) -> str:
    """Wrap in `{% raw %}` what Liquid would run."""
    return _REGION.sub(_guarded, text)


def _guarded(region: re.Match[str]) -> str:
    """Wrap a variable up to the last `}}` of its region, and each opening behind it alone."""
    text = region[0]
    end = text.find("}}", 2) + 1 and text.rfind("}}") + 2
    rest = _OPENING.sub(lambda opening: _raw(opening[0]), text[end:])
    return _raw(text[:end]) + rest if end else rest


def _raw(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}"
