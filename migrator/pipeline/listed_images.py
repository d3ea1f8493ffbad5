"""Posts as Velog lists them → their images, asked for while the list goes on.

They are found in the text as it was typed, before it is known what the post becomes; what no page
shows in the end, as an image in code, was downloaded for nothing and goes with the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from migrator.converter.image_paths import image_for, is_velog_image
from migrator.model import AskImages
from migrator.writer import ask_ahead

# Addresses without brackets, escapes or entities: what is written in another way is found when the
# post is converted.
_ADDRESS = r"https://[^\s()<>\[\]\"'\\&]+"
_IMAGE = re.compile(
    rf"!\[[^\[\]\n]*\]\(({_ADDRESS})\)|<img\b[^<>]*?\bsrc=[\"']?({_ADDRESS})[\"'\s>]"
)


@dataclass(frozen=True)
class ListedImages:
    """Asks for the images of posts for the site at `root`, which has none of them yet.

    `there` are the names of the images that the site has.
    """

    root: Path
    there: frozenset[str]

    def ask(self, posts: Sequence[Mapping[str, object]], ask: AskImages) -> None:
        """Begin to download the images of posts, as Velog lists them."""
        public = (post for post in posts if post.get("is_private") is not True)
        urls = dict.fromkeys(url for post in public for url in _urls_in(post.get("body")))
        images = [image_for(url, "") for url in urls]
        ask_ahead(self.root, [each for each in images if each.name not in self.there], ask)


def _urls_in(body: object) -> Iterator[str]:
    for found in _IMAGE.finditer(body) if isinstance(body, str) else ():
        url = found[1] or found[2]
        if is_velog_image(url):
            yield url
