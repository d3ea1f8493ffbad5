"""A built site → each post's page spoilt in each way, and which of these the proof passes over."""

from __future__ import annotations

from pathlib import Path
from random import Random

from migrator.cli.built_proof import read_built
from migrator.fetcher.endings import image_fault
from migrator.proof.expected import expected
from migrator.proof.post_part import parts_of, words_of
from migrator.proof.prove_post import compared, page_file
from oracle import damage, damage_looks, damage_signs
from oracle.spoil import DAMAGES, damaged

assert damage, (damage_looks, damage_signs)  # they register their ways

# What a theme may do, so that it is no difference: sizes of images, its own scripts, more ticks.
_OF_THEMES = set("add_script resize_image narrow tick untick".split())
_NO_DAMAGE = _OF_THEMES | {"loosen_item", "tighten_item", "drop_alignment_of_cell"}
# What only touches the table of line numbers of Chirpy, or an address that is not shown.
_OF_LINE_NUMBERS = set("drop_code drop_inline_code merge_columns merge_rows add_details".split())


def planted_damage(root: Path, built: Path, blog: Path) -> tuple[int, list[str]]:
    """Spoil, and give how often and what of it was not noticed."""
    asked, site = read_built(root, built, blog, None)
    count, unnoticed = 0, []
    for post in asked:
        page = page_file(site.built, post.address or "")
        assert page is not None
        source = page.read_text("utf-8")
        wanted = expected(post.post, post.path, site)
        (part, *_) = parts_of(source, words_of(wanted.seen))
        left_out = _NO_DAMAGE | (_OF_LINE_NUMBERS if "<td class=" in part else set())
        left_out |= {"change_image"} if "data-src" in part else set()
        for name in DAMAGES.keys() - left_out:
            spoilt = damaged(part, name, Random(f"{post.path} {name}"))
            if spoilt is not None:
                count += 1
                if not compared(wanted, source.replace(part, spoilt), site, image_fault):
                    unnoticed.append(f"{post.path}: {name}")
    return count, unnoticed
