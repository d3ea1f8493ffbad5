"""The clone that a package is built from → the project's addresses in it: those of its repository.

They are written down nowhere: whoever publishes this project does so from a repository that has an
address, and whoever builds a copy of it for himself has none to name.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hatchling.metadata.plugin.interface import MetadataHookInterface

_SCP = re.compile(r"git@(?P<host>[\w.-]+):/?(?P<path>.+)")
# GitHub answers to SSH under this name where a firewall lets nothing but port 443 through.
_HOSTS = {"ssh.github.com": "github.com"}


class ProjectUrls(MetadataHookInterface):
    """Fills in the field `urls` of the project."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Name the repository's pages, if it is known where on the web it is."""
        source = address_of(_origin(Path(self.root)))
        if not source:
            return
        metadata["urls"] = {
            "Source": source,
            "Documentation": f"{source}/blob/HEAD/README.md",
            "Changelog": f"{source}/blob/HEAD/CHANGELOG.md",
            "Issues": f"{source}/issues",
        }


def address_of(remote: str) -> str:
    """Give the address of what git fetches from in a browser; empty where it has none.

    What stands before the host may be a password, and the port of SSH is none of a browser's.
    """
    if found := _SCP.fullmatch(remote):
        host, path = found["host"], found["path"]
    else:
        parts = urlsplit(remote)
        if parts.scheme not in ("https", "ssh") or not parts.hostname:
            return ""
        port = f":{parts.port}" if parts.port and parts.scheme == "https" else ""
        host, path = f"{parts.hostname}{port}", parts.path
    path = path.strip("/").removesuffix(".git")
    return f"https://{_HOSTS.get(host, host)}/{path}" if "/" in path else ""


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
