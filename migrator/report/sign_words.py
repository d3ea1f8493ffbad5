"""The signs of a doubtful post, and what differs in an adopted one → words, English and Korean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from migrator.long_work.screen import EN, KO
from migrator.planner import Change
from migrator.site.adoption import WEIGHTS, Candidate
from migrator.site.post_signs import Sign

SIGN_WORDS: Mapping[str, Mapping[Sign, str]] = {
    EN: {
        Sign.ADDRESS: "its front matter says so",
        Sign.MENTION: "Velog's address in its front matter",
        Sign.SAME_TEXT: "the same text",
        Sign.IMAGES: "the same images",
        Sign.TELLING_TITLE: "the same title or slug",
        Sign.TITLE: "the same short title or slug",
        Sign.LIKE_TEXT: "a similar text",
        Sign.DAY: "the same day",
        Sign.SOME_IMAGES: "some of the images",
        Sign.REPEATED_TITLE: "a title that several have",
        Sign.OTHER_DAY: "another day",
        Sign.OTHER_TEXT: "another text",
        Sign.DRAFT: "a draft on one side only",
    },
    KO: {
        Sign.ADDRESS: "머리말에 이 글이라고 적혀 있음",
        Sign.MENTION: "머리말에 Velog 주소가 있음",
        Sign.SAME_TEXT: "같은 본문",
        Sign.IMAGES: "같은 이미지",
        Sign.TELLING_TITLE: "같은 제목이나 slug",
        Sign.TITLE: "같은 짧은 제목이나 slug",
        Sign.LIKE_TEXT: "비슷한 본문",
        Sign.DAY: "같은 날",
        Sign.SOME_IMAGES: "같은 이미지 일부",
        Sign.REPEATED_TITLE: "여러 글이 쓰는 제목",
        Sign.OTHER_DAY: "다른 날",
        Sign.OTHER_TEXT: "다른 본문",
        Sign.DRAFT: "한쪽만 임시 글",
    },
}
_BUT = {EN: "; but ", KO: "; 그러나 "}
_DIFFERS = {EN: "differs from Velog in: ", KO: "Velog와 다른 것: "}
_KEYS = {EN: "changed: ", KO: "바뀐 것: "}
_KEY_WORDS: Mapping[str, Mapping[str, str]] = {
    EN: {"series_order": "its place in the series"},
    KO: {"series_order": "시리즈 안의 순서"},
}
_DIFFERENT: Mapping[str, Mapping[str, str]] = {
    EN: {},
    KO: {"title": "제목", "words": "본문의 낱말", "images": "이미지"},
}


def candidate_words(change: Change, language: str) -> str:
    """Name the files that may be the post, with what speaks for and against each."""
    groups = groupby(change.candidates, key=lambda candidate: candidate.signs)
    return "; ".join(_candidates([*group], language) for _, group in groups)


def _candidates(candidates: list[Candidate], language: str) -> str:
    """Name files with the same signs."""
    signs = candidates[0].signs
    against = [sign for sign in signs if WEIGHTS[sign] <= 0]
    said = _listed((sign for sign in signs if sign not in against), language)
    said += _BUT[language] + _listed(against, language) if against else ""
    return f"{', '.join(each.path for each in candidates)}? ({said})"


def _listed(signs: Iterable[Sign], language: str) -> str:
    return ", ".join(SIGN_WORDS[language][sign] for sign in signs)


def difference_words(change: Change, language: str) -> str:
    """Say in what an adopted file differs from Velog's text; '' if nobody would see it."""
    words = _DIFFERENT[language]
    what = ", ".join(words.get(each, each) for each in change.facts.differs)
    return f"{_DIFFERS[language]}{what}" if what else ""


def changed_words(change: Change, language: str) -> str:
    """Say which keys of the front matter changed, where the text did not."""
    said = ", ".join(_KEY_WORDS[language].get(key, key) for key in change.facts.keys)
    return f"{_KEYS[language]}{said}" if said else ""
