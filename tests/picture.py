"""The sample blog as `new` makes a site of it → the picture of its home page in the READMEs.

`make picture` runs this. Chromium needs a font with Hangul, such as Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import browser
import new_site_builds as builds
from conftest import SAMPLE_BLOG
from served import served


def main(picture: Path) -> str | None:
    """Make the picture, or say what is lacking."""
    if lack := builds.missing() or browser.missing():
        return lack
    with tempfile.TemporaryDirectory() as folder:
        built = builds.build(builds.make(Path(folder), "--from", SAMPLE_BLOG))
        with served(built.folder) as origin, browser.started() as page:
            browser.set_screen(page, 1000)
            page.get(origin)
            # A bar to scroll with is no part of the page.
            page.execute_script("document.documentElement.style.overflow = 'hidden'")
            page.save_screenshot(str(picture))
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
