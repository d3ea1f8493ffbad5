"""Nothing → the keys of front matter by which themes show a summary, a picture, the last change."""

from __future__ import annotations

SUMMARIES = ("description", "excerpt", "subtitle", "summary")
COVERS = (
    "image.path",
    "image",
    "header.teaser",
    "header.image",
    "header.overlay_image",
    "thumbnail",
    "thumbnail-img",
    "cover-img",
    "cover",
    "cover_image",
    "teaser",
    "og_image",
)
MODIFIED = ("last_modified_at", "last_modified", "modified_date", "lastmod", "updated", "modified")
