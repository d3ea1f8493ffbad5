"""A decision → the sentences that say it, in English and in Korean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrator.long_work.screen import EN, KO
from migrator.long_work.shell import shell_word
from migrator.merge import BODY
from migrator.planner import Change, State
from migrator.report.report import Report
from migrator.report.sign_words import candidate_words, changed_words, difference_words
from migrator.site.around import IN_SITE, Ending

NAMES: Mapping[str, Mapping[State, str]] = {
    EN: {state: str(state) for state in State},
    KO: {
        State.NEW: "새 글",
        State.CHANGED: "Velog에서 수정",
        State.RENAMED: "Velog에서 이름 변경",
        State.REWRITTEN: "다시 씀",
        State.EDITED: "여기서 수정",
        State.MERGED: "병합",
        State.CONFLICT: "충돌",
        State.MOVED: "주소 변경",
        State.LOCALIZED: "이미지를 사이트로",
        State.ADOPTED: "기존 글과 연결",
        State.DOUBTFUL: "확인 필요",
        State.DELETED: "여기서 삭제",
        State.GONE: "Velog에 없음",
        State.REMOVED: "치움",
        State.ABOUT: "소개 페이지",
        State.SERIES: "시리즈 페이지",
        State.SAME: "그대로",
    },
}
"""The names of the states."""

_REASONS: Mapping[str, Mapping[State, str]] = {
    EN: {
        State.NEW: "not in the site yet",
        State.CHANGED: "not changed here",
        State.RENAMED: "another title or slug there; the file keeps its name",
        State.REWRITTEN: "the same on Velog, but written differently by this version of the tool, "
        "or for other settings, images or links",
        State.EDITED: "your text is kept",
        State.MERGED: "changed on Velog and here, in different places",
        State.CONFLICT: "changed on Velog and here, in the same place; your text is kept, and "
        "Velog's text goes to .velog-to-jekyll/incoming",
        State.MOVED: "its page has another address than after the last run, by the site's settings "
        "or your edit; links to it and addresses.csv follow",
        State.LOCALIZED: "only addresses change: to images in the site, and to posts in it",
        State.ADOPTED: "a file of yours that is the post; it is kept, and synced from now on",
        State.DOUBTFUL: "may be a file of yours; not written",
        State.DELETED: "stays deleted",
        State.GONE: "kept",
        State.REMOVED: "gone from Velog and not changed here; moved out of the site",
        State.ABOUT: "the site has none; it is written once and yours from then on",
        State.SERIES: "of a new series; it is written once and yours from then on",
        State.SAME: "",
    },
    KO: {
        State.NEW: "아직 사이트에 없는 글",
        State.CHANGED: "여기서는 고치지 않은 글",
        State.RENAMED: "Velog에서 제목이나 주소가 바뀜. 파일 이름은 그대로",
        State.REWRITTEN: "Velog의 글은 그대로. 도구의 버전, 설정, 이미지, 링크가 달라져 다르게 씀",
        State.EDITED: "여기서 고친 그대로 둠",
        State.MERGED: "Velog와 여기서 서로 다른 곳을 고침",
        State.CONFLICT: "Velog와 여기서 같은 곳을 고침. 여기 글은 그대로 두고, Velog의 글은 "
        ".velog-to-jekyll/incoming에 둠",
        State.MOVED: "사이트 설정이나 여기서 고친 것 때문에 페이지 주소가 지난 실행 때와 다름. "
        "이 글로 가는 링크와 addresses.csv도 함께 바뀜",
        State.LOCALIZED: "주소만 바뀜: 사이트 안의 이미지와 글을 가리킴",
        State.ADOPTED: "이미 있던 파일이 그 글. 그대로 두고 이제부터 동기화함",
        State.DOUBTFUL: "이미 있는 파일이 이 글일 수 있어 쓰지 않음",
        State.DELETED: "삭제한 그대로 둠",
        State.GONE: "지우지 않고 둠",
        State.REMOVED: "Velog에 없고 여기서 고치지도 않아 사이트 밖으로 옮김",
        State.ABOUT: "사이트에 없는 페이지. 한 번만 쓰고 그 뒤로는 손대지 않음",
        State.SERIES: "새 시리즈의 페이지. 한 번만 쓰고 그 뒤로는 손대지 않음",
        State.SAME: "",
    },
}
_ADVICE: Mapping[str, Mapping[State, str]] = {
    EN: {
        State.CONFLICT: "choose: velog-to-jekyll resolve {path} --ours{end} (or --theirs, "
        "--merged)",
        State.DOUBTFUL: "it is this post: velog-to-jekyll resolve {file} --same{end}\n"
        "it is another one: velog-to-jekyll resolve {file} --other{end}",
        State.ADOPTED: "see: velog-to-jekyll diff {path}{diff_end}\n"
        "choose: velog-to-jekyll resolve {path} --ours{end} (or --theirs)",
    },
    KO: {
        State.CONFLICT: "고르기: velog-to-jekyll resolve {path} --ours{end} (또는 --theirs, "
        "--merged)",
        State.DOUBTFUL: "이 글이면: velog-to-jekyll resolve {file} --same{end}\n"
        "다른 글이면: velog-to-jekyll resolve {file} --other{end}",
        State.ADOPTED: "보기: velog-to-jekyll diff {path}{diff_end}\n"
        "고르기: velog-to-jekyll resolve {path} --ours{end} (또는 --theirs)",
    },
}


def reason(state: State, language: str = EN) -> str:
    """Say why a post is in a state, in words for every post in that state."""
    return _REASONS[language][state]


def detail(change: Change, language: str = EN) -> str:
    """Give the details of one post: names, keys, or files with the signs that they are the post."""
    facts = change.facts
    details = (
        _conflict_words(change, language),
        ", ".join(f"→ {url}" for url in facts.links),
        f"→ {change.removed_to}" if change.removed_to else "",
        candidate_words(change, language),
        difference_words(change, language),
        changed_words(change, language),
        # A post that was merged, say, may have been renamed or published as well.
        ", ".join(facts.renamed),
        f"← {change.old_path}" if change.old_path else "",
        facts.moved,
    )
    return "; ".join(filter(None, details))


def advice(change: Change, language: str = EN, end: Ending = IN_SITE) -> str | None:
    """Say what the author should do, a command in each line; None if nothing."""
    sentence = _ADVICE[language].get(change.state) if change.is_unsolved else None
    words = {"path": shell_word(change.path), "file": shell_word(change.file)}
    words |= {"end": end.of("resolve"), "diff_end": end.of("diff")}
    return sentence and sentence.format_map(words)


def common_advice(
    changes: Sequence[Change], language: str = EN, end: Ending = IN_SITE
) -> str | None:
    """Say what the author should do about posts in one state, if it is the same for each file."""
    named = [replace(each, path="FILE", candidates=()) for each in changes]
    said = {advice(change, language, end) for change in named}
    return said.pop() if len(changes) > 1 == len(said) else None


def summary_words(report: Report, language: str = EN) -> str:
    """Say in a line how many posts are in which state and, before a run, the images to fetch."""
    names = NAMES[language]
    if language == EN:
        states = [_counted_state(number, state) for state, number in report.counts.items()]
    else:
        states = [f"{names[state]} {number:,}" for state, number in report.counts.items()]
    none = {EN: "no posts", KO: "글 없음"}[language]
    said = (", ".join(states) or none) + _comment_counts(report, language)
    return said + coming_words(report, language)


def coming_words(report: Report, language: str = EN) -> str:
    """Say before a run, after something else, how many images there are to fetch."""
    count, size = len(report.coming), report.size
    if not count or report.is_outcome:
        return ""
    about = {EN: "about ", KO: "약 "}[language]
    images = counted(count, "image") if language == EN else f"이미지 {count:,}개"
    bytes_of = f", {'' if size[1] else about}{readable_size(size[0], language)}" if size else ""
    return f"; {images}{bytes_of}"


def _comment_counts(report: Report, language: str) -> str:
    """Say under how many posts there are comments, and in which state."""
    counts, names = report.comment_counts, NAMES[language]
    if not counts:
        return ""
    if language == EN:
        states = ", ".join(_counted_state(number, state) for state, number in counts.items())
        return f"; comments under {counted(sum(counts.values()), 'post')}: {states}"
    states = ", ".join(f"{names[state]} {number:,}" for state, number in counts.items())
    return f"; 글 {sum(counts.values()):,}개의 댓글: {states}"


def _counted_state(number: int, state: State) -> str:
    """Write in English how many posts are in a state, some of which are nouns."""
    is_noun = state in (State.CONFLICT, State.ABOUT, State.SERIES)
    return counted(number, str(state)) if is_noun else f"{number:,} {state}"


def image_words(count: int, language: str = EN) -> str:
    """Say how many images are not available, and what happens to the posts that show them."""
    if language == KO:
        return (
            f"이미지 {count:,}개를 가져올 수 없습니다. 글에는 원래 주소가 남고, 다시 나타날 수 "
            "있는 것은 다음 실행 때 다시 요청합니다:"
        )
    return (
        f"{counted(count, 'image')} not available. The posts keep their links, and the next run "
        "asks again for what may come back:"
    )


def images_of_one(count: int, language: str) -> str:
    """Say how many images a post has; '' if none."""
    if not count:
        return ""
    return f"이미지 {count:,}개" if language == KO else counted(count, "image")


def counted(number: int, noun: str) -> str:
    """Write a number and what it counts, in English."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def readable_size(size: int, language: str = EN) -> str:
    """Write a number of bytes with a fitting unit."""
    if size < 1000:
        return f"{size}바이트" if language == KO else f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"


def _conflict_words(change: Change, language: str) -> str:
    """Name the keys and texts that changed in both places."""
    body = {EN: BODY, KO: "본문"}[language]
    return ", ".join(body if each == BODY else each for each in change.facts.conflicts)
