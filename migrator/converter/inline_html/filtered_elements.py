"""HTML → the elements that are kept of it, with the lines of the body they come from.

Of the HTML in Markdown, Velog's filter keeps them; a post stored as HTML is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.numbered_html import NumberedHtml, TextRun
from migrator.converter.tree import RawInline

TEXT = "#text"
LEAF = "#leaf"
# Elements that no filter has read: HTML that is written as it is, formulas, and what embeds a page.
HTML_INLINE = "#inline"
HTML_BLOCK = "#block"
FORMULA = "#formula"
FORMULA_BLOCK = "#formulas"
EMBED = "#embed"

DEEPEST = 100
"""Inside so many elements only the text is kept, so that nesting cannot exhaust the stack."""


@dataclass(slots=True)
class Tag:
    """An element, a text (`name` is `TEXT`) or a node of the tree as it was (`LEAF`).

    `number` is that of its node in the NumberedHtml, `whole` tells that all in it is unchanged.
    `html` is the name that HTML is written with, `kept` are the attributes it is written with.
    """

    name: str
    first: int
    end: int
    number: int | None = None
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Tag] = field(default_factory=list)
    whole: bool = False
    html: str = ""
    kept: tuple[tuple[str, str], ...] = ()


Rule: TypeAlias = Callable[[str, Mapping[str, str]], Tag | None]
"""Makes the tag of an element by its name and its attributes; None if it is not kept."""


def as_filtered(name: str, attributes: Mapping[str, str]) -> Tag | None:
    """Keep what Velog's filter keeps."""
    if name not in velog_filter.KEPT:
        return None
    kept = {key: value for key, value in attributes.items() if key != "checked"}
    return Tag(name, 0, 0, attributes=kept)


@dataclass(slots=True)
class _Level:
    """An element whose children are being read; `owned` if `tag` was made for it."""

    children: Iterator[Any]
    tag: Tag
    owned: bool


class TouchedError(Exception):
    """The author's HTML reaches into a run of blocks without HTML."""


def filter_elements(numbered: NumberedHtml, rule: Rule = as_filtered) -> Tag:
    """Parse the HTML as browsers do and filter it."""
    # It takes a tenth of a second to import, and many a site has no HTML to parse.
    from justhtml import JustHTML

    # A fragment is what stands in a `div`.
    parsed = JustHTML(numbered.html, sanitize=False, fragment=True, scripting_enabled=False)
    passed = _ElementFilter(numbered, rule)
    tag = passed.filter(parsed.root)
    if passed.runs != {
        number for number, node in enumerate(numbered.nodes) if isinstance(node, TextRun)
    }:
        raise TouchedError
    return tag


class _ElementFilter:
    """Walks through the elements; `line` is the line of the body where it is."""

    def __init__(self, numbered: NumberedHtml, rule: Rule) -> None:
        self.numbered = numbered
        self.rule = rule
        self.line = 0
        self.levels: list[_Level] = []
        # The run that follows, if nothing is open around it, and the runs seen so far.
        self.run = -1
        self.runs: set[int] = set()

    def filter(self, root: Any) -> Tag:
        """Give what is left of the page."""
        tag = Tag("", 0, 0)
        self.levels.append(_Level(children_of(root), tag, True))
        while self.levels:
            child = next(self.levels[-1].children, None)
            if child is not None:
                self._enter(child)
            elif self.levels.pop().owned and self.levels:
                self._finish(self.levels[-1].tag.children[-1])
        return tag

    def _enter(self, node: Any) -> None:
        parent = self.levels[-1].tag
        tag = self._tag(node)
        if tag is None:
            if node.name not in velog_filter.DROPPED:
                self.levels.append(_Level(children_of(node), parent, False))
            return
        deep = len(self.levels) > DEEPEST and tag.name not in {TEXT, LEAF}
        if not deep:
            parent.children.append(tag)
        self.levels.append(_Level(children_of(node), parent if deep else tag, not deep))

    def _tag(self, node: Any) -> Tag | None:
        """Make the tag of a node; None if the filter removes the node."""
        if node.name == TEXT:
            first = self.line
            self.line += node.data.count("\n")
            return Tag(TEXT, first, self.line + 1, text=node.data)
        number = self._number(node)
        if number is not None:
            self._check(node, number)
            return self._marked(node.name, number)
        if node.name == "#comment" and self.numbered.mark not in node.data:
            number = self.numbered.add(RawInline(f"<!--{node.data}-->"))
            first = self.line
            self.line += node.data.count("\n")
            return Tag(LEAF, first, self.line + 1, number)
        attributes = {name: value or "" for name, value in (node.attrs or {}).items()}
        tag = self.rule(node.name, attributes)
        if tag is not None:
            tag.first, tag.end = self.line, self.line + 1
        return tag

    def _marked(self, name: str, number: int) -> Tag:
        """Make the tag of a node of Markdown, which knows its lines if it is a block."""
        self.line, end = getattr(self.numbered.nodes[number], "lines", (self.line, self.line + 1))
        is_leaf = name in {f"x-{self.numbered.mark}", "#comment", "div"}
        return Tag(LEAF if is_leaf else name, self.line, end if is_leaf else self.line + 1, number)

    def _check(self, node: Any, number: int) -> None:
        """Raise TouchedError if an element is open around a run, or a format continues in it."""
        if isinstance(self.numbered.nodes[number], TextRun):
            is_free = len(self.levels) == 1 and self.run == number
            if not is_free or [child.name for child in node.children] != [
                f"x-{self.numbered.mark}"
            ]:
                raise TouchedError
            self.runs.add(number)

    def _number(self, node: Any) -> int | None:
        """Give the number that we put on a node; read the line from a comment of ours."""
        if node.name == "#comment":
            _, _, said = (node.data or "").partition(self.numbered.mark)
            if said.startswith("@"):
                self.line = int(said[1:])
            elif said.startswith("#") and len(self.levels) == 1:
                self.run = int(said[1:])
            return int(said) if said.isdigit() else None
        value = (node.attrs or {}).get(self.numbered.mark)
        return None if value is None else int(value)

    def _finish(self, tag: Tag) -> None:
        """Set a tag's lines by its children, and whether it is as it was written."""
        for child in tag.children:
            tag.first, tag.end = min(tag.first, child.first), max(tag.end, child.end)
        if tag.number is not None:
            shown = [child for child in tag.children if child.name != TEXT or child.text.strip()]
            as_written = [child.number for child in shown] == self.numbered.within[tag.number]
            tag.whole = as_written and all(child.whole for child in shown)


def children_of(node: Any) -> Iterator[Any]:
    """Give the children of a parsed node."""
    content = getattr(node, "template_content", None)
    children: Iterable[Any] = (content or node).children or ()
    return iter(children)
