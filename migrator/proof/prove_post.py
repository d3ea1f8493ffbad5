"""One post, its file and its built page → whether the page shows what Velog shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from migrator.files import is_file
from migrator.files.failures import cannot_read
from migrator.model import Post
from migrator.proof.compare import Typography, differences_of_events
from migrator.proof.decoration import without_colours
from migrator.proof.expected import BuiltSite, Expected, as_velog_has_them, expected, shown
from migrator.proof.model import Event
from migrator.proof.origins import Origins
from migrator.proof.post_part import parts_of, words_of
from migrator.proof.spans import Difference
from migrator.proof.verdicts import Fault, PostProof, Side, Verdict

_ROOM = {"list-loosened", "list-tightened"}
ImageFault = Callable[[Path], str | None]
"""Names what is wrong with the file of an image: `image-not-built`, `image-broken`, None."""


@dataclass(frozen=True)
class PostToProve:
    """A post of the blog as it stands in the site.

    `text` is the file's, None if there is none. `ours` is the text that was last written there,
    None if that is not known. `address` is that of its page without `baseurl`, None if Jekyll makes
    none. `is_newer`: it was changed on Velog after it was last written here. `is_adopted`: the file
    was in the site before.
    """

    post: Post
    path: str
    text: str | None
    ours: str | None
    address: str | None
    is_newer: bool
    is_adopted: bool


def prove_post(asked: PostToProve, site: BuiltSite, image_fault: ImageFault) -> PostProof:
    """Compare the page of a post with Velog's. Raises MigratorError for a page without access."""
    if asked.text is None:
        return _proof(asked, "", Verdict.ABSENT, ())
    page = page_file(site.built, asked.address) if asked.address else None
    if page is None:
        return _proof(asked, asked.address or "", Verdict.NO_PAGE, ())
    try:
        source = page.read_text("utf-8", "replace")
    except OSError as error:
        raise cannot_read(page, error) from error
    wanted = expected(asked.post, asked.path, site)
    found = compared(wanted, source, site, image_fault)
    origins = Origins(asked.text, asked.ours)
    faults = tuple(origins.fault(each) for each in found)
    name = page.relative_to(site.built).as_posix()
    verdict = _verdict(asked, faults)
    if verdict is Verdict.CHANGED:
        # The file and its page have not seen what Velog has now.
        faults = tuple(
            replace(fault, side=Side.VELOG) if fault.side is Side.JEKYLL else fault
            for fault in faults
        )
    proof = _proof(asked, name, verdict, faults)
    return replace(proof, own=wanted.own_images | wanted.own_links)


def page_file(built: Path, address: str) -> Path | None:
    """Find the file that a web server sends for an address; None if there is none."""
    name = unquote(address).strip("/")
    for form in ("NFC", "NFD"):
        path = unicodedata.normalize(form, name)
        for place in (f"{path}/index.html", path, f"{path}.html"):
            if is_file(built / place):
                return built / place
    return None


def _proof(asked: PostToProve, page: str, verdict: Verdict, faults: tuple[Fault, ...]) -> PostProof:
    return PostProof(
        asked.post.id,
        asked.post.title,
        asked.path,
        page,
        verdict,
        faults,
        is_adopted=asked.is_adopted,
    )


def _verdict(asked: PostToProve, faults: tuple[Fault, ...]) -> Verdict:
    if not faults:
        return Verdict.SAME
    if all(fault.side is Side.TEXT for fault in faults):
        return Verdict.EDITED
    return Verdict.CHANGED if asked.is_newer else Verdict.DIFFERENT


def compared(
    wanted: Expected, source: str, site: BuiltSite, image_fault: ImageFault
) -> list[Difference]:
    """Name what differs: in that part of the page which is the most like the post."""
    velog = wanted.seen
    if not velog:
        return []
    live = frozenset(event.value.split()[0] for event in velog if event.kind == "html")
    jumps = any(mark.startswith("jump:") for event in velog for mark in event.marks)
    typography: Typography = "exact" if site.settings.dialect.exact else "site"
    best: list[Difference] | None = None
    there: list[Event] = []
    for part in parts_of(without_colours(source), words_of(velog)):
        seen = as_velog_has_them(wanted, shown(part, live, jumps, site))
        found = differences_of_events(velog, seen, typography=typography)
        found = [each for each in found if wanted.room or each.name not in _ROOM]
        if best is None or len(found) < len(best):
            best, there = found, seen
        if not best:
            break
    if best is None:
        return [Difference("not-found", "", "")]
    return [*best, *_images(there, wanted.own_images, site, image_fault)]


def _images(
    seen: list[Event], own: Set[str], site: BuiltSite, image_fault: ImageFault
) -> Iterator[Difference]:
    """Name the images of a page that its server cannot send, but for those that Velog has not."""
    addresses = dict.fromkeys(event.value for event in seen if event.kind == "image")
    for address in addresses:
        if address in own:
            continue
        file = site.file_of(address)
        fault = image_fault(file) if file is not None else None
        if fault:
            yield Difference(fault, f"[image {address}]", "")
