"""The HTML of a rendered post → what a reader sees, in order, the same for Velog and Jekyll."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migrator.proof import formulas, languages, lists, media, normal, styles
from migrator.proof.browser import TEXT, Attributes, attributes_of, read, text_of
from migrator.proof.jumps import Jumps
from migrator.proof.line import settle
from migrator.proof.model import Event
from migrator.proof.tags import BLOCK, GROUPS, HOLDERS, LIVE_BLOCK

__all__ = ["Event", "events", "events_in"]

# Marks that make a difference to what is no text.
_SHOWN_ON = {
    "break": re.compile("(?!)"),
    "image": re.compile("link:|jump:"),
    "embed": re.compile("(?!)"),
    "math": re.compile("link:|jump:|style:"),
}
_WIDGETS = "platform.twitter.com/widgets.js"


def events(html: str) -> list[Event]:
    """Reduce the HTML of a post's body to what a reader sees."""
    return events_in(read(html))


def events_in(root: Any) -> list[Event]:
    """Reduce a page that has been read to the same."""
    reader = _Reader()
    reader.read(root)
    return reader.jumps.followed(reader.seen)


@dataclass(slots=True)
class _Open:
    """An element that has begun; `at_end` runs when it ends, after its last line is told.

    `all_marks` are those of its texts: its own and those around it.
    """

    tag: str
    children: Iterator[Any]
    marks: tuple[str, ...] = ()
    all_marks: tuple[str, ...] = ()
    is_block: bool = False
    language: str = ""
    at_end: Callable[[], None] | None = None


class _Reader:
    def __init__(self) -> None:
        self.seen: list[Event] = []
        self.open: list[_Open] = []
        # Those of all that is open: what texts have, and what blocks have.
        self.marks: tuple[str, ...] = ()
        self.block_marks: tuple[str, ...] = ()
        self.pieces: list[Event] = []
        # True while the block that the next text belongs to has been told of.
        self.announced = False
        self.lists: list[lists.ListSigns] = []
        self.jumps = Jumps()

    # --- from element to element

    def read(self, root: Any) -> None:
        """Take in a page."""
        self._push(_Open("", iter(root.children)))
        while self.open:
            node = next(self.open[-1].children, None)
            if node is None:
                self._end()
            elif node.name == TEXT:
                self._say(normal.visible(node.data))
            elif not node.name.startswith(("#", "!")):
                self._begin(node)

    def _begin(self, element: Any) -> None:
        tag, attributes = element.name, attributes_of(element)
        if styles.is_hidden(attributes):
            return
        is_block = tag in BLOCK or styles.is_block(attributes)
        if is_block:
            self._flush()
        self.jumps.pass_by(tag, attributes)
        marks = styles.marks_of(tag, attributes, is_block=is_block)
        self._push(_Open(tag, iter(element.children or ()), marks, is_block=is_block))
        if tag in LIVE_BLOCK:
            self._emit(Event("html", f"{tag} open" if "open" in attributes else tag))
        handler = _HANDLERS.get(tag)
        if handler:
            handler(self, element, attributes)

    def _push(self, opened: _Open) -> None:
        around = self.open[-1].all_marks if self.open else ()
        self.open.append(opened)
        if opened.marks:
            self._set_marks()
        else:
            opened.all_marks = around

    def _end(self) -> None:
        if self.open[-1].is_block or len(self.open) == 1:
            self._flush()
        ended = self.open.pop()
        if ended.marks:
            self._part_marks(self.open[-1].all_marks if self.open else ())
        if ended.at_end:
            ended.at_end()

    def _set_marks(self) -> None:
        """Find the marks anew, after the last element has got some."""
        marks = styles.together(each.marks for each in self.open)
        self.open[-1].all_marks = marks
        self._part_marks(marks)

    def _part_marks(self, marks: tuple[str, ...]) -> None:
        self.block_marks = tuple(mark for mark in marks if mark.startswith("align:"))
        self.marks = tuple(mark for mark in marks if mark not in self.block_marks)

    def _pass_over(self) -> None:
        """Read nothing of what is in the element that has just begun."""
        self.open[-1].children = iter(())

    # --- blocks

    def _on_heading(self, element: Any, _: Attributes) -> None:
        self._announce(Event("heading", element.name[1], marks=self.block_marks))

    def _on_list(self, element: Any, attributes: Attributes) -> None:
        count = sum(child.name == "li" for child in element.children)
        self.lists.append(lists.begun(element.name, attributes, count))
        if self.seen and self.seen[-1] == Event("end", element.name):
            # Two lists in a row look like one; what numbers they have is told by their items.
            self.seen.pop()
            self.announced = False
        else:
            self._emit(Event("list", element.name, depth=len(self.lists)))
        self.open[-1].at_end = lambda: self._end_list(element.name)

    def _end_list(self, tag: str) -> None:
        self.lists.pop()
        self._emit(Event("end", tag))

    def _on_li(self, _: Any, attributes: Attributes) -> None:
        sign = self.lists[-1].next(attributes) if self.lists else ""
        self._emit(Event("item", sign, depth=len(self.lists)))
        self.open[-1].at_end = self._end_item

    def _end_item(self) -> None:
        """End an item; a blank line that is all of it is no higher than its sign."""
        if [event.kind for event in self.seen[-3:]] == ["item", "paragraph", "break"]:
            del self.seen[-2:]

    def _on_blockquote(self, element: Any, attributes: Attributes) -> None:
        if "twitter-tweet" in attributes.get("class", ""):
            self._piece("embed", normal.address(media.tweet(element)))
            self._pass_over()
        else:
            self._frame("quote")

    def _on_table(self, _: Any, __: Attributes) -> None:
        self._frame("table")

    def _frame(self, kind: str) -> None:
        self._emit(Event(kind))
        self.open[-1].at_end = lambda: self._emit(Event("end", kind))

    def _on_tr(self, _: Any, __: Attributes) -> None:
        self._emit(Event("row"))
        self.open[-1].at_end = self._end_row

    def _end_row(self) -> None:
        """A row without cells has no height."""
        if self.seen[-1] == Event("row"):
            self.seen.pop()

    def _on_cell(self, element: Any, attributes: Attributes) -> None:
        kind = "head" if element.name == "th" else "data"
        spans = [normal.count(attributes.get(name, "")) for name in ("colspan", "rowspan")]
        merged = "" if spans == [1, 1] else f"{spans[0]}x{spans[1]}"
        self._announce(Event("cell", kind, merged, self.block_marks))
        self.open[-1].at_end = self._end_cell

    def _end_cell(self) -> None:
        """A blank line that is all of a cell is no higher than an empty cell."""
        if [event.kind for event in self.seen[-2:]] == ["cell", "break"]:
            self.seen.pop()
        self.announced = False

    def _on_hr(self, _: Any, __: Attributes) -> None:
        self._emit(Event("rule"))

    def _on_pre(self, element: Any, attributes: Attributes) -> None:
        around = [each.language for each in self.open if each.language]
        within = (
            languages.of_classes(attributes_of(child))
            for child in element.children
            if child.name == "code"
        )
        said = next(filter(None, within), "") or languages.of_classes(attributes)
        language = said or (around[-1] if around else "")
        text = text_of(element)
        self.jumps.hear(text)
        self._emit(Event("code", normal.code(text), languages.name(language)))
        self._pass_over()

    def _on_div(self, element: Any, attributes: Attributes) -> None:
        classes = attributes.get("class", "").split()
        if "highlighter-rouge" in classes:
            self.open[-1].language = languages.of_classes(attributes)
        if "math-display" in classes:
            self._take_formula(element, "display")

    # --- what stands in a line

    def _on_br(self, _: Any, __: Attributes) -> None:
        self._piece("break")

    def _on_img(self, _: Any, attributes: Attributes) -> None:
        self.jumps.hear("image")
        src = normal.address(attributes.get("src", ""))
        # What the browser itself made up while the author wrote leads nowhere.
        self._piece("image", "" if src.startswith("blob:") else src, media.size(attributes))

    def _on_input(self, _: Any, attributes: Attributes) -> None:
        kind = attributes.get("type", "text").lower()
        if kind == "hidden":
            return
        self.pieces.append(
            Event(
                "box",
                "" if kind == "checkbox" else kind,
                marks=("ticked",) if "checked" in attributes else (),
            )
        )

    def _on_a(self, _: Any, attributes: Attributes) -> None:
        href = attributes.get("href", "").strip()
        if href.startswith("#"):
            self._mark(f"jump:{href}")
        elif href:
            self._mark(f"link:{normal.address(href)}")

    def _mark(self, mark: str) -> None:
        self.open[-1].marks += (mark,)
        self._set_marks()

    def _on_span(self, element: Any, attributes: Attributes) -> None:
        if formulas.CLASSES & set(attributes.get("class", "").split()):
            self._take_formula(element, "inline")

    def _on_code(self, element: Any, _: Attributes) -> None:
        text = text_of(element)
        self.jumps.hear(text)
        self._piece("inline-code", normal.inline_code(text))
        self._pass_over()

    def _on_skipped(self, element: Any, attributes: Attributes) -> None:
        tag, src = element.name, attributes.get("src", "")
        self._pass_over()
        if tag == "iframe":
            self._piece("embed", normal.address(src))
        elif tag == "script" and attributes.get("type", "").startswith("math/tex"):
            display = "mode=display" in attributes["type"]
            self._formula(text_of(element), "display" if display else "inline")
        elif tag in {"script", "style", "textarea"} and _WIDGETS not in src:
            self._flush()
            self._emit(Event("html", tag))

    def _on_player(self, element: Any, attributes: Attributes) -> None:
        self._piece("embed", normal.address(media.played(element, attributes)))
        self._pass_over()

    def _take_formula(self, element: Any, detail: str) -> None:
        self._formula(formulas.source_of(element), detail)
        self._pass_over()

    def _formula(self, source: str, detail: str) -> None:
        self.jumps.hear(source)
        if detail == "inline" and formulas.is_refused(source):
            first, *others = f"${source}$".split("\n")
            self._piece("text", first)
            for line in others:
                self._piece("break")
                self._piece("text", line)
            return
        if detail == "inline":
            self._piece("math", formulas.tex(source), detail)
            return
        self._flush()
        self._emit(Event("math", formulas.tex(source), detail))

    def _say(self, text: str) -> None:
        """Put a text into the line, kramdown's formulas by themselves."""
        if not self.pieces and not text.strip(normal.SPACE):
            return  # most texts stand between two blocks
        for piece, detail in formulas.parted(text):
            if detail:
                self._formula(piece, detail)
            else:
                self.jumps.hear(piece)
                self._piece("text", piece)

    # --- the state

    def _piece(self, kind: str, value: str = "", detail: str = "") -> None:
        if value or kind != "text":
            shown = _SHOWN_ON.get(kind)
            marks = self.marks if shown is None else tuple(filter(shown.match, self.marks))
            self.pieces.append(Event(kind, value, detail, marks))

    def _flush(self) -> None:
        """End the line: tell what stands in it, after the paragraph that begins there."""
        if not self.pieces:
            return
        line, self.pieces = settle(self.pieces), []
        if not line:
            return
        if not self.announced:
            tight = ("tight",) if self._is_tight() else ()
            self.seen.append(Event("paragraph", marks=self.block_marks + tight))
        self.announced = False
        self.seen.extend(line)

    def _is_tight(self) -> bool:
        """Tell if the line is in an item without a paragraph's room around it."""
        around = (each.tag for each in reversed(self.open))
        return next((tag for tag in around if tag in HOLDERS), "") == "li"

    def _announce(self, event: Event) -> None:
        self._emit(event)
        self.announced = True

    def _emit(self, event: Event) -> None:
        self.announced = False
        self.seen.append(event)


_HANDLERS: Mapping[str, Callable[[_Reader, Any, Attributes], None]] = {
    **{
        name.removeprefix("_on_"): handler
        for name, handler in vars(_Reader).items()
        if name.startswith("_on_")
    },
    **{tag: getattr(_Reader, f"_on_{group}") for tag, group in GROUPS.items()},
}
