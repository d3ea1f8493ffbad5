"""Two stretches of posts that do not match → the names of what differs, with an example each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest

from migrator.proof.spans import Difference, Stretch
from migrator.proof.tokens import Token, equal_start

_DRESSED = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "…": "...",
    "–": "--",
    "—": "---",
    "«": "<<",
    "»": ">>",
}
_TYPOGRAPHY = str.maketrans(_DRESSED)
_SIGNS = str.maketrans("", "", "*_~ ")
_ENDS = {"ul": "list-nesting", "ol": "list-nesting", "quote": "quote", "table": "table-cells"}


def of_spans(ours: Stretch, theirs: Stretch, spoilt: bool) -> Iterator[Difference]:
    """Name what one stretch has and the other has not.

    `spoilt` posts hold an emoji in a code block, which makes Velog put a `<` into later code.
    """
    forgiven = spoilt and _only_stray_marks(ours, theirs)
    names = [] if forgiven else list(dict.fromkeys(_names(ours, theirs)))
    for name in names:
        yield Difference(name, *_examples(name, ours, theirs))


_SHOWN_BY = {"image-src": "image"}


def _examples(name: str, ours: Stretch, theirs: Stretch) -> tuple[str, str]:
    """Show both sides; of long texts, the place where they part."""
    kind = _SHOWN_BY.get(name) or ("code" if name.startswith("code-") else name)
    for one, other in zip(ours.inside(kind), theirs.inside(kind), strict=False):
        if one.value != other.value:
            start = max(0, equal_start(one.value, other.value) - 20)
            return repr(one.value[start : start + 60]), repr(other.value[start : start + 60])
    return ours.example(), theirs.example()


def _names(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    names = [name for rule in _RULES for name in rule(ours, theirs)]
    blank = list(_of_empty_lines(ours, theirs))
    if not blank and (not names or not ours.inside() or not theirs.inside()):
        names += _of_paragraphs(ours, theirs)
    names += blank or _surplus(ours, theirs, "break", "merged-lines", "extra-break")
    if not _EXPLAIN_TEXT & set(names):
        names += _of_text(ours, theirs, bool(names))
    yield from names or _of_ends(ours, theirs)


def _of_empty_lines(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    """Name the paragraphs that hold nothing but an empty line."""
    counts = [sum(map(_is_empty, span.inside(), span.inside()[1:])) for span in (ours, theirs)]
    if counts[0] != counts[1]:
        yield "empty-line-lost" if counts[0] > counts[1] else "empty-line-extra"


def _is_empty(one: Token, next_: Token) -> bool:
    return one.kind == "paragraph" and next_.kind == "break"


def _of_text(ours: Stretch, theirs: Stretch, explained: bool) -> Iterator[str]:
    one, other = ours.words(), theirs.words()
    if one.replace(" ", "") == other.replace(" ", ""):
        if one != other and not explained:
            yield "space"
    elif one.translate(_TYPOGRAPHY) == other.translate(_TYPOGRAPHY):
        yield "smart-typography"
    elif one.replace("\\", "") == other.replace("\\", ""):
        yield "escape"
    elif one.translate(_SIGNS) == other.translate(_SIGNS):
        yield from list(_of_signs(ours, theirs)) or ["text"]
    else:
        yield "text"


def _of_signs(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    """Name the formats that one side has where the other shows their signs."""
    marks = [
        {mark for word in span.inside("word") for char in word.marks for mark in char}
        for span in (ours, theirs)
    ]
    for mark in sorted(marks[0] ^ marks[1]):
        if mark in {"bold", "italic", "strike"}:
            yield f"lost-{mark}" if mark in marks[0] else f"extra-{mark}"


def _of_ends(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    """Name what begins alike and ends elsewhere; else the same things stand in another order."""
    ends = Counter(token.value for token in ours.inside("end"))
    ends.subtract(token.value for token in theirs.inside("end"))
    names = dict.fromkeys(_ENDS[kind] for kind, count in ends.items() if count)
    yield from names or ["order"]


def _of_paragraphs(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    more = len(ours.inside("paragraph")) - len(theirs.inside("paragraph"))
    if more > 0:
        yield "para-lost" if ours.words() and not theirs.words() else "para-merged"
    elif more < 0:
        yield "para-extra" if theirs.words() and not ours.words() else "para-split"


def _of_headings(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    yield from _pairs(ours, theirs, "heading", ("heading-lost", "heading-extra"), _level)


def _level(one: Token, other: Token) -> Iterator[str]:
    if one.value != other.value:
        yield "heading-level"


def _of_lists(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    yield from _pairs(ours, theirs, "list", ("list-lost", "list-extra"), _list)
    yield from _pairs(ours, theirs, "item", ("list-lost", "list-extra"), _item)


def _list(one: Token, other: Token) -> Iterator[str]:
    if one.value != other.value:
        yield "list-kind"
    if one.detail != other.detail:
        yield "list-nesting"


def _item(one: Token, other: Token) -> Iterator[str]:
    if one.detail != other.detail:
        yield "list-nesting"
    if one.value != other.value:
        yield from _sign(one.value.partition(" "), other.value.partition(" "))


def _sign(one: tuple[str, str, str], other: tuple[str, str, str]) -> Iterator[str]:
    """Name what differs in the signs of two items: `3 a` is the letter of the third."""
    if bool(one[0]) != bool(other[0]):
        yield "list-kind"
    elif one[0] != other[0]:
        yield "list-number"
    if one[2] != other[2]:
        yield "list-type"


def _of_code(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    yield from _pairs(ours, theirs, "code", ("code-lost", "code-extra"), _code)
    yield from _unlike(ours, theirs, "inline-code", "inline-code")


def _code(one: Token, other: Token) -> Iterator[str]:
    if one.value.rstrip("\n") != other.value.rstrip("\n"):
        yield "code-text"
    elif one.value != other.value:
        yield "code-blank-line"
    if one.detail != other.detail:
        yield "code-language"


def _of_images(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    yield from _pairs(ours, theirs, "image", ("image-lost", "image-extra"), _image)


def _image(one: Token, other: Token) -> Iterator[str]:
    if one.value != other.value:
        yield "image-src"
    if one.detail != other.detail:
        yield "image-size"


def _of_tables(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    yield from _surplus(ours, theirs, "table", "table-lost", "table-extra")
    tables = [len(span.inside("table")) for span in (ours, theirs)]
    if tables[0] != tables[1]:
        return
    cells = [
        [token.key for token in span.inside() if token.kind in {"row", "cell"}]
        for span in (ours, theirs)
    ]
    if [cell[:2] for cell in cells[0]] != [cell[:2] for cell in cells[1]]:
        yield "table-cells"
    elif cells[0] != cells[1]:
        yield "merged-cells"


def _of_the_rest(ours: Stretch, theirs: Stretch) -> Iterator[str]:
    for kind, name in _SIMPLE.items():
        yield from _unlike(ours, theirs, kind, name)
    tags = Counter(token.value for token in theirs.inside("html"))
    tags.subtract(token.value for token in ours.inside("html"))
    for tag, count in tags.items():
        if count < 0:
            yield "html-lost"
        elif count:
            yield "script-live" if tag in {"script", "style"} else "html-live"


_SIMPLE = {"quote": "quote", "rule": "rule", "math": "math", "embed": "embed", "box": "task-box"}
_RULES: list[Callable[[Stretch, Stretch], Iterator[str]]] = [
    _of_headings,
    _of_lists,
    _of_tables,
    _of_code,
    _of_images,
    _of_the_rest,
]
# Where one of these is named, that text is missing or stands elsewhere needs no second name.
_EXPLAIN_TEXT = {
    "para-lost",
    "para-extra",
    "heading-lost",
    "heading-extra",
    "list-lost",
    "list-extra",
    "table-lost",
    "table-extra",
    "table-cells",
    "merged-cells",
    "code-lost",
    "code-extra",
    "inline-code",
    "math",
    "embed",
    "image-lost",
    "image-extra",
    "html-live",
    "html-lost",
    "script-live",
}


# --- helpers


def _surplus(ours: Stretch, theirs: Stretch, kind: str, lost: str, extra: str) -> Iterator[str]:
    more = len(ours.inside(kind)) - len(theirs.inside(kind))
    if more:
        yield lost if more > 0 else extra


def _pairs(
    ours: Stretch,
    theirs: Stretch,
    kind: str,
    names: tuple[str, str],
    rule: Callable[[Token, Token], Iterator[str]],
) -> Iterator[str]:
    """Pair the tokens of a kind in their order; name the ones left over."""
    yield from _surplus(ours, theirs, kind, *names)
    for one, other in zip(ours.inside(kind), theirs.inside(kind), strict=False):
        yield from rule(one, other)


def _unlike(ours: Stretch, theirs: Stretch, kind: str, name: str) -> Iterator[str]:
    if [token.key for token in ours.inside(kind)] != [token.key for token in theirs.inside(kind)]:
        yield name


def _only_stray_marks(ours: Stretch, theirs: Stretch) -> bool:
    """Tell if only code differs, and only by a `<` or two too many in Velog's."""
    pairs = list(zip_longest(ours.inside(), theirs.inside(), fillvalue=Token("nothing")))
    return all(
        one.kind == other.kind
        and one.kind in {"code", "inline-code"}
        and one.detail == other.detail
        and _is_cut(one.value, other.value)
        for one, other in pairs
    )


def _is_cut(longer: str, shorter: str) -> bool:
    """Tell if some `<` can be taken out of one text to make the other."""
    rest = iter(longer)
    for char in shorter:
        for candidate in rest:
            if candidate == char:
                break
            if candidate != "<":
                return False
        else:
            return False
    return set(rest) <= {"<"}
