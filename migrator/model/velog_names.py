"""Nothing → what Velog's hosts, addresses and uploads are called, for all who have to know them."""

from __future__ import annotations

import re

DOMAINS = ("velog.io", "velcdn.com", "vlpt.us")
"""Of Velog's hosts: posts, uploads, and what was uploaded in earlier years."""

# The scheme may be missing, as in what people type; Velog's own pages link to `/@name/slug`.
ADDRESS = re.compile(r"(?:(?:https?:)?//)?(?:www\.)?velog\.io(?::\d+)?(?=[/?#])", re.IGNORECASE)
"""The beginning of an address on Velog, up to its path."""

UPLOAD_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
"""A pattern of the id of an uploaded file, in either case: it stands in the file's address."""
