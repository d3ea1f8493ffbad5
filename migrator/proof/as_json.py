"""A proof → one JSON object for programs, the same bytes for the same proof.

`schema.json` beside this file describes it.
"""

from __future__ import annotations

import json

from migrator.proof.verdicts import Fault, PostProof, Proof, Verdict
from migrator.proof.words import said_of

SCHEMA = 1


def proof_json(proof: Proof) -> str:
    """List every post that is not the same, and count all."""
    content = {
        "schema": SCHEMA,
        "username": proof.username,
        "is_proven": proof.is_proven,
        "posts": [_post(post) for post in proof.posts if post.verdict is not Verdict.SAME],
        "site": [
            {"kind": fault.name, "page": fault.page, "address": fault.address}
            for fault in proof.site
        ],
        "summary": {str(verdict): proof.counts[verdict] for verdict in Verdict},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _post(post: PostProof) -> dict[str, object]:
    return {
        "path": post.path,
        "page": post.page or None,
        "post_id": post.post_id,
        "title": post.title,
        "verdict": str(post.verdict),
        "differences": [_fault(fault) for fault in post.faults],
    }


def _fault(fault: Fault) -> dict[str, object]:
    return {
        "kind": fault.name,
        "what": said_of(fault.name)[0],
        "side": str(fault.side),
        "line": fault.line,
        "velog": fault.velog,
        "page": fault.page,
    }
