"""The attributes of an element of a post stored as HTML → those that only change how it looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from migrator.converter.inline_html import velog_filter

Attributes: TypeAlias = Mapping[str, str]

# No function but for colours: others load something or run.
_VALUE = re.compile(r"(?:[\w#%.,\s!+-]|\b(?:rgb|hsl)a?\([\d\s.,%/]*\))+", re.ASCII)
_NAMES = re.compile(r"""(?:[\w\s,-]|"[\w\s-]*"|'[\w\s-]*')+""")
_STYLES = frozenset(
    """
background background-color border border-bottom border-left border-right border-top border-color
border-style border-width color font-family font-size font-style font-weight height
letter-spacing line-height margin-left margin-right opacity padding padding-left text-align
text-decoration text-decoration-line text-indent vertical-align visibility width
""".split()
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+")
_SIDES = frozenset(("left", "center", "right", "justify"))
_ALIGNED = frozenset("center div h1 h2 h3 h4 h5 h6 p td th tr".split())
_SIZES = dict(
    zip("1234567", "x-small small medium large x-large xx-large xxx-large".split(), strict=True)
)
_OUTSIDE = re.compile(r"\b(?:url|image|image-set|src|expression)\s*\(|@import", re.IGNORECASE)
_OVERLAY = re.compile(r"position\s*:\s*(?:absolute|fixed|sticky)", re.IGNORECASE)

_OF_TWEETS = re.compile(r"(?:https?:)?//platform\.twitter\.com/widgets\.js")
_TEXT = re.compile(r".*", re.DOTALL)
_SPAN = re.compile(r"\d{1,4}")
_TYPE = re.compile(r"[1aAiI]|disc|circle|square|none")
_CELL = {"colspan": _SPAN, "rowspan": _SPAN}
_KEPT: dict[str, dict[str, re.Pattern[str]]] = {
    "a": {"href": _TEXT, "name": _TEXT},
    "abbr": {"title": _TEXT},
    "code": {"class": _TEXT},
    "details": {"open": _TEXT},
    "img": {"src": _TEXT, "alt": _TEXT, "width": _TEXT, "height": _TEXT},
    "input": {"type": re.compile("checkbox", re.IGNORECASE), "checked": _TEXT},
    "li": {"value": re.compile(r"-?\d{1,9}"), "class": _TEXT, "type": _TYPE},
    "ol": {"start": re.compile(r"-?\d{1,9}"), "type": _TYPE, "reversed": _TEXT},
    "pre": {"class": _TEXT},
    "td": _CELL,
    "th": _CELL,
    "ul": {"type": _TYPE},
}
_TYPES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "disc": "disc",
    "circle": "circle",
    "square": "square",
    "none": "none",
}
_SIZE = re.compile(r"[\d.]+(?:px|%)")


def kept_attributes(name: str, attributes: Attributes) -> dict[str, str]:
    """Give the attributes that an element keeps, but for its style."""
    given = _said_by_style(name, attributes)
    forms = {"id": _TEXT, **_KEPT.get(name, {})}
    found = {key: given[key].strip() for key in forms if key in given}
    return {key: value for key, value in found.items() if forms[key].fullmatch(value)}


def _said_by_style(name: str, attributes: Attributes) -> dict[str, str]:
    """Let a style say what an attribute can: the size of an image, the signs of a list."""
    style = _declared(attributes) if "style" in attributes else {}
    given = dict(attributes)
    if name == "img":
        sizes = {side: style.get(side, "") for side in ("width", "height")}
        given |= {side: value for side, value in sizes.items() if _SIZE.fullmatch(value)}
    elif name in {"ol", "ul", "li"}:
        sign = _TYPES.get(style.get("list-style-type", style.get("list-style", "")))
        given |= {"type": sign} if sign else {}
    return given


def style_of(name: str, attributes: Attributes) -> str:
    """Give the style of an element, also what it says by attributes of its own."""
    found = _old_style(name, attributes)
    for key, value in _declared(attributes).items():
        if _is_fine(key, value):
            found[key] = value
    return "; ".join(f"{key}: {value}" for key, value in found.items())


def reaches_out(style: str) -> bool:
    """Tell whether a style loads something from elsewhere, or covers the page."""
    return bool(_OUTSIDE.search(style) or _OVERLAY.search(style))


def is_hidden(attributes: Attributes) -> bool:
    """Tell whether a browser shows nothing of an element."""
    return "hidden" in attributes or _declared(attributes).get("display") == "none"


def runs(name: str, attributes: Attributes) -> bool:
    """Tell whether an element runs something."""
    address = attributes.get("href") or attributes.get("action") or ""
    return (
        (name == "script" and not _OF_TWEETS.match(attributes.get("src", "")))
        or (name == "meta" and attributes.get("http-equiv", "").lower() == "refresh")
        or any(key.startswith("on") for key in attributes)
        or (bool(address) and velog_filter.address(address) is None)
    )


def _declared(attributes: Attributes) -> dict[str, str]:
    rules = (rule.partition(":") for rule in attributes.get("style", "").split(";"))
    return {key.strip().lower(): " ".join(value.split()) for key, _, value in rules}


def _old_style(name: str, attributes: Attributes) -> dict[str, str]:
    """Give what attributes say that are older than styles."""
    side = "center" if name == "center" else attributes.get("align", "").strip().lower()
    is_font = name == "font"
    said = {
        "text-align": side if side in _SIDES and name in _ALIGNED else "",
        "background-color": _colour(attributes, "bgcolor"),
        "color": _colour(attributes, "color") if is_font else "",
        "font-size": _SIZES.get(attributes.get("size", ""), "") if is_font else "",
        "font-family": attributes.get("face", "") if is_font else "",
    }
    return {key: value for key, value in said.items() if value and _is_fine(key, value)}


def _is_fine(key: str, value: str) -> bool:
    form = _NAMES if key == "font-family" else _VALUE
    return key in _STYLES and form.fullmatch(value) is not None


def _colour(attributes: Attributes, name: str) -> str:
    value = attributes.get(name, "").strip()
    return value if _COLOUR.fullmatch(value) else ""
