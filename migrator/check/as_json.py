"""What was found → one JSON object, the same for the same site; `schema.json` describes it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding, Severity

SCHEMA = 1


def check_json(findings: Sequence[Finding], site: CheckedSite) -> str:
    """List every finding, and count them."""
    severities = Counter(finding.kind.severity for finding in findings)
    kinds = Counter(finding.kind.name for finding in findings)
    content = {
        "schema": SCHEMA,
        "site": {
            "engine": site.setup.engine,
            "theme": site.setup.profile.family or None,
            "posts": len(site.posts),
        },
        "findings": [
            {
                "path": finding.path,
                "line": finding.line,
                "kind": finding.kind.name,
                "severity": str(finding.kind.severity),
                "what": finding.what.english,
                "advice": finding.advice.english,
            }
            for finding in findings
        ],
        "summary": {
            "errors": severities[Severity.ERROR],
            "warnings": severities[Severity.WARNING],
            "kinds": dict(sorted(kinds.items())),
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
