"""The file of an SVG → the same without what a browser would run, or why it may not be kept.

In an `<img>` no browser runs the script of an SVG, so taking it out changes nothing that a post
shows. Opened by its own address it would run, on the origin of the author's site.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TextIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from migrator.model import Note

CANNOT_TELL = Note(
    "an SVG that cannot be read as XML and may hold script",
    "XML로 읽을 수 없고 스크립트가 들어 있을 수 있는 SVG",
)

# By the last part of their names: a namespace may be called anything. The second line is what HTML
# in a `foreignObject` could bring.
_RUNNING = {"script", "handler", "listener"} | set(
    "applet base embed form frame frameset iframe link meta object".split()
)
_ANIMATIONS = ("set", "animate", "animatemotion", "animatetransform")
_ADDRESSES = ("href", "src", "action", "formaction", "data", "from", "to", "by", "values")
_RUNNING_ADDRESS = re.compile(r"(?:[a-z]*script|data(?!:image/)):", re.IGNORECASE)
_BLANK = re.compile(r"[\0-\x20\x7f-\xa0]+")
_MAY_RUN = re.compile(rb"script|\bon\w+\s*=|srcdoc|<!entity|xml-stylesheet|&#", re.IGNORECASE)


def take_script_out(file: Path) -> Note | None:
    """Rewrite an SVG file without its script; one without script is left as it is.

    What is gone: elements and attributes that run something (SVG 2, 15 "Scripting"), addresses with
    `javascript:` or `data:` (those of images aside), animations of such, and XML style sheets.
    Gives the problem where the file cannot be read as XML, as no browser can, and may hold script.
    """
    clean = file.with_name(f"{file.name}.clean")
    try:
        with file.open("rb") as source, clean.open("w", encoding="utf-8", newline="") as target:
            copy = _HarmlessCopy(target)
            copy.parser.ParseFile(source)
    except (expat.ExpatError, LookupError, ValueError):  # the last two for odd encodings
        clean.unlink()
        return CANNOT_TELL if _may_run(file) else None
    clean.replace(file) if copy.lacks_something else clean.unlink()
    return None


def _may_run(file: Path) -> bool:
    return _MAY_RUN.search(file.read_bytes()) is not None


class _HarmlessCopy:
    """Writes what a parser of XML reports, without what runs."""

    def __init__(self, target: TextIO) -> None:
        self._target = target
        self._skipped = 0  # how deep we are in an element that is left out
        self.lacks_something = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipped or _runs(name, attributes):
            self._skipped += 1
            self.lacks_something = True
            return
        kept = {key: value for key, value in attributes.items() if not _is_running(key, value)}
        self.lacks_something |= len(kept) < len(attributes)
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self._target.write(f"<{name}{written}>")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._target.write(f"</{name}>")

    def _text(self, data: str) -> None:
        if not self._skipped:
            self._target.write(escape(data))

    def _instruction(self, target: str, data: str) -> None:
        self.lacks_something = True


def _runs(name: str, attributes: dict[str, str]) -> bool:
    local = _local(name)
    animated = _local(attributes.get("attributeName", ""))
    is_run = animated == "href" or animated.startswith("on")
    return local in _RUNNING or (local in _ANIMATIONS and is_run)


def _is_running(key: str, value: str) -> bool:
    local = _local(key)
    if local in _ADDRESSES:
        return any(_RUNNING_ADDRESS.match(each) for each in _BLANK.sub("", value).split(";"))
    return local.startswith("on") or local == "srcdoc"


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
