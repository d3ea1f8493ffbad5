"""Posts that stand in a site and point at Velog → the same posts, pointing at the site itself.

Nothing of a post changes but the addresses, each in its place: what was before is had back by
writing the old ones in the places of the new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from migrator.config import Settings, baseurl
from migrator.converter.images import EXTENSIONS, file_stem, image_for, is_velog_image
from migrator.detection import JEKYLL_3
from migrator.model import FetchImages, Image, ImageLink, Note, Page, ProbeImages
from migrator.planner import Change, Plan, State
from migrator.progress import OnStep
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.report.words import counted
from migrator.site.kramdown import Kind, Target
from migrator.site.mentions import Mentions, read_mentions
from migrator.site.posts import ELSEWHERE, NOT_UTF_8, PostFile, read_posts
from migrator.writer import Journal, fetch_into, rewrite

_RAW = "raw"
_LIQUID = "liquid"
_NO_FORM = "form"
_LEFT: Mapping[str, tuple[str, str]] = {
    _RAW: ("they stand in {% raw %}", "{% raw %} 안에 있음"),
    _LIQUID: ("they stand in a Liquid tag", "Liquid 태그 안에 있음"),
    _NO_FORM: (
        "in these posts the theme puts something before each address that is not a whole one. Set "
        "`url` in _config.yml, then run again",
        "이 글들에서는 테마가 주소 앞에 다른 것을 붙임. _config.yml에 `url`을 쓰고 다시 실행하세요",
    ),
}
"""Why addresses of images stay as they are, in English and in Korean."""
_PROBLEMS = {
    NOT_UTF_8: ("is not in UTF-8", "UTF-8이 아니어서"),
    ELSEWHERE: ("is a link to another place", "다른 곳을 가리키는 링크여서"),
}
_MOST_NAMES = 5


@dataclass(frozen=True)
class Rules:
    """What holds for all posts of the site.

    `parses_html` tells whether kramdown reads what stands in HTML, `heeds_switch` whether a post
    can switch Liquid off, `cdn` whether the theme puts another host before each local image.
    `baseurl` has a slash before it or is empty, `url` is the address of the published site, baseurl
    and all, or empty.
    """

    settings: Settings
    parses_html: bool = False
    heeds_switch: bool = False
    cdn: bool = False
    baseurl: str = ""
    url: str = ""


@dataclass(frozen=True)
class Forms:
    """How an image of the site is written in a post, `{path}` being its path; None: no way."""

    body: str | None
    head: str | None


@dataclass(frozen=True)
class Draft:
    """A post, as a page whose images may come or not; `left` are the reasons why some stay."""

    file: PostFile
    page: Page
    left: tuple[str, ...] = ()


def rules_of(settings: Settings) -> Rules:
    """Find out what of the site's settings matters to the addresses in its posts."""
    config = settings.config
    kramdown = config.get("kramdown")
    options = kramdown if isinstance(kramdown, Mapping) else {}
    folder = baseurl(config)
    base = f"/{folder}" if folder else ""
    url = str(config.get("url") or "").rstrip("/")
    return Rules(
        settings=settings,
        parses_html=options.get("parse_block_html") is True,
        heeds_switch=settings.engine != JEKYLL_3,
        cdn=bool(settings.profile.cdn and config.get(settings.profile.cdn)),
        baseurl=base,
        url=f"{url}{base}" if url.startswith(("http://", "https://")) else "",
    )


# --- deciding


def draft(file: PostFile, rules: Rules) -> Draft:
    """Decide which addresses of a post are to be those of the site."""
    mentions = read_mentions(
        file.text, parses_html=rules.parses_html, heeds_switch=rules.heeds_switch
    )
    forms = _forms(mentions, rules)
    folder = rules.settings.image_folder(file_stem(file.path))
    parts: list[str | ImageLink] = []
    images: dict[str, Image] = {}
    left: list[str] = []
    at = 0
    for target, form in _wanted(mentions, forms, rules):
        if target.is_raw or form is None:
            left.append(_RAW if target.is_raw else _NO_FORM)
            continue
        image = image_for(target.url, folder)
        images.setdefault(image.path, image)
        local, remote = form.format(path=image.path), file.text[target.start : target.end]
        parts += [file.text[at : target.start], ImageLink(image.path, local, remote)]
        at = target.end
    left += [_LIQUID for url in mentions.in_liquid if is_velog_image(url)]
    page = Page(
        post_id="",
        title=mentions.values.get("title", ""),
        path=file.path,
        parts=(*parts, file.text[at:]),
        images=tuple(images.values()),
    )
    return Draft(file, page, tuple(left))


def _forms(mentions: Mentions, rules: Rules) -> Forms:
    """Choose how images are written in a post, so that they show where the theme meddles.

    Chirpy puts `media_subpath` (`img_path` before version 7) and a CDN before each address that is
    not a whole one, also before those that start with a slash.
    """
    whole = f"{_literal(rules.url)}/{{path}}" if rules.url else None
    if mentions.values.keys() & {"media_subpath", "img_path"}:
        return Forms(whole, whole)
    body: str | None = rules.settings.image_url
    if "{{" in rules.settings.image_url and mentions.switches_liquid_off:
        body = whole if rules.cdn else f"{_literal(rules.baseurl)}/{{path}}"
    return Forms(body, whole if rules.cdn else "/{path}")


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _wanted(mentions: Mentions, forms: Forms, rules: Rules) -> Iterator[tuple[Target, str | None]]:
    """Give the addresses of images that come into the site, and the form each is to have."""
    for target in mentions.head:
        if _comes_along(target, rules, has_extension=True):
            yield target, forms.head
    for target in mentions.body:
        if _comes_along(target, rules, has_extension=target.kind is not Kind.IMAGE):
            yield target, forms.body


def _comes_along(target: Target, rules: Rules, *, has_extension: bool) -> bool:
    """Tell whether an address is that of an image to be taken.

    Outside `<img>` and its like, the extension tells pictures from other things.
    """
    try:
        path = PurePosixPath(urlsplit(target.url).path)
    except ValueError:
        return False
    extension = path.suffix[1:].lower()
    if is_velog_image(target.url):
        is_picture = not extension or extension in EXTENSIONS
        return len(path.parts) > 1 and (is_picture or not has_extension)
    if not rules.settings.all_images or target.kind is Kind.LINK:
        return False
    is_here = bool(rules.url) and target.url.startswith(rules.url)
    is_web = target.url.startswith(("http://", "https://"))
    return is_web and not is_here and (not has_extension or extension in EXTENSIONS)


def decide(drafts: Iterable[Draft], missing: Collection[str], there: Collection[str]) -> Plan:
    """Decide on each post; `missing` are the images not to be had, `there` those in the site."""
    images: dict[str, Image] = {}
    changes = []
    for each in drafts:
        lost = frozenset(image.path for image in each.page.images if image.path in missing)
        images |= {image.path: image for image in each.page.images}
        after = each.page.text(lost)
        changes.append(
            Change(
                state=State.SAME if after == each.file.text else State.LOCALIZED,
                post_id="",
                title=each.page.title,
                path=each.file.path,
                page=each.page,
                before=each.file.text,
                after=after,
                facts={"links": ""},
            )
        )
    wanted = tuple(image for path, image in images.items() if path not in there)
    return Plan(username="", changes=tuple(changes), images=wanted)


def _notes(files: Iterable[PostFile], drafts: Iterable[Draft]) -> Iterator[Note]:
    """Say what stays as it is, and why."""
    for file in files:
        if file.problem is not None:
            why = _PROBLEMS[file.problem]
            yield Note(
                f"{file.path} {why[0]}: it stays as it is.", f"{file.path}: {why[1]} 그대로 둡니다."
            )
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in drafts:
        for reason in each.left:
            reasons[reason].append(each.file.path)
    for reason, paths in reasons.items():
        yield _left_note(paths, *_LEFT[reason])


def _left_note(paths: Sequence[str], why: str, why_in_korean: str) -> Note:
    """Say how many addresses stay in which posts; a path stands there for each address."""
    posts = list(dict.fromkeys(paths))
    names = ", ".join(posts[:_MOST_NAMES])
    more = len(posts) - _MOST_NAMES
    return Note(
        f"{counted(len(paths), 'image')} on Velog will be shown from there as before, for {why}: "
        f"{names}{f' and {more:,} more' if more > 0 else ''}.",
        f"Velog의 이미지 주소 {len(paths):,}개를 그대로 둡니다({why_in_korean}): "
        f"{names}{f' 외 {more:,}개' if more > 0 else ''}.",
    )


# --- the last steps


@dataclass(frozen=True)
class Work:
    """The site and a way to the images: what showing or carrying out needs."""

    root: Path
    rules: Rules
    username: str
    fetch: FetchImages
    probe: ProbeImages
    on_image: Callable[[], OnStep]

    def report_ahead(self) -> Report:
        """Say what would be done, as far as the hosts of the images tell what they have."""
        drafts, notes, is_whole = self._read()
        there = self._there(drafts)
        images = decide(drafts, (), there).images
        probes = self.probe(images) if images else {}
        lost = {path for path, probe in probes.items() if probe.problem is not None}
        plan = decide(drafts, lost, there)
        return self._said(report_ahead(plan, images, probes, notes), is_whole=is_whole)

    def carry_out(self, journal: Journal) -> Report:
        """Fetch the images, then write the posts that show them, as they stand by then."""
        drafts, _, _ = self._read()
        images = decide(drafts, (), self._there(drafts)).images
        if images:
            fetch_into(self.root, images, self.fetch, self.on_image(), journal)
        drafts, notes, is_whole = self._read()
        there = self._there(drafts)
        missing = {image.path for each in drafts for image in each.page.images} - there
        plan = decide(drafts, missing, there)
        rewrite(plan.changes, self.root, journal)
        return self._said(report_outcome(plan, journal, self.root, notes), is_whole=is_whole)

    def _read(self) -> tuple[list[Draft], tuple[str, ...], bool]:
        """Read the posts; tell as well what is to be said, and whether nothing had to be left."""
        files = list(read_posts(self.root, self.rules.settings))
        drafts = [draft(file, self.rules) for file in files if file.problem is None]
        is_whole = not any(_points_at_velog(file.text) for file in files if file.problem)
        is_whole &= not any(_NO_FORM in each.left for each in drafts)
        return drafts, (*self.rules.settings.notes, *_notes(files, drafts)), is_whole

    def _there(self, drafts: Iterable[Draft]) -> set[str]:
        paths = {image.path for each in drafts for image in each.page.images}
        return {path for path in paths if (self.root / path).is_file()}

    def _said(self, report: Report, *, is_whole: bool) -> Report:
        is_done = report.is_done and is_whole
        return replace(report, username=self.username, task="localize", is_done=is_done)


def _points_at_velog(text: str) -> bool:
    return any(host in text for host in ("velcdn.com", "velog.io", "vlpt.us"))
