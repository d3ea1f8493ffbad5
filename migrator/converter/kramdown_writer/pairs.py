"""Emphasis and strikes of a paragraph, and its literal stars and underscores → marks.

Rules of kramdown's `parse_emphasis`: no blank after the opening mark or before the closing one,
no letter before an opening `_` or after a closing one, no kind of emphasis inside itself.
"""

from __future__ import annotations

from bisect import bisect_right

from migrator.converter.kramdown_writer.buffer import Buffer, Mark

_TAGS = {"em": "em", "strong": "strong", "strike": "del"}
_LENGTH = {"em": 1, "strong": 2}
_BLANKS = frozenset(" \t\n")

_MOST_OPEN = 8
"""So many marks that nothing closes stay as typed in a paragraph; kramdown reads all that follows
for each of them, again inside each that it nests (cubic in their number)."""
_MOST_UNDERSCORES = 64
"""So many underscores stay as typed; kramdown reads all that precedes for each."""


def write_pairs(buffer: Buffer, by_kind: dict[str, list[Mark]]) -> None:
    """Choose the marks of each pair, then escape stars and underscores that would break them."""
    pairs = [mark for kind in _TAGS for mark in by_kind.get(kind, ())]
    if pairs:
        pairs.sort(key=lambda mark: mark.end)
        pairs = [mark for mark in pairs if _fit(buffer, mark)]
        underscored = [mark for mark in pairs if mark.wish.startswith("_")]
        if len(underscored) > _MOST_UNDERSCORES:
            for mark in underscored:
                mark.wish = "*"
        _choose_all(buffer, pairs)
    for char in "*_":
        if char in by_kind:
            _escape_runs(buffer, by_kind[char], char, [*pairs, *by_kind.get("link", ())])


def within_tags(buffer: Buffer, by_kind: dict[str, list[Mark]]) -> list[tuple[int, int]]:
    """Give the spans of the pairs that are written as HTML."""
    marks = [mark for kind in (*_TAGS, "span") for mark in by_kind.get(kind, ())]
    return _outermost([mark for mark in marks if buffer.pieces[mark.at].startswith("<")])


def _fit(buffer: Buffer, mark: Mark) -> bool:
    """Move blanks from the inner edges to the outside; drop a pair with nothing in it."""
    pieces = buffer.pieces
    first, last = mark.at + 1, mark.end - 1
    while first <= last and not (rest := pieces[first].lstrip(" \t")):
        pieces[mark.at - 1] += pieces[first]
        pieces[first] = ""
        first += 1
    if first > last:
        pieces[mark.at] = pieces[mark.end] = ""
        return False
    pieces[mark.at - 1] += pieces[first][: len(pieces[first]) - len(rest)]
    pieces[first] = rest
    behind = pieces[mark.end + 1]
    while not (rest := pieces[last].rstrip(" \t")):
        pieces[mark.end + 1] = pieces[last] + pieces[mark.end + 1]
        pieces[last] = ""
        last -= 1
    pieces[mark.end + 1] = pieces[last][len(rest) :] + pieces[mark.end + 1]
    # A backslash right before the mark would escape it.
    is_open = (len(rest) - len(rest.rstrip("\\"))) % 2 == 1
    pieces[last] = f"{rest}\\" if is_open and pieces[mark.end + 1] != behind else rest
    return True


def _choose_all(buffer: Buffer, pairs: list[Mark]) -> None:
    """Choose from the end, so that each pair knows what follows it and what is around it."""
    around: list[Mark] = []
    for mark in reversed(pairs):
        while around and around[-1].at > mark.at:
            around.pop()
        outer = around[-1] if around and around[-1].at < mark.at < around[-1].end else None
        first, last = (
            _strike(buffer, mark) if mark.kind == "strike" else _stress(buffer, mark, outer)
        )
        buffer.pieces[mark.at], buffer.pieces[mark.end] = first, last
        around.append(mark)


def _strike(buffer: Buffer, mark: Mark) -> tuple[str, str]:
    """Write `~~`, unless a tilde inside would end kramdown's `STRIKETHROUGH_MATCH`."""
    inner = "".join(buffer.pieces[mark.at + 1 : mark.end])
    if "~~" in inner or inner[0] == "~" or inner[-1] == "~":
        return "<del>", "</del>"
    return "~~", "~~"


def _stress(buffer: Buffer, mark: Mark, outer: Mark | None) -> tuple[str, str]:
    """Write the author's mark, or the other one, or a tag where neither would work."""
    if not mark.nested:
        for char in "_*" if mark.wish.startswith("_") else "*_":
            if _fits(buffer, mark, char, outer):
                mark.wish = char
                return (char * _LENGTH[mark.kind],) * 2
    mark.wish = ""
    return f"<{_TAGS[mark.kind]}>", f"</{_TAGS[mark.kind]}>"


def _fits(buffer: Buffer, mark: Mark, char: str, outer: Mark | None) -> bool:
    if char == "_" and not (_is_free(buffer, mark) and _is_apart(buffer, mark, outer)):
        return False
    if mark.kind == "em":
        # `**` never closes `*`, but `***` does.
        return buffer.after(mark.end) != char or buffer.is_run_after(mark.end)
    # `***` opens strong around em, wherever a later `**` or `***` closes it; the other way round
    # needs two different marks.
    return not (
        outer is not None
        and (outer.kind, outer.wish) == ("em", char)
        and not any(buffer.pieces[outer.at + 1 : mark.at])
    )


def _is_free(buffer: Buffer, mark: Mark) -> bool:
    """Tell whether no letter or digit keeps an underscore from opening or closing."""
    return not _after_letter(buffer, mark.at) and not buffer.after(mark.end).isalnum()


def _is_apart(buffer: Buffer, mark: Mark, outer: Mark | None) -> bool:
    """Tell whether an underscore before the opening one, if any, is ours as well."""
    if buffer.before(mark.at)[-1:] != "_":
        return True
    return outer is not None and not any(buffer.pieces[outer.at + 1 : mark.at])


def _after_letter(buffer: Buffer, at: int) -> bool:
    before = buffer.before(at)
    return before[-1:].isalpha() or (before[-1:] == "-" and before[:-1].isalpha())


def _escape_runs(buffer: Buffer, runs: list[Mark], char: str, pairs: list[Mark]) -> None:
    """Escape the runs that would open a pair, or close one of ours."""
    ours = [mark for mark in pairs if mark.wish == char and mark.kind in _LENGTH]
    last = max((mark.end for mark in ours), default=-1)
    inside = _outermost(ours)
    # A mark in the text of a link may be closed by one in an address, of this link or a later one:
    # while kramdown looks for the end of emphasis, it does not read links.
    links = [mark for mark in pairs if mark.kind == "link"]
    reach = max((mark.end for mark in links if char in buffer.pieces[mark.end]), default=-1)
    in_link = _outermost([mark for mark in links if mark.end <= reach])
    left: list[Mark] = []
    opening: list[Mark] = []
    for run in reversed(runs):
        before, after = buffer.before(run.at)[-1:], buffer.after(run.at)
        # In a longer run the first two are text, and a mark stands beside the third.
        is_long = len(buffer.pieces[run.at]) > 2
        closes = bool(before) and before not in _BLANKS and not (char == "_" and after.isalnum())
        closes |= is_long
        opens = is_long or (bool(after) and after not in _BLANKS)
        if char == "_" and len(buffer.pieces[run.at]) < 3 and _after_letter(buffer, run.at):
            opens = False
        disturbs = (opens and run.at < last) or (closes and is_within(inside, run.at))
        disturbs |= opens and is_within(in_link, run.at)
        # Four are emphasis around two.
        if disturbs or before == char or len(buffer.pieces[run.at]) > 3:
            _escape(buffer, [run])
            continue
        if closes:
            last = max(last, run.at)
        (opening if opens else left).append(run)
    if len(opening) > _MOST_OPEN:
        _escape(buffer, opening)
    if len(left) > _MOST_UNDERSCORES:
        _escape(buffer, left)


def _escape(buffer: Buffer, runs: list[Mark]) -> None:
    for run in runs:
        buffer.pieces[run.at] = f"\\{run.kind}" * len(buffer.pieces[run.at])


def _outermost(pairs: list[Mark]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((mark.at, mark.end) for mark in pairs):
        if not spans or start > spans[-1][1]:
            spans.append((start, end))
    return spans


def is_within(spans: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a piece is inside one of the spans, which are pairs of indices."""
    index = bisect_right(spans, (at, at)) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]
