"""A report, the name of a form and a language → its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from migrator.report.as_html import report_html
from migrator.report.as_json import report_json
from migrator.report.as_markdown import report_markdown
from migrator.report.as_text import report_text
from migrator.report.paint import TerminalLook
from migrator.report.report import Report

FORMS: Mapping[str, Callable[[Report, str], str]] = {
    "text": lambda report, language: report_text(report, TerminalLook(language=language)),
    "json": lambda report, _: report_json(report),
    "html": lambda report, _: report_html(report),
    "markdown": report_markdown,
}
"""What writes a report in each form; a page has both languages in it, and JSON English alone."""
_BY_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown"}


def form_of(file: Path | None) -> str:
    """Choose the form by the extension of a file; text for any other extension."""
    return _BY_SUFFIX.get(file.suffix.lower(), "text") if file else "text"
