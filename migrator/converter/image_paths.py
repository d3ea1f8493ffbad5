"""The address of an image in a post → the addresses to download it from, and its local path."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, urlsplit

from migrator.model import Image
from migrator.model.velog_names import DOMAINS, UPLOAD_ID

UPLOAD_HOST = "velog.velcdn.com"
OLD_UPLOAD_HOSTS = frozenset({"images.velog.io", "media.vlpt.us", "img.velog.io"})
OTHER_VELOG_HOSTS = frozenset({"velcdn.com", "static.velog.io"})
CLOUDFLARE_PREFIX = "https://imagedelivery.net/v7-TZByhOiJbNM9RaUdzSA/"

# The extensions that web servers know. Velog keeps what was after the last dot of the name on the
# author's computer, so a name may end with anything.
EXTENSIONS = frozenset(
    {"apng", "avif", "bmp", "gif", "heic", "heif", "ico", "jfif", "jpeg", "jpg", "jxl", "mov"}
    | {"mp4", "png", "svg", "tif", "tiff", "webm", "webp"}
)
MAX_NAME_BYTES = 80

_UPLOAD = re.compile(rf"/(?P<id>{UPLOAD_ID})/(?P<name>[^/]+)$", re.IGNORECASE)
_CLOUDFLARE = re.compile(r"/(?P<id>[\w-]{8,64})/(?P<name>[\w-]+)$")
# The width that Velog's pages ask for. Any other `?` is part of the name: Velog's editor wrote
# names into addresses with encodeURI, which leaves `?` and `#` as they are.
_WIDTH = re.compile(r"\?(?:w=\d+|webp=\d)(?:&(?:w=\d+|webp=\d))*$")
_UNSAFE = re.compile(r"[^\w.-]+")


def is_velog_image(url: str) -> bool:
    """Tell whether the address is on one of Velog's image hosts, of today or of earlier years."""
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


def names_velog(text: str) -> bool:
    """Tell whether an address of Velog's, be it of an image or of a page, may stand in a text."""
    return any(name in text for name in (*DOMAINS, CLOUDFLARE_PREFIX))


def is_unfinished_upload(url: str) -> bool:
    """Tell whether the author left the editor before the upload ended: Velog has no such image."""
    return url.startswith("blob:")


def image_for(url: str, folder: str) -> Image:
    """Give the image of an address: where to download it, its name and its path in `folder`."""
    name = image_name(url)
    return Image(url=url, sources=image_sources(url), name=name, path=f"{folder}/{name}")


def file_stem(path: str) -> str:
    """Make a folder name of a post's file name, one that works in Jekyll and in links as it is.

    A name of our own stays; names that authors give may have spaces, `#` or brackets in them.
    """
    stem = unicodedata.normalize("NFC", PurePosixPath(path).stem)
    safe = _UNSAFE.sub("-", stem).strip("-._")
    return stem if safe == stem else f"{safe or 'post'}-{_digest(stem, 6)}"


def image_sources(url: str) -> tuple[str, ...]:
    """List the addresses where the image may be, best first.

    Uploads of the old hosts moved to velog.velcdn.com under the same path, with the file name
    encoded again (velog-client's image rewriting, December 2025).
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
    """Split an address; one that cannot be read, with half a bracket for a host, has no parts."""
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
    """Make a name that works as it is on every file system, in Jekyll and in a Markdown link."""
    name = unicodedata.normalize("NFC", unquote(encoded))
    stem, dot, extension = name.rpartition(".")
    if not dot or extension.lower() not in EXTENSIONS:
        # Servers send a file without an extension as a download; browsers show an image called
        # .png whatever kind it is.
        stem, extension = name, "png"
    safe = _cut(re.sub("-{2,}", "-", _UNSAFE.sub("-", stem)).strip("-._"))
    if safe != stem:
        safe = f"{safe or 'image'}-{_digest(name, 6)}"
    return f"{safe}.{extension.lower()}"


def _cut(text: str) -> str:
    return text.encode()[:MAX_NAME_BYTES].decode(errors="ignore").rstrip("-._")


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
