"""A report → plain text: the same for the same input, and at a terminal as wide as that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len

from migrator.model import Answers, ImageResult
from migrator.planner import COLUMNS, Change
from migrator.report.paint import PLAIN, Look, wrapped
from migrator.report.patch import patch
from migrator.report.report import Report, ShownImage
from migrator.report.words import advice, counted, image_words, readable_size, reason, summary_words

_INDENT = " " * 3


def report_text(report: Report, look: Look = PLAIN, patched: Collection[str] = ()) -> str:
    """Show a report: the sums, a line for each post that is not the same, what else there is.

    The diffs of the posts whose paths are in `patched` come last. What was done is told the other
    way round, so that the sums stand at the end of what a run says.
    """
    sums = [*wrapped(look.paint("bold", summary(report)), look.columns)]
    changes = [line for change in report.changes for line in _change(report, change, look)]
    rest = [*([] if report.is_outcome else failure_lines(report.failed)), *report.notes]
    if report.is_outcome:
        blocks = [[*changes, *sums, written_line(report), *rest]]
    else:
        blocks = [sums, changes, rest]
    blocks += [[*patch(change, look)] for change in report.changes if change.path in patched]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def summary(report: Report) -> str:
    """Say in a line how many posts are in which state, and what images come."""
    return f"{report.username}: {summary_words(report)}"


def written(posts: int, files: int, sizes: Sequence[int]) -> str:
    """Say in a line how much was written: posts, texts in all, images by their sizes in bytes."""
    if not posts and not sizes:
        return f"No post of the site has changed{'' if files else ', nothing was written'}."
    return f"Written: {counted(posts, 'post')}. {fetched(sizes)}"


def written_line(report: Report) -> str:
    """Say in a line how much a run has written."""
    sizes = [shown.size or 0 for shown in report.coming]
    return written(len(report.written), report.files, sizes)


def fetched(sizes: Sequence[int]) -> str:
    """Say in a sentence how many images came, by their sizes in bytes."""
    return f"Fetched: {counted(len(sizes), 'image')} ({readable_size(sum(sizes))})."


def saved_text(answers: Answers, results: Sequence[ImageResult]) -> str:
    """Show what a backup saved."""
    posts = counted(len(answers.posts), "post")
    if answers.drafts:
        posts += f" and {counted(len(answers.drafts), 'draft')}"
    sizes = [result.size for result in results if result.problem is None]
    return "\n".join([f"{answers.username}: {posts} saved. {fetched(sizes)}", *answers.notes, ""])


def failure_lines(failed: Sequence[ShownImage]) -> tuple[str, ...]:
    """Name each image that cannot be had, with the post that shows it."""
    if not failed:
        return ()
    return (image_words(len(failed)), *(_failure(shown) for shown in failed))


def _failure(shown: ShownImage) -> str:
    post = shown.image.path.split("/")[-2]
    return f"  {shown.image.url}\n    in {post}: {shown.problem}"


def _change(report: Report, change: Change, look: Look) -> Iterator[str]:
    """Give the line of a post; where it does not fit, its reason goes on below."""
    letters = look.paint(change.state, COLUMNS[change.state])
    path = look.paint("", change.path)
    why = f"{change.state}: {reason(change)}{_image_count(report, change)}"
    if look.columns is None:
        yield f"{letters} {path}  ({why})"
    elif cell_len(change.path) + cell_len(why) + len("XY   ") <= look.columns:
        yield f"{letters} {path}  {look.paint('faint', why)}"
    else:
        yield f"{letters} {path}"
        yield from _below(why, look)
    to_do = advice(change)
    if to_do:
        yield from _below(to_do, look)


def _below(text: str, look: Look) -> Iterator[str]:
    columns = look.columns and look.columns - len(_INDENT)
    yield from (_INDENT + look.paint("faint", line) for line in wrapped(text, columns))


def _image_count(report: Report, change: Change) -> str:
    count = len(report.images_of(change))
    return f"; {counted(count, 'image')}" if count else ""
