"""A site → everything that the checks find in it, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from migrator.check.checked_site import CheckedSite
from migrator.check.excerpts import check_excerpts
from migrator.check.finding import Finding
from migrator.check.head_fields import check_heads, check_layouts, check_values
from migrator.check.odd_settings import check_settings
from migrator.check.post_dates import check_dates
from migrator.check.post_links import check_bases, check_links
from migrator.check.running_liquid import check_liquid
from migrator.check.shared_addresses import (
    check_addresses,
    check_categories,
    check_labels,
    check_redirects,
)
from migrator.check.shown_images import check_images
from migrator.check.site_files import check_files
from migrator.check.tag_lists import check_lists
from migrator.check.undrawn import check_diagrams, check_math
from migrator.check.velog_uses import check_tags, check_velog
from migrator.jekyll.site_config import source_of

CHECKS: Sequence[Callable[[CheckedSite], Iterator[Finding]]] = (
    check_settings,
    check_heads,
    check_layouts,
    check_values,
    check_dates,
    check_lists,
    check_excerpts,
    check_liquid,
    check_images,
    check_velog,
    check_tags,
    check_math,
    check_diagrams,
    check_bases,
    check_links,
    check_addresses,
    check_labels,
    check_categories,
    check_redirects,
    check_files,
)


def findings_in(site: CheckedSite) -> tuple[Finding, ...]:
    """Run every check; by file, line and kind."""
    found = {_placed(finding, site) for check in CHECKS for finding in check(site)}
    return tuple(
        sorted(
            found, key=lambda each: (each.path, each.line or 0, each.kind.name, each.what.english)
        )
    )


def _placed(finding: Finding, site: CheckedSite) -> Finding:
    """Name a file as seen from the site's folder, where Jekyll reads a folder of it."""
    source = source_of(site.config)
    if not source or finding.path == site.config_path:
        return finding
    return replace(finding, path=f"{source}/{finding.path}")
