"""A plan or an outcome → one JSON object, the same for the same input; made for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from migrator.model import Image, ImageResult
from migrator.planner import COLUMNS, Change, Plan, State

SCHEMA = 1


def plan_json(plan: Plan, notes: Sequence[str]) -> str:
    """Say what would be done; every file that would change is named."""
    return _dump(plan, [_image(image, "fetch") for image in plan.images], notes)


def outcome_json(plan: Plan, results: Sequence[ImageResult], notes: Sequence[str]) -> str:
    """Say what was done."""
    images = [
        _image(result.job.image, "failed" if result.problem else "fetched")
        | ({"problem": result.problem} if result.problem else {"size": result.size})
        for result in results
    ]
    return _dump(plan, images, notes)


def _dump(plan: Plan, images: Sequence[dict[str, object]], notes: Sequence[str]) -> str:
    counts = Counter(change.state for change in plan.changes)
    content = {
        "schema": SCHEMA,
        "username": plan.username,
        "changes": [_change(change) for change in plan.changes if change.state is not State.SAME],
        "images": sorted(images, key=lambda image: str(image["path"])),
        "summary": {str(state): counts[state] for state in State if counts[state]},
        "notes": [*plan.notes, *notes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, object]:
    moved = {"from": change.old_path} if change.old_path else {}
    return {
        "path": change.path,
        **moved,
        "action": _action(change),
        "state": str(change.state),
        "columns": COLUMNS[change.state],
        "post_id": change.post_id,
        "title": change.title,
        "reason": change.reason,
    }


def _action(change: Change) -> str:
    """Say what becomes of the file."""
    if change.removed_to is not None:
        return "remove"
    if change.old_path is not None:
        return "move"
    if change.before == change.after:
        return "keep"
    return "create" if change.before is None else "rewrite"


def _image(image: Image, action: str) -> dict[str, object]:
    return {"path": image.path, "url": image.url, "action": action}
