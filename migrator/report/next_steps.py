"""A site after its first migration → the next three things to type: look, commit, sync."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import join, quote

from migrator.model import Note
from migrator.planner import Plan
from migrator.report.words import counted
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.git_state import is_kept, uncommitted
from migrator.settings.own_file import OWN_FOLDER


def uncommitted_note(root: Path) -> Iterator[Note]:
    """Say that git does not have all of a site yet, which a migration will write into."""
    if count := uncommitted(root):
        status = join(["git", *_in(root), "status"])
        yield Note(
            f"Uncommitted changes in {counted(count, 'file')} of the site: commit them first, so "
            f"that they can be told from what the migration writes (`{status}` shows them).",
            f"사이트에 커밋하지 않은 파일이 {count:,}개 있습니다. 이번에 쓰는 것과 섞이지 않게 "
            f"먼저 커밋하세요(`{status}`로 볼 수 있습니다).",
        )


def next_steps(root: Path, plan: Plan, options: Sequence[str]) -> Note:
    """Say how to see the site at `root`, keep it, and bring it up to date with these options."""
    look, commit = _look(root), _commit(root, plan)
    site = [] if root == Path() else ["--site", str(root)]
    sync = join(["velog-to-jekyll", "sync", *site, *options])
    return Note(
        f"Next:\n"
        f"  1. Look at the site in the browser:\n      {look}\n"
        f"  2. Commit it:\n      {commit}\n"
        f"  3. Later, bring what is new on Velog:\n      {sync}\n",
        f"다음 단계:\n"
        f"  1. 브라우저에서 사이트를 봅니다:\n      {look}\n"
        f"  2. 커밋합니다:\n      {commit}\n"
        f"  3. 나중에 Velog에 쓴 글을 가져옵니다:\n      {sync}\n",
    )


def _look(root: Path) -> str:
    if (root / "Gemfile").is_file():
        serve = "bundle exec jekyll serve"
        return serve if root == Path() else f"(cd {quote(str(root))} && {serve})"
    places = ["--source", str(root), "--destination", str(root / "_site")]
    return join(["jekyll", "serve", *([] if root == Path() else places)])


def _commit(root: Path, plan: Plan) -> str:
    """Name the folders of what was written: what the author has beside it, they may not want."""
    pages = [change.page for change in plan.changes if change.page]
    files = [change.path for change in (*plan.changes, *(each.change for each in plan.comments))]
    files += [image.path for page in pages for image in page.images]
    tops = sorted({OWN_FOLDER, *(path.partition("/")[0] for path in files)})
    there = [top for top in tops if (root / top).exists()]
    ignored = {each.path for each in ignored_paths(root, there)}
    git = ["git", *_in(root)]
    begin = [] if is_kept(root) else ["git init" + "".join(f" {quote(w)}" for w in _in(root)[1:])]
    add = join([*git, "add", *(top for top in there if top not in ignored)])
    commit = join([*git, "commit", "-m", "Bring the blog from Velog"])
    return " && ".join([*begin, add, commit])


def _in(root: Path) -> list[str]:
    """Give the words that make git work in a folder; none where that is the current one."""
    return [] if root == Path() else ["-C", str(root)]
