"""A report → plain text, the same for the same report; at a terminal it fits the width."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from migrator.files.escapes import escaped
from migrator.long_work.screen import EN, KO, columns_of, in_language
from migrator.long_work.wrapping import wrapped
from migrator.model import Answers, ImageResult, Note
from migrator.planner import COLUMNS, Change, State
from migrator.report.comment_words import comments_advice, comments_reason, comments_title
from migrator.report.paint import PLAIN, TerminalLook
from migrator.report.patch import own_edits, patch
from migrator.report.report import Report, ShownImage
from migrator.report.words import (
    NAMES,
    advice,
    common_advice,
    counted,
    detail,
    image_words,
    images_of_one,
    readable_size,
    reason,
    summary_words,
)
from migrator.writer.journal import Done

_INDENT = " " * 3


def report_text(
    report: Report,
    look: TerminalLook = PLAIN,
    patched: Collection[str] = (),
    named: Collection[str] = (),
) -> str:
    """Show a report: the totals, a line for each post that is not the same, images and notes.

    The diffs of the posts whose paths are in `patched` come last. Of those in `named` also the
    author's own edits are shown, and which are the same. The report of an outcome has the totals
    after the posts, at the end of what a run says.
    """
    total = summary(report, look.language)
    sums = [look.paint("bold", line) for line in wrapped(total, look.columns, "[,;]")]
    changes = [*_changes(report, look), *_comments(report, look), *_images(report, look)]
    same = [look.paint("", _same(change, look)) for change in report.same if change.path in named]
    failed = () if report.is_outcome else failure_lines(report.failed, look.language)
    rest = [look.paint("", line) for line in failed]
    said = (look.paint("", in_language(note, look.language)) for note in report.notes)
    rest += [line for sentence in said for line in wrapped(sentence, look.columns)]
    if report.is_outcome:
        done = wrapped(written_line(report, look.language), look.columns)
        blocks = [[*changes, *sums, *done, *rest]]
    else:
        blocks = [sums, changes[look.columns is not None :], same, rest]
    files = (*report.changes, *report.comments)
    blocks += [[*patch(change, look)] for change in files if change.path in patched]
    blocks += [[*own_edits(change, look)] for change in files if change.path in named]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def needs_author(report: Report, look: TerminalLook = PLAIN) -> str:
    """Name the posts that the author must decide on, and what the run has to say where all is not
    well; empty where it is."""
    if report.is_done:
        return ""
    unsolved = tuple(change for change in report.changes if change.is_unsolved)
    lines = _changes(replace(report, changes=unsolved), look)
    said = (in_language(note, look.language) for note in report.notes)
    return "".join(f"{line}\n" for line in (*lines, *said))


def summary(report: Report, language: str = EN) -> str:
    """Say in a line how many posts are in which state, and how many images there are to fetch."""
    who = f"{report.username}: " if report.username else ""
    return f"{who}{summary_words(report, language)}"


def written(done: Done, sizes: Sequence[int], language: str = EN) -> str:
    """Say in a line how much was written and removed; `sizes` are those of the images, in bytes."""
    removed = _removed(done, language)
    brought = [*_brought(done, language)]
    if language == KO:
        what = f"쓴 것: {', '.join(brought)}. {fetched(sizes, language)}"
        same = f"사이트의 글은 그대로입니다.{'' if done.files else ' 아무것도 쓰지 않았습니다.'}"
    else:
        what = f"Written: {' and '.join(brought)}. {fetched(sizes)}"
        same = f"No post of the site has changed{'' if done.files else ', nothing was written'}."
    is_any = done.posts or done.pages or done.comments or sizes
    return " ".join(filter(None, [what if is_any else "" if removed else same, removed]))


def _brought(done: Done, language: str) -> Iterator[str]:
    yield f"글 {done.posts:,}개" if language == KO else counted(done.posts, "post")
    yield from done.pages
    if done.comments:
        english = f"comments under {counted(done.comments, 'post')}"
        yield f"글 {done.comments:,}개의 댓글" if language == KO else english


def _removed(done: Done, language: str) -> str:
    """Say what went out of the site; '' if nothing."""
    posts, comments = done.removed_posts, done.removed_comments
    english, korean = [], []
    if posts:
        english.append(f"Moved out of the site: {counted(posts, 'post')}.")
        korean.append(f"사이트에서 치운 글 {posts:,}개.")
    if comments:
        english.append(f"Removed: comments under {counted(comments, 'post')}.")
        korean.append(f"댓글을 치운 글 {comments:,}개.")
    return " ".join(korean if language == KO else english)


def written_line(report: Report, language: str = EN) -> str:
    """Say in a line how much a run has written."""
    return written(report.done, [shown.size or 0 for shown in report.coming], language)


def fetched(sizes: Sequence[int], language: str = EN) -> str:
    """Say in a sentence how many images came, by their sizes in bytes."""
    if language == KO:
        return f"내려받은 이미지: {len(sizes):,}개({readable_size(sum(sizes), language)})."
    return f"Fetched: {counted(len(sizes), 'image')} ({readable_size(sum(sizes))})."


def saved_text(
    answers: Answers,
    notes: Sequence[Note],
    results: Sequence[ImageResult],
    language: str = EN,
) -> str:
    """Show what a backup saved, and what is to be said about its posts."""
    saved = in_language(_saved(answers), language)
    sizes = [result.size for result in results if result.problem is None]
    said = [in_language(note, language) for note in notes]
    head = f"{answers.username}: {saved} {fetched(sizes, language)}"
    return "\n".join([head, *said, ""])


def _saved(answers: Answers) -> Note:
    posts, korean = counted(len(answers.posts), "post"), f"글 {len(answers.posts):,}개"
    if answers.drafts:
        posts += f" and {counted(len(answers.drafts), 'draft')}"
        korean += f", 임시 글 {len(answers.drafts):,}개"
    if answers.comments is not None:
        posts += f", the comments under {len(answers.comments):,}"
        korean += f", 글 {len(answers.comments):,}개의 댓글"
    return Note(f"{posts} saved.", f"{korean} 저장.")


def failure_lines(failed: Sequence[ShownImage], language: str = EN) -> tuple[str, ...]:
    """Name each image that is not available, with the post that shows it."""
    if not failed:
        return ()
    named = (line for shown in failed for line in _failure(shown, language))
    return (image_words(len(failed), language), *named)


def _failure(shown: ShownImage, language: str) -> Iterator[str]:
    yield f"  {escaped(shown.image.url)}"
    why = in_language(shown.problem, language) if shown.problem else ""
    where = "" if language == KO else "in "
    yield f"    {where}{escaped(shown.image.path.split('/')[-2])}: {escaped(why)}"


def _changes(report: Report, look: TerminalLook) -> Iterator[str]:
    """Give a line for each post; at a terminal, posts in the same state have a common heading."""
    for state, group in groupby(report.changes, key=lambda change: change.state):
        changes = list(group)
        common = None
        if look.columns is not None:
            common = common_advice(changes, look.language, report.ending)
            yield ""  # between the groups, and above the first
            head = wrapped(_state_words(state, look.language), look.columns)
            yield from (look.paint(state, line) for line in head)
            yield from _below(common or "", look)
        for change in changes:
            yield from _change(report, change, look)
            own = "" if common else advice(change, look.language, report.ending)
            yield from _below(own or "", look)


def _state_words(state: State, language: str) -> str:
    """Name a state and say why a post is in it."""
    why = reason(state, language)
    return f"{NAMES[language][state]}: {why}" if why else NAMES[language][state]


def _comments(report: Report, look: TerminalLook) -> Iterator[str]:
    """Give a line for each file with comments; at a terminal they have a heading of their own."""
    if report.comments and look.columns is not None:
        yield from ("", look.paint("bold", "댓글" if look.language == KO else "comments"))
    for change in report.comments:
        letters = look.paint(change.state, COLUMNS[change.state])
        name, why = NAMES[look.language][change.state], comments_reason(change, look.language)
        said = [comments_title(change, look.language), f"{name}: {why}"]
        rest = "; ".join(filter(None, [*said, _image_count(report, change, look)]))
        if look.columns is None:
            yield f"{letters} {escaped(change.path)}  ({escaped(rest)})"
        else:
            yield f"{letters} {escaped(change.path)}"
            yield from _below(escaped(rest), look)
        choice = comments_advice(change, look.language, report.ending)
        yield from _below(choice or "", look)


def _same(change: Change, look: TerminalLook) -> str:
    same = "Velog와 같음" if look.language == KO else "the same on Velog and here"
    why = reason(State.DELETED, look.language) if change.before is None else same
    return f"{COLUMNS[State.SAME]} {escaped(change.path)}  ({why})"


def _images(report: Report, look: TerminalLook) -> Iterator[str]:
    """Name the images of posts that have no line of their own, and those that are removed."""
    files = (*report.changes, *report.comments)
    named = {shown.image.path for change in files for shown in report.images_of(change)}
    for shown in report.coming:
        if shown.image.path not in named:
            yield f"{look.paint(State.NEW, COLUMNS[State.NEW])} {escaped(shown.image.path)}"
    for shown in report.removed:
        letters = look.paint(State.REMOVED, COLUMNS[State.REMOVED])
        yield f"{letters} {escaped(shown.image.path)}  (→ {escaped(shown.to or '')})"


def _change(report: Report, change: Change, look: TerminalLook) -> Iterator[str]:
    letters = look.paint(change.state, COLUMNS[change.state])
    path = escaped(change.path)
    special = [detail(change, look.language), _image_count(report, change, look)]
    if look.columns is None:
        said = _state_words(change.state, look.language)
        why = "; ".join(filter(None, [said, *special]))
        yield f"{letters} {path}  ({why})"
    else:
        rest = "; ".join(filter(None, special))
        fits = columns_of(f"XY {path}  {rest}") <= look.columns
        yield f"{letters} {path}" + (f"  {look.paint('faint', rest)}" if rest and fits else "")
        yield from () if fits else _below(rest, look)


def _below(text: str, look: TerminalLook) -> Iterator[str]:
    columns = look.columns and look.columns - len(_INDENT)
    for whole in text.splitlines():
        for line in wrapped(whole, columns):
            yield _INDENT + look.paint("faint", line)


def _image_count(report: Report, change: Change, look: TerminalLook) -> str:
    return images_of_one(len(report.images_of(change)), look.language)
