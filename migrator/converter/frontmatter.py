"""Front matter values → the YAML text that Jekyll reads back as exactly these values.

Jekyll 3.10 and 4.x read YAML 1.1 through SafeYAML, which takes `1,000` for a number and `on` for
true; so every string is quoted, and no YAML library writes here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from migrator.model import ImageLink

Value = str | bool | int | datetime | ImageLink | Sequence[str] | Mapping[str, str]

# Legal in JSON, not legal in YAML 1.1 (its printable set), so escaped.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def front_matter(values: Mapping[str, Value]) -> tuple[str | ImageLink, ...]:
    """Write the values in their order, between `---` lines."""
    parts: list[str | ImageLink] = ["---\n"]
    for key, value in values.items():
        if isinstance(value, Mapping):
            inner = [f"\n  {name}: {quoted(text)}" for name, text in value.items()]
            parts.append(f"{key}:{''.join(inner)}\n")
        else:
            parts += [f"{key}: ", _scalar(value), "\n"]
    return (*parts, "---\n")


def quoted(text: str) -> str:
    """Write one string as YAML: on one line, in double quotes."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    return _NOT_IN_YAML.sub(
        lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def _scalar(value: str | bool | int | datetime | ImageLink | Sequence[str]) -> str | ImageLink:
    if isinstance(value, ImageLink):
        return replace(value, local=quoted(value.local), remote=quoted(value.remote))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        # With its offset: Jekyll takes a time with seconds and without one for UTC.
        return f"{value:%Y-%m-%d %H:%M:%S %z}"
    if isinstance(value, str):
        return quoted(value)
    return f"[{', '.join(map(quoted, value))}]"
