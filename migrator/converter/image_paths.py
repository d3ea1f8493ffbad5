"""The address of an image in a post → which addresses to ask for it, and where it stands."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from migrator.model import Image

UPLOAD_HOST = "velog.velcdn.com"
OLD_UPLOAD_HOSTS = frozenset({"images.velog.io", "media.vlpt.us", "img.velog.io"})
OTHER_VELOG_HOSTS = frozenset({"velcdn.com", "static.velog.io"})
CLOUDFLARE_PREFIX = "https://imagedelivery.net/v7-TZByhOiJbNM9RaUdzSA/"

# What a file name may end with, as a web server knows it. Velog keeps whatever stood after the
# last dot of the name on the author's computer, so anything may turn up here.
EXTENSIONS = frozenset(
    {"apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpeg", "jpg", "jxl", "mov"}
    | {"mp4", "png", "svg", "tif", "tiff", "webm", "webp"}
)
MAX_NAME_BYTES = 80

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_UPLOAD = re.compile(rf"/(?P<id>{_UUID})/(?P<name>[^/]+)$", re.IGNORECASE)
_CLOUDFLARE = re.compile(r"/(?P<id>[\w-]{8,64})/(?P<name>[\w-]+)$")
# The width that Velog's pages ask for. Any other `?` belongs to the name: Velog's editor wrote
# names into addresses with encodeURI, which leaves `?` and `#` as they are.
_WIDTH = re.compile(r"\?(?:w=\d+|webp=\d)(?:&(?:w=\d+|webp=\d))*$")
_UNSAFE = re.compile(r"[^\w.-]+")


def is_velog_image(url: str) -> bool:
    """Tell whether the address is one of Velog's image hosts, of today or of earlier years."""
    if url.startswith(CLOUDFLARE_PREFIX):
        return True
    host = _host(url)
    if len(_split(url).path) < 2:
        return False
    return (
        host == UPLOAD_HOST
        or host in OLD_UPLOAD_HOSTS
        or host in OTHER_VELOG_HOSTS
        or host.endswith(".velcdn.com")
    )


def is_unfinished_upload(url: str) -> bool:
    """Tell whether the editor was left before the upload ended: the picture never reached Velog."""
    return url.startswith("blob:")


def image_for(url: str, folder: str) -> Image:
    """Say for an image's address where to get it and what it is called in `folder`."""
    name = image_name(url)
    return Image(url=url, sources=image_sources(url), name=name, path=f"{folder}/{name}")


def file_stem(path: str) -> str:
    """Give the name of a post's file as the name of a folder that Jekyll and a link take as it is.

    A name of our own stays; those that authors give may hold spaces, `#` or brackets.
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(path).stem)
    safe = _UNSAFE.sub("-", stem).strip("-._")
    return stem if safe == stem else f"{safe or 'post'}-{_digest(stem, 6)}"


def image_sources(url: str) -> tuple[str, ...]:
    """List the addresses at which the image may be found, best first.

    Uploads of the old hosts moved to velog.velcdn.com under the same path, with the file name
    encoded anew (velog-client's image rewriting, December 2025).
    """
    if is_unfinished_upload(url):
        return ()
    if not is_velog_image(url):
        return (url,)
    whole = _WIDTH.sub("", url)
    return tuple(dict.fromkeys([whole, *_moved(whole), url]))


def image_name(url: str) -> str:
    """Give the file name of an image: `<upload id>-<name>.<extension>`, from its address alone.

    The same upload has the same name on each of Velog's hosts and at each width.
    """
    whole = _WIDTH.sub("", url) if is_velog_image(url) else url
    upload = _UPLOAD.search(whole)
    if upload is None and url.startswith(CLOUDFLARE_PREFIX):
        upload = _CLOUDFLARE.search(whole)
    if upload is None:
        return f"{_digest(whole, 12)}-{_file_name(_split(whole).path.rpartition('/')[2])}"
    return f"{upload['id'].lower()}-{_file_name(upload['name'])}"


def _host(url: str) -> str:
    parts = _split(url)
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def _split(url: str) -> SplitResult:
    """Take an address apart; one that is none, with half a bracket for a host, has no parts."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _moved(url: str) -> list[str]:
    if _host(url) not in OLD_UPLOAD_HOSTS | {UPLOAD_HOST}:
        return []
    path = url.split("/", 3)[3]
    folder, _, name = path.rpartition("/")
    return [f"https://{UPLOAD_HOST}/{folder}/{quote(unquote(name), safe='')}"]


def _file_name(encoded: str) -> str:
    """Make a name that every file system, Jekyll and a Markdown link take as it is."""
    name = unicodedata.normalize("NFC", unquote(encoded))
    stem, dot, extension = name.rpartition(".")
    if not dot or extension.lower() not in EXTENSIONS:
        # A server sends a name without an extension as a download; browsers show a picture
        # called .png whatever its bytes are.
        stem, extension = name, "png"
    safe = _cut(re.sub("-{2,}", "-", _UNSAFE.sub("-", stem)).strip("-._"))
    if safe != stem:
        safe = f"{safe or 'image'}-{_digest(name, 6)}"
    return f"{safe}.{extension.lower()}"


def _cut(text: str) -> str:
    return text.encode()[:MAX_NAME_BYTES].decode(errors="ignore").rstrip("-._")


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
