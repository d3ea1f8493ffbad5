"""What a text costs: our conversion and kramdown take time in proportion to its length."""

from __future__ import annotations

import pytest

from migrator.converter import link_targets
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import heading_ids
from migrator.converter.velog_links import VelogPage
from migrator.settings.site_settings import Settings
from test_converter import a_post


def test_the_headings_of_a_post_are_read_once_for_all_links_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = a_post("# 가 나\n\n## 다\n")
    targets = LinkTargets("labdev", [post], {post.id: "/a/"}, {}, {}, Settings())
    read = []
    monkeypatch.setattr(
        link_targets, "heading_ids", lambda post: read.append(post) or heading_ids(post)
    )
    for fragment in ("가-나", "다", "없음"):
        page = VelogPage("labdev", "post", post.slug, fragment)
        assert targets.resolve(page) is not None
    assert read == [post]
