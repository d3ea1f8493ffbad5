"""Nothing in → every kind of finding; docs/check.md explains each."""

from __future__ import annotations

from migrator.check.finding import FindingKind, Severity

_E, _W = Severity.ERROR, Severity.WARNING

TIMEZONE_MISSING = FindingKind("timezone-missing", _W, "sites without a time zone")
TIMEZONE_UNKNOWN = FindingKind("timezone-unknown", _E, "time zones that do not exist")
CDN = FindingKind("cdn", _E, "settings that send images to another host")
DEFAULTS = FindingKind("defaults", _W, "`defaults` that apply to nothing")
KEY_TWICE = FindingKind("key-twice", _W, "keys that are there twice")
HEAD_BROKEN = FindingKind("front-matter-broken", _E, "front matter that cannot be read")
HEAD_LOST = FindingKind("front-matter-lost", _E, "front matter that is read as text")
HEAD_MISSING = FindingKind("front-matter-missing", _W, "posts without front matter")
LAYOUT_MISSING = FindingKind("layout-missing", _W, "posts without a layout")
LAYOUT_UNKNOWN = FindingKind("layout-unknown", _E, "layouts that do not exist")
VALUE_CHANGED = FindingKind("value-changed", _W, "values that Jekyll reads differently")
VALUE_CUT = FindingKind("value-cut", _W, "values cut short by `#`")
TITLE_NOT_TEXT = FindingKind("title-not-text", _W, "titles that are not text")
PUBLISHED_TEXT = FindingKind("published-text", _E, "posts published against `published`")
DATE_INVALID = FindingKind("date-invalid", _E, "dates that do not exist")
DATE_UTC = FindingKind("date-utc", _W, "times that are read as UTC")
DATE_FUTURE = FindingKind("date-future", _W, "posts with a date in the future")
TAG_NOT_TEXT = FindingKind("tag-not-text", _W, "tags and categories that are not text")
TAGS_TEXT = FindingKind("tags-text", _W, "lists that are written as one text")
TAG_STOPS = FindingKind("tag-stops", _E, "tags that stop the build")
TAG_EMPTY = FindingKind("tag-empty", _E, "tags that overwrite the list of tags")
TAG_COLLISION = FindingKind("tag-collision", _W, "tags and categories that share a page")
URL_COLLISION = FindingKind("url-collision", _E, "posts that share an address")
CATEGORY_SLASH = FindingKind("category-slash", _W, "categories that add levels to addresses")
REDIRECT = FindingKind("redirect", _W, "redirects without their plugin")
EXCERPT = FindingKind("excerpt", _W, "excerpts that end inside code, a formula or HTML")
EXCERPT_ALIVE = FindingKind("excerpt-alive", _E, "excerpts in which tags of code come to life")
LIQUID_STOP = FindingKind("liquid-stop", _E, "Liquid that stops the build")
LIQUID_LOST = FindingKind("liquid-lost", _E, "text lost to Liquid")
LIQUID_TAG = FindingKind("liquid-tag", _W, "tags of Liquid that may not exist")
LIQUID_FLAG = FindingKind("liquid-flag", _E, "posts whose `render_with_liquid` does nothing")
IMAGE_MISSING = FindingKind("image-missing", _E, "images that are not there")
IMAGE_HIDDEN = FindingKind("image-hidden", _E, "images that Jekyll does not publish")
IMAGE_CASE = FindingKind("image-case", _E, "images whose name is written differently")
IMAGE_UNSENT = FindingKind("image-unsent", _E, "images that were never uploaded")
IMAGE_VELOG = FindingKind("image-velog", _W, "posts with images on Velog's servers")
IMAGE_BASEURL = FindingKind(
    "image-baseurl", _E, "images at an address without `baseurl`, or with it twice"
)
MATH = FindingKind("math", _W, "posts whose formulas do not show")
DIAGRAM = FindingKind("diagram", _W, "posts whose diagrams do not show")
LINK_HTTP = FindingKind("link-http", _W, "http:// addresses that html-proofer refuses")
LINK_SCHEME = FindingKind("link-scheme", _W, "addresses without a scheme that html-proofer refuses")
LINK_HREF = FindingKind("link-href", _W, "links without an address that html-proofer refuses")
LINK_SLASH = FindingKind(
    "link-slash", _W, "links without their last slash that html-proofer refuses"
)
LINK_BROKEN = FindingKind("link-broken", _W, "links to nothing that html-proofer refuses")
LINK_BASEURL = FindingKind("link-baseurl", _E, "posts with links that lack `baseurl`")
IMAGE_ALT = FindingKind("image-alt", _W, "images without alt that html-proofer refuses")
IMAGE_NAME = FindingKind("image-name", _W, "names of images that html-proofer refuses")
POST_NAME = FindingKind("post-name", _W, "files whose name makes them no posts")
POST_ENCODING = FindingKind("post-encoding", _E, "posts that are not UTF-8")
NAME_NFD = FindingKind("name-nfd", _W, "names with decomposed letters")
FILE_LARGE = FindingKind("file-large", _W, "large files")
FILE_TOO_LARGE = FindingKind("file-too-large", _E, "files too large for GitHub")
SITE_TOO_LARGE = FindingKind("site-too-large", _W, "sites too large for GitHub Pages")
OURS_PUBLISHED = FindingKind("ours-published", _E, "files of this tool that get published")
TOKENS_PUBLISHED = FindingKind("tokens-published", _E, "tokens of Velog that get published")

ALL = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
