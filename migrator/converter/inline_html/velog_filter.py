"""A tag, an address or a style of an author's HTML → what Velog's filter keeps of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

# The filter's list, without the elements of formulas: these are Markdown in a tree.
_KEPT = """
h1 h2 h3 h4 h5 h6 blockquote p a ul ol li b i strong em strike del code hr br div table thead
caption tbody tr th td pre iframe span img input
"""
KEPT = frozenset(_KEPT.split())
DROPPED = frozenset(("script", "style", "textarea"))
"""The filter removes these with their text; of every other tag the text stays."""
RAW_TEXT = frozenset("script style textarea title iframe xmp noembed noframes".split())
"""A browser takes all after one of these for its text, up to its end."""

_NAMES = """
abbr acronym address applet area article aside audio base basefont bdi bdo bgsound big blink body
button canvas center cite circle col colgroup content data datalist dd defs details dfn dialog dir
dl dt ellipse embed fieldset figcaption figure font footer form frame frameset g head header hgroup
html image ins isindex kbd keygen label legend line link listing main map mark marquee math menu
menuitem meta meter nav nobr noembed noframes noscript object optgroup option output param path
picture polygon polyline progress q rb rect rp rt rtc ruby s samp search section select
slot small source spacer sub summary sup svg template text tfoot time title track tt u use var
video wbr xmp
"""
_HTML = KEPT | DROPPED | frozenset(_NAMES.split())

FRAME_HOSTS = frozenset(("www.youtube.com", "codesandbox.io", "codepen.io"))

_STYLES = frozenset(
    """
background-color border-bottom-width border-color border-right-style border-right-width
border-style border-top-width border-width bottom color height left margin margin-left
margin-right margin-top min-width padding-left position text-align top vertical-align width
""".split()
)
_SCHEMES = frozenset(("http", "https", "ftp", "mailto"))
_SCHEME = re.compile(r"([a-z]+):", re.IGNORECASE)
# Browsers skip these when they look for the scheme.
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VALUE = re.compile(r"[\w\s#%.,()+/!-]+")
_CALL = re.compile(r"(?:url|expression|image|image-set|element|attr|var|env)\s*\(", re.IGNORECASE)
_TARGET = re.compile(r"\w[\w.:-]*")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:px|%)?")


def is_word(name: str) -> bool:
    """Tell whether a tag is no HTML but a word of the author's: `List<String>`, `<Link>`."""
    small = name.lower()
    return small not in _HTML or (name == name.capitalize() != small and small not in KEPT)


def is_element(name: str) -> bool:
    """Tell whether a tag is HTML, in any letter case, and the filter does not drop its text."""
    return name.lower() in _HTML - DROPPED


def address(url: str) -> str | None:
    """Give the address of a link or an image, or None if the filter removes it."""
    bare = _COMMENT.sub("", _UNSEEN.sub("", url))
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1].lower() not in _SCHEMES:
        return None
    return re.sub(r"[\x00-\x1f\x7f]+", "", url).strip()


def image_address(url: str) -> str | None:
    """Give the address of an image; `blob:` stays, so that the lost upload can be named."""
    bare = _UNSEEN.sub("", url)
    return bare if bare.lower().startswith("blob:") else address(url)


def style(text: str) -> str:
    """Give the declarations of a style that the filter keeps."""
    kept = []
    for declaration in text.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        fine = _VALUE.fullmatch(value) and not _CALL.search(value)
        if fine and name.lower() in _STYLES:
            kept.append(f"{name.lower()}: {' '.join(value.split())}")
    return "; ".join(kept)


def target(tag: str, attributes: Mapping[str, str]) -> str | None:
    """Give the name by which links lead to an element; the filter keeps `id`, and `name` of `a`."""
    name = attributes.get("id") or (attributes.get("name") if tag == "a" else None)
    return name if name and _TARGET.fullmatch(name) else None


def frame(attributes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Give the attributes of a frame that Velog allows; none for any other."""
    url = address(attributes.get("src", "")) or ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ()
    # Browsers read a backslash as a slash, so the host would be another one.
    if host not in FRAME_HOSTS or parts.scheme not in {"", "http", "https"} or "\\" in url:
        return ()
    names = ("allow", "allowfullscreen", "scrolling", "class")
    return (("src", url), *((name, attributes[name]) for name in names if name in attributes))


def size(value: str | None) -> str | None:
    """Give a width or height if it is valid."""
    return value.strip() if value and _SIZE.fullmatch(value.strip()) else None
