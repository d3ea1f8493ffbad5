"""What was asked for, and the ledger of earlier runs → the ledger and the settings of a run."""

from __future__ import annotations

from dataclasses import replace

from migrator.pipeline.request import RunRequest
from migrator.settings.site_settings import Settings, read_settings
from migrator.site.checkout import find_habits, rebuilt_ledger
from migrator.site.ledger import Ledger


def ledger_and_settings(request: RunRequest, kept: Ledger) -> tuple[Ledger, Settings]:
    """Read the settings; the ledger is the one that was kept, or is rebuilt from the posts.

    Raises MigratorError for settings that cannot be read.
    """
    root = request.root
    habits = kept.habits or find_habits(root)
    all_images = request.all_images or kept.all_images
    settings = read_settings(root, habits, all_images=all_images)
    ledger = kept
    if request.rebuild_ledger:
        ledger = rebuilt_ledger(root, settings, request.blog.username)
    return replace(ledger, habits=habits), settings
