"""The bodies of posts → their addresses and elements, as far as a check can ask about them.

To read a body as kramdown does takes its time. Most bodies show by a few patterns that no check
would find anything in them, and are not read; the others are read in several processes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from migrator.converter.image_paths import image_name
from migrator.jekyll.kramdown import BodyReading, read_body, read_html
from migrator.jekyll.kramdown.line_shapes import FENCE
from migrator.long_work.processes import in_processes

# Liquid runs in code, too. Its results, HTML, formulas, attributes and what is defined elsewhere
# in the body can become anything.
_RUNS = re.compile(r"\{[{%]|mermaid")
_MEANS_MORE = re.compile(r"<[a-zA-Z!/?]|\$\$|\{:|\]:|\]\[|\]\(|!\[|\\!|```|~~~")
# Code in a block of its own, which no list or quote can hold, and in a line in which nothing
# else can be between two ticks.
_CODE_BLOCK = re.compile(rf"(?:\A|(?<=\n\n))(?=[`~]){FENCE.pattern}")
_TICKED = re.compile(r"^[^`\n]*`.*", re.MULTILINE)
_CODE = re.compile(r"`[^`\s][^`\n]*`")
# What is between the brackets cannot end them, and what is in parentheses is all address.
_PLAIN_LINK = re.compile(r"\[[^\[\]<>`$\\{}\n]*\]\((?P<url>[^\s()<>\"'&\\{}%`|]+)\)")


@dataclass(frozen=True)
class PostBody:
    """A body, whether kramdown reads it, whether Liquid runs in it, and what is in its HTML."""

    text: str
    is_markdown: bool
    runs_liquid: bool
    parses_html: bool


@dataclass(frozen=True)
class KnownAddresses:
    """What is known of addresses without a look at the posts.

    `served` are the paths of files under the address of the site, `origin`; `lost` are the names of
    images that are gone for good.
    """

    served: Container[str]
    origin: str = ""
    lost: Container[str] = frozenset()


def read_bodies(bodies: Sequence[PostBody], known: KnownAddresses) -> list[BodyReading]:
    """Read the bodies in which a check may find something; the others have an empty reading."""
    harmless = [is_harmless(body, known) for body in bodies]
    others = [body for body, is_left in zip(bodies, harmless, strict=True) if not is_left]
    readings = in_processes(_read, others, None)
    return [BodyReading() if is_left else next(readings) for is_left in harmless]


def _read(body: PostBody, _: None) -> BodyReading:
    if not body.is_markdown:
        return read_html(body.text, 0, runs_liquid=body.runs_liquid)
    return read_body(body.text, 0, runs_liquid=body.runs_liquid, parses_html=body.parses_html)


def is_harmless(body: PostBody, known: KnownAddresses) -> bool:
    """Tell whether nothing in a body is more than text, code and addresses that are right."""
    text = body.text
    if not body.is_markdown or _RUNS.search(text) or "\r" in text or not text.endswith("\n"):
        return False
    rest = _CODE_BLOCK.sub("\n", text) if "```" in text or "~~~" in text else text
    rest = _TICKED.sub(_without_code, rest)
    if _MEANS_MORE.search(_PLAIN_LINK.sub("", rest)):
        return False
    links = _PLAIN_LINK.finditer(rest)
    return all(_is_right(link, known) for link in links)


def _without_code(ticked: re.Match[str]) -> str:
    """Give a line without code; ticks that may belong to those of another line stay for sure."""
    line = ticked[0]
    if line.count("`") % 2 or "``" in line or "|" in line or "\\" in line:
        return "```"
    rest = _CODE.sub("code", line)
    return "```" if "`" in rest else rest  # a tick before a blank may begin no code


def _is_right(link: re.Match[str], known: KnownAddresses) -> bool:
    """Tell whether an address leads out of the site, or shows a file that is there."""
    url = link["url"]
    is_image = link.string.startswith("!", max(0, link.start() - 1))
    if url.startswith("https://"):
        is_here = known.origin and url.startswith(known.origin)
        return not is_here and not (is_image and image_name(url) in known.lost)
    return is_image and url.startswith("/") and url[1:] in known.served
