"""HTML as an author left it → the same without what a browser passes over while it reads tags.

It finds the ends of tags, comments and raw texts as the HTML Standard does (13.2.5): a `>` or a
`<!--` in an attribute's quotes or in a style is part of them.
"""

from __future__ import annotations

import re
from html import escape

_PIECE = re.compile(
    r"""(?P<hidden> <!--(?:-?>|.*?(?:--!?>|\Z)) | <[!?][^>]*+>? )
    | <(?P<dropped> script|style|textarea )(?=[\s/>]) .*?
      (?: </(?P=dropped)(?=[\s/>])[^>]*+>? | \Z )
    | (?P<start> <(?P<shown> title|xmp )(?=[\s/>])[^>]*+> ) (?P<text> .*? ) (?= </(?P=shown)|\Z )
    | <(?P<name> /?[a-z][^\s/>]*+ )
      (?> (?: [^>=]++ | = \s*+ (?> (?: "[^"]*+(?:"|\Z) | '[^']*+(?:'|\Z) )? ) )* ) (?P<end> >? )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def without_hidden(html: str) -> str:
    """Take out comments, scripts, styles and a tag that never ends; end each frame at once.

    No element stands in a frame.
    """
    return _PIECE.sub(_shown, html)


def _shown(piece: re.Match[str]) -> str:
    if piece["hidden"] or piece["dropped"]:
        return ""
    if piece["shown"]:
        return piece["start"] + escape(piece["text"], quote=False)
    if not piece["end"] and ">" not in piece[0]:
        return ""
    return f"{piece[0]}</iframe>" if piece["name"].lower() == "iframe" else piece[0]
