"""A report, the name of a form and a language → its text."""

from __future__ import annotations

from pathlib import Path

from migrator.report.report import Report

_BY_SUFFIX = {".json": "json", ".html": "html", ".htm": "html", ".md": "markdown"}


def in_form(form: str, report: Report, language: str) -> str:
    """Write a report; a page has both languages in it, and JSON English alone.

    What writes a form is imported when it is asked for.
    """
    match form:
        case "json":
            from migrator.report.as_json import report_json

            return report_json(report)
        case "html":
            from migrator.report.as_html import report_html

            return report_html(report)
        case "markdown":
            from migrator.report.as_markdown import report_markdown

            return report_markdown(report, language)
        case _:
            from migrator.report.as_text import report_text
            from migrator.report.paint import TerminalLook

            return report_text(report, TerminalLook(language=language))


def form_of(file: Path | None) -> str:
    """Choose the form by the extension of a file; text for any other extension."""
    return _BY_SUFFIX.get(file.suffix.lower(), "text") if file else "text"
