"""A report, the name of a form and a language → its text; a file → whether it is such a text."""

from __future__ import annotations

from pathlib import Path

from migrator.report.report import TITLE, Report, title_of

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

            text = report_text(report, TerminalLook(language=language))
            return f"{title_of(report, language)}\n\n{text}"


def is_report(file: Path) -> bool:
    """Tell by its beginning whether a file is a report, which a newer one may replace."""
    with file.open("rb") as opened:
        head = opened.read(_HEAD).decode("utf-8", "replace")
    first, _, rest = head.replace("\r\n", "\n").partition("\n")
    is_titled = TITLE.fullmatch(first.removeprefix("### ")) is not None and rest.startswith("\n")
    is_page = head.startswith("<!doctype html>") and "<title>velog-to-jekyll" in head
    is_json = head.startswith("{") and '"is_outcome":' in head
    return not head or is_page or is_json or is_titled


_HEAD = 4_000
"""Bytes of a report that tell what it is."""


def form_of(file: Path | None) -> str:
    """Choose the form by the extension of a file; text for any other extension."""
    return _BY_SUFFIX.get(file.suffix.lower(), "text") if file else "text"
