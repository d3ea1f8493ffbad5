"""A baseurl → the site that `new` makes, as GitHub Pages would have it, built by Jekyll.

The blog in it is the sample blog and one post more, with what the sample lacks: a diagram, spaced
tags, a series of one post, a table and code wider than the page, and comments.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from conftest import SAMPLE_BLOG
from themes.links import Built

ORIGIN = "https://haru-dev.github.io"
WIDE = "넓은 글"
_BODY = f"""# 순서도

```mermaid
graph LR
  글 --> 배포
```

## 넓은 것

| {" | ".join(f"열{n}" for n in range(30))} |
|{"---|" * 30}
| {" | ".join(f"값{n}" for n in range(30))} |

```js
const long = "{"길다 " * 60}"; // {{{{ x }}}}
```

[태그](https://velog.io/tags/Spring%20Boot) [내 태그](https://velog.io/@haru-dev?tag=C%23)
[시리즈](https://velog.io/@haru-dev/series/하루-만에-배우는-리눅스)
"""

_TALK = """좋은 글 [시리즈](https://velog.io/@haru-dev/series/하루-만에-배우는-리눅스)

- 하나
- 둘

![두부](https://velog.velcdn.com/images/haru-dev/post/119ccfb0-55e6-416b-b6a0-466642c7f373/dubu.jpg)

```js
const x = "길다 "; // {{ x }}
```"""


def missing() -> str | None:
    """Say what is lacking to build it; None if nothing is."""
    packages = "jekyll ruby-jekyll-paginate ruby-kramdown-parser-gfm"
    find = "Gem::Specification.find_by_name('jekyll-paginate')"
    is_here = (
        shutil.which("jekyll")
        and not subprocess.run(["ruby", "-e", find], capture_output=True, check=False).returncode
    )
    return None if is_here else f"jekyll or a plugin is missing: apt install {packages}"


def blog_with_more(folder: Path) -> Path:
    """Copy the sample blog and add a post."""
    blog = Path(shutil.copytree(SAMPLE_BLOG, folder / "blog"))
    index = json.loads((blog / "backup.json").read_text("utf-8"))
    like = json.loads((blog / "posts" / f"{index['posts'][0]}.json").read_text("utf-8"))
    series = {"id": "x", "name": '홀로 "선" & <글>', "url_slug": "홀로"}
    own = {
        "id": "00000000-0000-4000-8000-000000000001",
        "title": WIDE,
        "body": _BODY,
        "url_slug": "넓은-글",
        "tags": ["C#", "Spring Boot", 'a"b&<c>'],
        "series": series,
        "thumbnail": None,
    }
    index["posts"].append(own["id"])
    place = {"index": 1, "post": {"id": own["id"], "url_slug": own["url_slug"]}}
    all_series = json.loads((blog / "series.json").read_text("utf-8"))
    replies = [_comment(2, "고맙습니다", "haru-dev", [_comment(3, "**네**", None, [])])]
    deleted = {**_comment(4, None, None, replies), "deleted": True}
    talk = [_comment(1, _TALK, "dubu", []), deleted]
    index["comments"] = index["posts"]
    none = {"comments_count": 0, "comments": []}
    said = dict.fromkeys(index["posts"], none) | {
        own["id"]: {"comments_count": 3, "comments": talk}
    }
    for path, value in (
        *((f"comments/{post_id}.json", each) for post_id, each in said.items()),
        ("backup.json", index),
        (f"posts/{own['id']}.json", {**like, **own}),
        ("series.json", [*all_series, {**series, "series_posts": [place]}]),
    ):
        (blog / path).parent.mkdir(exist_ok=True)
        (blog / path).write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return blog


def _comment(
    number: int, text: str | None, username: str | None, replies: list[dict[str, object]]
) -> dict[str, object]:
    """Make a comment as v2 answers it."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "text": text,
        "deleted": False,
        "created_at": "2024-05-01T12:34:56.789Z",
        "user": username and {"username": username},
        "replies": replies,
    }


def make(folder: Path, *words: object, codes: Sequence[int] = (0,)) -> Path:
    """Run `new` as a person does, which ends with one of `codes`; give the folder of the site."""
    site = folder / "site"
    _run([sys.executable, "-m", "migrator", "new", site, *words], codes)
    return site


def build(site: Path, baseurl: str = "", **settings: str) -> Built:
    """Build a site at a base address; posts of a migrated one are written for it by `sync`."""
    config = site / "_config.yml"
    text = config.read_text("utf-8")
    for key, value in {"baseurl": baseurl, **settings}.items():
        text, count = re.subn(rf"^#?{key}:.*$", f'{key}: "{value}"', text, flags=re.MULTILINE)
        assert count == 1, key
    config.write_text(text, "utf-8")
    target = site.parent / "built"
    command = ["jekyll", "build", "--source", site, "--destination", target, "--trace"]
    said = _run([*command, "--strict_front_matter"])
    assert "Warning" not in said, said
    return Built(target, ORIGIN, baseurl)


def _run(command: list[object], codes: Sequence[int] = (0,)) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "JEKYLL_ENV": "production", "JEKYLL_NO_BUNDLER_REQUIRE": "true"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout + done.stderr
