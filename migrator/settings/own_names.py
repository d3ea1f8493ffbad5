"""Nothing → how the tool's own file and folder in a site are called."""

from __future__ import annotations

OWN_FOLDER = ".velog-to-jekyll"
OWN_CONFIG = f"{OWN_FOLDER}.toml"
