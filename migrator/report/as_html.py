"""A report → one HTML page with all it needs, in English and Korean, light and dark.

All that comes from a post is text: it is escaped, and the page's Content-Security-Policy lets
nothing run but the script in `page/`. The texts of a post are data until the reader unfolds it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import PurePosixPath
from shlex import join

from migrator.model import Note
from migrator.planner import COLUMNS, Change, State
from migrator.report.comment_words import comments_advice, comments_reason, comments_title
from migrator.report.html_page import Both, both, html_page, page_data
from migrator.report.languages import EN, KO
from migrator.report.page_texts import is_cut, texts_of
from migrator.report.report import Report, ShownImage
from migrator.report.words import (
    NAMES,
    advice,
    detail,
    image_words,
    readable_size,
    reason,
    summary_words,
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
            "lead": both((summary_words(report, EN), summary_words(report, KO))),
            "warnings": _warnings(report),
            "chips": "".join(_chips(report)),
            "posts": "".join(_posts(report)),
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


def _note(note: Note) -> str:
    """Write a note in both languages, once where it has one only."""
    if note.korean == note.english:
        return escape(note.english)
    return both((note.english, note.korean))


def _warnings(report: Report) -> str:
    """Name what the reader should look at and does not belong to one post."""
    notes = [f"<li>{_note(note)}</li>" for note in report.notes]
    count = len(report.failed)
    if count:
        heads = (image_words(count, EN), image_words(count, KO))
        failed = "".join(
            f"<li><code>{escape(shown.image.url)}</code><br>{_problem(shown)}</li>"
            for shown in report.failed
        )
        notes.append(
            f"<li><details><summary>{both(heads)}</summary><ul>{failed}</ul></details></li>"
        )
    if not notes:
        return ""
    title = both(("Worth knowing", "알아 둘 것"))
    return f'<section class="warnings"><h2>{title}</h2><ul>{"".join(notes)}</ul></section>'


def _problem(shown: ShownImage) -> str:
    return escape(shown.problem.english) if shown.problem else ""


def _chips(report: Report) -> Iterator[str]:
    for state, tone in _TONES.items():
        if report.counts.get(state):
            yield (
                f'<button type="button" class="{tone}" data-state-filter="{state.name}" '
                f'aria-pressed="false"><i></i>{both(_name(state))} '
                f"<b>{report.counts[state]:,}</b></button>"
            )


def _same(report: Report) -> str:
    count = report.counts.get(State.SAME, 0)
    if not count:
        return ""
    words = (f"{count:,} more: the same on both sides.", f"그 밖의 글 {count:,}개는 그대로입니다.")
    return f'<p class="same">{both(words)}</p>'


def _name(state: State) -> Both:
    return NAMES[EN][state], NAMES[KO][state]


def _posts(report: Report) -> Iterator[str]:
    """Give all that changes: the posts, then the files with their comments."""
    changes = (*report.changes, *report.comments)
    sources = _sources(report.images)
    for number, (change, text) in enumerate(zip(changes, texts_of(changes), strict=True)):
        images = [_picture(shown, sources) for shown in report.images_of(change)]
        whole = {"whole": _command(report, change)} if is_cut(text) else {}
        data = page_data({**text, **whole, "images": images})
        yield _post(change, data) if number < len(report.changes) else _comments(change, data)


def _command(report: Report, change: Change) -> str:
    """Give what shows a post that is not written yet."""
    return join(["velog-to-jekyll", "diff", *filter(None, [report.username]), change.path])


def _post(change: Change, data: str) -> str:
    why = both((reason(change.state, EN), reason(change.state, KO)))
    why += f" · {_details(change)}" if detail(change) else ""
    title = escape(change.title or PurePosixPath(change.path).stem)
    return _item(change, data, title, why, (advice(change, EN), advice(change, KO)))


def _comments(change: Change, data: str) -> str:
    why = both((comments_reason(change, EN), comments_reason(change, KO)))
    title = both((comments_title(change, EN), comments_title(change, KO)))
    to_do = comments_advice(change, EN), comments_advice(change, KO)
    return _item(change, data, title, why, to_do)


def _item(
    change: Change, data: str, title: str, why: str, to_do: tuple[str | None, str | None]
) -> str:
    return "".join(
        (
            f'<li class="{_TONES[change.state]}" data-state="{change.state.name}"><details>',
            f'<summary><span class="letters" aria-hidden="true">{COLUMNS[change.state]}</span>',
            f'<span class="title">{title}</span>',
            f'<span class="state">{both(_name(change.state))}</span>',
            f'<span class="path">{escape(change.path)}</span>',
            f'<span class="why">{why}</span>',
            f'<span class="advice">{both((to_do[0], to_do[1] or ""))}</span>' if to_do[0] else "",
            "</summary></details>",
            f'<script type="application/json">{data}</script></li>',
        )
    )


def _details(change: Change) -> str:
    """Write what is special about a post, once where it is no sentence."""
    words = detail(change, EN), detail(change, KO)
    return escape(words[0]) if words[0] == words[1] else both(words)


def _picture(shown: ShownImage, sources: dict[str, str]) -> dict[str, str]:
    made = {"name": PurePosixPath(shown.image.path).name}
    if shown.size is not None:
        made["size"] = readable_size(shown.size)
    if shown.problem is not None:
        made["problem"] = shown.problem.english
    if shown.image.path in sources:
        made["src"] = sources[shown.image.path]
    return made


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
