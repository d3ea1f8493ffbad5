"""The names of tags, by how a browser lays out what is in them."""

from __future__ import annotations

from migrator.proof import media


def _tags(names: str) -> set[str]:
    return set(names.split())


# Velog's filter drops these tags, so where they live a page looks otherwise.
LIVE_BLOCK = _tags("details summary dl dt dd fieldset figure figcaption form dialog")
HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
BLOCK = (
    LIVE_BLOCK
    | HEADINGS
    | _tags("article aside body center div footer header html main nav section p caption thead")
    | _tags("tbody tfoot ul ol li blockquote table tr td th hr pre")
)
_SKIPPED = _tags("script style iframe textarea template noscript title")
GROUPS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(_tags("ul ol"), "list"),
    **dict.fromkeys(_tags("td th"), "cell"),
    **dict.fromkeys(_SKIPPED, "skipped"),
    **dict.fromkeys(media.PLAYERS, "player"),
}
# What gives the text in it a place of its own; an item's own text has less room around it.
HOLDERS = _tags("p li blockquote td th dt dd details summary")
