"""`resolve`: options → a post whose conflict has ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.options import Choice, ResolveOptions
from migrator.cli.result import CommandResult
from migrator.jekyll.names import same_file
from migrator.merge import BODY, ThreeTexts, in_style_of, lines_to_merge, merge
from migrator.merge.git_lines import merge_lines
from migrator.model import MigratorError
from migrator.settings.site_settings import read_settings
from migrator.site.checkout import Site, read_ledger, read_site
from migrator.site.lock import locked
from migrator.writer import end_conflict

if TYPE_CHECKING:
    import httpx


def run(options: ResolveOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """End the conflict of one post."""
    with locked(options.site):
        ledger = read_ledger(options.site)
        settings = read_settings(options.site, all_images=ledger.all_images)
        site = read_site(options.site, settings, ledger)
        post_id, path = _in_conflict(options.file, options.site, site)
        here, incoming = site.text_at(path) or "", site.incoming[post_id]
        text, said = _choose(options.choice, site.bases.get(post_id, ""), here, incoming)
        end_conflict(post_id, path, text, incoming, ledger, options.site)
        return CommandResult(f"{path}: resolved, {said}.\n", (), is_done=True)


def _choose(choice: Choice, base: str, here: str, incoming: str) -> tuple[str, str]:
    """Give the text that the user chose, and what to say about it."""
    if choice == "ours":
        return here, "your text is kept"
    if choice == "theirs":
        return in_style_of(incoming, here), "it now has Velog's text"
    texts = ThreeTexts(base, here, incoming)
    body = lines_to_merge(texts)
    merged = merge(texts, merge_lines([body] if body else [], union=True))
    if BODY in merged.conflicts:
        raise MigratorError(
            "The lines cannot be merged: the file is not all UTF-8 text. Choose --ours or --theirs."
        )
    said = "it now has both: where you and Velog changed the same lines, choose which to keep"
    if merged.conflicts:
        said += f"; in the front matter yours is kept ({', '.join(merged.conflicts)})"
    return merged.text, said


def _in_conflict(file: Path, root: Path, site: Site) -> tuple[str, str]:
    """Find the post of the file that the user named, from here or from the site's folder."""
    known = {post_id: path for post_id in site.incoming if (path := site.path_of(post_id))}
    paths = {post_id: path for post_id, path in known.items() if site.text_at(path) is not None}
    for name in (file, root / file):
        for post_id, path in paths.items():
            if same_file(str(name.resolve())) == same_file(str((root / path).resolve())):
                return post_id, path
    there = [f"  {path}" for path in sorted(paths.values())]
    raise MigratorError(
        f"{file} is not in conflict. {'These are:' if there else 'No post is.'}", *there
    )
