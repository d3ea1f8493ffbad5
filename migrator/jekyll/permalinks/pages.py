"""The path of a page or of a plain file → its address, and where the built site has it."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from migrator.jekyll.names import JEKYLL_3, is_markdown
from migrator.jekyll.permalinks.address import clean, site_template, with_suffix
from migrator.jekyll.permalinks.defaults import Values
from migrator.jekyll.permalinks.slugs import escape
from migrator.jekyll.site_config import Config

_HTML = (".html", ".xhtml", ".htm")
_COMPILED = {".scss": ".css", ".sass": ".css", ".coffee": ".js"}


def page_url(path: str, values: Values, config: Config) -> str:
    """Give the address of a page, without `baseurl`; `values` are its own and the defaults."""
    folder, _, name = f"/{path}".rpartition("/")
    ending = PurePosixPath(name).suffix
    base, extension = name.removesuffix(ending).rstrip("."), _built_ending(name, config)
    own = values.get("permalink")
    if own is not None and own is not False:
        template = str(own)
    elif extension not in _HTML:
        template = "/:path/:basename:output_ext"
    else:
        template = "/:path/" if base == "index" else with_suffix("/:path/:basename", config)
    filled = {"path": folder, "basename": base, "output_ext": page_ending(path, values, config)}
    for key, text in filled.items():
        template = template.replace(f":{key}", escape(text) or "")
    return clean(template)


def copied_url(path: str, config: Config, engine: str, collection: str = "") -> str:
    """Give the address of a file that is published as it is, be it one of a collection."""
    ending = PurePosixPath(path).suffix
    base = path.removesuffix(ending)
    base = base if engine == JEKYLL_3 else base.rstrip(".")
    if not collection:
        return f"/{base}{ending}"
    filled = {
        "collection": collection,
        "path": base.partition(f"_{collection}")[2],
        "name": PurePosixPath(base).name,
        "title": "",
        "output_ext": "",
    }
    template = site_template(config, engine, collection)
    for key, text in filled.items():
        template = template.replace(f":{key}", escape(text) or "")
    return f"{clean(template).rstrip('/')}{ending}"


def page_ending(path: str, values: Values, config: Config) -> str:
    """Give the ending that the page of a file gets: that of its permalink, or of what it makes."""
    own = values.get("permalink")
    permalink = str(own) if own is not None and own is not False else ""
    if permalink and not permalink.endswith("/") and PurePosixPath(permalink).suffix:
        return PurePosixPath(permalink).suffix
    return _built_ending(path, config)


def _built_ending(path: str, config: Config) -> str:
    ending = PurePosixPath(path).suffix
    return ".html" if is_markdown(path, config) else _COMPILED.get(ending, ending)


def place_of(url: str, ending: str = ".html") -> str:
    """Give the file of the built site that has the page with an address.

    Two pages with one of these are one page: Jekyll writes the later over the earlier.
    """
    path = unquote(url).lstrip("/")
    if not path or path.endswith("/"):
        return f"{path}index{ending}"
    return path if path.endswith(ending) else f"{path}{ending}"
