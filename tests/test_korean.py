"""The screen in Korean: when it is, what it says, and that no English is left on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Program
from migrator.long_work.screen import EN, KO, language_of_user


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, EN),
        ({"LANG": "ko_KR.UTF-8"}, KO),
        ({"LANG": "ko_KR.EUC-KR"}, KO),
        ({"LANG": "ko"}, KO),
        ({"LANG": "kok_IN.UTF-8"}, EN),
        ({"LANG": "de_DE.UTF-8"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, EN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, KO),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, KO),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, KO),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "de:en:ko"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "de"}, KO),
        ({"LANG": "C", "LANGUAGE": "ko"}, EN),
        ({"LC_ALL": "POSIX", "LANG": "ko_KR.UTF-8"}, EN),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of_user(["check"], environ) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "en", "check"], EN),
        (["check", "--lang=en"], EN),
        (["check", "--lang", "fr"], KO),
        (["check", "--lang"], KO),
        (["check", "--", "--lang"], KO),
    ],
)
def test_the_option_is_stronger(words: list[str], language: str) -> None:
    assert language_of_user(words, {"LANG": "ko_KR.UTF-8"}) == language


def test_an_error_is_said_in_the_language_of_the_screen(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "is not a Jekyll site" in run("check", "--site", tmp_path).err
    monkeypatch.setenv("LANGUAGE", "ko")
    assert "Jekyll 사이트가 아닙니다" in run("check", "--site", tmp_path).err
