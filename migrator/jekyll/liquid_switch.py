"""The values of a page, the site's defaults among them → whether Liquid runs in its text."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.jekyll.names import JEKYLL_3

_SWITCH = "render_with_liquid"


def is_switched_off(values: Mapping[str, object]) -> bool:
    """Tell whether a page says that no Liquid is to run; Jekyll 3.10 does not know the key."""
    return values.get(_SWITCH) is False


def runs_liquid(values: Mapping[str, object], engine: str) -> bool:
    """Tell whether Liquid runs."""
    return engine == JEKYLL_3 or not is_switched_off(values)


def switched_on(defaults: Mapping[str, object]) -> Mapping[str, bool]:
    """Give the key that lets Liquid run where the site has switched it off: we write some."""
    return {_SWITCH: True} if is_switched_off(defaults) else {}
