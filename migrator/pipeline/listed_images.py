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
from migrator.settings.site_settings import Settings
from migrator.writer.images import ask_ahead

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


def images_of_listed(root: Path, settings: Settings) -> ListedImages | None:
    """Give what asks for images while posts are listed; None for a site that has posts.

    There only the plan tells whose images are wanted, for a post may be there already, in doubt, or
    left out night after night.
    """
    if any((root / settings.posts_dir).rglob("*.*")):
        return None
    return ListedImages(
        root, frozenset(path.name for path in (root / settings.image_root).rglob("*.*"))
    )


def _urls_in(body: object) -> Iterator[str]:
    for found in _IMAGE.finditer(body) if isinstance(body, str) else ():
        url = found[1] or found[2]
        if is_velog_image(url):
            yield url
