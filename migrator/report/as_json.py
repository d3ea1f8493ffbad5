"""A report → one JSON object for programs, the same bytes for the same report.

`schema.json` beside this file describes it.
"""

from __future__ import annotations

import json

from migrator.planner import COLUMNS, Change
from migrator.report.comment_words import comments_advice, comments_reason
from migrator.report.paint import PLAIN
from migrator.report.patch import patch
from migrator.report.report import Report, ShownImage
from migrator.report.words import advice, detail, reason

SCHEMA = 1


def report_json(report: Report) -> str:
    """Write what would be done, or was; each file that would change is in it."""
    size = report.size
    content = {
        "schema": SCHEMA,
        "username": report.username,
        "is_outcome": report.is_outcome,
        "is_done": report.is_done,
        "changes": [
            _post(report, change) for change in sorted(report.changes, key=lambda c: c.path)
        ],
        "comments": [_comments(report, change) for change in report.comments],
        "images": [_image(shown) for shown in report.images],
        "summary": {str(state): count for state, count in report.counts.items()},
        "comments_summary": {str(state): count for state, count in report.comment_counts.items()},
        "image_bytes": {"total": size[0], "is_exact": size[1]} if size else None,
        "notes": [note.english for note in report.notes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _post(report: Report, change: Change) -> dict[str, object]:
    words = (reason(change.state), detail(change) or None, advice(change))
    return _change(report, change, *words)


def _comments(report: Report, change: Change) -> dict[str, object]:
    return _change(report, change, comments_reason(change), None, comments_advice(change))


def _change(
    report: Report, change: Change, why: str, what: str | None, to_do: str | None
) -> dict[str, object]:
    diff = "\n".join(patch(change, PLAIN))
    return {
        "path": change.path,
        **({"from": change.old_path} if change.old_path else {}),
        **({"to": change.removed_to} if change.removed_to else {}),
        "action": action(change),
        "state": str(change.state),
        "columns": COLUMNS[change.state],
        "post_id": change.post_id,
        "title": change.title,
        "reason": why,
        "detail": what,
        "advice": to_do,
        "images": [shown.image.path for shown in report.images_of(change)],
        "diff": f"{diff}\n" if diff else None,
    }


def action(change: Change) -> str:
    """Name what happens to the file: remove, move, keep, create or rewrite."""
    if change.removed_to is not None or change.is_emptied:
        return "remove"
    if change.old_path is not None:
        return "move"
    if change.before == change.after:
        return "keep"
    return "create" if change.before is None else "rewrite"


def _image(shown: ShownImage) -> dict[str, object]:
    return {
        "path": shown.image.path,
        "url": shown.image.url,
        "action": shown.action,
        **({"to": shown.to} if shown.to is not None else {}),
        **({"size": shown.size} if shown.size is not None else {}),
        **({"problem": shown.problem.english} if shown.problem is not None else {}),
    }
