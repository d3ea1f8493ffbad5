"""`check`: each thing it finds in a small site that has it, and silence where it nearly is."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import JekyllPages, Program, stamps
from migrator.check import kinds
from migrator.check.checks import findings_in
from migrator.check.read_site import read_site
from oracle import jekyll as oracle

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "migrator/check/schema.json").read_text("utf-8"))

# A text, the bytes, or the size of a file full of nothing.
Files = Mapping[str, str | bytes | int]

CONFIG = "timezone: Asia/Seoul\nurl: https://me.example\npermalink: /posts/:title/\n"
A = "_posts/2024-01-01-a.md"
B = "_posts/2024-01-02-b.md"
LATER = "_posts/2999-01-01-later.md"
LAYOUT = "_layouts/post.html"
HEAD = "layout: post\ntitle: 제목\n"
PICTURE = "assets/img/x.png"
VELOG = "https://velog.velcdn.com/images/labdev/post/0/x.png"
NEWER = {"Gemfile": 'gem "jekyll", "~> 4.3"\n'}
PAGES = {"Gemfile": 'gem "github-pages"\n'}
CHIRPY = f"{CONFIG}theme: jekyll-theme-chirpy\n"
MINIMA = f"{CONFIG}theme: minima\n"
TITLES = CONFIG.replace("/posts/:title/", "/:title/")
REDIRECTS = {"_config.yml": f"{TITLES}plugins: [jekyll-redirect-from]\n"}
MINE = "_posts/2024-01-03-my-post.md"
IS_MINE = "velog: {url: 'https://velog.io/@labdev/my-post'}\n"
PROOFER = {
    ".github/workflows/deploy.yml": "jobs:\n  test:\n    steps:\n      - run: |\n"
    "          bundle exec htmlproofer _site --disable-external \\\n"
    '            --ignore-urls "/^http:\\/\\/localhost/"\n'
}


def post(body: str = "글\n", head: str = HEAD) -> str:
    """Write a post; the body begins at the fifth line if the front matter is the usual one."""
    return f"---\n{head}---\n{body}"


def config(more: str) -> dict[str, str]:
    """Add lines to the settings; they begin at the fourth."""
    return {"_config.yml": CONFIG + more}


def head(lines: str) -> dict[str, str]:
    """Give a post whose front matter has these lines, the first of them being the fourth."""
    return {A: post(head=HEAD + lines)}


def title(text: str) -> dict[str, str]:
    """Give a post with this title, at the third line."""
    return {A: post(head=f"layout: post\ntitle: {text}\n")}


def body(text: str) -> dict[str, str]:
    """Give a post with this body."""
    return {A: post(text)}


class Case(NamedTuple):
    """A kind, where it is found in which files, and the files in which nothing is."""

    kind: str
    place: str
    bad: Files
    good: Files


CASES = [
    Case("timezone-missing", "_config.yml", {"_config.yml": "title: x\n"}, config("")),
    Case(
        "timezone-unknown",
        "_config.yml:1",
        {"_config.yml": "timezone: Asia/Soul\n"},
        {"_config.yml": "timezone: UTC\n"},
    ),
    Case(
        "cdn",
        "_config.yml:5",
        {"_config.yml": f'{CHIRPY}img_cdn: "https://chirpy-img.netlify.app"\n'},
        {"_config.yml": f'{CHIRPY}img_cdn: ""\n'},
    ),
    # The same setting is another theme's own affair, and one's own host is no accident.
    Case(
        "cdn",
        "_config.yml:5",
        {"_config.yml": f"{CHIRPY}cdn: https://chirpy-img.netlify.app\n"},
        {"_config.yml": f"{CHIRPY}cdn: https://img.me.example\n", **body("![](/a/b.png)\n")},
    ),
    Case(
        "defaults",
        "_config.yml:5",
        config("defaults:\n- scope: {type: blogs}\n  values: {toc: true}\n"),
        config("collections: [blogs]\ndefaults:\n- scope: {type: blogs}\n  values: {toc: true}\n"),
    ),
    Case(
        "key-twice",
        "_config.yml:5",
        config("plugins: [a]\nplugins: [b]\n"),
        config("plugins: [a]\nplugins: [a]\n"),
    ),
    Case("key-twice", f"{A}:4", head("title: 다른 제목\n"), head("title: 제목\n")),
    Case("key-twice", f"{A}:5", head("tag: a\ntags: [b]\n"), head("tags: [b]\n")),
    Case("front-matter-broken", f"{A}:3", title("React: 훅"), title('"React: 훅"')),
    Case("front-matter-broken", f"{A}:3", title("[React] 훅"), title("React:훅 [1]")),
    Case("front-matter-broken", f"{A}:3", title("`useState`"), title("훅 `useState`")),
    Case("front-matter-lost", f"{A}:1", {A: "\n" + post()}, {A: "\ufeff" + post()}),
    Case(
        "front-matter-lost",
        f"{A}:1",
        {A: "---\nlayout: post\n\n글\n"},
        {A: "---\nlayout: post\n...\n글\n"},
    ),
    Case(
        "front-matter-missing",
        f"{A}:1",
        {A: "# 글\n"},
        {A: "# 글\n", **config("defaults:\n- scope: {path: ''}\n  values: {layout: post}\n")},
    ),
    Case(
        "layout-missing",
        f"{A}:1",
        {A: post(head="title: a\n")},
        {A: post(head="title: a\n"), "_config.yml": CHIRPY},
    ),
    Case("layout-missing", f"{A}:1", {A: post(head="")}, {A: post(head="layout: none\n")}),
    Case("layout-unknown", f"{A}:2", {A: post(head="layout: blog\n")}, {A: post()}),
    Case("layout-unknown", f"{A}:2", {A: post(head="layout: blog\n")}, {**PAGES, A: post()}),
    Case("value-changed", f"{A}:3", title("1,000"), title("1000")),
    Case("value-changed", f"{A}:3", title("On"), title('"On"')),
    Case("value-changed", f"{A}:3", title("12:30"), title("12:30에 쓴 글")),
    Case("value-changed", f"{A}:3", title("3.10"), title("3.11")),
    Case("value-changed", f"{A}:3", title("017"), title("2024-01-01")),
    Case("value-cut", f"{A}:3", title("이슈 #3 해결"), title("이슈#3 해결 # 나중에 바꿀 것")),
    Case("title-not-text", f"{A}:3", title("[React]"), title('"[React]"')),
    Case("published-text", f"{A}:4", head('published: "false"\n'), head("published: false\n")),
    Case("date-invalid", f"{A}:4", head("date: 2022-13-01 10:00\n"), head("date: 2024-1-2\n")),
    Case("date-invalid", f"{A}:4", head("date: 오늘\n"), head("date: Jan 3 2022\n")),
    Case("date-invalid", f"{A}:4", head("date:\n"), head("")),
    Case(
        "date-invalid",
        "_posts/2022-02-30-x.md",
        {"_posts/2022-02-30-x.md": post()},
        {"_posts/2022-02-30-x.md": post(head=f"{HEAD}date: 2022-02-28\n")},
    ),
    Case(
        "date-utc",
        f"{A}:4",
        head("date: 2024-01-01 15:07:00\n"),
        head("date: 2024-01-01 15:07:00 +0900\n"),
    ),
    Case(
        "date-utc",
        f"{A}:4",
        head("date: 2024-01-01 15:07:00\n"),
        {**head("date: 2024-01-01 15:07:00\n"), "_config.yml": "timezone: UTC\n"},
    ),
    Case(
        "date-utc",
        f"{A}:4",
        head("date: 2024-01-01T15:07:00\n"),
        head("date: 2024-01-01 15:07\n"),
    ),
    Case("date-future", f"{A}:4", head("date: 2999-01-01\n"), head("date: 2024-01-01\n")),
    Case(
        "date-future",
        f"{LATER}:4",
        {LATER: post(head=f"{HEAD}date: 2999-01-01\n")},
        {LATER: post(head=f"{HEAD}date: 2999-01-01\n"), **config("future: true\n")},
    ),
    Case(
        "date-future",
        f"{LATER}:4",
        {LATER: post(head=f"{HEAD}date: 2999-01-01\n")},
        {LATER: post(head=f"{HEAD}date: 2999-01-01\n"), **PAGES},
    ),
    Case("date-name", f"{A}:4", head("date: 2024-06-09 10:00\n"), head("date: 2024-01-02 23:00\n")),
    Case("date-name", f"{A}:4", head("date: 2023-12-30 10:00\n"), head("date: 2023-12-31 00:00\n")),
    Case(
        "date-name",
        f"{A}:4",
        head("date: 2024-06-09 10:00\n"),
        {"_drafts/2024-01-01-a.md": post(head=f"{HEAD}date: 2024-06-09\n")},
    ),
    Case("tag-not-text", f"{A}:4", head("tags: [a, 2024]\n"), head('tags: [a, "2024"]\n')),
    Case("tag-not-text", f"{A}:5", head("tags:\n- on\n- b\n"), head("tags:\n- one\n- b\n")),
    Case("tag-not-text", f"{A}:4", head("tags: 2024\n"), head("tags: y2024\n")),
    Case("tags-text", f"{A}:4", head("tags: C++, Spring Boot\n"), head("tags: C++ Spring\n")),
    Case("tags-text", f"{A}:4", head("categories: a,b\n"), head("categories: a\n")),
    Case("tags-text", f"{A}:4", head('tags: "Spring Boot"\n'), head('tag: "Spring Boot"\n')),
    Case(
        "tag-stops",
        f"{A}:4",
        {"_config.yml": CHIRPY, **head("tags: [2024]\n")},
        {"_config.yml": CHIRPY, **head('tags: ["2024"]\n')},
    ),
    Case(
        "tag-empty",
        f"{A}:4",
        {"_config.yml": CHIRPY, **head('tags: ["!!!"]\n')},
        {"_config.yml": CHIRPY, **head('tags: ["!!!1"]\n')},
    ),
    Case(
        "tag-collision",
        f"{A}:4",
        {"_config.yml": CHIRPY, **head('tags: ["C", "C++"]\n')},
        {"_config.yml": CHIRPY, **head('tags: ["C", "C++11"]\n')},
    ),
    # Without a page for each tag nothing is shared.
    Case(
        "tag-collision",
        f"{A}:4",
        {"_config.yml": CHIRPY, **head("categories: [React, react]\n")},
        head("categories: [React, react]\n"),
    ),
    Case(
        "url-collision",
        "_posts/2024-01-03-a.md",
        {"_posts/2024-01-03-a.md": post()},
        {"_posts/2024-01-03-a.md": post(), "_config.yml": "timezone: Asia/Seoul\n"},
    ),
    Case(
        "url-collision",
        B,
        {B: post(head=f"{HEAD}permalink: /posts/a/\n")},
        {B: post(head=f"{HEAD}permalink: /posts/a/\npublished: false\n")},
    ),
    # What has an address besides posts.
    Case(
        "url-collision",
        A,
        {"a.md": "---\npermalink: /posts/a/\n---\n"},
        {"a.md": "---\npermalink: /posts/a.html\n---\n"},
    ),
    Case(
        "url-collision",
        A,
        {"_config.yml": TITLES, "a.md": "---\n---\n"},
        {"_config.yml": TITLES, "a.md": "---\npublished: false\n---\n"},
    ),
    Case(
        "url-collision",
        A,
        {"_config.yml": TITLES, "a/index.html": "x"},
        {"_config.yml": TITLES, "_a/index.html": "x", "b/a/index.html": "x"},
    ),
    Case("url-collision", A, {"posts/a/index.md": "---\n---\n"}, {"posts/b.md": "---\n---\n"}),
    Case(
        "url-collision",
        "b.md",
        {"a.md": "---\npermalink: /c/\n---\n", "b.md": "---\npermalink: /c/\n---\n"},
        {
            **config("languages: [ko, en]\n"),
            "a.md": "---\npermalink: /c/\nlang: ko\n---\n",
            "b.md": "---\npermalink: /c/\nlang: en\n---\n",
        },
    ),
    Case(
        "url-collision",
        "index.md",
        {"index.html": "---\n---\n", "index.md": "---\n---\n"},
        {"index.html": "---\n---\n", "index.xml": "---\n---\n"},
    ),
    Case(
        "url-collision",
        "_docs/a.md",
        {
            **config("collections: {docs: {output: true, permalink: '/x/:name/'}}\n"),
            "_docs/a.md": "---\n---\n",
            "x/a.md": "---\n---\n",
        },
        {
            **config("collections: {docs: {output: false, permalink: '/x/:name/'}}\n"),
            "_docs/a.md": "---\n---\n",
            "x/a.md": "---\n---\n",
        },
    ),
    Case(
        "url-collision",
        A,
        {A: post(head=f"{HEAD}redirect_from: /old/\n"), "old.md": "---\n---\n", **REDIRECTS},
        {A: post(head=f"{HEAD}redirect_from: [/old/, /posts/a/]\n"), **REDIRECTS},
    ),
    Case(
        "url-collision",
        "_posts/2024-01-02-page2.md",
        {
            "_config.yml": f"{TITLES}paginate: 1\nplugins: [jekyll-paginate]\n",
            "_posts/2024-01-02-page2.md": post(),
            "index.html": "---\n---\n",
        },
        {
            "_config.yml": f"{TITLES}paginate: 2\nplugins: [jekyll-paginate]\n",
            "_posts/2024-01-02-page2.md": post(),
            "index.html": "---\n---\n",
        },
    ),
    Case(
        "image-text",
        f"{A}:6",
        {**body(f"글\n<img src=/{PICTURE}>\n"), PICTURE: b"x"},
        {**body(f"`<img src=/{PICTURE}>`\n\n<img src='/{PICTURE}' width=50>\n"), PICTURE: b"x"},
    ),
    Case(
        "image-text",
        f"{A}:6",
        {**body(f"<div>\n<img src='/{PICTURE}' width=50%>\n</div>\n"), PICTURE: b"x"},
        {"_posts/2024-01-01-c.html": post(f"<img src=/{PICTURE} width=50%>\n"), PICTURE: b"x"},
    ),
    Case(
        "link-velog",
        f"{A}:6",
        {
            **body("글\n[b](https://velog.io/@labdev/my-post)\n"),
            MINE: post(head=f"{HEAD}{IS_MINE}"),
        },
        {
            **body("`[b](https://velog.io/@labdev/my-post)` [c](https://velog.io/@you/my-post)\n"),
            MINE: post(head=f"{HEAD}{IS_MINE}"),
        },
    ),
    Case(
        "link-velog",
        "about.md:3",
        {
            "about.md": "---\n---\n[b](https://velog.io/@labdev/my-post)\n",
            MINE: post(head="layout: post\ntitle: My post\n"),
        },
        {"about.md": "---\n---\n[b](https://velog.io/@labdev/my-post)\n", MINE: post()},
    ),
    Case(
        "image-velog",
        "about.md:3",
        {"about.md": f"---\n---\n![](//{VELOG.removeprefix('https://')})\n"},
        {"about.md": f"---\n---\n`![]({VELOG})`\n"},
    ),
    Case(
        "category-slash",
        f"{A}:4",
        {**head("categories: [CI/CD]\n"), "_config.yml": "timezone: Asia/Seoul\n"},
        head("categories: [CI/CD]\n"),
    ),
    Case(
        "redirect",
        f"{A}:4",
        head("redirect_from: /old/\n"),
        {**head("redirect_from: /old/\n"), **config("plugins: [jekyll-redirect-from]\n")},
    ),
    Case(
        "excerpt",
        f"{A}:5",
        {"_config.yml": f"{MINIMA}show_excerpts: true\n", **body("```js\na\n\nb\n```\n")},
        {"_config.yml": f"{MINIMA}show_excerpts: true\n", **body("글\n\n```js\na\n\nb\n```\n")},
    ),
    Case(
        "excerpt",
        f"{A}:6",
        {"_config.yml": f"{MINIMA}show_excerpts: true\n", **body("글\n<div>\n\nb\n</div>\n")},
        {"_config.yml": f"{MINIMA}show_excerpts: true\n", **body("글\n<div>\nb\n</div>\n\nc\n")},
    ),
    Case(
        "excerpt-alive",
        f"{A}:6",
        {"_config.yml": f"{MINIMA}show_excerpts: true\n", **body("글\n```\n<style>\n\n```\n")},
        {
            "_config.yml": f"{MINIMA}show_excerpts: true\n",
            A: post("글\n```\n<style>\n\n```\n", f"{HEAD}excerpt_separator: <!--more-->\n"),
        },
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("`{{% highlight go %}}`\n\n글\n"),
        body("글\n"),
    ),
    Case("liquid-stop", f"{A}:6", body("글\n{{ foo\n"), body("글\n{% raw %}{{ foo{% endraw %}\n")),
    Case("liquid-stop", f"{A}:5", body("$x^{{a}^2}$\n"), body("$x^{ {a}^2}$\n")),
    Case("liquid-stop", f"{A}:5", body("`{% csrf_token %}`\n"), body("`{ % csrf_token % }`\n")),
    Case("liquid-stop", f"{A}:5", body("{% if a %}\n"), body("{% if page.a %}\n{% endif %}\n")),
    Case("liquid-stop", f"{A}:5", body("{% raw %}{%- endraw -%}\n"), body("{% raw %}{% endraw %}")),
    Case("liquid-stop", f"{A}:5", body("{% endfor %}\n"), body("{%raw%}{%endfor%}{%endraw%}\n")),
    Case(
        "liquid-stop", f"{A}:5", body("{% for x %}\n"), body("{% comment %}{% x %}{% endcomment %}")
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% include toc.html %}\n"),
        {**body("{% include toc.html %}\n"), "_includes/toc.html": "x"},
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("[a]({% post_url 2024-01-02-b %})\n"),
        {**body("[a]({% post_url 2024-01-02-b %})\n"), B: post()},
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% link assets/x.pdf %}\n"),
        {**body("{% link assets/x.pdf %}\n"), "assets/x.pdf": "x"},
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% my_tag %}\n"),
        {**body("{% my_tag %}\n"), "_plugins/a.rb": "Liquid::Template.register_tag('my_tag', A)"},
    ),
    Case(
        "liquid-lost",
        f"{A}:6",
        body("```yaml\ntoken: ${{ secrets.TOKEN }}\n```\n"),
        body("```yaml\ntoken: ${% raw %}{{ secrets.TOKEN }}{% endraw %}\n```\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("<div style={{color: 'red'}}>\n"),
        {A: post("<b style={{c: 'r'}}>\n", f"{HEAD}render_with_liquid: false\n")},
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{% for item in items %}{{ item }}{% endfor %}\n"),
        body("{% for item in site.posts %}{{ item.title }}{% endfor %}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{{ name }}\n"),
        body("{% assign name = 'a' %}{{ name }}{{ site.url }}{{ 'a' | upcase }}{{ page.title }}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body('print("{{}}".format(x))\n'),
        body('print("{}".format(x))\n'),
    ),
    Case(
        "liquid-tag",
        f"{A}:5",
        {**body("{% quiz %}\n"), **config("plugins: [jekyll-quiz]\n")},
        {**body("{% gist a/1 %}\n"), **config("plugins: [jekyll-gist]\n")},
    ),
    Case(
        "liquid-flag",
        f"{A}:4",
        {A: post("{{ a }}\n", f"{HEAD}render_with_liquid: false\n"), **PAGES},
        {A: post("{{ site.url }}\n", f"{HEAD}render_with_liquid: false\n"), **PAGES},
    ),
    Case(
        "image-missing", f"{A}:6", body(f"글\n![](/{PICTURE})\n"), body(f"글\n`![](/{PICTURE})`\n")
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body(f'<img alt="" src="/{PICTURE}">\n'),
        {**body(f'<img alt="" src="/{PICTURE}">\n'), PICTURE: b"x"},
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![](/a/%ED%95%9C%20글.png)\n"),
        {**body("![](/a/%ED%95%9C%20글.png)\n"), "a/한 글.png": b"x"},
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![x][1]\n\n[1]: /a.png\n"),
        body("```\n![x](/a.png)\n```\n\n    ![x](/a.png)\n\n<pre>![x](/a.png)</pre>\n"),
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![x][A  b]\n\n[a b]: /a.png\n"),
        body("![x][a\u00a0b]\n\n[a b]: /a.png\n"),
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![](a.png)\n"),
        {**body("![](../../a.png)\n"), "a.png": b"x"},
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![](https://me.example/a.png)\n"),
        body("![](https://you.example/a.png)\n"),
    ),
    Case(
        "image-missing",
        f"{A}:5",
        body("![]({{ '/a.png' | relative_url }})\n"),
        {**body("![]({{ '/a.png' | relative_url }})\n"), "a.png": b"x"},
    ),
    Case(
        "image-missing", f"{A}:5", head("image:\n  path: /a.png\n"), head("image:\n  path: x.png\n")
    ),
    Case(
        "image-missing",
        f"{A}:6",
        {"_config.yml": CHIRPY, A: post("![](x.png)\n", f"{HEAD}media_subpath: /a\n")},
        {
            "_config.yml": CHIRPY,
            A: post("![](x.png)\n", f"{HEAD}media_subpath: /a\n"),
            "a/x.png": b"x",
        },
    ),
    Case(
        "image-hidden",
        f"{A}:5",
        {**body("![](/img/_a/x.png)\n"), "img/_a/x.png": b"x"},
        {**body("![](/img/a_/x.png)\n"), "img/a_/x.png": b"x"},
    ),
    Case(
        "image-hidden",
        f"{A}:5",
        {**body("![](/img/x.png)\n"), "img/x.png": b"x", **config("exclude: [img]\n")},
        {**body("![](/img/x.png)\n"), "img/x.png": b"x", **config("exclude: [image]\n")},
    ),
    Case(
        "image-hidden",
        f"{A}:5",
        {**body("![](/_posts/x.png)\n"), "_posts/x.png": b"x"},
        {**body("![](/pics/x.png)\n"), "pics/x.png": b"x"},
    ),
    Case(
        "image-hidden",
        f"{A}:5",
        {**body("![](/_img/x.png)\n"), "_img/x.png": b"x"},
        {**body("![](/_img/x.png)\n"), "_img/x.png": b"x", **config("include: [_img]\n")},
    ),
    Case(
        "image-case",
        f"{A}:5",
        {**body("![](/img/X.PNG)\n"), "img/x.png": b"x"},
        {**body("![](/img/X.PNG?v=1)\n"), "img/X.PNG": b"x"},
    ),
    Case(
        "image-missing",
        f"{A}:5",
        {**body("![](/docs/_x.png)\n"), "_docs/_x.png": b"x", **config("collections: [docs]\n")},
        {
            **body("![](/docs/x.png)\n"),
            "_docs/x.png": b"x",
            **config("collections: {docs: {output: true}}\n"),
        },
    ),
    Case("image-unsent", f"{A}:5", body("![](blob:https://velog.io/1)\n"), body("blob: 1\n")),
    Case("image-velog", f"{A}:5", body(f"![]({VELOG})\n"), body(f"    ![]({VELOG})\n")),
    Case("image-missing", f"{A}:4", head("cover_image: /a/b.png\n"), body("글\n")),
    Case("image-velog", f"{A}:4", head(f"thumbnail: {VELOG}\n"), body(f"[a]({VELOG})\n")),
    Case(
        "image-baseurl",
        f"{A}:5",
        {**body(f"![](/{PICTURE})\n"), PICTURE: b"x", **config("baseurl: /blog\n")},
        {**body(f"![](/blog/{PICTURE})\n"), PICTURE: b"x", **config("baseurl: /blog\n")},
    ),
    Case(
        "image-baseurl",
        f"{A}:5",
        {
            **body(f"![]({{{{ '/{PICTURE}' | relative_url }}}})\n"),
            PICTURE: b"x",
            "_config.yml": f"{CHIRPY}baseurl: /blog\n",
        },
        {**body(f"![](/{PICTURE})\n"), PICTURE: b"x", "_config.yml": f"{CHIRPY}baseurl: /blog\n"},
    ),
    Case(
        "link-baseurl",
        f"{A}:5",
        {"_config.yml": f"{CHIRPY}baseurl: /blog\n", **body("[b](/posts/b/)\n"), B: post()},
        {"_config.yml": f"{CHIRPY}baseurl: /blog\n", **body("[b](/blog/posts/b/)\n"), B: post()},
    ),
    # A page has an address as well.
    Case(
        "link-baseurl",
        f"{A}:5",
        {
            "_config.yml": f"{CHIRPY}baseurl: /blog\n",
            **body("[b](/about/)\n"),
            "about.md": "---\n---\n",
        },
        {
            "_config.yml": f"{CHIRPY}baseurl: /blog\n",
            **body("[b](/blog/about/) [c](/nowhere/)\n"),
            "about.md": "---\n---\n",
        },
    ),
    Case(
        "math",
        f"{A}:5",
        {"_config.yml": MINIMA, **body("값은 $$x^2$$\n")},
        {"_config.yml": MINIMA, **body("`$$x^2$$` $$\n")},
    ),
    Case(
        "math",
        f"{A}:5",
        {"_config.yml": CHIRPY, **body("값은 $$x^2$$\n")},
        {"_config.yml": CHIRPY, A: post("값은 $$x^2$$\n", f"{HEAD}math: true\n")},
    ),
    Case(
        "math",
        f"{A}:5",
        body("$$x$$\n"),
        {**body("$$x$$\n"), "_includes/head.html": '<script src="mathjax.js"></script>'},
    ),
    Case(
        "diagram",
        f"{A}:5",
        {"_config.yml": CHIRPY, **body("```mermaid\na\n```\n")},
        {"_config.yml": CHIRPY, A: post("```mermaid\na\n```\n", f"{HEAD}mermaid: true\n")},
    ),
    Case(
        "diagram",
        f"{A}:5",
        {"_config.yml": MINIMA, **body("```mermaid\na\n```\n")},
        {"_config.yml": f"{CONFIG}theme: unheard-of\n", **body("```mermaid\na\n```\n")},
    ),
    Case(
        "link-http",
        f"{A}:5",
        {**PROOFER, **body("[a](http://you.example)\n")},
        {**PROOFER, **body("[a](http://localhost:1) `http://you.example` http://you.example\n")},
    ),
    Case(
        "link-http",
        f"{A}:5",
        {**PROOFER, **body("<http://a.example>\n")},
        body("<http://a.example>\n"),
    ),
    Case(
        "link-scheme",
        f"{A}:5",
        {**PROOFER, **body("[a](//you.example)\n")},
        {**PROOFER, **body("[a](https://you.example)\n")},
    ),
    Case(
        "link-href",
        f"{A}:5",
        {**PROOFER, **body('<a id="x"></a>\n')},
        {**PROOFER, **body('<span id="x"></span><a href="#x">a</a>\n')},
    ),
    Case(
        "link-slash",
        f"{A}:5",
        {**PROOFER, **body("[b](/posts/b)\n"), B: post()},
        {**PROOFER, **body("[b](/posts/b/)\n"), B: post()},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](/posts/c/)\n"), B: post()},
        {**PROOFER, **body("[b](/posts/b/) [c](/tags/c/) [d](/about/)\n"), B: post()},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](/assets/y.pdf)\n"), "assets/x.pdf": b"x"},
        {**PROOFER, **body("[b](/assets/x.pdf)\n"), "assets/x.pdf": b"x"},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](#다음)\n")},
        {**PROOFER, **body("[b](#다음-절) [c](#b)\n\n## 다음 절!\n\n글\n{: #b}\n")},
    ),
    Case(
        "image-alt",
        f"{A}:5",
        {**PROOFER, **body(f'<img src="/{PICTURE}">\n'), PICTURE: b"x"},
        {**PROOFER, **body(f'<img src="/{PICTURE}" alt> ![](/{PICTURE})\n'), PICTURE: b"x"},
    ),
    Case(
        "image-name",
        f"{A}:5",
        {
            **PROOFER,
            **body("![](/Screen%20Shot%202020-01-01%20at%201.2.3.png)\n"),
            "Screen Shot 2020-01-01 at 1.2.3.png": b"x",
        },
        {**PROOFER, **body("![](/screen-shot.png)\n"), "screen-shot.png": b"x"},
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{{ 5 }}\n"),
        body("{{ 5 | plus: 1 }}{{ -1 | abs }}{{ (1..3) | size }}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:6",
        body("{% if page.a %}\n{% elsif x %}{% endif %}\n"),
        body("{% if page.a %}{% elsif page.b %}{% else %}{% endif %}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{% case x %}{% when 1 %}{% endcase %}\n"),
        body("{% case page.a %}{% when 1 %}{% else %}{% endcase %}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{% tablerow x in rows %}{% endtablerow %}\n"),
        body("{% tablerow x in site.tags %}{{ x }}{% endtablerow %}\n"),
    ),
    Case(
        "liquid-lost",
        f"{A}:5",
        body("{% unless x %}{% endunless %}\n"),
        body("{% unless page.a %}{% endunless %}{% unless 1 %}{% endunless %}\n"),
    ),
    Case("liquid-stop", f"{A}:5", body("{% else %}\n"), body("{% raw %}{% else %}{% endraw %}\n")),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% for x in site.posts %}{% when 1 %}{% endfor %}\n"),
        body("{% for x in site.posts %}{% else %}{% break %}{% endfor %}\n"),
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% if %}{% endif %}\n"),
        body("{% comment %}{% if %}{{ x }}{% endif %}{% endcomment %}\n"),
    ),
    Case("liquid-stop", f"{A}:6", body("글\n{% if page.a\n"), body("글\n{ % if page.a\n")),
    Case("liquid-stop", f"{A}:5", body("{% assign a 1 %}\n"), body("{% assign a = 1 %}{{ a }}\n")),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% include %}\n"),
        {**body("{% include a.html x=1 %}\n"), "_includes/a.html": "x"},
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        {**body("{% include_relative _x.md %}\n"), "_x.md": "x"},
        {**body("{% include_relative _x.md %}\n"), "_posts/_x.md": "x"},
    ),
    Case(
        "liquid-stop",
        f"{A}:5",
        body("{% post_url 2024-01-02-b %}\n"),
        {**body("{% post_url /2024-01-02-b %}\n"), B: post()},
    ),
    Case("date-invalid", f"{A}:4", head("date: 2022/02/30\n"), head("date: 2024/01/02\n")),
    Case(
        "tag-collision",
        f"{B}:4",
        {"_config.yml": CHIRPY, **head("tag: React\n"), B: post(head=f"{HEAD}tags: react b\n")},
        {"_config.yml": CHIRPY, **head("tag: React JS\n"), B: post(head=f"{HEAD}tags: react\n")},
    ),
    Case(
        "tag-collision",
        f"{A}:4",
        {
            "_config.yml": f"{CHIRPY}jekyll-archives: {{enabled: [tags]}}\n",
            **head("tags: [React, react]\n"),
        },
        {
            "_config.yml": f"{CHIRPY}jekyll-archives: {{enabled: [tags]}}\n",
            **head("categories: [React, react]\n"),
        },
    ),
    Case(
        "tag-collision",
        f"{A}:4",
        {
            "_config.yml": f"{CHIRPY}jekyll-archives: {{enabled: all}}\n",
            **head("categories: [React, react]\n"),
        },
        {
            "_config.yml": f"{CHIRPY}jekyll-archives: {{enabled: false}}\n",
            **head("categories: [React, react]\n"),
        },
    ),
    Case(
        "redirect",
        f"{A}:4",
        head("redirect_to: /old/\n"),
        {**head("redirect_to: /old/\n"), "Gemfile": 'gem "jekyll-redirect-from"\n'},
    ),
    Case(
        "image-hidden",
        f"{A}:5",
        {**body("![](_x.png)\n"), "_posts/_x.png": b"x"},
        {**body("![](../x.png)\n"), "posts/x.png": b"x"},
    ),
    Case(
        "image-missing",
        f"{A}:5",
        {**body("![](a.png)\n"), "_posts/a/a.png": b"x"},
        body("![]({{ page.picture }})\n"),
    ),
    Case(
        "image-baseurl",
        f"{A}:5",
        {**body(f"![](/{PICTURE})\n"), PICTURE: b"x", **config("baseurl: /blog\n")},
        {
            **body("![](x.png) ![](https://me.example/blog/y.png)\n"),
            "posts/a/x.png": b"x",
            "y.png": b"x",
            **config("baseurl: /blog\n"),
        },
    ),
    Case(
        "link-http",
        f"{A}:5",
        {**PROOFER, **body("![](http://you.example/a.png)\n")},
        {**PROOFER, **body('<a href="http://you.example" data-proofer-ignore>a</a>\n')},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](#x)\n")},
        {**PROOFER, **body("[a](#top) [b](#) [c](#fn:1) [d](#:~:text=x)\n")},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](#다음)\n"), **config("kramdown: {auto_ids: true}\n")},
        {**PROOFER, **body("[b](#다음)\n"), **config("kramdown: {auto_ids: false}\n")},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](#x) include\n")},
        {**PROOFER, **body("[b](#x) {% include x.html %}\n"), "_includes/x.html": "x"},
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](/posts/old/)\n")},
        {
            **PROOFER,
            **body("[b](/posts/old/) [c](/posts/older/)\n"),
            B: post(head=f"{HEAD}redirect_from: [/posts/old/]\n"),
            "_posts/2024-01-03-c.md": post(head=f"{HEAD}redirect_from: /posts/older/\n"),
            "Gemfile": 'gem "jekyll-redirect-from"\n',
        },
    ),
    Case(
        "link-broken",
        f"{A}:5",
        {**PROOFER, **body("[b](/posts/c/)\n")},
        {**PROOFER, **body("[b](/posts/c/)\n"), "_config.yml": "timezone: UTC\n"},
    ),
    Case(
        "link-href",
        f"{A}:5",
        {**PROOFER, **body("<a>x</a>\n")},
        {**PROOFER, **body("<a>x</a>\n"), "Gemfile": 'gem "html-proofer", "~> 3.19"\n'},
    ),
    Case(
        "post-name", "_posts/a.md", {"_posts/a.md": post()}, {"_posts/README.md": "x", "a.md": "x"}
    ),
    Case(
        "post-name",
        "_posts/2024-01-01 a.md",
        {"_posts/2024-01-01 a.md": post()},
        {"_posts/24-1-1-c.md": post(), "_drafts/d.md": post(), "_posts/_t.md": post()},
    ),
    Case("post-encoding", A, {A: post("글").encode("cp949")}, {A: post("글").encode("utf-8-sig")}),
    Case(
        "name-nfd",
        "_posts/2024-01-05-한글.md",
        {"_posts/2024-01-05-\u1112\u1161\u11ab글.md": post()},
        {"_posts/2024-01-05-한글.md": post(), ".cache/\u1112\u1161\u11ab": "x"},
    ),
    Case("file-large", "a.zip", {"a.zip": 60 * 2**20}, {"a.zip": 50 * 2**20}),
    Case("file-too-large", "a.zip", {"a.zip": 101 * 2**20}, {"_site/a.zip": 101 * 2**20}),
    Case(
        "site-too-large",
        "_config.yml",
        {f"{number}.mp4": 49 * 2**20 for number in range(22)},
        {f"_raw/{number}.mp4": 49 * 2**20 for number in range(22)},
    ),
    Case(
        "ours-published",
        "velog-to-jekyll.toml",
        {"velog-to-jekyll.toml": ""},
        {".velog-to-jekyll.toml": ""},
    ),
    Case(
        "tokens-published",
        "velog.txt",
        {"velog.txt": "access_token=eyJhbGciOi.eyJ.x\nrefresh_token=eyJhbGciOi.eyJ.y\n"},
        {".velog.txt": "access_token=eyJhbGciOi.eyJ.x\n", "a.txt": "access_token=abc\n"},
    ),
    Case(
        "tokens-published",
        "a/tokens.json",
        {"a/tokens.json": '{"refresh_token": "eyJhbGciOi.eyJ.y"}'},
        {"_a/tokens.json": '{"refresh_token": "eyJhbGciOi.eyJ.y"}'},
    ),
    Case(
        "ours-published",
        "b/backup.json",
        {"b/backup.json": '{"format": 1, "username": "a", "api": "v3", "posts": []}'},
        {"b/backup.json": "{}", "_b/backup.json": '{"format": 1}'},
    ),
]


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Files], Path]:
    """Give a function that writes a site, as `site_of` does."""
    return lambda files: site_of(files, tmp_path / "blog")


def site_of(files: Files, folder: Path) -> Path:
    """Write a healthy small site, and the files that make it another."""
    healthy: Files = {"_config.yml": CONFIG, **NEWER, LAYOUT: "{{ content }}", A: post()}
    for name, content in {**healthy, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, int):
            with file.open("wb") as hole:
                hole.truncate(content)
        else:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def found(run: Program, site: Path) -> list[dict[str, Any]]:
    """Give what the command finds."""
    result = run("check", "--site", site, "--format", "json")
    content = json.loads(result.out)
    Draft202012Validator(SCHEMA).validate(content)
    assert result.err == ""
    assert result.code == (1 if content["findings"] else 0)
    assert all(each["what"] and each["advice"] for each in content["findings"])
    return list(content["findings"])


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.kind}" for i, case in enumerate(CASES)])
def test_finds_what_is_wrong(case: Case, make: Callable[[Files], Path], run: Program) -> None:
    places = {
        (each["kind"], each["path"] + (f":{each['line']}" if each["line"] else ""))
        for each in found(run, make(case.bad))
    }
    assert (case.kind, case.place) in places


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.kind}" for i, case in enumerate(CASES)])
def test_is_silent_where_nothing_is_wrong(
    case: Case, make: Callable[[Files], Path], run: Program
) -> None:
    assert found(run, make(case.good)) == []


def test_every_kind_has_a_case_and_is_described() -> None:
    described = re.findall(
        r"^\| `([\w-]+)` \| (\w+) \|", (ROOT / "docs/check.md").read_text("utf-8"), re.MULTILINE
    )
    # A repository is needed for the last one: tests/test_git_ignored.py has its cases.
    assert {*(case.kind for case in CASES), "git-ignored"} == {kind.name for kind in kinds.ALL}
    assert all(kind.title for kind in kinds.ALL)
    assert sorted(described) == sorted((kind.name, str(kind.severity)) for kind in kinds.ALL)


def test_schema_is_a_schema_and_strict() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert not Draft202012Validator(SCHEMA).is_valid({"schema": 1})


def test_text_names_file_line_what_and_advice(make: Callable[[Files], Path], run: Program) -> None:
    site = make({A: post(f"![](/{PICTURE})\n{{{{ a\n"), B: post(head=f"{HEAD}tags: a,b\n")})
    result = run("check", "--site", site)
    assert result.code == 1
    assert result.out == (
        f"{A}:5: error: there is no image `{PICTURE}` in the site — put the image there, or fix "
        "the address\n"
        f"{A}:6: error: Liquid finds no end of `{{{{ a`: the build stops here — put it between "
        "{% raw %} and {% endraw %}\n"
        "\n"
        f"{B}:4: warning: Jekyll splits one text at spaces, not at commas: `a,b` is one — write a "
        'list: `tags: ["a", "b"]`\n'
        "\n"
        "2 errors, 1 warning in 2 files; 2 posts looked at.\n"
    )


def test_many_of_a_kind_are_folded(make: Callable[[Files], Path], run: Program) -> None:
    site = make({A: post("![](/x.png)\n" * 9)})
    lines = run("check", "--site", site).out.splitlines()
    assert len([line for line in lines if line.startswith(A)]) == 5
    assert "… and 4 more images that are not there, in 1 file" in lines
    assert lines[-1] == "9 errors in 1 file; 1 post looked at."
    assert len(found(run, site)) == 9


@pytest.mark.parametrize(
    ("more", "line", "text"),
    [
        ("", f"![]({VELOG})", "image"),
        ("baseurl: /blog\n", f"![](/{PICTURE})", "image"),
        ("baseurl: /blog\n", "[a](/posts/a/)", "link"),
        ("", "$$x$$", "formulas"),
        ("", "```mermaid\na\n```\n", "diagram"),
    ],
)
def test_what_is_wrong_all_over_a_post_is_named_once_at_its_first_line(
    more: str, line: str, text: str, make: Callable[[Files], Path], run: Program
) -> None:
    for count in (1, 2):
        files: Files = {
            PICTURE: b"x",
            **config(more),
            A: post(f"\n{line}\n\n" + f"\n{line}\n" * (count - 1)),
        }
        (finding,) = found(run, make(files))
        assert finding["line"] == 6
        assert text in finding["what"]


def test_a_healthy_site_gets_one_line(make: Callable[[Files], Path], run: Program) -> None:
    result = run("check", "--site", make({}))
    assert (result.code, result.out, result.err) == (0, "Nothing found in 1 post.\n", "")


def test_what_is_no_site_is_an_error(tmp_path: Path, run: Program) -> None:
    result = run("check", "--site", tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "is not a Jekyll site" in result.err
    (tmp_path / "_config.yml").write_text("a: [\n")
    assert run("check", "--site", tmp_path).code == 2


def test_writes_nothing(make: Callable[[Files], Path], run: Program) -> None:
    site = make({A: post("{{ a }}")})
    before = stamps(site)
    run("check", "--site", site)
    assert stamps(site) == before


def test_a_migrated_blog_is_healthy(site: Path, run: Program) -> None:
    sample = ROOT / "tests/fixtures/sample-blog"
    assert run("migrate", "--from", sample, "--site", site).code == 0
    findings = [each for each in found(run, site) if each["kind"] not in ("math", "image-velog")]
    assert findings == []


def test_reads_the_folder_that_jekyll_reads(make: Callable[[Files], Path], run: Program) -> None:
    site = make(
        {
            **config("source: src\n"),
            "src/_layouts/post.html": "x",
            f"src/{A}": post("![](/a.png)\n![](/b.png)\n"),
            "src/a.png": b"x",
        }
    )
    places = [(each["path"], each["line"]) for each in found(run, site)]
    assert places == [(f"src/{A}", 6)]


@pytest.mark.parametrize(
    ("options", "body", "kinds_found"),
    [
        ("", "[a](http://you.example)", ["link-http"]),
        ("--no-enforce-https", "[a](http://you.example)", []),
        ("--no-enforce_https", "[a](http://you.example)", []),
        ("--enforce-https=false", "[a](http://you.example)", []),
        ("--no-enforce-https false", "[a](http://you.example)", ["link-http"]),
        ("--allow-missing-href", "<a>x</a>", []),
        ("--ignore-missing-alt", f'<img src="/{PICTURE}">', []),
        ("--alt-ignore", f'<img src="/{PICTURE}">', []),
        ("--checks Images", f'<a>x</a> <img src="/{PICTURE}">', ["image-alt"]),
        ("--checks=Links,Scripts", f'<a>x</a> <img src="/{PICTURE}">', ["link-href"]),
        ('--checks "Scripts"', f'<a>x</a> <img src="/{PICTURE}">', []),
        ("--ignore-urls http://you.example", "[a](http://you.example)", []),
        ("--ignore-urls http://you.example", "[a](http://you.example/b)", ["link-http"]),
        ("--url-ignore 'http://a.example,/you/'", "[a](http://you.example)", []),
        ("--ignore_urls=http://a.example,/you/", "[a](http://a.example)", []),
        ("--ignore-urls /you", "[a](http://you.example)", ["link-http"]),
        ("--ignore-urls //", "[a](http://you.example)", []),
        ("--ignore-urls /", "[a](http://you.example)", ["link-http"]),
        ("--ignore-urls '/(/'", "[a](http://you.example)", []),
    ],
)
def test_the_options_of_html_proofer_are_heeded(
    options: str, body: str, kinds_found: list[str], make: Callable[[Files], Path], run: Program
) -> None:
    step = f"jobs:\n  test:\n    steps:\n      - run: htmlproofer _site {options}\n"
    files: Files = {".github/workflows/deploy.yml": step, A: post(f"{body}\n"), PICTURE: b"x"}
    assert [each["kind"] for each in found(run, make(files))] == kinds_found


@pytest.mark.parametrize("script", ["tools/test.sh", "./scripts/test.sh"])
def test_a_script_of_a_workflow_may_run_html_proofer(
    script: str, make: Callable[[Files], Path], run: Program
) -> None:
    step = f"jobs:\n  test:\n    steps:\n      - run: bash {script} && tools/none.sh\n"
    files = {".github/workflows/deploy.yml": step, script: "htmlproofer _site\n"}
    site = make({**files, A: post("<a>x</a>\n")})
    assert [each["kind"] for each in found(run, site)] == ["link-href"]


@pytest.mark.parametrize(
    ("more", "path", "what"),
    [
        ("strict_front_matter: true\n", A, "the build stops"),
        ("", A, "the post appears without layout"),
        ("", "_drafts/a.md", "the draft has neither title nor layout"),
    ],
)
def test_broken_front_matter_does_what_jekyll_makes_of_it(
    more: str, path: str, what: str, make: Callable[[Files], Path], run: Program
) -> None:
    site = make({**config(f"show_drafts: true\n{more}"), path: post(head="title: a: b\n")})
    assert what in found(run, site)[0]["what"]


# What Liquid and Jekyll know themselves, each used as it is meant.
KNOWN_LIQUID = """
{% if page.a %}{% elsif page.b %}{% else %}{% endif %}{% unless page.a %}{% else %}{% endunless %}
{% case page.a %}{% when 1 %}{% else %}{% endcase %}{% ifchanged %}a{% endifchanged %}
{% for x in site.posts %}{{ x.url }}{{ forloop.index }}{% break %}{% continue %}{% endfor %}
{% tablerow y in site.tags %}{{ y }}{{ tablerowloop.col }}{% endtablerow %}
{% capture z %}a{% endcapture %}{{ z }}{% comment %}{{ b }}{% endcomment %}
{% raw %}{{ c }}{% endraw %}
{% highlight ruby %}a{% endhighlight %}{% assign d = 1 %}{{ d }}{% cycle 'a', 'b' %}
{% increment e %}{% decrement f %}{{ e }}{{ f }}
{{ site.url }}{{ page.url }}{{ jekyll.version }}{{ theme.root }}{{ include.a }}
{{ true }}{{ false }}{{ nil }}{{ null }}{{ empty }}{{ blank }}
"""
# Plugins that bring a tag, and some that bring none.
PLUGINS = {
    "jekyll-avatar": "avatar",
    "jekyll-feed": "feed_meta",
    "jekyll-figure": "figure",
    "jekyll-gist": "gist",
    "jekyll-github-metadata": "github_edit_link",
    "jekyll-include-cache": "include_cached",
    "jekyll-last-modified-at": "last_modified_at",
    "jekyll-octicons": "octicon",
    "jekyll-seo-tag": "seo",
    "jekyll-toc": "toc",
    "jekyll-sitemap": "",
    "jekyll-archives": "",
    "jemoji": "",
}


def test_what_liquid_knows_itself_is_meant(make: Callable[[Files], Path], run: Program) -> None:
    assert found(run, make(body(KNOWN_LIQUID))) == []


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_brings_its_tag_and_no_other(
    plugin: str, make: Callable[[Files], Path], run: Program
) -> None:
    tag, files = PLUGINS[plugin], config(f"plugins: [{plugin}]\n")
    assert found(run, make({**files, **body(f"{{% {tag} a %}}\n" if tag else "")})) == []
    (finding,) = found(run, make({**files, **body("{% my_own a %}\n")}))
    assert finding["kind"] == "liquid-stop"


@pytest.mark.parametrize("kind", ["post", "posts", "page", "pages", "draft", "drafts", '""', "own"])
def test_defaults_may_be_for_each_kind_of_page(
    kind: str, make: Callable[[Files], Path], run: Program
) -> None:
    scope = f"defaults:\n- scope: {{type: {kind}}}\n  values: {{toc: true}}\n"
    assert found(run, make(config(f"collections: {{own: {{}}}}\n{scope}"))) == []


def test_a_folder_of_the_site_that_is_none_is_an_error(
    make: Callable[[Files], Path], run: Program
) -> None:
    result = run("check", "--site", make(config("source: nowhere\n")))
    assert (result.code, result.out) == (2, "")
    assert "nowhere is not a folder" in result.err


def test_a_link_to_nothing_is_no_file(make: Callable[[Files], Path], run: Program) -> None:
    site = make({A: post("![](/a.png)\n")})
    (site / "a.png").symlink_to("nothing.png")
    assert [each["kind"] for each in found(run, site)] == ["image-missing"]


def test_a_post_in_html_is_read_as_html(make: Callable[[Files], Path], run: Program) -> None:
    text = f'![](/x.png)\n<img alt="" src="/{PICTURE}">\n'
    findings = found(run, make({"_posts/2024-01-02-b.html": post(text)}))
    assert [(each["kind"], each["line"]) for each in findings] == [("image-missing", 6)]


def test_links_relative_to_a_post_lead_to_files_where_a_plugin_makes_them_so(
    make: Callable[[Files], Path], run: Program
) -> None:
    files: Files = {**body("![](../img/x.png)\n"), "img/x.png": b"x"}
    assert [each["kind"] for each in found(run, make(files))] == ["image-missing"]
    plugins = config("plugins: [jekyll-relative-links]\n")
    assert found(run, make({**files, **plugins})) == []


def test_folders_that_are_elsewhere_are_not_judged(
    make: Callable[[Files], Path], run: Program, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    site = make(
        {
            **body("![](/linked/a.png) ![](/module/b.png)\n"),
            ".gitmodules": '[submodule "m"]\n\tpath = module\n',
        }
    )
    (site / "module").mkdir()
    (site / "linked").symlink_to(tmp_path / "other")
    assert found(run, site) == []


def test_posts_in_other_folders_are_posts(make: Callable[[Files], Path], run: Program) -> None:
    broken = post("![](/a.png)\n")
    site = make({f"dev/{B}": broken, f"_hidden/{B}": broken, "dev/_drafts/x.md": broken})
    assert [each["path"] for each in found(run, site)] == ["dev/_drafts/x.md", f"dev/{B}"]


def test_posts_behind_a_link_are_posts(
    make: Callable[[Files], Path], run: Program, tmp_path: Path
) -> None:
    site = make(body("![](/a.png)\n"))
    (site / "_posts").rename(tmp_path / "elsewhere")
    (site / "_posts").symlink_to(tmp_path / "elsewhere")
    assert [(each["path"], each["line"]) for each in found(run, site)] == [(A, 5)]


@pytest.mark.parametrize("tag", ["comment", "highlight ruby", "raw", "if x", "assign a = 1"])
@pytest.mark.parametrize("behind", ["", " x", "\n\n![](/gone.png)", "{:/comment}"])
def test_a_tag_that_does_not_end_stops_nobody_here(
    tag: str, behind: str, site: Path, run: Program
) -> None:
    text = f"![a](/gone.png)> ] {{% {tag} %}}{behind}"
    (site / "_posts/2024-01-01-a.md").write_text(f"---\ntitle: a\n---\n{text}", "utf-8")
    done = run("check", "--site", site)
    assert done.code in (0, 1)
    assert (done.code == 1) == (not tag.startswith("assign") or "gone" in done.out)


HIDDEN = ["_a/x.png", "#a/x.png", "~a/x.png", ".a/x.png", "a/x.png~", "_posts/x.png", "log/x.png"]
SHOWN = ["a_/x.png", "a b/x.png", "한글/x.png", "a#b/x.png", "+/x.png", "_in/x.png"]


def test_jekyll_publishes_what_is_said_to_be(
    make: Callable[[Files], Path], run: Program, jekyll: Callable[[Path], Path]
) -> None:
    names = [*HIDDEN, *SHOWN, "logo.png"]
    images = "".join(f"![](</{name.replace('#', '%23')}>)\n" for name in names)
    site = make(
        {**body(images), **dict.fromkeys(names, b"x"), **config("include: [_in]\nexclude: [log]\n")}
    )
    findings = found(run, site)
    built = jekyll(site)
    hidden = [name for name in names if not (built / name).exists()]
    # A pattern in `exclude` also means what begins like it.
    assert sorted(hidden) == sorted([*HIDDEN, "logo.png"])
    assert [each["kind"] for each in findings] == ["image-hidden"] * len(hidden)
    assert sorted(re.findall(r"`(.*?)`", each["what"])[0] for each in findings) == sorted(hidden)


def test_jekyll_does_what_is_said_of_posts(
    make: Callable[[Files], Path], run: Program, jekyll: Callable[[Path], Path]
) -> None:
    bare = "_posts/2024-01-03-bare.md"
    broken = "_posts/2024-01-04-broken.md"
    site = make(
        {
            LAYOUT: "<main>{{ content }}</main>",
            A: post("첫째\n"),
            "_posts/2023-01-01-a.md": post("둘째\n"),
            bare: "# 글\n",
            broken: post("글\n", "layout: post\ntitle: a: b\n"),
            "_posts/no-date.md": post(),
        }
    )
    said = {each["kind"] for each in found(run, site)}
    built = jekyll(site)
    pages = {path.parent.name: path.read_text("utf-8") for path in built.rglob("index.html")}
    assert said == {"url-collision", "front-matter-missing", "front-matter-broken", "post-name"}
    # Jekyll stopped reading before it knew what the post is called.
    assert sorted(pages) == ["2024-01-04-broken", "a", "bare"]
    assert ("첫째" in pages["a"]) != ("둘째" in pages["a"])
    assert "<main>" in pages["a"]
    assert "<main>" not in pages["bare"] + pages["2024-01-04-broken"]


STOPS = [
    *("{{ a", "{% b %}", "{%d}", "x^{{a}^2}", "{{0, 1}", "{% if x %}", "{% endif %}", "{% raw %}"),
    *("{% for x %}", "{% else %}", "{% include gone.html %}", "`{% extends 'a' %}`"),
]
LOSES = [
    *("{{ a }}", "{{}}", "{{color: 'red'}}", "{% if a %}x{% endif %}", "{{ a | upcase }}"),
    *("{% for x in y %}x{% endfor %}", "{{ .Values.a }}", "```\n{{ a }}\n```"),
]
PASSES = [
    *("{% raw %}{{ a }}{% endraw %}", "{ { a } }", "}} %}", "{{ 'a' }}", "{%raw%}{%{%endraw%}"),
    *("{% assign a = 1 %}{{ a }}", "{% comment %}{% x %}{{ y }}{% endcomment %}"),
]


def test_liquid_does_what_is_said(
    make: Callable[[Files], Path], run: Program, jekyll_pages: JekyllPages
) -> None:
    texts = [*STOPS, *LOSES, *PASSES]
    names = {f"_posts/2024-02-{number + 1:02}-p.md": text for number, text in enumerate(texts)}
    site = make({name: post(f"{text}\n") for name, text in names.items()})
    kinds_of: dict[str, str] = {
        names[each["path"]]: each["kind"]
        for each in found(run, site)
        if each["kind"].startswith("liquid")
    }
    built = jekyll_pages({text: oracle.as_file(text) for text in texts})
    assert set(built.failed) == set(STOPS)
    assert {text for text, kind in kinds_of.items() if kind == "liquid-stop"} == set(built.failed)
    assert {text for text, kind in kinds_of.items() if kind == "liquid-lost"} == set(LOSES)


_WORDS = "[ ] ( ) {{ }} {% %} raw ``` ` - ![ ]( /a.png # <a <img > \" ' $$ *a &a <<: !ruby/x 0x 1:2"
_PIECES = st.sampled_from(
    [
        *_WORDS.split(),
        *"한글 title: tags: date: 2022-01-01".split(),
        *("---\n", "\n", "    ", ": ", "\r", "\t", "\x08"),
    ]
)


@pytest.mark.slow  # each of 300 texts is a site of its own, read twice
@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_no_text_makes_it_stumble(text: str) -> None:
    content = text.encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "_posts").mkdir()
        for name, part in {
            "_config.yml": MINIMA.encode(),
            A: content,
            B: b"---\n" + content,
        }.items():
            (root / name).write_bytes(part)
        first, second = (findings_in(read_site(root, datetime.now(UTC))) for _ in range(2))
    assert first == second
