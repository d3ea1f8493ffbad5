"""A site after its first migration → the next three things to type: look, commit, sync."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from migrator.long_work.shell import command_line, shell_word
from migrator.model import Note
from migrator.planner import Plan
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.git_state import git_in, is_kept
from migrator.settings.own_names import OWN_FOLDER
from migrator.site.around import typed


def next_steps(root: Path, plan: Plan, options: Sequence[str]) -> Note:
    """Say how to see the site at `root`, keep it, and bring it up to date with these options."""
    look, commit = _look(root), _commit(root, plan)
    sync = typed(" ".join(["sync", *map(shell_word, options)]), root)
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
        return serve if root == Path() else f"(cd {shell_word(str(root))} && {serve})"
    places = ["--source", str(root), "--destination", str(root / "_site")]
    return command_line("jekyll", "serve", *([] if root == Path() else places))


def _commit(root: Path, plan: Plan) -> str:
    """Name the folders of what was written: what the author has beside it, they may not want.

    A repository that is made for the site gets all of it: without its settings it is none.
    """
    git = git_in(root)
    commit = command_line(*git, "commit", "-m", "Bring the blog from Velog")
    if not is_kept(root):
        begin = command_line("git", "init", *git[2:])
        return " && ".join([begin, command_line(*git, "add", "--all"), commit])
    pages = [change.page for change in plan.changes if change.page]
    files = [change.path for change in (*plan.changes, *(each.change for each in plan.comments))]
    files += [image.path for page in pages for image in page.images]
    tops = sorted({OWN_FOLDER, *(path.partition("/")[0] for path in files)})
    there = [top for top in tops if (root / top).exists()]
    ignored = {each.path for each in ignored_paths(root, there)}
    add = command_line(*git, "add", *(top for top in there if top not in ignored))
    return f"{add} && {commit}"
