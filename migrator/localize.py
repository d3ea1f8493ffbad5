"""Posts that stand in a site and point at Velog → the same posts, pointing at the site itself.

Nothing of a post changes but the addresses, each in its place: what was before is had back by
writing the old ones in the places of the new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from migrator.config import Settings
from migrator.converter.images import EXTENSIONS, file_stem, image_for, is_velog_image
from migrator.jekyll_config import Config
from migrator.model import FetchImages, Image, ImageLink, Page, ProbeImages
from migrator.planner import Change, Plan, State
from migrator.progress import OnStep
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.site.kramdown import Kind, Target
from migrator.site.mentions import Mentions, read_mentions
from migrator.site.posts import PostFile, read_posts
from migrator.writer import Journal, fetch_into, rewrite

_RAW = "which stand in {% raw %}"
_LIQUID = "which stand in a Liquid tag"
_NO_FORM = (
    "for in these posts no address of the site would show: the theme puts a folder before it, or "
    "Liquid is off. Set `url` in _config.yml, then run again"
)
_MOST_NAMES = 5


@dataclass(frozen=True)
class Rules:
    """What holds for all posts of the site.

    `cdn` tells whether the theme puts another host before each local image. `baseurl` has a slash
    before it or is empty, `url` is the address of the published site, baseurl and all, or empty.
    """

    settings: Settings
    parses_html: bool = False
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


def rules_of(settings: Settings, config: Config) -> Rules:
    """Find out what of the site's settings matters to the addresses in its posts."""
    kramdown = config.get("kramdown")
    options = kramdown if isinstance(kramdown, Mapping) else {}
    baseurl = str(config.get("baseurl") or "").strip("/")
    url = str(config.get("url") or "").rstrip("/")
    base = f"/{baseurl}" if baseurl else ""
    return Rules(
        settings=settings,
        parses_html=options.get("parse_block_html") is True,
        # Chirpy 7 and 5 to 6.
        cdn=bool(config.get("cdn") or config.get("img_cdn")),
        baseurl=base,
        url=f"{url}{base}" if url.startswith(("http://", "https://")) else "",
    )


# --- deciding


def draft(file: PostFile, rules: Rules) -> Draft:
    """Decide which addresses of a post are to be those of the site."""
    mentions = read_mentions(file.text, parses_html=rules.parses_html)
    forms = _forms(mentions, rules)
    folder = f"{rules.settings.image_dir}/{file_stem(file.path)}"
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
    if "{{" in rules.settings.image_url and not mentions.runs_liquid:
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


def _notes(files: Iterable[PostFile], drafts: Iterable[Draft]) -> Iterator[str]:
    """Say what stays as it is, and why."""
    for file in files:
        if file.problem is not None:
            yield f"{file.path} {file.problem}: it stays as it is."
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in drafts:
        for reason in each.left:
            reasons[reason].append(each.file.path)
    for reason, paths in reasons.items():
        names = list(dict.fromkeys(paths))
        more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
        count = f"{len(paths):,} address{'' if len(paths) == 1 else 'es'}"
        yield f"{count} of images stay, {reason}: {', '.join(names[:_MOST_NAMES])}{more}."


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
        is_whole = not any(_points_at_velog(file.data) for file in files if file.problem)
        is_whole &= not any(_NO_FORM in each.left for each in drafts)
        return drafts, (*self.rules.settings.notes, *_notes(files, drafts)), is_whole

    def _there(self, drafts: Iterable[Draft]) -> set[str]:
        paths = {image.path for each in drafts for image in each.page.images}
        return {path for path in paths if (self.root / path).is_file()}

    def _said(self, report: Report, *, is_whole: bool) -> Report:
        is_done = report.is_done and is_whole
        return replace(report, username=self.username, task="localize", is_done=is_done)


def _points_at_velog(data: bytes) -> bool:
    return any(host in data for host in (b"velcdn.com", b"velog.io", b"vlpt.us"))
