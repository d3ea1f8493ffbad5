"""White space as Markdown means it: space, tab and newline are blanks, anything else is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from test_converter import a_post, body_of, convert

CONVERTER = Path(__file__).parent.parent / "migrator/converter"


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("a\n\n&nbsp;\n\nb", "a\n\n&nbsp;\n\nb"),
        ("a\n\n&emsp;\n\nb", "a\n\n&emsp;\n\nb"),
        ("- &nbsp;", "- &nbsp;"),
        ("> &nbsp;", "> &nbsp;"),
        ("# &nbsp;", "# &nbsp;"),
        ("&nbsp;$x$", "&nbsp;$$x$$"),
        ("a\n&nbsp;\nb", "a  \n&nbsp;  \nb"),
        # Velog trims these, as JavaScript does.
        ("a\n\n\xa0\n\nb", "a\n\n\n\nb"),
        ("a\n\xa0b", "a  \nb"),
        ("a\n\u3000b", "a  \nb"),
        # In code Velog's pages show a space.
        ("`a\xa0b`", "`a b`"),
        ("```\na\xa0b\n```", "```\na b\n```"),
        ("    a\xa0b", "    a b"),
        # A run of blanks in a line is one on Velog.
        ("`a   b`", "`a b`"),
    ],
)
def test_what_is_seen_stays(body: str, written: str) -> None:
    assert body_of(convert(a_post(body))) == written


def test_no_reader_or_writer_takes_off_more() -> None:
    files = [*CONVERTER.glob("kramdown_writer/*.py"), *CONVERTER.glob("velogmark/*.py")]
    found = [
        f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(r"\.[lr]?strip\(\)|\.isspace\(\)|\bstr\.strip\b", line)
    ]
    # These read words of code's info line, not the author's text.
    assert [each for each in found if not each.startswith("languages.py")] == []
