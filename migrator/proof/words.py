"""The name of a difference, a verdict → what a reader is told, in English and in Korean."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.long_work.screen import EN, KO
from migrator.proof.verdicts import PostProof, Proof, Side, Verdict

Both = tuple[str, str]
PLACE = {EN: 0, KO: 1}
"""Where the words of a language are among both."""

_NAMES: Mapping[str, Both] = {
    "autolink-lost": ("an address is no link any more", "주소에 걸린 링크가 없습니다"),
    "code-blank-line": ("blank lines at the end of code differ", "코드 끝의 빈 줄이 다릅니다"),
    "code-extra": ("a code block too many", "코드 블록이 더 있습니다"),
    "code-language": ("code has another language", "코드의 언어가 다릅니다"),
    "code-lost": ("a code block is missing", "코드 블록이 없습니다"),
    "code-text": ("code differs", "코드가 다릅니다"),
    "embed": ("an embed differs", "임베드가 다릅니다"),
    "empty-line-extra": ("an empty line too many", "빈 줄이 더 있습니다"),
    "empty-line-lost": ("an empty line is missing", "빈 줄이 없습니다"),
    "escape": ("backslashes differ", "역슬래시가 다릅니다"),
    "extra-break": ("a line break too many", "줄바꿈이 더 있습니다"),
    "heading-extra": ("a heading too many", "제목이 더 있습니다"),
    "heading-level": ("a heading has another level", "제목의 수준이 다릅니다"),
    "heading-lost": ("a heading is missing", "제목이 없습니다"),
    "html-live": ("HTML that Velog does not show", "Velog가 보여 주지 않는 HTML이 있습니다"),
    "html-lost": ("HTML is missing", "HTML이 없습니다"),
    "image-broken": ("a file is no whole image", "이미지 파일이 온전하지 않습니다"),
    "image-extra": ("an image too many", "이미지가 더 있습니다"),
    "image-lost": ("an image is missing", "이미지가 없습니다"),
    "image-not-built": (
        "an image is not in the built site",
        "빌드한 사이트에 이미지가 없습니다",
    ),
    "image-size": ("an image has another size", "이미지의 크기가 다릅니다"),
    "image-src": ("another image", "다른 이미지입니다"),
    "inline-code": ("code in a line differs", "줄 안의 코드가 다릅니다"),
    "jump": ("a link leads elsewhere in the page", "글 안의 링크가 다른 곳으로 갑니다"),
    "link": ("a link leads elsewhere", "링크가 다른 곳으로 갑니다"),
    "list-extra": ("a list or an item too many", "목록이나 항목이 더 있습니다"),
    "list-kind": ("numbers became bullets, or bullets numbers", "번호와 글머리표가 바뀌었습니다"),
    "list-loosened": ("items stand apart", "목록 항목 사이가 벌어졌습니다"),
    "list-lost": ("a list or an item is missing", "목록이나 항목이 없습니다"),
    "list-nesting": ("an item has another level", "목록 항목의 깊이가 다릅니다"),
    "list-number": ("an item has another number", "목록 항목의 번호가 다릅니다"),
    "list-tightened": ("items stand close", "목록 항목 사이가 좁아졌습니다"),
    "list-type": ("items have other signs", "목록 항목의 기호가 다릅니다"),
    "lost-tick": ("a box is not ticked", "체크 표시가 없습니다"),
    "math": ("a formula differs", "수식이 다릅니다"),
    "merged-cells": ("merged cells differ", "합친 칸이 다릅니다"),
    "merged-lines": ("a line break is missing", "줄바꿈이 없습니다"),
    "not-found": ("the page does not hold the post", "페이지에 글이 없습니다"),
    "order": ("the same in another order", "순서가 다릅니다"),
    "para-extra": ("a paragraph too many", "문단이 더 있습니다"),
    "para-lost": ("a paragraph is missing", "문단이 없습니다"),
    "para-merged": ("paragraphs run together", "문단이 합쳐졌습니다"),
    "para-split": ("a paragraph is cut in two", "문단이 나뉘었습니다"),
    "quote": ("a quote differs", "인용문이 다릅니다"),
    "rule": ("a horizontal rule differs", "가로줄이 다릅니다"),
    "script-live": (
        "a script that Velog does not run",
        "Velog가 실행하지 않는 스크립트가 있습니다",
    ),
    "smart-typography": ("quotes or dots are dressed up", "따옴표나 줄임표의 모양이 다릅니다"),
    "space": ("a space differs", "띄어쓰기가 다릅니다"),
    "style": ("colour or size differs", "색이나 크기가 다릅니다"),
    "table-cells": ("cells of a table differ", "표의 칸이 다릅니다"),
    "table-extra": ("a table too many", "표가 더 있습니다"),
    "table-lost": ("a table is missing", "표가 없습니다"),
    "task-box": ("a box of a task differs", "체크 상자가 다릅니다"),
    "text": ("the words differ", "글자가 다릅니다"),
}
_LOOKS: Mapping[str, Both] = {
    "align": ("alignment", "정렬"),
    "bold": ("bold", "굵은 글씨"),
    "cell-align": ("alignment of a cell", "칸의 정렬"),
    "italic": ("italics", "기울임"),
    "strike": ("strikethrough", "취소선"),
    "sub": ("subscript", "아래 첨자"),
    "sup": ("superscript", "위 첨자"),
    "underline": ("underline", "밑줄"),
}
_VERDICTS: Mapping[Verdict, Both] = {
    Verdict.SAME: ("shows what Velog showed", "Velog에서와 똑같이 보입니다"),
    Verdict.EDITED: ("differs where you edited it here", "여기서 고친 곳만 다릅니다"),
    Verdict.DIFFERENT: ("differs", "다릅니다"),
    Verdict.CHANGED: (
        "changed on Velog after the last sync: run `velog-to-jekyll sync`, and build again",
        "마지막 sync 뒤에 Velog에서 바뀌었습니다. `velog-to-jekyll sync` 뒤에 다시 빌드하세요",
    ),
    Verdict.NO_PAGE: (
        "Jekyll made no page of it: look at its date, `published`, and `exclude`",
        "Jekyll이 페이지를 만들지 않았습니다. 날짜와 `published`, `exclude`를 확인하세요",
    ),
    Verdict.ABSENT: (
        "is not in the site: run `velog-to-jekyll sync`, and build again",
        "사이트에 없습니다. `velog-to-jekyll sync` 뒤에 다시 빌드하세요",
    ),
}
_SHORT: Mapping[Verdict, Both] = {
    Verdict.SAME: ("Same", "같음"),
    Verdict.EDITED: ("Edited here", "여기서 고침"),
    Verdict.DIFFERENT: ("Different", "다름"),
    Verdict.CHANGED: ("Changed on Velog", "Velog에서 바뀜"),
    Verdict.NO_PAGE: ("No page", "페이지 없음"),
    Verdict.ABSENT: ("Not in the site", "사이트에 없음"),
}
_SIDES: Mapping[Side, Both] = {
    Side.TEXT: ("the site's text", "사이트의 글"),
    Side.JEKYLL: ("Jekyll", "Jekyll"),
    Side.THEME: ("the theme", "테마"),
    Side.VELOG: ("Velog, since the last sync", "마지막 sync 뒤의 Velog"),
}


_OF_SITE: Mapping[str, Both] = {
    "image-missing": ("no image at", "이미지가 없습니다:"),
    "image-on-velog": ("an image is still on Velog:", "이미지가 아직 Velog에 있습니다:"),
    "link-broken": ("a link leads nowhere:", "링크가 이어지는 곳이 없습니다:"),
    "not-listed": ("does not list", "목록에 없습니다:"),
    "ours-published": ("is published: add it to `exclude`", "공개됩니다. `exclude`에 넣으세요"),
    "page-gone": ("a page of before is gone", "전에 있던 페이지가 없습니다"),
    "page-replaced": (
        "a page of before gave way to",
        "전에 있던 페이지인데 지금은 이것이 있습니다:",
    ),
}


def site_words(name: str) -> Both:
    """Say what is wrong with a page of the site."""
    return _OF_SITE[name]


def site_headline(count: int) -> Both:
    """Say how much is wrong with the pages of the site."""
    english = f"Wrong in the pages of the site: {count}"
    return english, f"사이트의 페이지에서 잘못된 것: {count}"


def said_of(name: str) -> Both:
    """Say what a difference is."""
    if name in _NAMES:
        return _NAMES[name]
    fate, _, look = name.partition("-")
    english, korean = _LOOKS.get(look, (look, look))
    if fate == "lost":
        return f"{english} is missing", f"{korean}: 없습니다"
    return f"{english} too much", f"{korean}: 더 있습니다"


def verdict_words(verdict: Verdict) -> Both:
    """Say what is known of a post."""
    return _VERDICTS[verdict]


def verdict_name(verdict: Verdict) -> Both:
    """Name what is known of a post, in a word or two."""
    return _SHORT[verdict]


def side_words(side: Side) -> Both:
    """Say where a difference comes from."""
    return _SIDES[side]


def headline(proof: Proof) -> Both:
    """Say it in one line."""
    counts, total = proof.counts, len(proof.posts)
    same, edited = counts[Verdict.SAME], counts[Verdict.EDITED]
    english = f"{same} of {total} post{'' if total == 1 else 's'} show"
    english += f"{'s' if total == 1 else ''} what Velog showed"
    korean = f"글 {total}개 가운데 {same}개가 Velog에서와 똑같이 보입니다"
    if edited:
        english += f", {edited} what you made of {'it' if edited == 1 else 'them'} here"
        korean += f", {edited}개는 여기서 고친 대로 보입니다"
    return f"{english}.", f"{korean}."


def told(proof: Proof) -> list[PostProof]:
    """Give the posts of which there is something to tell, those that differ by our doing first."""
    rest = [post for post in proof.posts if post.verdict is not Verdict.SAME]
    return sorted(rest, key=lambda post: (post.verdict is Verdict.EDITED, post.path))
