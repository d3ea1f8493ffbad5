"""A report → one HTML page with all it needs, in English and Korean, light and dark.

All that comes from a post is text: it is escaped, and the page's Content-Security-Policy lets
nothing run but the script in `page/`. Without that script, all is there to be read.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from migrator.jekyll.front_matter import read_values
from migrator.long_work.screen import EN, KO
from migrator.model import Note
from migrator.planner import COLUMNS, Change, State
from migrator.report.choices import choices, command
from migrator.report.comment_words import comments_reason, comments_title
from migrator.report.html_page import (
    Both,
    Card,
    both,
    both_with_code,
    card_html,
    chip_html,
    code_html,
    fold_html,
    html_page,
    notes_html,
    run_html,
)
from migrator.report.html_text import section, text_html
from migrator.report.page_texts import texts_of
from migrator.report.report import Report, ShownImage
from migrator.report.words import (
    NAMES,
    coming_words,
    counted,
    detail,
    image_words,
    readable_size,
    reason,
)

MOST_BYTES = 250_000
"""A larger image is named and not shown."""
MOST_BYTES_IN_ALL = 8_000_000

_TYPES = {"jpg": "jpeg", "svg": "svg+xml"} | {kind: kind for kind in ("png", "gif", "webp", "avif")}

_TONES = {
    **dict.fromkeys((State.CONFLICT, State.DOUBTFUL), "red"),
    **dict.fromkeys((State.GONE, State.REMOVED, State.DELETED), "grey"),
    **dict.fromkeys((State.MERGED, State.RENAMED, State.CHANGED, State.REWRITTEN), "amber"),
    **dict.fromkeys((State.LOCALIZED,), "green"),
    **dict.fromkeys((State.ADOPTED, State.EDITED, State.MOVED), "blue"),
    **dict.fromkeys((State.ABOUT, State.SERIES, State.NEW), "green"),
}


def report_html(report: Report) -> str:
    """Give the page."""
    return html_page(
        {
            "title": escape(f"velog-to-jekyll: {report.username}".removesuffix(": ")),
            "heading": both(_heading(report)),
            "lead": _lead(report),
            "run": run_html(report.site),
            "warnings": _warnings(report),
            "chips": "".join(_chips(report)),
            "posts": "".join(map(card_html, _cards(report))),
            "same": _same(report),
        }
    )


def _heading(report: Report) -> Both:
    name = report.username
    if not name:
        return _heading_of_site(report)
    if report.is_outcome:
        return f"What was done with the posts of {name}", f"{name}의 글이 이렇게 되었습니다"
    if report.is_done:
        return f"Nothing would change for {name}", f"{name}의 글은 바뀔 것이 없습니다"
    return f"What would change for {name}", f"{name}의 글이 이렇게 바뀝니다"


def _heading_of_site(report: Report) -> Both:
    """Say the same for a report without a user name."""
    if report.is_outcome:
        return "What was done with the posts", "글이 이렇게 되었습니다"
    if report.is_done:
        return "Nothing would change", "바뀔 것이 없습니다"
    return "What would change", "글이 이렇게 바뀝니다"


def _lead(report: Report) -> str:
    """Say what the reader has to do; the buttons below have the sums."""
    count = sum(change.is_unsolved for change in report.changes)
    images = both((coming_words(report, EN), coming_words(report, KO)))
    if not count:
        return both(("No post needs you", "직접 정할 글이 없습니다")) + images
    needs = f"{counted(count, 'post')} need{'s' if count == 1 else ''} you"
    how = (
        "Choose below. The commands are for the folder of the site.",
        "아래에서 고르세요. 명령은 사이트 폴더에서 실행합니다.",
    )
    words = both((needs, f"직접 정할 글 {count:,}개"))
    return f"<strong>{words}</strong>{images}<small>{both(how)}</small>"


def _warnings(report: Report) -> str:
    """Name what the reader should look at and does not belong to one post."""
    notes = [both_with_code((note.english, note.korean)) for note in report.notes]
    count = len(report.failed)
    if count:
        titles = _titles_by_image(report)
        failed = "".join(f"<li>{_failure(shown, titles)}</li>" for shown in report.failed)
        words = image_words(count, EN), image_words(count, KO)
        notes.insert(0, fold_html(words, f"<ul>{failed}</ul>"))
    return notes_html((f"Worth knowing ({len(notes)})", f"알아 둘 것 ({len(notes)})"), notes)


def _titles_by_image(report: Report) -> Mapping[str, list[str]]:
    """Give the titles of the posts that show an image, by its path."""
    titles: dict[str, list[str]] = {}
    for change in (*report.changes, *report.comments):
        for image in change.page.images if change.page else ():
            titles.setdefault(image.path, []).append(_title(change))
    return titles


def _failure(shown: ShownImage, titles: Mapping[str, list[str]]) -> str:
    """Name an image that is not available, why, and the posts that show it."""
    path = PurePosixPath(shown.image.path)
    # Of posts that are the same no more is known than the folder of their images.
    names = titles.get(shown.image.path) or [path.parent.name]
    address, problem = escape(shown.image.url), _problem(shown)
    return f"<b>{escape(', '.join(names))}</b><br><code>{address}</code><br>{problem}"


def _problem(shown: ShownImage) -> str:
    problem = shown.problem or Note("", "")
    words = (problem.english, problem.korean)
    return escape(words[0]) if words[0] == words[1] else both(words)


def _chips(report: Report) -> Iterator[str]:
    for state, tone in _TONES.items():
        if report.counts.get(state):
            yield chip_html(tone, state.name, _name(state), report.counts[state])


def _same(report: Report) -> str:
    count = report.counts.get(State.SAME, 0)
    if not count:
        return ""
    words = (f"{count:,} more: the same on both sides.", f"그 밖의 글 {count:,}개는 그대로입니다.")
    return f'<p class="same">{both(words)}</p>'


def _name(state: State) -> Both:
    return NAMES[EN][state], NAMES[KO][state]


def _cards(report: Report) -> Iterator[Card]:
    """Give all that changes: the posts, those that need the reader first, then the comments."""
    posts = sorted(report.changes, key=lambda change: not change.is_unsolved)
    changes = (*posts, *report.comments)
    sources = _sources(report.images)
    for number, (change, text) in enumerate(zip(changes, texts_of(changes), strict=True)):
        pictures = _pictures(report.images_of(change), sources)
        rest = _rest(report, change) if text.is_cut else ""
        make = _post if number < len(posts) else _comments
        yield make(change, text_html(text, rest + pictures))


def _rest(report: Report, change: Change) -> str:
    """Say where the rest is of a text that is too long for the page."""
    words = (
        "The rest of the text is in the file. Before that is written, this shows it:",
        "글의 나머지는 파일에 있습니다. 파일을 쓰기 전에는 이 명령으로 볼 수 있습니다:",
    )
    shows = command("diff", *filter(None, [report.username]), change.path)
    return f'<p class="rest">{both(words)} {code_html(shows)}</p>'


def _post(change: Change, inside: str) -> Card:
    why = both((reason(change.state, EN), reason(change.state, KO)))
    why += f" · {_details(change)}" if detail(change) else ""
    return _card(change, escape(_title(change)), why, inside)


def _comments(change: Change, inside: str) -> Card:
    title = both((comments_title(change, EN), comments_title(change, KO)))
    why = both((comments_reason(change, EN), comments_reason(change, KO)))
    return _card(change, title, why, inside)


def _card(change: Change, title: str, why: str, inside: str) -> Card:
    return Card(
        tone=_TONES[change.state],
        key=change.state.name,
        letters=COLUMNS[change.state],
        title=title,
        state=_needs(change) + both(_name(change.state)),
        path=change.path,
        said=[why],
        inside=inside,
        to_do="".join(
            f"<div>{both(choice.words)} {code_html(choice.command)}</div>"
            for choice in choices(change)
        ),
    )


def _needs(change: Change) -> str:
    words = both(("needs you", "직접 정하기"))
    return f'<span class="needs">{words}</span> ' if change.is_unsolved else ""


def _title(change: Change) -> str:
    """Name a post: one that is gone from Velog has the title that the site's file has."""
    title = change.title or read_values(change.before or "").get("title")
    return str(title or PurePosixPath(change.path).stem)


def _details(change: Change) -> str:
    """Write what is special about a post, once where it is no sentence."""
    words = detail(change, EN), detail(change, KO)
    return escape(words[0]) if words[0] == words[1] else both(words)


def _pictures(images: Sequence[ShownImage], sources: Mapping[str, str]) -> str:
    if not images:
        return ""
    items = "".join(f"<li>{_picture(shown, sources)}</li>" for shown in images)
    return section(("Images", "이미지"), f'<ul class="pictures">{items}</ul>')


def _picture(shown: ShownImage, sources: Mapping[str, str]) -> str:
    source = sources.get(shown.image.path)
    picture = f'<img alt="" src="{source}">' if source else ""
    note = readable_size(shown.size) if shown.size is not None else ""
    if shown.problem is not None:
        note = f'<span class="bad">{_problem(shown)}</span>'
    name = escape(PurePosixPath(shown.image.path).name)
    return f'<div class="frame">{picture}</div>{name} {note}'


def _sources(images: Sequence[ShownImage]) -> dict[str, str]:
    """Give the images that are on this computer as `data:` addresses, as many as fit."""
    sources: dict[str, str] = {}
    left = MOST_BYTES_IN_ALL
    for shown in images:
        kind = PurePosixPath(shown.image.path).suffix[1:].lower()
        size = shown.size or 0
        if shown.file and kind in _TYPES and size <= min(MOST_BYTES, left):
            content = b64encode(shown.file.read_bytes()).decode()
            sources[shown.image.path] = f"data:image/{_TYPES[kind]};base64,{content}"
            left -= size
    return sources
