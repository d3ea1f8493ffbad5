"""The part of a page that holds a post → the same without what themes put around and into it.

Nothing here goes by the class names of a theme: only by what an element holds, and by the names
that kramdown, Rouge and the browsers' standards give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any

from migrator.proof.browser import TEXT, HtmlNode, attributes_of, elements_in, text_of
from migrator.proof.normal import address
from migrator.proof.tags import HEADINGS

# Velog's filter takes these tags out of posts, so where they stand they are the theme's.
_OF_THEMES = frozenset(
    "nav aside header footer button form svg style template noscript dialog select label source "
    "canvas meta link".split()
)
_LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy")
_WORD = re.compile(r"[^\W_]")
_NUMBERS = re.compile(r"\s*(?:\d+\s+)*\d+\s*")
_CODE_CLASSES = re.compile(r"(?:^|\s)(?:highlighter-rouge|highlight|language-\S+)(?:\s|$)")
_LINE_NUMBER = re.compile(r"(?:^|\s)(?:lineno|line-numbers?)(?:\s|$)")
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)
_SPANS = re.compile(r"</?span\b[^<>]*>", re.IGNORECASE)
_DOLLARS = re.compile(r"\s*(\$\$?)(.*?)\1\s*", re.DOTALL)
_NO_COLOURS = ("lineno", "line-number", " id=")
_NOWHERE = re.compile(r"#?|javascript:.*", re.IGNORECASE)
_LONGEST_LABEL = 30
"""Letters of what a theme writes above a table of contents."""


def without_colours(html: str) -> str:
    """Take the colours out of code, before it is read: they are most of the tags of many posts."""
    return _PRE.sub(lambda found: _plain_code(found[0]), html)


def _plain_code(html: str) -> str:
    """Leave code as it is that has numbers of lines, or places that a link may lead to."""
    return html if any(sign in html for sign in _NO_COLOURS) else _SPANS.sub("", html)


def undecorated(root: Any, live: Set[str] = frozenset(), *, lists_jumps: bool = False) -> Any:
    """Take the theme's own out of a page that has been read; the nodes are changed.

    `live` are the tags that the post itself shows, which Markdown posts never do. With
    `lists_jumps` the post itself has lists of links into it.
    """
    for element in reversed([root, *elements_in(root)]):
        if element.children:
            element.children = list(_seen(element.children, live))
            _settle(element)
            if not lists_jumps:
                _drop_contents(element)
    return root


def _seen(nodes: Iterable[Any], live: Set[str]) -> Iterator[Any]:
    """Give what is to be seen of an element's children: themselves, what they hold, nothing."""
    for node in nodes:
        name = node.name
        rule = _RULES.get(name)
        if rule:
            yield from rule(node, live)
        elif name not in _OF_THEMES or name in live:
            yield node


def _script(node: Any, _: Set[str]) -> list[Any]:
    return [node] if attributes_of(node).get("type", "").startswith("math/tex") else []


def _image(node: Any, _: Set[str]) -> list[Any]:
    """Show the image that a script loads late."""
    said = attributes_of(node)
    late = next((said[name] for name in _LATE if said.get(name)), None)
    if late is None and not said.get("src") and said.get("srcset"):
        late = said["srcset"].split()[0]
    if late is not None:
        node.attrs["src"] = late
    return [node]


def _link(node: Any, _: Set[str]) -> list[Any]:
    """Take off the link round an image that leads to the image, or is for a script."""
    held = [child for child in node.children or () if not _is_blank(child)]
    if len(held) != 1:
        return [node]
    images = [each for each in (held[0], *elements_in(held[0])) if each.name == "img"]
    if len(images) != 1 or _WORD.search(text_of(node)):
        return [node]
    href = attributes_of(node).get("href", "").strip()
    src = attributes_of(images[0]).get("src", "").strip()
    return held if _NOWHERE.fullmatch(href) or address(href) == address(src) else [node]


def _figure(node: Any, live: Set[str]) -> list[Any]:
    """Open a figure round an image, code or a table, and drop a caption that is the alt text."""
    if "figure" in live:
        return [node]
    said = {
        text.strip()
        for each in elements_in(node)
        if each.name == "img"
        for text in map(attributes_of(each).get, ("alt", "title"))
        if text
    }
    held = []
    for child in node.children or ():
        if child.name != "figcaption":
            held.append(child)
        elif text_of(child).strip() not in {*said, ""}:
            held.append(HtmlNode("p", None, child.children))
    return [HtmlNode("div", None, held)]


def _table(node: Any, _: Set[str]) -> list[Any]:
    """Give the code of a table that only puts line numbers beside it."""
    cells = [each for each in elements_in(node) if each.name in {"td", "th"}]
    if len(cells) == 2 and _NUMBERS.fullmatch(text_of(cells[0])) and _holds_code(cells[1]):
        _restore_first_line(cells[1], len(text_of(cells[0]).split()))
        return list(cells[1].children)
    return [node]


def _restore_first_line(cell: Any, count: int) -> None:
    """Put back the empty line that browsers take off the start of code, if it has a number."""
    code = next(each for each in elements_in(cell) if each.name == "pre")
    text = text_of(code).removesuffix("\n")
    if text.count("\n") + 2 == count:
        code.children.insert(0, HtmlNode(TEXT, data="\n"))


def _around_code(node: Any, _: Set[str]) -> list[Any]:
    """Open an element for code that holds such an element itself."""
    inner = any(each.name == "pre" for each in elements_in(node))
    return list(node.children) if inner else [node]


def _division(node: Any, live: Set[str]) -> list[Any]:
    classes = attributes_of(node).get("class", "")
    if "mermaid" in classes.split() and not _holds_code(node):
        code = HtmlNode("code", {"class": "language-mermaid"}, node.children)
        return [HtmlNode("pre", None, [code])]
    if "kdmath" in classes.split():
        return [_formula(node, "div", "math-display")]
    if _CODE_CLASSES.search(classes) and _holds_code(node):
        node.children = [each for each in node.children if each.name == "pre" or _holds_code(each)]
    return [node]


def _span(node: Any, _: Set[str]) -> list[Any]:
    classes = attributes_of(node).get("class", "") if node.attrs else ""
    if _LINE_NUMBER.search(classes) and _NUMBERS.fullmatch(text_of(node)):
        return []
    if "kdmath" in classes.split():
        return [_formula(node, "span", "math-inline")]
    return [node]


def _formula(node: Any, tag: str, name: str) -> HtmlNode:
    """Give a formula that kramdown leaves between its dollars."""
    text = text_of(node)
    found = _DOLLARS.fullmatch(text)
    source = HtmlNode(TEXT, data=found[2] if found else text)
    return HtmlNode(tag, {"class": name}, [source])


_RULES: dict[str, Callable[[Any, Set[str]], list[Any]]] = {
    "script": _script,
    "img": _image,
    "iframe": _image,
    "a": _link,
    "figure": _figure,
    "table": _table,
    "pre": _around_code,
    "code": _around_code,
    "div": _division,
    "span": _span,
}


def _settle(element: Any) -> None:
    """Change what an element holds as a whole: anchors in headings, the box of a task."""
    if element.name in HEADINGS:
        _drop_anchors(element)
    elif element.name == "li" and "task-list-item" in attributes_of(element).get("class", ""):
        _show_box(element)


def _drop_anchors(heading: Any) -> None:
    """Drop the links by which a heading names itself, and open one that holds its words."""
    for element in (heading, *elements_in(heading)):
        if any(child.name == "a" for child in element.children or ()):
            held = (each for child in element.children for each in _without_anchor(child, heading))
            element.children = list(held)


def _without_anchor(child: Any, heading: Any) -> list[Any]:
    href = attributes_of(child).get("href", "") if child.name == "a" else ""
    if not href.startswith("#") or any(each.name == "img" for each in elements_in(child)):
        return [child]
    if not _WORD.search(text_of(child)):
        return []
    own = attributes_of(heading).get("id")
    return list(child.children) if own and href == f"#{own}" else [child]


def _show_box(item: Any) -> None:
    """Put a box where the theme shows an icon for it."""
    if any(each.name == "input" for each in elements_in(item)):
        return
    first = next((each for each in elements_in(item) if not _is_blank(each)), None)
    while first is not None and first.name == "p":
        first = next((each for each in first.children if not _is_blank(each)), None)
    if first is not None and first.name == "i" and not text_of(first).strip():
        ticked = {"checked": ""} if "check" in attributes_of(first).get("class", "") else {}
        first.name, first.attrs = "input", {"type": "checkbox", **ticked}


def _drop_contents(element: Any) -> None:
    """Drop a list of links to the headings, with what little the theme writes above it."""
    held = [child for child in element.children if not _is_contents(child)]
    if len(held) == len(element.children):
        return
    element.children = held
    rest = "".join(text_of(child) for child in held if child.name != "li").strip()
    if element.name in {"div", "section", "details"} and len(rest) <= _LONGEST_LABEL:
        element.children = []


def _is_contents(node: Any) -> bool:
    if node.name not in {"ul", "ol"}:
        return False
    links = []
    for link in _links_in(node):
        if not attributes_of(link).get("href", "").startswith("#"):
            return False
        links.append(link)
    if len(links) < 2:
        return False
    words = "".join(text_of(node).split())
    return words == "".join("".join(text_of(link).split()) for link in links)


def _links_in(node: Any) -> Iterator[Any]:
    return (each for each in elements_in(node) if each.name == "a")


def _holds_code(node: Any) -> bool:
    return any(each.name == "pre" for each in elements_in(node))


def _is_blank(node: Any) -> bool:
    return node.name.startswith(("#", "!")) and not (node.name == TEXT and node.data.strip())
