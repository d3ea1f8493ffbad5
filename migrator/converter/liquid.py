"""Text of a post → the same text, in which Jekyll's Liquid finds nothing to run.

Works line by line and in code as in prose, on Liquid 4 (Jekyll 3.10 and 4.x) and 5. A region
never spans lines, because Jekyll cuts the excerpt out of the middle of a post and would cut a
longer one in two.
"""

from __future__ import annotations

import re

_REGION = re.compile(r"\{[{%](?:[^\n]*[}%]\})?")
_OPENER = re.compile(r"\{[{%]")


def guard(text: str) -> str:
    """Wrap what Liquid would read in `{% raw %}`."""
    return _REGION.sub(_wrap_region, text)


def _wrap_region(match: re.Match[str]) -> str:
    region = match[0]
    if "endraw" in region:
        # Inside a raw block the word itself would end it, so only the openers are wrapped.
        return _OPENER.sub(lambda opener: _raw(opener[0]), region)
    return _raw(region)


def _raw(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}"
