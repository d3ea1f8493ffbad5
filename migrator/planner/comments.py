"""The comments under posts and their files in the site → what happens to each file.

A file is rewritten, and removed, for as long as nobody has edited it. An edited one is the
author's: nothing is merged into it, or a person whom the author has taken out would come back. A
file that the author has deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath

from migrator.merge import same_text
from migrator.model import Note, Page
from migrator.planner.gone import removed_place
from migrator.planner.plan import Change, CommentsChange, Facts, PlanInputs, State
from migrator.site.comment_files import is_as_written, stamped, was_written_from
from migrator.site.ledger import CommentsEntry


@dataclass(frozen=True)
class CommentsDecider:
    """Decides file by file.

    `pruned` are posts that are moved out of the site, and their comments with them; `absent` those
    that Velog has and whose files the author has deleted; in `doubt` those that are not written.
    """

    inputs: PlanInputs
    pruned: Set[str]
    absent: Set[str]
    doubt: Set[str]

    def decide(self) -> tuple[tuple[CommentsChange, ...], tuple[Note, ...]]:
        """Decide on all comments that are known, by path; those of other posts stay."""
        decided = [self._decided(post_id, page) for post_id, page in self._wanted.items()]
        notes: tuple[Note, ...] = ()
        removed = [each for each in decided if each.change.state is State.REMOVED]
        # A stub of Velog's would answer that, too.
        if removed and not (self.inputs.has_comments or self.inputs.drops_comments):
            decided = [each for each in decided if each not in removed]
            notes = (_none_at_all_note([each.change.path for each in removed]),)
        moved = [self._moved(post_id) for post_id in self.pruned & self._here.keys()]
        return tuple(sorted([*decided, *moved], key=lambda each: each.change.path)), notes

    @cached_property
    def _here(self) -> Mapping[str, str]:
        """Give the files in the site by the ids of their posts."""
        return {PurePosixPath(path).stem: path for path in self.inputs.site.comments}

    @cached_property
    def _wanted(self) -> Mapping[str, Page | None]:
        """Give the files that the site shall have; None for posts that shall have none."""
        if self.inputs.drops_comments:
            return dict.fromkeys(sorted(self._here.keys() - self.pruned))
        known = self.inputs.comments or {}
        pages = {key: None if key in self.absent else page for key, page in known.items()}
        return {
            post_id: page
            for post_id, page in pages.items()
            if post_id not in self.pruned | self.doubt and (page or post_id in self._here)
        }

    def _decided(self, post_id: str, page: Page | None) -> CommentsChange:
        path = page.path if page else self._here[post_id]
        before = self.inputs.site.comments.get(self._here.get(post_id, ""))
        known = self.inputs.site.ledger.comments.get(post_id)
        title = page.title if page else self._titles.get(post_id, "")
        change = Change(State.SAME, post_id, title, path, page, before, before)
        if page is None:
            return _without_comments(change, known)
        missing = {
            image.path: self.inputs.lost[image.path]
            for image in page.images
            if image.path in self.inputs.lost
        }
        text = stamped(page.text(missing.keys()))
        return _with_comments(change, text, CommentsEntry(missing), known)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {page.post_id: page.title for page in self.inputs.pages}

    def _moved(self, post_id: str) -> CommentsChange:
        """Move a file with its post, unless somebody has edited it."""
        path = self._here[post_id]
        text = self.inputs.site.comments[path]
        change = Change(State.EDITED, post_id, "", path, None, text, text)
        if is_as_written(text):
            to = removed_place(path, self.inputs.site.removed.keys())
            change = Change(State.REMOVED, post_id, "", path, None, text, None, removed_to=to)
        return CommentsChange(change, None)


def _with_comments(
    change: Change, text: str, entry: CommentsEntry, known: CommentsEntry | None
) -> CommentsChange:
    before = change.before
    if before is None:
        if known is None:
            return CommentsChange(_as(change, State.NEW, text, text), entry)
        state = State.SAME if known.deleted else State.DELETED
        return CommentsChange(_as(change, state, None, text), CommentsEntry(deleted=True))
    if same_text(before, text):
        return CommentsChange(change, entry)
    if is_as_written(before):
        return CommentsChange(_as(change, State.CHANGED, text, text), entry)
    facts = Facts(has_other_comments=not was_written_from(before, text))
    return CommentsChange(replace(_as(change, State.EDITED, before, text), facts=facts), entry)


def _without_comments(change: Change, known: CommentsEntry | None) -> CommentsChange:
    if is_as_written(change.before or ""):
        return CommentsChange(_as(change, State.REMOVED, None, None), None)
    kept = known or CommentsEntry()
    return CommentsChange(_as(change, State.EDITED, change.before, None), kept)


def _as(
    change: Change,
    state: State,
    after: str | None,
    theirs: str | None,
) -> Change:
    return replace(change, state=state, after=after, theirs=theirs)


def _none_at_all_note(paths: Sequence[str]) -> Note:
    count, folder = len(paths), PurePosixPath(paths[0]).parent.name
    return Note(
        f"Velog answers that no post has a comment, and the site has those under {count:,}. They "
        f"stay, since that may be an error of Velog's. If it is so, delete the folder {folder} of "
        "the site's data, or run `velog-to-jekyll sync --no-comments`.",
        f"Velog가 댓글이 하나도 없다고 답했지만 사이트에는 글 {count:,}개의 댓글이 있습니다. "
        f"Velog의 오류일 수 있어 그대로 둡니다. 정말 없다면 사이트 데이터의 {folder} 폴더를 "
        "지우거나 `velog-to-jekyll sync --no-comments`를 실행하세요.",
    )
