"""The HTML of a rendered post → what a reader sees, in order, the same for Velog and Jekyll."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from oracle import normal
from oracle.line import settle
from oracle.model import Event

__all__ = ["Event", "events"]


def _tags(names: str) -> set[str]:
    return set(names.split())


_VOID = _tags("area base br col embed hr img input link meta param source track wbr")
_MARKS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
}
# Velog's filter drops these tags, so where they live a page looks otherwise.
_LIVE_INLINE = _tags(
    "abbr address bdo big button cite dfn font ins kbd label mark q rp rt ruby samp select small "
    "sub sup svg tt u var video audio object embed picture"
)
_LIVE_BLOCK = _tags("details summary dl dt dd fieldset figure figcaption form dialog")
_BOUNDARY = _tags(
    "article aside body center div footer header html main nav section p caption thead tbody tfoot"
)
_BLOCK = _LIVE_BLOCK | _BOUNDARY | _tags("h1 h2 h3 h4 h5 h6 ul ol li blockquote table hr pre")
_SKIPPED = _tags("script style iframe textarea template noscript title")
# The start of one of these ends an open one of those, up to the tag that holds them.
_ENDS = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
}
_SCOPE = {"table", "td", "th", "blockquote", "li"}
_MATH = re.compile(r"\\\((?P<inline>.*?)\\\)|\\\[(?P<display>.*?)\\\]", re.DOTALL)
_WIDGETS = "platform.twitter.com/widgets.js"

Attributes = dict[str, str]


def events(html: str, aliases: Mapping[str, str] | None = None) -> list[Event]:
    """Reduce the HTML of a post's body to what a reader sees.

    `aliases` maps names of languages, in small letters, to the name to compare them by.
    """
    reader = _Reader(normal.ALIASES if aliases is None else aliases)
    reader.feed(html)
    reader.close()
    reader.finish()
    return _with_goals(reader.seen, reader.headings)


def _with_goals(seen: list[Event], headings: dict[str, int]) -> list[Event]:
    """Let a link to a heading tell which heading it leads to; each side has ids of its own."""

    def goal(mark: str) -> str:
        number = headings.get(mark.removeprefix("link:#")) if mark.startswith("link:#") else None
        return mark if number is None else f"link:#heading {number}"

    return [
        event._replace(marks=tuple(map(goal, event.marks))) if event.marks else event
        for event in seen
    ]


@dataclass(slots=True)
class _Open:
    """An element that has begun; `at_end` runs when it ends."""

    tag: str
    mark: str = ""
    at_end: Callable[[], None] | None = None


@dataclass(slots=True)
class _Capture:
    """An element whose text is wanted as it is; `depth` is its place among the open ones."""

    depth: int
    kind: str
    detail: str = ""
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, aliases: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.aliases = aliases
        self.seen: list[Event] = []
        self.open: list[_Open] = []
        self.marks: tuple[str, ...] = ()
        self.pieces: list[Event] = []
        self.buffer: list[str] = []
        # True while the block that the next text belongs to has been told of.
        self.announced = False
        self.numbers: list[int | None] = []
        self.headings: dict[str, int] = {}
        self.heading_count = 0
        self.capture: _Capture | None = None

    # --- what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the start of an element."""
        attributes = {name: value or "" for name, value in attrs}
        if self.capture:
            self._start_captured(tag, attributes)
            return
        self._take_text()
        self._end_implied(tag)
        if tag in _BLOCK:
            self._flush()
        opened = self._opened(tag, attributes)
        if tag not in _VOID:
            self._push(opened)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<a/>` as browsers do: as `<a>`."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of an element; one that never began is nothing."""
        if tag == "br":  # browsers take `</br>` for a break
            self.handle_starttag("br", [])
        lowest = self.capture.depth if self.capture else 0
        for place in range(len(self.open) - 1, lowest - 1, -1):
            if self.open[place].tag == tag:
                self._pop_to(place)
                return

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self.capture:
            self.capture.text.append(data)
        else:
            self.buffer.append(data)

    def finish(self) -> None:
        """End what is still open."""
        self._pop_to(0)
        self._take_text()
        self._flush()

    # --- elements

    def _opened(self, tag: str, attributes: Attributes) -> _Open:
        handler = getattr(self, f"_on_{_GROUPS.get(tag, tag)}", None)
        if handler:
            opened: _Open = handler(tag, attributes)
            return opened
        if tag in _LIVE_BLOCK:
            self._emit(Event("html", tag))
        if tag in _LIVE_INLINE:
            return _Open(tag, mark=f"html:{tag}")
        return _Open(tag, mark=_MARKS.get(tag, ""), at_end=self._flush if tag in _BLOCK else None)

    def _on_heading(self, tag: str, attributes: Attributes) -> _Open:
        self.heading_count += 1
        self.headings.setdefault(normal.address(attributes.get("id", "")), self.heading_count)
        self._emit(Event("heading", tag[1]))
        self.announced = True
        return _Open(tag, at_end=self._end_announced)

    def _on_list(self, tag: str, attributes: Attributes) -> _Open:
        start = attributes.get("start", "1").strip()
        first = int(start) if re.fullmatch(r"-?[0-9]+", start) else 1
        self.numbers.append(first if tag == "ol" else None)
        if self.seen and self.seen[-1] == Event("end", tag):
            # Two lists in a row look like one; what numbers they have is told by their items.
            self.seen.pop()
            self.announced = False
        else:
            self._emit(Event("list", tag, depth=len(self.numbers)))
        return _Open(tag, at_end=self._end_list)

    def _end_list(self) -> None:
        self._flush()
        kind = "ul" if self.numbers.pop() is None else "ol"
        self._emit(Event("end", kind))

    def _on_li(self, tag: str, _: Attributes) -> _Open:
        number = self.numbers[-1] if self.numbers else None
        self._emit(Event("item", "" if number is None else str(number), depth=len(self.numbers)))
        if number is not None:
            self.numbers[-1] = number + 1
        return _Open(tag, at_end=self._flush)

    def _on_blockquote(self, tag: str, attributes: Attributes) -> _Open:
        if "twitter-tweet" in attributes.get("class", ""):
            return self._captured(tag, "tweet")
        return self._framed(tag, "quote")

    def _on_table(self, tag: str, _: Attributes) -> _Open:
        return self._framed(tag, "table")

    def _framed(self, tag: str, kind: str) -> _Open:
        self._emit(Event(kind))

        def at_end() -> None:
            self._flush()
            self._emit(Event("end", kind))

        return _Open(tag, at_end=at_end)

    def _on_tr(self, tag: str, _: Attributes) -> _Open:
        self._flush()
        self._emit(Event("row"))
        return _Open(tag, at_end=self._flush)

    def _on_cell(self, tag: str, _: Attributes) -> _Open:
        self._flush()
        self._emit(Event("cell", "head" if tag == "th" else "data"))
        self.announced = True
        return _Open(tag, at_end=self._end_announced)

    def _on_hr(self, tag: str, _: Attributes) -> _Open:
        self._emit(Event("rule"))
        return _Open(tag)

    def _on_br(self, tag: str, _: Attributes) -> _Open:
        self._piece("break")
        return _Open(tag)

    def _on_img(self, tag: str, attributes: Attributes) -> _Open:
        src = normal.address(attributes.get("src", ""))
        # What the browser itself made up while the author wrote leads nowhere.
        src = "" if src.startswith("blob:") else src
        size = "x".join(attributes.get(side, "").strip() for side in ("width", "height"))
        self._piece("image", src, "" if size == "x" else size)
        return _Open(tag)

    def _on_input(self, tag: str, attributes: Attributes) -> _Open:
        if attributes.get("type", "").lower() == "checkbox":
            self._piece("box")
        return _Open(tag)

    def _on_a(self, tag: str, attributes: Attributes) -> _Open:
        href = normal.address(attributes.get("href", ""))
        return _Open(tag, mark=f"link:{href}" if href else "")

    def _on_span(self, tag: str, attributes: Attributes) -> _Open:
        if _MATH_CLASSES & set(attributes.get("class", "").split()):
            return self._captured(tag, "math", "inline")
        style = normal.style(attributes.get("style", ""))
        return _Open(tag, mark=f"style:{style}" if style else "")

    def _on_div(self, tag: str, attributes: Attributes) -> _Open:
        classes = attributes.get("class", "").split()
        if "math-display" in classes:
            return self._captured(tag, "math", "display")
        language = _language_of(attributes) if "highlighter-rouge" in classes else None
        return _Open(tag, mark="" if language is None else f"code:{language}", at_end=self._flush)

    def _on_pre(self, tag: str, attributes: Attributes) -> _Open:
        around = [entry.mark for entry in self.open if entry.mark.startswith("code:")]
        language = _language_of(attributes) or (around[-1].partition(":")[2] if around else "")
        return self._captured(tag, "code", language)

    def _on_code(self, tag: str, _: Attributes) -> _Open:
        return self._captured(tag, "inline-code")

    def _on_skipped(self, tag: str, attributes: Attributes) -> _Open:
        src = attributes.get("src", "")
        if tag == "iframe":
            self._piece("embed", normal.address(src))
        elif tag == "script" and attributes.get("type", "").startswith("math/tex"):
            display = "mode=display" in attributes["type"]
            return self._captured(tag, "math", "display" if display else "inline")
        elif tag in {"script", "style", "textarea"} and _WIDGETS not in src:
            self._flush()
            self._emit(Event("html", tag))
        return self._captured(tag, "nothing")

    # --- elements whose text is taken as it is

    def _captured(self, tag: str, kind: str, detail: str = "") -> _Open:
        self.capture = _Capture(len(self.open), kind, detail)
        return _Open(tag, at_end=self._end_capture)

    def _start_captured(self, tag: str, attributes: Attributes) -> None:
        capture = self.capture
        assert capture
        if tag == "br":
            capture.text.append("\n")
        elif capture.kind == "code" and tag == "code":
            capture.detail = _language_of(attributes) or capture.detail
        elif capture.kind == "tweet" and tag == "a":
            capture.detail = attributes.get("href", "")
        elif capture.kind == "math" and tag == "annotation":
            capture.text.append("\0")
        if tag not in _VOID:
            self.open.append(_Open(tag, at_end=self._mark_end if tag == "annotation" else None))

    def _mark_end(self) -> None:
        if self.capture:
            self.capture.text.append("\0")

    def _end_capture(self) -> None:
        capture, self.capture = self.capture, None
        assert capture
        text = "".join(capture.text)
        if capture.kind == "code":
            language = normal.language(capture.detail, self.aliases)
            self._flush()
            self._emit(Event("code", normal.code(text), language))
        elif capture.kind == "math":
            self._formula(_tex_of(text), capture.detail)
        elif capture.kind == "tweet":
            self._piece("embed", normal.address(capture.detail))
        elif capture.kind == "inline-code":
            self._piece("inline-code", normal.inline_code(text))

    def _formula(self, source: str, detail: str) -> None:
        if detail == "inline":
            self._piece("math", normal.tex(source), detail)
            return
        self._flush()
        self._emit(Event("math", normal.tex(source), detail))

    # --- the state

    def _push(self, opened: _Open) -> None:
        self.open.append(opened)
        if opened.mark:
            self._set_marks()

    def _pop_to(self, place: int) -> None:
        """End the elements from a place on, the inmost first."""
        while len(self.open) > place:
            self._take_text()
            ended = self.open.pop()
            if ended.mark:
                self._set_marks()
            if ended.at_end:
                ended.at_end()

    def _set_marks(self) -> None:
        marks = {entry.mark for entry in self.open if entry.mark}
        self.marks = tuple(sorted(mark for mark in marks if not mark.startswith("code:")))

    def _end_implied(self, tag: str) -> None:
        """End what browsers end when this tag starts: a paragraph, an item, a cell."""
        if tag not in _BLOCK and tag not in _ENDS:
            return
        ended, holders = _ENDS.get(tag, ({"p"}, _SCOPE))
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].tag in holders:
                return
            if self.open[place].tag in ended:
                self._pop_to(place)

    def _take_text(self) -> None:
        """Put the text read so far into the line, kramdown's formulas by themselves."""
        if not self.buffer:
            return
        text, self.buffer = "".join(self.buffer), []
        position = 0
        for match in _MATH.finditer(text) if "\\" in text else ():
            self._piece("text", text[position : match.start()])
            detail = match.lastgroup or ""
            self._formula(match[detail], detail)
            position = match.end()
        self._piece("text", text[position:])

    def _piece(self, kind: str, value: str = "", detail: str = "") -> None:
        if value or kind != "text":
            shown = _SHOWN_ON.get(kind)
            marks = self.marks if shown is None else tuple(filter(shown.match, self.marks))
            self.pieces.append(Event(kind, value, detail, marks))

    def _flush(self) -> None:
        """End the line: tell what stands in it, after the paragraph that begins there."""
        self._take_text()
        if not self.pieces:
            return
        line, self.pieces = settle(self.pieces), []
        if line and not self.announced:
            self.seen.append(Event("paragraph"))
        if line:
            self.announced = False
            self.seen.extend(line)

    def _end_announced(self) -> None:
        self._flush()
        self.announced = False

    def _emit(self, event: Event) -> None:
        self.announced = False
        self.seen.append(event)


_GROUPS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol"), "list"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(_SKIPPED, "skipped"),
}
# Marks that make a difference to what is no text.
_SHOWN_ON = {
    "break": re.compile("(?!)"),
    "box": re.compile("(?!)"),
    "image": re.compile("link:"),
    "embed": re.compile("(?!)"),
    "math": re.compile("link:|style:"),
}
_MATH_CLASSES = {"math-inline", "katex", "katex-display", "katex-error"}


def _language_of(attributes: Attributes) -> str:
    """Find the language among the classes; where `language-` begins the names, as a rule."""
    names = attributes.get("class", "").split()
    found = [name.removeprefix("language-") for name in names if name.startswith("language-")]
    return found[0] if found else ""


def _tex_of(text: str) -> str:
    """Give what the annotation held, or all of the text of a formula that KaTeX refused."""
    pieces = text.split("\0")
    return pieces[1] if len(pieces) > 2 else text
