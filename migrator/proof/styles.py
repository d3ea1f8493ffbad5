"""A tag and its attributes → the marks that it puts on what is in it: bold, raised, red."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from migrator.proof.browser import Attributes

_MARKS = {
    tag: mark
    for mark, tags in {
        "bold": "b strong",
        "italic": "i em cite dfn var",
        "strike": "s del strike",
        "underline": "u ins",
        "quoted": "q",
        "sup": "sup",
        "sub": "sub",
        "mark": "mark",
        "small": "small",
        "align:center": "center",
    }.items()
    for tag in tags.split()
}
# Velog's filter drops these tags, so where they live a page looks otherwise.
_LIVE = set("abbr address bdo big button kbd object rp rt ruby samp select svg tt".split())
_SEEN = re.compile(
    r"color|background(-color)?|font-(size|family|weight|style)|text-(align|decoration|indent)|"
    r"text-decoration-line|vertical-align|border.*|margin-(left|right)|padding-left|position|top|"
    r"left|bottom|right|visibility|opacity|float|letter-spacing"
)
_IN_BLOCKS_ONLY = {"text-align", "text-indent"}
_NOTHING = set(
    "inherit initial unset normal auto none 0 0px 0em 0% 1 baseline static start".split()
)
_SIDES = {"left", "start", "justify"}
_SIZES = dict(enumerate("x-small small medium large x-large xx-large xxx-large".split(), 1))
_COLOURS = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "magenta": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
    "cyan": "#00ffff",
    "orange": "#ffa500",
}
_RGB = re.compile(r"rgba?\((\d+),(\d+),(\d+)(?:,1(?:\.0*)?)?\)")


def declarations(style: str) -> dict[str, str]:
    """Give what a style declares, in small letters and without spaces; the last one counts."""
    if not style:
        return {}
    rules = (rule.partition(":") for rule in style.replace("!important", "").split(";"))
    said = {name.strip().lower(): value for name, _, value in rules if value.strip()}
    return {name: re.sub(r"\s+", "", value).lower() for name, value in said.items()}


def is_hidden(attributes: Attributes) -> bool:
    """Tell if a browser shows nothing of an element."""
    if not attributes:
        return False
    style = attributes.get("style", "")
    return "hidden" in attributes or declarations(style).get("display") == "none"


def is_block(attributes: Attributes) -> bool:
    """Tell if a style makes a block of an element within a line."""
    style = attributes.get("style", "") if attributes else ""
    return declarations(style).get("display") == "block"


def marks_of(tag: str, attributes: Attributes, *, is_block: bool) -> tuple[str, ...]:
    """Give the marks of an element; `style:` and `align:` with their values."""
    found = [_MARKS[tag]] if tag in _MARKS else [f"html:{tag}"] if tag in _LIVE else []
    if not attributes:
        return tuple(found)
    declared = declarations(attributes.get("style", ""))
    if tag == "font":
        declared = _of_font(attributes) | declared
    if is_block and "align" in attributes:
        declared.setdefault("text-align", attributes["align"].strip().lower())
    if "bgcolor" in attributes:
        declared.setdefault("background-color", attributes["bgcolor"].strip().lower())
    for name, value in declared.items():
        if _SEEN.fullmatch(name) and (is_block or name not in _IN_BLOCKS_ONLY):
            found += _of_declaration(name, value)
    return tuple(found)


def _of_font(attributes: Attributes) -> dict[str, str]:
    size = attributes.get("size", "")
    said = {
        "color": attributes.get("color", "").strip().lower(),
        "font-family": attributes.get("face", "").replace(" ", "").lower(),
        "font-size": _SIZES.get(int(size), size) if size.isdecimal() else size,
    }
    return {name: value for name, value in said.items() if value}


def _of_declaration(name: str, value: str) -> Iterator[str]:
    if name == "text-align":
        yield f"align:{'' if value in _SIDES else value}"
    elif name.startswith("text-decoration"):
        yield from (mark for word, mark in _LINES.items() if word in value)
    elif value in _NOTHING:
        return
    elif name == "font-weight" and (value == "bold" or value.isdecimal()):
        yield from ["bold"] if value == "bold" or int(value) >= 600 else []
    elif name == "font-style":
        yield "italic"
    else:
        name = "background-color" if name == "background" else name
        yield f"style:{name}:{_colour(value) if 'color' in name else value}"


_LINES = {"underline": "underline", "line-through": "strike"}


def _colour(value: str) -> str:
    """Give one spelling of a colour, `#rrggbb` where it is easily had."""
    rgb = _RGB.fullmatch(value)
    if rgb:
        return "#" + "".join(f"{min(255, int(part)):02x}" for part in rgb.groups())
    if re.fullmatch(r"#?[0-9a-f]{6}", value):
        return f"#{value.removeprefix('#')}"
    if re.fullmatch(r"#[0-9a-f]{3}", value):
        return "#" + "".join(digit * 2 for digit in value[1:])
    return _COLOURS.get(value, value)


def together(of_elements: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Join the marks of elements in one another, the outmost first: the inner colour wins."""
    joined: dict[str, str] = {}
    for marks in of_elements:
        for mark in marks:
            joined[_kind(mark)] = mark
    return tuple(sorted(mark for mark in joined.values() if mark != "align:"))


def _kind(mark: str) -> str:
    """Give what of an outer mark an inner one replaces: links, too, are never in one another."""
    kind, _, value = mark.partition(":")
    return f"{kind}:{value.partition(':')[0]}" if kind in {"style", "html"} else kind
