"""Findings → lines for people: by file, many of a kind folded, the counts at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding, FindingKind, Severity
from migrator.check.shown_images import known_losses
from migrator.files import escaped

# How many of each kind are shown, if that hides more than one.
_SHOWN = 5


def check_text(findings: Sequence[Finding], site: CheckedSite) -> str:
    """Write the findings as `path:line: what — what to do`."""
    if not findings:
        return f"Nothing found in {_count(len(site.posts), 'post')}.{_losses(site)}\n"
    shown, folded = _fold(findings)
    groups = [
        "".join(f"{_line(finding)}\n" for finding in group)
        for _, group in groupby(shown, key=lambda finding: finding.path)
    ]
    if folded:
        groups.append("".join(f"{line}\n" for line in _folded(folded)))
    return "\n".join([*groups, f"{_sums(findings, site)}\n"])


def _line(finding: Finding) -> str:
    place = finding.path if finding.line is None else f"{finding.path}:{finding.line}"
    return escaped(f"{place}: {finding.kind.severity}: {finding.what} — {finding.advice}")


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


def _folded(folded: dict[FindingKind, list[Finding]]) -> Iterator[str]:
    for kind, findings in sorted(folded.items(), key=lambda item: item[0].name):
        files = len({finding.path for finding in findings})
        yield f"… and {len(findings)} more {kind.title}, in {_count(files, 'file')}"
    yield "--format json lists them all."


def _sums(findings: Sequence[Finding], site: CheckedSite) -> str:
    counts = Counter(finding.kind.severity for finding in findings)
    parts = [_count(counts[each], str(each)) for each in Severity if counts[each]]
    files = len({finding.path for finding in findings})
    posts = _count(len(site.posts), "post")
    return f"{', '.join(parts)} in {_count(files, 'file')}; {posts} looked at.{_losses(site)}"


def _losses(site: CheckedSite) -> str:
    count = known_losses(site)
    return f" {_count(count, 'image')} known to be gone for good." if count else ""


def _count(number: int, name: str) -> str:
    return f"{number} {name}" + ("" if number == 1 else "s")
