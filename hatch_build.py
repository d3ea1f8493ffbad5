"""The clone that a package is built from → the project's addresses in it: those of its repository.

They are written down nowhere: whoever publishes this project does so from a repository that has an
address, and whoever builds a copy of it for himself has none to name.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# Of these a browser's address can be made; what stands before the host may be a password.
_ON_THE_WEB = re.compile(
    r"(?:https://(?:[^/@]*@)?|ssh://git@|git@)(?P<host>[\w.-]+)[:/](?P<path>[\w./-]+?)(?:\.git)?/?"
)


class ProjectUrls(MetadataHookInterface):
    """Fills in the field `urls` of the project."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Name the repository's pages, if it is known where on the web it is."""
        remote = _ON_THE_WEB.fullmatch(_origin(Path(self.root)))
        if remote is None:
            return
        source = f"https://{remote['host']}/{remote['path']}"
        metadata["urls"] = {
            "Source": source,
            "Documentation": f"{source}/blob/HEAD/README.md",
            "Changelog": f"{source}/blob/HEAD/CHANGELOG.md",
            "Issues": f"{source}/issues",
        }


def _origin(clone: Path) -> str:
    """Give what git fetches a clone from; empty where there is none, or no git."""
    # What is no clone itself may be within another project's.
    if not (clone / ".git").exists():
        return ""
    try:
        asked = ["git", "-C", str(clone), "remote", "get-url", "origin"]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
