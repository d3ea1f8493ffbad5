"""`init`: options → what is detected in a site, and a file of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.cli.options import InitOptions
from migrator.cli.result import CommandResult
from migrator.long_work.screen import language, say, shown
from migrator.model import Note
from migrator.report.introduction import introduction, own_config
from migrator.report.line_ends import line_ends_in
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.list_pages import SERIES, TAGS
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.site_settings import read_settings
from migrator.site.checkout import find_habits, read_texts, velog_id
from migrator.site.includes import COMMENTS, Include
from migrator.site.includes import SERIES as SERIES_LIST
from migrator.site.ledger import LEDGER_PATH
from migrator.site.list_pages import ListsPage, list_pages
from migrator.site.lock import locked
from migrator.writer.site_files import write_files

if TYPE_CHECKING:
    import httpx


def run(options: InitOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Show what was detected in a site, and write a file of settings there."""
    settings = read_settings(options.site, find_habits(options.site), all_images=False)
    files = {OWN_CONFIG: (own_config(settings), _EDIT)}
    wanted = ((SERIES_LIST, options.series_list), (COMMENTS, options.comments))
    for include in (include for include, is_wanted in wanted if is_wanted):
        files[include.path(settings.config)] = (include.text, _included(include))
    texts = read_texts(options.site, settings)
    ends = line_ends_in(text for text in texts.values() if velog_id(text))
    said = [introduction(settings, ends, language()), *map(shown, settings.notes)]
    for each in list_pages(options.site, settings, texts) if options.pages else ():
        if left := _left(each):
            said.append(shown(left))
        else:
            files[each.page.path] = (each.text, _where(each))
    with locked(options.site):
        for path, (text, what) in files.items():
            if (options.site / path).exists():
                said.append(
                    say(
                        f"{path} exists already and was left as it is.",
                        f"{path}은(는) 이미 있어 그대로 두었습니다.",
                    )
                )
                continue
            if not options.dry_run:
                write_files({path: text.encode()}, options.site)
            said.append(_written(path, what, options))
    images = f"{settings.image_folder('2023-05-01-post')}/image.png"
    paths = (LEDGER_PATH, OWN_CONFIG, f"{settings.posts_dir}/2023-05-01-post.md", images)
    said += [shown(ignored.note) for ignored in ignored_paths(options.site, paths)]
    return CommandResult("\n".join([*said, ""]), (), is_done=True, is_prose=True)


def _written(path: str, what: Note, options: InitOptions) -> str:
    if options.dry_run:
        return say(f"{path} would be written: {what.english}.", f"쓸 파일: {path}. {what.korean}.")
    return say(f"{path} was written: {what.english}.", f"쓴 파일: {path}. {what.korean}.")


_EDIT = Note("edit it to change what was detected", "알아낸 것과 다르게 하려면 고치세요")
_KINDS = {SERIES: Note("series", "시리즈"), TAGS: Note("tag", "태그")}


def _included(include: Include) -> Note:
    """Say where an include is to be named, which shows something under posts."""
    return Note(
        f"write {{% include {include.name} %}} where your post layout should show {include.shown}",
        f"글 레이아웃에서 보여 줄 곳에 {{% include {include.name} %}}를 넣으세요",
    )


def _left(found: ListsPage) -> Note | None:
    """Say why a page is not written; None if it is."""
    kind = _KINDS[found.kind].korean
    if found.page.there:
        return Note(
            f"{found.page.there} exists already and was left as it is: no page of {found.kind} "
            "was written.",
            f"{found.page.there}이(가) 이미 있어 그대로 두고, {kind} 페이지를 쓰지 않았습니다.",
        )
    if found.drawn:
        return Note(
            f"The theme has pages of {found.kind} already ({found.drawn}): none was written.",
            f"테마에 {kind} 페이지가 이미 있어({found.drawn}) 쓰지 않았습니다.",
        )
    return None


def _where(found: ListsPage) -> Note:
    url, kind = found.page.url, _KINDS[found.kind]
    return Note(
        f"all {found.kind} at {url}, and {url}#name shows that {kind.english} alone",
        f"모든 {kind.korean}는 {url}에, {url}#name은 그 {kind.korean}만 보여 줌",
    )
