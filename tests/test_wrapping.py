"""What is wider than the terminal → lines that fit it, and commands that can still be pasted."""

from __future__ import annotations

import pytest

from migrator.long_work.screen import columns_of
from migrator.long_work.wrapping import fitted

COMMAND = "      velog-to-jekyll sync --site a-folder-with-a-long-name --from another-folder"


@pytest.mark.parametrize("columns", [40, 60])
@pytest.mark.parametrize(
    "text",
    [
        "velog-to-jekyll: a sentence of many words that says what failed and what to do now\n",
        "velog-to-jekyll: 무엇이 잘못되었고 이제 무엇을 하면 되는지 알려 주는 긴 문장\n",
        "  _posts/2024-01-01-글.md:3: warning: what is wrong — and what can be done\n",
    ],
)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text: str, columns: int) -> None:
    lines = fitted(text, columns).splitlines()
    assert len(lines) > 1
    assert all(columns_of(line) <= columns for line in lines)
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    inset = len(text) - len(text.lstrip(" "))
    assert all(line.startswith(" " * (inset + 2)) for line in lines[1:])


def test_a_command_stays_in_one_line() -> None:
    assert fitted(f"{COMMAND}\n", 40) == f"{COMMAND}\n"
    said = "Run again: `velog-to-jekyll sync --site a-folder-with-a-long-name` brings the rest.\n"
    assert "`velog-to-jekyll sync --site a-folder-with-a-long-name`" in fitted(said, 40)


def test_what_fits_is_left_as_it_is() -> None:
    text = "a\n\n  b   c\n\td\n"
    assert fitted(text, 40) == text
