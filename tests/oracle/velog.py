"""Bodies of posts → the HTML that Velog's own renderer, run by node, makes of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).with_name("velog")
_INSTALL = "npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error"


class Body(NamedTuple):
    """What a post holds, as Velog stores it."""

    text: str
    is_markdown: bool = True


class RendererError(Exception):
    """Velog's renderer is not there, or it failed; the message says what to do."""


def missing() -> str | None:
    """Say what Velog's renderer lacks here; None if it can run."""
    if shutil.which("node") is None:
        return "node is missing: install Node.js 20 or newer"
    if not (_FOLDER / "node_modules" / "remark").is_dir():
        return f"Velog's renderer is not installed: cd {_FOLDER.name} && {_INSTALL}"
    return None


def install() -> None:
    """Fetch the packages of Velog's renderer, once."""
    if shutil.which("npm") is None:
        raise RendererError("npm is missing: install Node.js 20 or newer")
    if missing():
        _run(_INSTALL.split())


def render(bodies: Mapping[str, Body]) -> dict[str, str]:
    """Give the HTML of each body, by its key."""
    lack = missing()
    if lack:
        raise RendererError(lack)
    asked = (
        json.dumps({"id": key, "body": body.text, "is_markdown": body.is_markdown})
        for key, body in bodies.items()
    )
    answers = [json.loads(line) for line in _run(["node", "render.mjs"], "\n".join(asked))]
    errors = [f"{answer['id']}: {answer['error']}" for answer in answers if "error" in answer]
    if errors or len(answers) != len(bodies):
        raise RendererError(f"{len(bodies)} asked, {len(answers)} answered. " + "; ".join(errors))
    return {answer["id"]: answer["html"] for answer in answers}


def _run(command: list[str], given: str = "") -> list[str]:
    done = subprocess.run(
        command, cwd=_FOLDER, input=given, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RendererError(f"{' '.join(command)} failed: {done.stderr.strip()[-500:]}")
    # Not splitlines(): JSON keeps U+2028, which that takes for the end of a line.
    return [line for line in done.stdout.split("\n") if line]
