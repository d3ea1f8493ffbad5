"""The images of posts → those that do not show, or that depend on Velog's servers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.check.site_address import SiteAddress, address_of
from migrator.converter.image_paths import image_name, is_unfinished_upload
from migrator.jekyll.names import is_hidden, is_hidden_entry, same_file
from migrator.jekyll.yaml11 import YamlField
from migrator.model import Note
from migrator.settings.habits.key_names import COVERS

_FILE = re.compile(r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp)(?:[?#].*)?$", re.IGNORECASE)
_KEYS = frozenset(
    [
        *(name for key in COVERS for name in key.split(".")),
        *"share-img img feature_image banner".split(),
    ]
)


@dataclass(frozen=True)
class _Shown:
    """An image that a post shows, in its text or above it."""

    url: str
    line: int
    is_above: bool = False


def check_images(site: CheckedSite) -> Iterator[Finding]:
    """Find images that are missing, hidden, elsewhere, or at the wrong address."""
    for post in site.looked_into:
        images = _expected(post, site)
        for image in images:
            yield from _image(image, post, site)
        yield from _without_base(images, post, site)


def known_losses(site: CheckedSite) -> int:
    """Count the images of posts that are known to be gone for good."""
    return sum(
        image_name(image.url) in site.lost_images
        for post in site.looked_into
        for image in _all(post)
    )


def _expected(post: CheckedPost, site: CheckedSite) -> list[_Shown]:
    """Give the images of a post without those of which nobody expects any more to see them."""
    return [image for image in _all(post) if image_name(image.url) not in site.lost_images]


def _all(post: CheckedPost) -> list[_Shown]:
    return [*_above(post.fields), *_within(post)]


def _within(post: CheckedPost) -> Iterator[_Shown]:
    for image in post.reading.images:
        yield _Shown(image.url, post.line_at(image.place))


def _above(fields: Mapping[str, YamlField]) -> Iterator[_Shown]:
    """Give the images that the front matter names."""
    for key, there in fields.items():
        if key not in _KEYS:
            continue
        for each in (there, *there.items):
            if isinstance(each.value, str) and _FILE.search(each.value):
                yield _Shown(each.value, each.line, True)
        yield from _above(there.members)


def _image(image: _Shown, post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    if is_unfinished_upload(image.url):
        yield Finding(
            kinds.IMAGE_UNSENT,
            post.path,
            image.line,
            Note(
                "the image was never uploaded: `blob:` is an address in the browser that wrote it",
                "올린 적이 없는 이미지입니다. `blob:`은 글을 쓴 브라우저 안에서만 통하는 "
                "주소입니다",
            ),
            Note(
                "put the image into the site, or remove it from the post",
                "이미지를 사이트에 넣거나 글에서 지우세요",
            ),
        )
        return
    address = address_of(image.url, post, site)
    if address is None or not address.path or _is_served(address, site):
        return
    if image.is_above and not address.is_rooted:
        return  # a theme may look for it in a folder of its own
    if site.setup.cdn and not address.is_whole:
        return  # asked for at another host
    yield _not_served(image, address, post, site)


def _is_served(address: SiteAddress, site: CheckedSite) -> bool:
    paths = [address.path] + ([address.other] if address.other else [])
    return any(path in site.served or site.is_unseen(path) for path in paths)


def _not_served(
    image: _Shown, address: SiteAddress, post: CheckedPost, site: CheckedSite
) -> Finding:
    path = address.path if not address.other or address.is_rooted else address.other
    for candidate in (address.path, address.other):
        if candidate and candidate in site.files:
            return _hidden(image, candidate, post, site)
    beside = f"{post.path.rpartition('/')[0]}/{image.url}"
    if not address.is_rooted and beside in site.files and is_hidden_entry(beside):
        return _hidden(image, beside, post, site)
    alike = site.look_alikes.get(same_file(address.path))
    if alike and alike in site.served:
        return Finding(
            kinds.IMAGE_CASE,
            post.path,
            image.line,
            Note(
                f"the image is called `{alike}`, letter for letter: a server does not find "
                f"`{address.path}`",
                f"이미지 이름은 정확히 `{alike}`입니다. 서버는 `{address.path}`를 찾지 못합니다",
            ),
            Note(
                "write the name in the post as the file has it",
                "글에 파일 이름을 그대로 쓰세요",
            ),
        )
    return Finding(
        kinds.IMAGE_MISSING,
        post.path,
        image.line,
        Note(f"there is no image `{path}` in the site", f"사이트에 이미지 `{path}`가 없습니다"),
        Note("put the image there, or fix the address", "이미지를 그곳에 넣거나 주소를 고치세요"),
    )


def _hidden(image: _Shown, path: str, post: CheckedPost, site: CheckedSite) -> Finding:
    name = site.rules.hidden_by(path) or path
    if path.startswith("_posts/") or "/_posts/" in path:
        why = Note(
            "Jekyll does not publish files in _posts",
            "Jekyll은 _posts 안의 파일을 배포하지 않습니다",
        )
    elif is_hidden(name):
        why = Note(
            f"Jekyll does not publish files with a name like `{name}`",
            f"Jekyll은 `{name}` 같은 이름의 파일을 배포하지 않습니다",
        )
    else:
        why = Note(
            "`exclude` in _config.yml keeps it from being published",
            "_config.yml의 `exclude` 때문에 배포되지 않습니다",
        )
    return Finding(
        kinds.IMAGE_HIDDEN,
        post.path,
        image.line,
        Note(
            f"the image `{path}` is in the site, but {why.english}",
            f"이미지 `{path}`가 사이트에 있지만 {why.korean}",
        ),
        Note(
            "move the image to a folder such as assets/img, and fix the address",
            "이미지를 assets/img 같은 폴더로 옮기고 주소를 고치세요",
        ),
    )


def _without_base(images: list[_Shown], post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    """Find images that lack the path that the site is published under, one finding for a post."""
    base = site.setup.baseurl
    if not base:
        return
    wrong = [image for image in images if not image.is_above and _is_wrong(image, post, site)]
    if wrong:
        count = "an image is" if len(wrong) == 1 else f"{len(wrong)} images are"
        korean = "이미지를" if len(wrong) == 1 else f"이미지 {len(wrong)}개를"
        theme = site.setup.profile
        how = Note(f"without the site's {base}", f"사이트의 {base} 없이")
        if theme.adds_baseurl:
            how = Note(f"with {base} twice", f"{base}가 두 번 붙은 주소에서")
        yield Finding(
            kinds.IMAGE_BASEURL,
            post.path,
            wrong[0].line,
            Note(
                f"{count} looked for {how.english}, and not found",
                f"{korean} {how.korean} 찾아 보이지 않습니다",
            ),
            Note(
                f"write `/assets/…` alone; {theme.title} adds the rest before it",
                f"`/assets/…`만 쓰세요. 앞부분은 {theme.title}이(가) 붙입니다",
            )
            if theme.adds_baseurl
            else Note(
                "write `{{ '/assets/…' | relative_url }}`",
                "`{{ '/assets/…' | relative_url }}`라고 쓰세요",
            ),
        )


def _is_wrong(image: _Shown, post: CheckedPost, site: CheckedSite) -> bool:
    address = address_of(image.url, post, site)
    if address is None or not address.is_rooted or address.is_whole:
        return False
    if address.path not in site.served:
        return False
    if site.setup.profile.adds_baseurl:
        return address.has_base
    return not address.has_base and site.setup.adds_baseurl is False
