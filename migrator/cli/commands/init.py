"""`init`: options → what is detected in a site, and a file of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.cli.options import InitOptions
from migrator.cli.result import CommandResult
from migrator.report.introduction import introduction, own_config
from migrator.report.line_ends import line_ends_in
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.list_pages import SERIES, TAGS
from migrator.settings.own_file import OWN_CONFIG
from migrator.settings.site_settings import read_settings
from migrator.site.checkout import find_habits, read_texts, velog_id
from migrator.site.comments_include import COMMENTS_INCLUDE_PATH, comments_include
from migrator.site.ledger import LEDGER_PATH
from migrator.site.list_pages import ListsPage, list_pages
from migrator.site.lock import locked
from migrator.site.series_include import SERIES_INCLUDE_PATH, series_include
from migrator.writer import remove_scratch, write_file

if TYPE_CHECKING:
    import httpx


def run(options: InitOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Show what was detected in a site, and write a file of settings there."""
    settings = read_settings(options.site, find_habits(options.site), all_images=False)
    files = {OWN_CONFIG: (own_config(settings), "edit it to change what was detected")}
    if options.series_list:
        where = "write {% include velog-series.html %} where your post layout should show it"
        files[SERIES_INCLUDE_PATH] = (series_include(), where)
    if options.comments:
        where = "write {% include velog-comments.html %} where your post layout should show them"
        files[COMMENTS_INCLUDE_PATH] = (comments_include(), where)
    texts = read_texts(options.site, settings)
    ends = line_ends_in(text for text in texts.values() if velog_id(text))
    said = [introduction(settings, ends), *(note.english for note in settings.notes)]
    for each in list_pages(options.site, settings, texts) if options.pages else ():
        if left := _left(each):
            said.append(left)
        else:
            files[each.page.path] = (each.text, _where(each))
    with locked(options.site):
        for path, (text, what) in files.items():
            if (options.site / path).exists():
                said.append(f"{path} exists already and was left as it is.")
                continue
            if not options.dry_run:
                write_file(path, text.encode(), options.site)
            said.append(f"{path} {'would be' if options.dry_run else 'was'} written: {what}.")
        remove_scratch(options.site)
    images = f"{settings.image_folder('2023-05-01-post')}/image.png"
    paths = (LEDGER_PATH, OWN_CONFIG, f"{settings.posts_dir}/2023-05-01-post.md", images)
    said += [ignored.note.english for ignored in ignored_paths(options.site, paths)]
    return CommandResult("\n".join([*said, ""]), (), is_done=True)


def _left(found: ListsPage) -> str:
    """Say why a page is not written; empty if it is."""
    if found.page.there:
        return (
            f"{found.page.there} exists already and was left as it is: no page of {found.kind} "
            "was written."
        )
    if found.drawn:
        return f"The theme has pages of {found.kind} already ({found.drawn}): none was written."
    return ""


def _where(found: ListsPage) -> str:
    url = found.page.url
    each = {SERIES: "series", TAGS: "tag"}[found.kind]
    return f"all {found.kind} at {url}, and {url}#name shows that {each} alone"
