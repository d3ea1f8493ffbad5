"""The elements of a post stored as HTML → the few that say all that is shown of them.

What is left are the elements of Markdown, those that kramdown leaves as they are, and formulas;
nothing that runs, or loads from elsewhere, is left.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from migrator.converter import harmless
from migrator.converter.embeds import IFRAME_PREFIXES
from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.shown_elements import BLOCKS, INLINE, PAGE, TEX, WITH_STYLE
from migrator.converter.tree import WHOLE_LINES

_YOUTUBE = IFRAME_PREFIXES["youtube"]
_VIDEO = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/(.+)", re.DOTALL)
_TWEET = re.compile(r"https?://(?:www\.)?(?:twitter|x)\.com/([\w/]+/status/\d+)")
_FRAMES = frozenset(("iframe", "video", "audio", "embed", "object"))
_FORM = frozenset("button form input select textarea".split())
_UNSEEN = frozenset(
    """
base datalist head link meta noembed noframes noscript param script select style template textarea
title
""".split()
)
_BOXES = "article aside body center footer form header main nav section"
_SHOWN_AS = {
    "s": "del",
    "strike": "del",
    **dict.fromkeys(("cite", "dfn", "var"), "em"),
    "tfoot": "tbody",
    **dict.fromkeys(_BOXES.split(), "div"),
}
_WITHOUT_STYLE = frozenset("br hr iframe img input tbody thead".split())
_IN_LINE = INLINE | frozenset("a b code del em i strong".split())
_DISPLAYED = frozenset(("math-display", "katex-display"))
_FORMULA = _DISPLAYED | {"katex", "katex-error", "math-inline"}
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
# The style of a block acts on whole lines.
_WIDE = re.compile(r"(?:^|; )(?:background(?:-color)?|border[\w-]*|margin-|padding|text-|width)")


def tidy(soup: BeautifulSoup) -> frozenset[str]:
    """Tidy all elements; name what no site may show: `script`, `style`, `frame`, `form`."""
    lost: set[str] = set()
    waiting: list[Tag] = [soup]
    while waiting:
        for tag in [each for each in waiting.pop().contents if isinstance(each, Tag)]:
            lost |= _lost_with(tag)
            holder = _tidy(tag)
            if holder is not None:
                waiting.append(holder)
    return frozenset(lost)


def _lost_with(tag: Tag) -> set[str]:
    """Name what an element does in a browser, but not in the site."""
    attributes = _attributes(tag)
    lost = {
        "script": harmless.runs(tag.name, attributes),
        "style": tag.name == "style" or harmless.reaches_out(attributes.get("style", "")),
        "frame": _shows_a_page(tag) and not _frame(tag),
        "form": tag.name in _FORM and not _is_box(tag),
    }
    return {kind for kind, is_lost in lost.items() if is_lost}


def _tidy(tag: Tag) -> Tag | None:
    """Turn an element into one of the few, or take it out; give what holds the next to tidy."""
    attributes = _attributes(tag)
    tex = _formula(tag)
    if tag.name in _UNSEEN or harmless.is_hidden(attributes):
        tag.decompose()
    elif tex is not None:
        is_block = bool(_DISPLAYED.intersection(_classes(tag)))
        _become(tag, "div" if is_block else "span", {TEX: tex})
    elif _shows_a_page(tag):
        _tidy_frame(tag)
    elif tweet := _tweet(tag):
        _become(tag, "div", {})
        tag.append(Tag(name="span", attrs={PAGE: f"twitter {tweet}"}))
    else:
        return _renamed(tag, attributes)
    return None


def _renamed(tag: Tag, attributes: dict[str, str]) -> Tag:
    """Give an element a name and attributes that are known; put its style into it if need be."""
    style = harmless.style_of(tag.name, attributes)
    tag.attrs = dict(harmless.kept_attributes(tag.name, attributes))
    known = _SHOWN_AS.get(tag.name, tag.name)
    if known not in velog_filter.KEPT | INLINE | BLOCKS:
        known, tag.can_be_empty_element = "span", False
    tag.name = known
    if not style or known in _WITHOUT_STYLE:
        return tag
    if known in WITH_STYLE | INLINE:
        tag["style"] = style
        return tag
    wide = known in _LINES or (known not in _IN_LINE and _WIDE.search(style))
    span = Tag(name="span", attrs={"style": style + WHOLE_LINES if wide else style})
    for child in list(tag.contents):
        span.append(child)
    tag.append(span)
    return span


def _become(tag: Tag, name: str, attributes: dict[str, str]) -> None:
    """Make another element of one, with nothing in it."""
    tag.clear(decompose=True)
    tag.name, tag.attrs, tag.can_be_empty_element = name, dict(attributes), False


# --- formulas


def _formula(tag: Tag) -> str | None:
    """Give the TeX of a formula of the editor or of KaTeX, which show it in many more elements."""
    names = _classes(tag) if "class" in tag.attrs else []
    if "ql-formula" in names and tag.get(TEX):
        return str(tag[TEX])
    if not _FORMULA.intersection(names):
        return None
    said = tag.find("annotation", encoding="application/x-tex")
    if isinstance(said, Tag):
        return said.get_text()
    # What KaTeX cannot read, it shows as it is.
    return None if "katex" in names else tag.get_text()


def _classes(tag: Tag) -> list[str]:
    return str(tag.get("class") or "").split()


# --- frames and forms


def _tidy_frame(tag: Tag) -> None:
    """Turn what shows another page into a link, unless it is a frame that Velog lets in."""
    url = _frame(tag)
    if url.startswith(_YOUTUBE):
        _become(tag, "span", {PAGE: f"youtube {url.removeprefix(_YOUTUBE)}"})
        return
    if url:
        _become(tag, "iframe", {"src": url})
        return
    url = _played(tag)
    _become(tag, "div", {})
    if velog_filter.address(url):
        link = Tag(name="a", attrs={"href": url})
        link.string = url
        tag.append(link)


def _shows_a_page(tag: Tag) -> bool:
    """Tell whether it is a frame or a player; an object of nothing shows what stands in it."""
    return tag.name in _FRAMES and (tag.name != "object" or bool(_played(tag)))


def _frame(tag: Tag) -> str:
    """Give the address of a frame that Velog lets in; none for any other."""
    url = _played(tag)
    video = _VIDEO.fullmatch(url)
    url = f"{_YOUTUBE}{video[1]}" if video else url
    return url if tag.name == "iframe" and velog_filter.frame({"src": url}) else ""


def _played(tag: Tag) -> str:
    """Give the address of what a frame or a player shows."""
    source = tag.find(src=True, recursive=False)
    within = source.get("src") if isinstance(source, Tag) else ""
    return str(tag.get("src") or tag.get("data") or within or "")


def _tweet(tag: Tag) -> str:
    """Give the address of a tweet, as Velog's editor writes it; none for any other element."""
    if tag.name != "blockquote" or "twitter-tweet" not in _classes(tag):
        return ""
    found = [_TWEET.match(str(link.get("href"))) for link in tag.find_all("a", href=True)]
    return next((match[1] for match in reversed(found) if match), "")


def _is_box(tag: Tag) -> bool:
    return tag.name == "input" and str(tag.get("type") or "").lower() == "checkbox"


def _attributes(tag: Tag) -> dict[str, str]:
    return {name: str(value) for name, value in tag.attrs.items()}
