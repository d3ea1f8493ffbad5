"""docs/settings.md has every setting as the table says it, in both languages, with examples."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import settings_reference
from migrator.model import Note
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.site_settings import read_settings
from migrator.settings.table import CHOICE, SETTINGS, Setting
from settings_reference import DOCS, EXAMPLES, example, page


@pytest.mark.parametrize(("name", "korean"), [("settings.md", False), ("settings.ko.md", True)])
def test_the_page_is_what_the_table_says(name: str, korean: bool) -> None:
    assert (DOCS / name).read_text("utf-8") == page(korean), "make settings"


def test_a_setting_that_changes_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(SETTINGS[0], default="none", korean_default="없음")
    monkeypatch.setattr(settings_reference, "SETTINGS", (other, *SETTINGS[1:]))
    for name, korean in (("settings.md", False), ("settings.ko.md", True)):
        assert (DOCS / name).read_text("utf-8") != page(korean)


def test_there_is_an_example_for_each_setting_and_no_other() -> None:
    assert list(EXAMPLES) == [setting.name for setting in SETTINGS]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_an_example_is_accepted_and_changes_something(setting: Setting, site: Path) -> None:
    before = read_settings(site, all_images=False)
    (site / OWN_CONFIG).write_text(example(setting), "utf-8")
    assert setting.key in str(tomllib.loads(example(setting)))
    assert read_settings(site, all_images=False) != before


def test_a_choice_that_is_not_taken_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(SETTINGS[1], check=lambda value: Note("red or blue", f"red, blue{CHOICE}"))
    monkeypatch.setattr(settings_reference, "SETTINGS", (other,))
    with pytest.raises(KeyError, match="image_dir"):
        page(korean=True)
