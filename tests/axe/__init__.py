"""A page in a browser → what keeps people out of it, by axe-core."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

_SCRIPT = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
# Frames show other sites, and what is in those is theirs.
_RUN = "axe.run(document, {iframes: false}).then(arguments[arguments.length - 1]);"


def missing() -> str | None:
    """Say what is lacking; None if nothing is."""
    return None if _SCRIPT.is_file() else "axe is missing: make test installs it where there is npm"


def violations(page: Chrome) -> list[str]:
    """Give each rule that the page breaks, with the first of its places."""
    found: dict[str, Any] = page.execute_async_script(_SCRIPT.read_text("utf-8") + _RUN)
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]
