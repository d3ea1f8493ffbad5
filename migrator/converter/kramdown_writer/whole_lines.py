"""The inlines of a paragraph or a heading → those that say its style for its attribute list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migrator.converter.blanks import is_blank
from migrator.converter.kramdown_writer.chunks import Chunk
from migrator.converter.tree import (
    WHOLE_LINES,
    Embed,
    Frame,
    Inline,
    Math,
    Span,
    Target,
    Text,
)


def styled(children: Sequence[Inline]) -> tuple[Sequence[Inline], str]:
    """Take the style of a whole line out of the span around it; give it for an attribute list."""
    match [child for child in children if not isinstance(child, Target)]:
        case [Span(attributes=(("style", style),), tag="span") as span] if (
            style.endswith(WHOLE_LINES) and '"' not in style and _is_text(span)
        ):
            targets = [child for child in children if isinstance(child, Target)]
            return [*targets, *span.children], f'style="{style.removesuffix(WHOLE_LINES)}"'
    return children, ""


def with_style(chunk: Chunk, style: str) -> Chunk:
    """Write the attribute list under a paragraph."""
    return replace(chunk, lines=[*chunk.lines, f"{{: {style}}}"]) if style else chunk


def is_formula(children: Sequence[Inline]) -> bool:
    """Tell whether a formula stands alone, so that kramdown takes it for a displayed one."""
    seen = [node for node in children if not (isinstance(node, Text) and is_blank(node.value))]
    return len(seen) == 1 and isinstance(seen[0], Math)


def _is_text(span: Span) -> bool:
    frames = any(isinstance(child, Embed | Frame) for child in span.children)
    return not frames and not is_formula(span.children)
