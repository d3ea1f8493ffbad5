"""Text of a post → the same text, in which Jekyll's Liquid finds nothing to run.

Works in code as in prose, on Liquid 4 (Jekyll 3.10 and 4.x) and 5. A wrapped region never spans
lines and never holds a whole tag: Jekyll cuts the excerpt out of a post's text before Liquid sees
it, and closes each block tag it finds there, inside `{% raw %}` as well (4.x, `excerpt.rb`).
"""

from __future__ import annotations

import re

# A variable with what follows up to the last "}}" of the line, or the opener of anything. Marks of
# addresses stay outside, for these may hold Liquid that is to run.
_REGION = re.compile(r"\{\{(?:(?!\{%)[^\n\0])*\}\}|\{[{%]")


def guard(text: str) -> str:
    """Wrap what Liquid would read in `{% raw %}`."""
    return _REGION.sub(lambda region: f"{{% raw %}}{region[0]}{{% endraw %}}", text)
