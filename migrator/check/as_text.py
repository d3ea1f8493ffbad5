"""Findings → lines for people: by file, many of a kind folded, the counts at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding, FindingKind, Severity
from migrator.check.shown_images import known_losses
from migrator.files.escapes import escaped
from migrator.long_work.screen import EN, in_language
from migrator.model import Note

# How many of each kind are shown, if that hides more than one.
_SHOWN = 5
_SEVERITIES = {
    Severity.ERROR: Note(str(Severity.ERROR), "오류"),
    Severity.WARNING: Note(str(Severity.WARNING), "경고"),
}


def check_text(findings: Sequence[Finding], site: CheckedSite, language: str = EN) -> str:
    """Write the findings as `path:line: what — what to do`."""
    if not findings:
        return f"{in_language(_nothing(site), language)}\n"
    shown, folded = _fold(findings)
    groups = [
        "".join(f"{_line(finding, language)}\n" for finding in group)
        for _, group in groupby(shown, key=lambda finding: finding.path)
    ]
    if folded:
        groups.append("".join(f"{in_language(line, language)}\n" for line in _folded(folded)))
    return "\n".join([*groups, f"{in_language(_sums(findings, site), language)}\n"])


def _nothing(site: CheckedSite) -> Note:
    count, lost = len(site.posts), _losses(site)
    return Note(
        f"Nothing found in {_count(count, 'post')}.{lost.english}",
        f"글 {count}개에서 잘못된 곳을 찾지 못했습니다.{lost.korean}",
    )


def _line(finding: Finding, language: str) -> str:
    place = finding.path if finding.line is None else f"{finding.path}:{finding.line}"
    severity, what, advice = (
        in_language(each, language)
        for each in (_SEVERITIES[finding.kind.severity], finding.what, finding.advice)
    )
    return escaped(f"{place}: {severity}: {what} — {advice}")


def _fold(findings: Sequence[Finding]) -> tuple[list[Finding], dict[FindingKind, list[Finding]]]:
    """Split the findings into those shown and those only counted."""
    counts = Counter(finding.kind for finding in findings)
    seen: Counter[FindingKind] = Counter()
    shown: list[Finding] = []
    folded: dict[FindingKind, list[Finding]] = defaultdict(list)
    for finding in findings:
        seen[finding.kind] += 1
        is_shown = seen[finding.kind] <= _SHOWN or counts[finding.kind] == _SHOWN + 1
        (shown if is_shown else folded[finding.kind]).append(finding)
    return shown, folded


def _folded(folded: dict[FindingKind, list[Finding]]) -> Iterator[Note]:
    for kind, findings in sorted(folded.items(), key=lambda item: item[0].name):
        files = len({finding.path for finding in findings})
        yield Note(
            f"… and {len(findings)} more {kind.title.english}, in {_count(files, 'file')}",
            f"… {kind.title.korean}: 파일 {files}개에 {len(findings)}개 더",
        )
    yield Note("--format json lists them all.", "--format json으로 모두 볼 수 있습니다.")


def _sums(findings: Sequence[Finding], site: CheckedSite) -> Note:
    counts = Counter(finding.kind.severity for finding in findings)
    there = [each for each in Severity if counts[each]]
    parts = ", ".join(_count(counts[each], str(each)) for each in there)
    korean = ", ".join(f"{_SEVERITIES[each].korean} {counts[each]}개" for each in there)
    files, posts, lost = len({each.path for each in findings}), len(site.posts), _losses(site)
    return Note(
        f"{parts} in {_count(files, 'file')}; {_count(posts, 'post')} looked at.{lost.english}",
        f"파일 {files}개에 {korean}. 글 {posts}개를 살펴보았습니다.{lost.korean}",
    )


def _losses(site: CheckedSite) -> Note:
    count = known_losses(site)
    if not count:
        return Note("", "")
    return Note(
        f" {_count(count, 'image')} known to be lost.",
        f" 받을 수 없다고 알려진 이미지 {count}개.",
    )


def _count(number: int, name: str) -> str:
    return f"{number} {name}" + ("" if number == 1 else "s")
