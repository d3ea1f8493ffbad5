"""A plan or an outcome → plain text, the same for the same input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from migrator.model import Answers, ImageResult
from migrator.planner import COLUMNS, Change, Plan, State
from migrator.writer import Journal


def plan_text(plan: Plan, notes: Sequence[str]) -> str:
    """Show what would be done: a count, a line for each post that is not the same, the diffs."""
    shown = [change for change in plan.changes if change.state is not State.SAME]
    lines = _change_lines(shown)
    lines += [f"A  {image.path}" for image in plan.images]
    lines += [f"{plan.username}: {_counts(plan)}{_images_ahead(plan)}"]
    lines += [*plan.notes, *notes]
    return "\n".join(lines) + "\n" + "".join(_diff(change) for change in shown)


def outcome_text(plan: Plan, journal: Journal, notes: Sequence[str]) -> str:
    """Show what was done: a line for each post that is not the same, then the sums."""
    lines = _change_lines([change for change in plan.changes if change.state is not State.SAME])
    lines += [f"{plan.username}: {_counts(plan)}", done_text(journal)]
    return "\n".join([*lines, *plan.notes, *notes, ""])


def done_text(journal: Journal) -> str:
    """Say how much was written, in a line."""
    if not journal.written and not journal.fetched:
        return f"No post of the site has changed{'' if journal.files else ', nothing was written'}."
    return f"Written: {_count(len(journal.written), 'post')}. {_fetched(journal.fetched)}"


def saved_text(answers: Answers, results: Sequence[ImageResult]) -> str:
    """Show what a backup saved."""
    posts = _count(len(answers.posts), "post")
    if answers.drafts:
        posts += f" and {_count(len(answers.drafts), 'draft')}"
    fetched = _fetched([result for result in results if result.problem is None])
    return "\n".join([f"{answers.username}: {posts} saved. {fetched}", *answers.notes, ""])


def failure_lines(failed: Sequence[ImageResult]) -> tuple[str, ...]:
    """Name each image that could not be had, with the post that shows it."""
    if not failed:
        return ()
    head = (
        f"{_count(len(failed), 'image')} could not be had. The posts keep the link; the next run "
        "tries again:"
    )
    return (head, *(_failure(result) for result in failed))


def readable_size(size: int) -> str:
    """Write a number of bytes with a unit that suits it."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"


def _failure(result: ImageResult) -> str:
    post = result.job.image.path.split("/")[-2]
    return f"  {result.job.image.url}\n    in {post}: {result.problem}"


def _fetched(results: Sequence[ImageResult]) -> str:
    size = sum(result.size for result in results)
    return f"Fetched: {_count(len(results), 'image')} ({readable_size(size)})."


def _counts(plan: Plan) -> str:
    counts = Counter(change.state for change in plan.changes)
    posts = _count(len(plan.changes), "post")
    states = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    return f"{posts} ({states})" if states else posts


def _images_ahead(plan: Plan) -> str:
    return f", {_count(len(plan.images), 'image')} to fetch" if plan.images else ""


def _change_lines(changes: Sequence[Change]) -> list[str]:
    return [
        f"{COLUMNS[change.state]} {change.path}  ({change.state}: {change.reason})"
        for change in changes
    ]


def _diff(change: Change) -> str:
    """Show the change of a file as `diff -u` and git do."""
    lines = unified_diff(
        _lines(change.before),
        _lines(change.after),
        "/dev/null" if change.before is None else f"a/{change.path}",
        "/dev/null" if change.after is None else f"b/{change.path}",
    )
    return "".join(_ended(lines))


def _lines(text: str | None) -> list[str]:
    # Not splitlines(): it also splits at characters that are text to every other tool.
    return [] if not text else [f"{line}\n" for line in text.removesuffix("\n").split("\n")]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
