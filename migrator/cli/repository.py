"""The package as it is installed → where on the web its repository is, if that is known."""

from __future__ import annotations

import sys

from migrator import __version__

_METADATA = f"velog_to_jekyll-{__version__}.dist-info/METADATA"
_SOURCE = "Project-URL: Source, "


def repository() -> str:
    """Give the address; empty for a package that was built from a clone without one.

    `importlib.metadata`, which knows it, too, takes as long to import as all that help needs.
    """
    for place in sys.path:
        try:
            with open(f"{place}/{_METADATA}", encoding="utf-8") as file:  # noqa: PTH123 - so does pathlib
                for line in file:
                    if line.startswith(_SOURCE):
                        return line.removeprefix(_SOURCE).strip()
        except OSError:
            continue
    return ""
