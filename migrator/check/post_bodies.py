"""The bodies of posts → their addresses and elements, as far as a check can ask about them.

To read a body as kramdown does takes its time. Most bodies show by a few patterns that no check
would find anything in them, and are not read; the others are read in several processes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from migrator.jekyll.kramdown import BodyReading, read_body, read_html
from migrator.jekyll.kramdown.line_shapes import FENCE
from migrator.long_work.processes import in_processes

# Liquid runs in code, too. Its results, HTML, formulas, attributes and what is defined elsewhere
# in the body can become anything.
_RUNS = re.compile(r"\{[{%]|mermaid")
_MEANS_MORE = re.compile(r"<[a-zA-Z!/?]|\$\$|\{:|\]:|\]\[|\]\(|!\[|```|~~~")
# Code in a block of its own, which no list or quote can hold, and in a line in which nothing
# else can be between two ticks.
_CODE_BLOCK = re.compile(rf"(?:\A|(?<=\n\n))(?=[`~]){FENCE.pattern}")
_CODE = re.compile(r"`[^`\n]*`")
# What is between the brackets cannot end them, and what is in parentheses is all address.
_PLAIN_LINK = re.compile(r"(?P<sign>!?)\[[^\[\]<>`$\\{}\n]*\]\((?P<url>[^\s()<>\"'&\\{}%`|*_]+)\)")


@dataclass(frozen=True)
class PostBody:
    """A body, whether kramdown reads it, whether Liquid runs in it, and what is in its HTML."""

    text: str
    is_markdown: bool
    runs_liquid: bool
    parses_html: bool


def read_bodies(
    bodies: Sequence[PostBody], served: Container[str], origin: str
) -> list[BodyReading]:
    """Read the bodies in which a check may find something; the others have an empty reading.

    `served` are the paths of files that are under the address of the site, `origin`.
    """
    harmless = [is_harmless(body, served, origin) for body in bodies]
    others = [body for body, is_left in zip(bodies, harmless, strict=True) if not is_left]
    readings = in_processes(_read, others, None)
    return [BodyReading() if is_left else next(readings) for is_left in harmless]


def _read(body: PostBody, _: None) -> BodyReading:
    if not body.is_markdown:
        return read_html(body.text, 0, runs_liquid=body.runs_liquid)
    return read_body(body.text, 0, runs_liquid=body.runs_liquid, parses_html=body.parses_html)


def is_harmless(body: PostBody, served: Container[str], origin: str) -> bool:
    """Tell whether nothing in a body is more than text, code and addresses that are right."""
    text = body.text
    if not body.is_markdown or _RUNS.search(text) or "\r" in text or not text.endswith("\n"):
        return False
    rest = "\n".join(_without_code(_CODE_BLOCK.sub("\n", text)))
    if _MEANS_MORE.search(_PLAIN_LINK.sub("", rest)):
        return False
    links = _PLAIN_LINK.finditer(rest)
    return all(_is_right(link["sign"], link["url"], served, origin) for link in links)


def _without_code(text: str) -> Iterator[str]:
    """Give the lines without code; ticks that may belong to those of another line stay for sure."""
    for line in text.split("\n"):
        if "`" not in line:
            yield line
        elif line.count("`") % 2 or "``" in line or "|" in line or "\\" in line:
            yield "```"
        else:
            yield _CODE.sub("code", line)


def _is_right(sign: str, url: str, served: Container[str], origin: str) -> bool:
    """Tell whether an address leads out of the site, or shows a file that is there."""
    if url.startswith("https://"):
        return not (origin and url.startswith(origin))
    return bool(sign) and url.startswith("/") and url[1:] in served
