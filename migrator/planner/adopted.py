"""A file without a base text, and Velog's text → whether it is adopted, and what differs.

Nobody knows which of the two texts is newer, so that is never decided in silence. An author who
moved a post by hand has changed its form, and perhaps words: a file of theirs is adopted as it
is, and the run that does so ends with 1 if a reader sees other words or images; from then on they
are the author's edit. A file that this tool wrote and whose base text is lost, as with the ledger,
has Velog's text of one day or the author's edit of it: there the run ends with 1, and Velog's text
stays beside the ledger, until the author has chosen. In both cases `resolve` takes either text.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from migrator.jekyll.front_matter import read_values, split
from migrator.merge import same_text
from migrator.planner.plan import Change, State
from migrator.site.ledger import Entry
from migrator.site.shown_words import folded, picture_count, same_words_shown, upload_ids
from migrator.site.velog_keys import velog_values


def adopted(change: Change, incoming: str, known: Entry | None) -> Change:
    """Decide on a file without a base text: it counts as the author's and is kept."""
    here, entry = change.before or "", change.entry
    if same_text(here, incoming) or entry is None:
        return change
    change = replace(change, state=State.ADOPTED)
    derived = change.page.derived if change.page else frozenset()
    is_ours = {"id", "url"} <= velog_values(here).keys()
    keys = _other_keys(here, incoming, derived) if is_ours else ()
    differs = (*_seen_differences(here, incoming), *keys)
    if not differs:
        return change
    change = replace(
        change, facts=replace(change.facts, differs=differs, is_known=known is not None)
    )
    if not is_ours:
        return replace(change, entry=replace(entry, differs=True))
    # The source is that of the text in the site, which nobody knows.
    waiting = replace(entry, source=known.source if known else "", incoming=entry.source)
    return replace(change, base=None, incoming=incoming, entry=waiting)


def _seen_differences(here: str, velogs: str) -> Iterator[str]:
    """Name what a reader sees differently; the form of the text, and paths, do not count."""
    (mine, my_body), (theirs, their_body) = (
        (folded(str(read_values(text).get("title") or "")), split(text)[1])
        for text in (here, velogs)
    )
    if mine and mine != theirs:
        yield "title"
    if not same_words_shown(my_body, their_body):
        yield "words"
    if not _has_images(my_body, their_body):
        yield "images"


def _has_images(here: str, velogs: str) -> bool:
    """Tell whether all of Velog's images are here; where no name says which, count them."""
    mine, theirs = upload_ids(here), upload_ids(velogs)
    return theirs <= mine if mine else picture_count(here) >= picture_count(velogs)


def _other_keys(here: str, velogs: str, derived: Set[str]) -> Iterator[str]:
    """Name the keys of the front matter that both have with other values."""
    mine, theirs = read_values(here), read_values(velogs)
    for key in theirs:
        is_told = key in derived or key in ("title", "velog")
        if key in mine and not is_told and _value(mine[key]) != _value(theirs[key]):
            yield key


def _value(value: object) -> object:
    """Give a value to compare by: images may have other paths."""
    return upload_ids(str(value)) or value
