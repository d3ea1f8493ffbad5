"""A value of a setting → the same as TOML; its strings and lists are written as JSON's are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence


def as_toml(value: object) -> str:
    """Write a value as TOML has it behind a key."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {as_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
