"""`resolve`: options → a post whose conflict, difference or doubt the author has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from migrator.cli.named_file import find_named
from migrator.cli.options import Choice, ResolveOptions
from migrator.cli.result import CommandResult
from migrator.files import read_file
from migrator.jekyll.site_config import read_config
from migrator.long_work.screen import say
from migrator.merge import BODY, ThreeTexts, in_style_of, lines_to_merge, merge
from migrator.merge.git_lines import merge_lines
from migrator.model import MigratorError, Note
from migrator.settings.comment_places import comments_path
from migrator.settings.site_settings import read_settings
from migrator.site.checkout import Site, bytes_of, read_site
from migrator.site.comment_files import stamped_anew
from migrator.site.doubts import doubts_about, named_by, with_other, with_same
from migrator.site.ledger import REPLACED_FOLDER, Doubt, Ledger, free_name, read_ledger
from migrator.site.lock import locked
from migrator.writer.ledger_file import save_ledger
from migrator.writer.posts import end_conflict
from migrator.writer.site_files import write_files

if TYPE_CHECKING:
    import httpx


def run(options: ResolveOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """End the conflict, the difference or the doubt of one post."""
    with locked(options.site):
        ledger = read_ledger(options.site)
        comments = _comments_file(options, ledger)
        if comments is not None:
            said = _end_edit(comments, options, ledger)
        elif options.choice in ("same", "other"):
            said = _end_doubt(options, ledger)
        else:
            said = _end_conflict(options, ledger)
    return CommandResult(said, (), is_done=True, quiet="", is_prose=True)


# --- the comments under a post


def _comments_file(options: ResolveOptions, ledger: Ledger) -> str | None:
    """Find the file with comments that the user named, also one that is deleted."""
    config = read_config(options.site)
    known = {comments_path(post_id, config) for post_id in ledger.comments}
    return find_named(options.file, options.site, known)


def _end_edit(path: str, options: ResolveOptions, ledger: Ledger) -> str:
    """Let the next sync write a file that the author has edited or deleted, or leave it so."""
    if options.choice == "ours":
        return say(f"{path}: your file is kept.\n", f"{path}: 여기 파일을 그대로 둡니다.\n")
    if options.choice != "theirs":
        raise MigratorError(
            "A file with comments is not merged: choose --ours or --theirs.",
            "댓글 파일은 병합하지 않습니다. --ours나 --theirs를 고르세요.",
        )
    file = options.site / path
    place = Note("", "")
    if file.is_file():
        text = file.read_text("utf-8", "surrogateescape")
        place = _kept_aside(path, text, options.site)
        write_files({path: bytes_of(stamped_anew(text))}, options.site)
    else:
        post_id = PurePosixPath(path).stem
        comments = {key: entry for key, entry in ledger.comments.items() if key != post_id}
        save_ledger(replace(ledger, comments=comments), options.site)
    return say(
        f"{path}: the next sync writes it with Velog's comments{place.english}.\n",
        f"{path}: 다음 sync 때 Velog의 댓글로 씁니다{place.korean}.\n",
    )


def _kept_aside(path: str, text: str, root: Path) -> Note:
    """Keep a text of the author's that gives way to Velog's, and say where it is."""
    folder, data = root / REPLACED_FOLDER, bytes_of(text)
    there = {each.name: each for each in folder.iterdir()} if folder.is_dir() else {}
    # One that was killed has kept it already.
    kept = (name for name, file in there.items() if file.is_file() and read_file(file) == data)
    name = next(kept, free_name(path, there.keys()))
    place = f"{REPLACED_FOLDER}/{name}"
    write_files({place: data}, root)
    return Note(f"; yours is kept in {place}", f". 여기 있던 글은 {place}에 있습니다")


# --- two texts of a post


def _end_conflict(options: ResolveOptions, ledger: Ledger) -> str:
    if options.post is not None:
        raise MigratorError(
            "--post says which post a file is: it goes with --same or --other.",
            "--post는 파일이 어느 글인지 정하는 것이라 --same이나 --other와 함께 씁니다.",
        )
    settings = read_settings(options.site, all_images=ledger.all_images)
    site = read_site(options.site, settings, ledger)
    velogs = _velogs_texts(site)
    post_id, path = _undecided(options, site, velogs)
    here, incoming = site.text_at(path) or "", velogs[post_id]
    # A file that was adopted and Velog's text have no text from which both come.
    base = site.bases.get(post_id) if post_id in site.incoming else None
    text, said = _choose(options.choice, base, here, incoming)
    gives_way = options.choice == "theirs" and here != text
    place = _kept_aside(path, here, options.site) if gives_way else Note("", "")
    end_conflict(post_id, path, text, incoming, ledger, options.site)
    return say(
        f"{path}: resolved, {said.english}{place.english}.\n",
        f"{path}: 해결했습니다. {said.korean}{place.korean}.\n",
    )


def _velogs_texts(site: Site) -> Mapping[str, str]:
    """Give Velog's text of each post that the author may decide on, by id."""
    differing = {post_id for post_id, entry in site.ledger.posts.items() if entry.differs}
    return {**{key: site.bases[key] for key in differing & site.bases.keys()}, **site.incoming}


def _choose(choice: Choice, base: str | None, here: str, incoming: str) -> tuple[str, Note]:
    """Give the text that the user chose, and what to say about it."""
    if choice == "ours":
        return here, Note("your text is kept", "여기 글을 그대로 둡니다")
    if choice == "theirs":
        taken = Note("it now has Velog's text", "이제 Velog의 글입니다")
        return in_style_of(incoming, here), taken
    if base is None:
        raise MigratorError(
            "The two texts cannot be merged: it is not known from which text both come. Choose "
            "--ours or --theirs, or merge by hand and choose --ours.",
            "두 글이 어느 글에서 나왔는지 알 수 없어 병합할 수 없습니다. --ours나 --theirs를 "
            "고르거나, 직접 합친 다음 --ours를 고르세요.",
        )
    texts = ThreeTexts(base, here, incoming)
    body = lines_to_merge(texts)
    merged = merge(texts, merge_lines([body] if body else [], union=True))
    if BODY in merged.conflicts:
        raise MigratorError(
            "The lines cannot be merged: the file is not all UTF-8 text. Choose --ours or "
            "--theirs.",
            "파일에 UTF-8이 아닌 글자가 있어 병합할 수 없습니다. --ours나 --theirs를 고르세요.",
        )
    return merged.text, _merged_words(merged.conflicts)


def _merged_words(keys: Sequence[str]) -> Note:
    english = "it now has both: where you and Velog changed the same lines, choose which to keep"
    korean = "이제 양쪽의 줄이 모두 있습니다. 같은 곳을 고친 줄은 남길 것을 직접 고르세요"
    if keys:
        english += f"; in the front matter yours is kept ({', '.join(keys)})"
        korean += f". 머리말은 여기 것을 두었습니다({', '.join(keys)})"
    return Note(english, korean)


def _undecided(options: ResolveOptions, site: Site, velogs: Mapping[str, str]) -> tuple[str, str]:
    """Find the post of the file that the user named."""
    known = {path: post_id for post_id in velogs if (path := site.path_of(post_id))}
    paths = {path: post_id for path, post_id in known.items() if site.text_at(path) is not None}
    path = find_named(options.file, options.site, paths)
    if path is not None:
        return paths[path], path
    if find_named(options.file, options.site, _doubtful_files(site.ledger)):
        raise MigratorError(
            f"{options.file} may be a post on Velog. First say whether it is: --same or --other.",
            f"{options.file}은(는) Velog의 글일 수 있습니다. 먼저 --same이나 --other로 정하세요.",
        )
    what = Note(f"{options.file} is not in conflict", f"{options.file}은(는) 충돌한 글이 아닙니다")
    raise _not_one(what, paths)


# --- a file that may be a post


def _end_doubt(options: ResolveOptions, ledger: Ledger) -> str:
    files = _doubtful_files(ledger)
    path = find_named(options.file, options.site, files)
    if path is None:
        what = Note(
            f"The last migrate or sync was in no doubt about {options.file}",
            f"지난 migrate나 sync에서 {options.file}이(가) 어느 글인지 모호하지 않았습니다",
        )
        raise _not_one(what, files)
    doubts = doubts_about(path, ledger)
    if options.post is not None:
        doubts = _named(options.post, path, doubts)
    if options.choice == "other":
        save_ledger(with_other(ledger, doubts, path), options.site)
        return say(
            f"{path}: another post than {_titles(doubts)}. The next sync goes by that.\n",
            f"{path}: {_titles(doubts)}과(와) 다른 글입니다. 다음 sync부터 그대로 따릅니다.\n",
        )
    if len(doubts) > 1:
        raise MigratorError(
            f"{path} may be several posts. Choose one of these:",
            f"{path}은(는) 여러 글일 수 있습니다. 다음 가운데 하나를 고르세요:",
            *(f"  --same --post {_name(key, doubts)}  ({doubts[key].title})" for key in doubts),
        )
    save_ledger(with_same(ledger, next(iter(doubts)), path), options.site)
    return say(
        f"{path}: the post {_titles(doubts)}. The next sync adopts it.\n",
        f"{path}: {_titles(doubts)} 글입니다. 다음 sync 때 연결합니다.\n",
    )


def _doubtful_files(ledger: Ledger) -> frozenset[str]:
    return frozenset(path for doubt in ledger.doubts.values() for path in doubt.files)


def _named(what: str, path: str, doubts: Mapping[str, Doubt]) -> dict[str, Doubt]:
    found = named_by(what, doubts)
    if not found:
        raise MigratorError(
            f"{path} may be another post than {what}:",
            f"{path}은(는) {what}이(가) 아니라 다음 글일 수 있습니다:",
            *(f"  --post {_name(key, doubts)}  ({doubts[key].title})" for key in doubts),
        )
    return found


def _name(post_id: str, doubts: Mapping[str, Doubt]) -> str:
    """Give the slug of a post on Velog, or its id where it has no slug."""
    return doubts[post_id].slug or post_id


def _titles(doubts: Mapping[str, Doubt]) -> str:
    return ", ".join(f'"{doubt.title}"' for doubt in doubts.values())


def _not_one(what: Note, paths: Mapping[str, str] | frozenset[str]) -> MigratorError:
    there = [f"  {path}" for path in sorted(paths)]
    return MigratorError(
        f"{what.english}. {'In question are:' if there else 'No file is in question.'}",
        f"{what.korean}. {'해당하는 파일:' if there else '해당하는 파일이 없습니다.'}",
        *there,
    )
