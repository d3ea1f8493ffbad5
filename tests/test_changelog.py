"""CHANGELOG.md keeps the form that it names, and its newest version is that of the package."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from packaging.version import Version

from migrator import __version__

ROOT = Path(__file__).parent.parent
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def faults(text: str, version: str) -> list[str]:
    """Say what is wrong in a changelog of a package of this version."""
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    released = [re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)", each) for each in titles]
    named = [(Version(found[1]), date.fromisoformat(found[2])) for found in released if found]
    is_pending = titles[:1] == ["[Unreleased]"]
    found = [
        f"{title} has no form of a version"
        for title, form in list(zip(titles, released, strict=True))[is_pending:]
        if not form
    ]
    versions, days = [version for version, _ in named], [day for _, day in named]
    if versions != sorted(versions, reverse=True) or days != sorted(days, reverse=True):
        found.append("the newest version does not come first")
    if named and versions[0] != Version(version):
        found.append(f"the newest version is {versions[0]}, and the package's is {version}")
    if not named and not is_pending:
        found.append("no version is named")
    return found + [
        f"{kind} is no kind of change"
        for kind in re.findall(r"^### (.*)$", text, re.MULTILINE)
        if kind not in KINDS
    ]


def test_the_newest_version_is_the_packages_or_still_to_come() -> None:
    assert faults((ROOT / "CHANGELOG.md").read_text("utf-8"), __version__) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("## [0.2.0] - 2026-12-24\n", "the newest version is 0.2.0, and the package's is 0.1.0"),
        ("## [Unreleased]\n## [0.0.9] - 2026-12-24\n", "the newest version is 0.0.9"),
        ("## 0.1.0\n", "0.1.0 has no form of a version"),
        ("## [0.1.0] - 2026-12-24\n## [Unreleased]\n", "[Unreleased] has no form of a version"),
        (
            "## [0.1.0] - 2026-12-24\n## [0.0.10] - 2026-11-24\n## [0.0.9] - 2026-12-01\n",
            "the newest version does not come first",
        ),
        ("## [Unreleased]\n### New\n", "New is no kind of change"),
        ("# Changelog\n", "no version is named"),
    ],
)
def test_what_is_wrong_is_noticed(text: str, fault: str) -> None:
    assert any(each.startswith(fault) for each in faults(text, "0.1.0"))


def test_a_version_that_is_out_and_changes_to_come_are_no_fault() -> None:
    later = "## [Unreleased]\n### Fixed\n## [0.1.0] - 2026-12-24\n### Added\n"
    assert faults(later, "0.1.0") == []
    assert faults(later.split("\n", 2)[2], "0.1.0") == []


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https:)([^)#]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
