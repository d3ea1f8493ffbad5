"""Text of posts → what Liquid would do to it that its author can hardly want.

A post may use Liquid: tags and includes that the site has, `site`, `page`, its own variables.
What is left is text that only looks like Liquid. Liquid 4 runs it in code as in prose: unknown
variables print nothing, and what it cannot parse stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.check import kinds
from migrator.check.build_setup import THEMES
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding, FindingKind
from migrator.jekyll.liquid import (
    BLOCK_TAGS,
    INNER_TAGS,
    NAMING_TAGS,
    PLUGIN_TAGS,
    PLUGINS_WITHOUT_TAGS,
    TAGS,
    VARIABLES,
    LiquidToken,
    liquid_tokens,
    names_set_in,
)
from migrator.jekyll.liquid_switch import is_switched_off
from migrator.jekyll.names import JEKYLL_3
from migrator.jekyll.site_config import includes_dir
from migrator.model import Note

_ROOT = re.compile(r"\s*(?:not\s+)?([A-Za-z_][\w-]*|\"[^\"]*\"|'[^']*'|-?\d[\d.]*|\()")
_GUARD = Note("put it between {% raw %} and {% endraw %}", "{% raw %}와 {% endraw %}로 감싸세요")


@dataclass
class _Scan:
    """One post on its way through Liquid: the blocks that are open, and whether that was the end.

    Liquid stops at its first error, and so does the scan.
    """

    post: CheckedPost
    site: CheckedSite
    known: frozenset[str]
    open: list[tuple[str, int]] = field(default_factory=list)
    is_over: bool = False

    def line_at(self, place: int) -> int:
        return self.post.line_at(place)

    @property
    def is_comment(self) -> bool:
        return any(name == "comment" for name, _ in self.open)


def check_liquid(site: CheckedSite) -> Iterator[Finding]:
    """Find what Liquid would run, or stop at."""
    for post in site.looked_into:
        if "{{" not in post.body and "{%" not in post.body:
            continue
        if not is_switched_off(post.values):
            yield from liquid_in(post, site)
        elif site.setup.engine == JEKYLL_3:
            yield from _in_spite_of_flag(post, site)


def _in_spite_of_flag(post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    there = post.fields.get("render_with_liquid")
    if any(True for _ in liquid_in(post, site)):
        yield Finding(
            kinds.LIQUID_FLAG,
            post.path,
            there.line if there else None,
            Note(
                "`render_with_liquid: false` does nothing in Jekyll 3.10 (GitHub Pages), and "
                "Liquid will run",
                "Jekyll 3.10(GitHub Pages)에서는 `render_with_liquid: false`가 듣지 않아 Liquid가 "
                "실행됩니다",
            ),
            Note(
                "wrap the text below in {% raw %}, or build with Jekyll 4",
                "아래 글을 {% raw %}로 감싸거나 Jekyll 4로 빌드하세요",
            ),
        )
    yield from liquid_in(post, site)


def liquid_in(post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    """Find what Liquid would run in the body of one post, or stop at."""
    known = frozenset([*names_set_in(post.body, NAMING_TAGS), *site.variables, *VARIABLES])
    scan = _Scan(post, site, known)
    for token in liquid_tokens(post.body):
        yield from _tag(token, scan) if token.is_tag else _variable(token, scan)
        if scan.is_over:
            return
    if scan.open:
        name, line = scan.open[-1]
        tag, end = f"`{{% {name} %}}`", f"{{% end{name} %}}"
        what = Note(f"{tag} is never closed", f"{tag}가 닫히지 않습니다")
        yield _stop(scan, line, what, Note(f"add {end}", f"{end}를 넣으세요"))


def _variable(token: LiquidToken, scan: _Scan) -> Iterator[Finding]:
    line = scan.line_at(token.start)
    if not token.is_whole:
        yield _stop(scan, line, _endless(token, scan), _GUARD)
    elif not scan.is_comment and not _is_meant(token.inside, scan):
        yield Finding(
            kinds.LIQUID_LOST,
            scan.post.path,
            line,
            _printed(token),
            _advice(scan),
        )


def _is_meant(inside: str, scan: _Scan) -> bool:
    expression, has_filter, _ = inside.partition("|")
    root = _ROOT.match(expression)
    if root is None:
        return False
    word = root[1]
    if word[0] in "\"'(":
        return True
    if word[0].isdigit() or word[0] == "-":
        return bool(has_filter)
    return word in scan.known


def _printed(token: LiquidToken) -> Note:
    """Say what Liquid prints of a variable."""
    source, inside = _short(token.source), token.inside.strip()
    if re.fullmatch(r"-?\d[\d.]*", inside):
        return Note(
            f"Liquid will print `{inside}` in place of `{source}`",
            f"Liquid가 `{source}` 대신 `{inside}`를 찍습니다",
        )
    return Note(
        f"Liquid will print nothing in place of `{source}`",
        f"Liquid가 `{source}` 자리에 아무것도 찍지 않습니다",
    )


def _endless(token: LiquidToken, scan: _Scan) -> Note:
    source = _short(_opened(token, scan))
    return Note(f"Liquid finds no end of `{source}`", f"Liquid가 `{source}`의 끝을 찾지 못합니다")


def _advice(scan: _Scan) -> Note:
    if scan.site.setup.engine == JEKYLL_3:
        return _GUARD
    return Note(
        f"{_GUARD.english}, or `render_with_liquid: false` into the front matter",
        "{% raw %}와 {% endraw %}로 감싸거나, 머리말에 `render_with_liquid: false`를 넣으세요",
    )


def _tag(token: LiquidToken, scan: _Scan) -> Iterator[Finding]:
    line = scan.line_at(token.start)
    if not token.is_whole:
        yield _stop(scan, line, _endless(token, scan), _GUARD)
        return
    name, rest = token.name, token.inside
    if name.startswith("end") and _closes(name.removeprefix("end"), scan):
        scan.open.pop()
    elif scan.is_comment and name not in BLOCK_TAGS:
        return
    elif name in TAGS:
        yield from _known(name, rest, line, token.source, scan)
        if name in BLOCK_TAGS:
            scan.open.append((name, line))
    elif name not in INNER_TAGS or not _is_inside(name, scan):
        yield from _unknown(name, line, token.source, scan)
    elif name == "elsif":
        yield from _condition(rest, line, token.source, scan)


def _closes(name: str, scan: _Scan) -> bool:
    return bool(scan.open) and scan.open[-1][0] == name


def _is_inside(name: str, scan: _Scan) -> bool:
    return bool(scan.open) and scan.open[-1][0] in INNER_TAGS[name]


def _unknown(name: str, line: int, source: str, scan: _Scan) -> Iterator[Finding]:
    base = name.removeprefix("end")
    if {name, base} & scan.site.tags or name in _tags_of_plugins(scan.site):
        return
    strangers = _strangers(scan.site)
    if strangers and base not in TAGS:
        yield Finding(
            kinds.LIQUID_TAG,
            scan.post.path,
            line,
            Note(
                f"`{_short(source)}` is no tag of Jekyll; the build stops unless a plugin "
                f"({', '.join(strangers)}) brings it",
                f"`{_short(source)}`는 Jekyll의 태그가 아닙니다. "
                f"플러그인({', '.join(strangers)})에 없으면 빌드가 멈춥니다",
            ),
            _advice(scan),
        )
    else:
        yield _no(source, "tag that Liquid knows", "Liquid가 아는 태그가", line, scan)


def _strangers(site: CheckedSite) -> list[str]:
    """List the plugins of which it is not known what tags they bring, loaded in whatever way."""
    gems = {gem for gem in site.setup.may_have_plugin if gem.startswith("jekyll-")}
    known = PLUGINS_WITHOUT_TAGS | PLUGIN_TAGS.keys()
    return sorted((site.setup.plugins | gems) - known - THEMES)


def _tags_of_plugins(site: CheckedSite) -> set[str]:
    return {tag for plugin, tag in PLUGIN_TAGS.items() if plugin in site.setup.plugins}


def _known(name: str, rest: str, line: int, source: str, scan: _Scan) -> Iterator[Finding]:
    if scan.is_comment:
        return
    if name in ("if", "unless", "case"):
        yield from _condition(rest, line, source, scan)
    elif name in ("for", "tablerow"):
        yield from _loop(rest, line, source, scan)
    elif name == "assign" and "=" not in rest:
        what = Note(
            f"`{_short(source)}` is not how Liquid assigns",
            f"`{_short(source)}`는 Liquid의 assign 문법에 맞지 않습니다",
        )
        yield _stop(scan, line, what, _advice(scan))
    elif name in ("include", "include_relative", "link", "post_url"):
        yield from _file(name, rest, line, source, scan)


def _condition(rest: str, line: int, source: str, scan: _Scan) -> Iterator[Finding]:
    root = _ROOT.match(rest)
    if not rest or root is None:
        yield _no(source, "condition for Liquid", "올바른 Liquid 조건문이", line, scan)
    elif root[1][0].isalpha() and root[1] not in scan.known:
        yield _runs(line, source, root[1], scan)


def _loop(rest: str, line: int, source: str, scan: _Scan) -> Iterator[Finding]:
    found = re.match(r"([\w-]+)\s+in\s+(\S+)", rest)
    if found is None:
        yield _no(source, "loop for Liquid", "올바른 Liquid 반복문이", line, scan)
        return
    root = _ROOT.match(found[2])
    if root and root[1][0].isalpha() and root[1] not in scan.known:
        yield _runs(line, source, root[1], scan)


def _runs(line: int, source: str, root: str, scan: _Scan) -> Finding:
    return Finding(
        kinds.LIQUID_LOST,
        scan.post.path,
        line,
        Note(
            f"Liquid will run `{_short(source)}`; there is no `{root}`, so that its text is lost",
            f"Liquid가 `{_short(source)}`를 실행하는데 `{root}`가 없어 글자가 사라집니다",
        ),
        _advice(scan),
    )


def _file(name: str, rest: str, line: int, source: str, scan: _Scan) -> Iterator[Finding]:
    if not rest:
        what = Note(
            f"`{_short(source)}` names no file", f"`{_short(source)}`에 파일 이름이 없습니다"
        )
        yield _stop(scan, line, what, _advice(scan))
        return
    wanted = rest.split()[0].strip("\"'")
    if "{" not in wanted and not _is_there(name, wanted, scan):
        folder = {"include": includes_dir(scan.site.config), "post_url": "_posts"}.get(name, "")
        what = Note(
            f"`{_short(source)}` names what is not there{f' in {folder}' if folder else ''}",
            f"`{_short(source)}`의 파일이 {f'{folder}에 ' if folder else ''}없습니다",
        )
        yield _stop(scan, line, what, Note("mend the name", "이름을 고치세요"))


def _is_there(name: str, wanted: str, scan: _Scan) -> bool:
    site = scan.site
    if name == "include":
        path = f"{includes_dir(site.config)}/{wanted}"
        return not site.setup.is_whole or path in site.files
    if name == "post_url":
        return any(_is_post(post.path, wanted) for post in site.posts)
    if name == "link":
        path = wanted.lstrip("/")
        return path in site.files or site.is_unseen(path) or "jekyll" in path
    folder = scan.post.path.rpartition("/")[0]
    return f"{folder}/{wanted}" in site.files


def _is_post(path: str, wanted: str) -> bool:
    stem = path.rpartition(".")[0]
    return stem == wanted or stem.endswith(f"/{wanted.lstrip('/')}")


def _no(source: str, english: str, korean: str, line: int, scan: _Scan) -> Finding:
    """Say what a tag is not."""
    what = Note(f"`{_short(source)}` is no {english}", f"`{_short(source)}`는 {korean} 아닙니다")
    return _stop(scan, line, what, _advice(scan))


def _stop(scan: _Scan, line: int, what: Note, advice: Note) -> Finding:
    scan.is_over = True
    kind: FindingKind = kinds.LIQUID_STOP
    said = Note(f"{what.english}: the build stops here", f"{what.korean}. 빌드가 여기서 멈춥니다")
    return Finding(kind, scan.post.path, line, said, advice)


def _opened(token: LiquidToken, scan: _Scan) -> str:
    """Give what never ends, or the rest of its line where nothing ends it at all."""
    if len(token.source) > 2:
        return token.source
    return scan.post.body[token.start :].partition("\n")[0]


def _short(source: str) -> str:
    text = " ".join(source.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
