"""Text of a post → the same text, in which Jekyll's Liquid finds nothing to run.

Works in code as in prose, on Liquid 4 (Jekyll 3.10 and 4.x) and 5. A wrapped region never spans
lines and never has a whole tag in it: Jekyll cuts the excerpt out of a post's text before Liquid
runs, and closes each block tag in it, inside `{% raw %}` as well (4.x, `excerpt.rb`).
"""

from __future__ import annotations

import re

# A variable up to the last "}}" of the line, or the opening of a tag. The NUL marks of addresses
# stay outside: addresses may have Liquid in them that must run.
_REGION = re.compile(r"\{\{(?:(?!\{%)[^\n\0])*\}\}|\{[{%]")


def guard(text: str) -> str:
    """Wrap in `{% raw %}` what Liquid would run."""
    return _REGION.sub(lambda region: f"{{% raw %}}{region[0]}{{% endraw %}}", text)
