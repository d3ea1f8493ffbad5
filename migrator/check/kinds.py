"""Nothing in → every kind of finding; docs/check.md explains each."""

from __future__ import annotations

from migrator.check.finding import FindingKind, Severity
from migrator.model import Note

_E, _W = Severity.ERROR, Severity.WARNING

TIMEZONE_MISSING = FindingKind(
    "timezone-missing", _W, Note("sites without a time zone", "시간대가 없는 사이트")
)
TIMEZONE_UNKNOWN = FindingKind(
    "timezone-unknown", _E, Note("time zones that do not exist", "없는 시간대")
)
CDN = FindingKind(
    "cdn",
    _E,
    Note("settings that send images to another host", "이미지를 다른 서버에서 찾게 하는 설정"),
)
DEFAULTS = FindingKind(
    "defaults", _W, Note("`defaults` that apply to nothing", "아무것에도 적용되지 않는 `defaults`")
)
KEY_TWICE = FindingKind("key-twice", _W, Note("keys that are there twice", "두 번 나오는 키"))
HEAD_BROKEN = FindingKind(
    "front-matter-broken", _E, Note("front matter that cannot be read", "읽을 수 없는 머리말")
)
HEAD_LOST = FindingKind(
    "front-matter-lost", _E, Note("front matter that is read as text", "본문으로 읽히는 머리말")
)
HEAD_MISSING = FindingKind(
    "front-matter-missing", _W, Note("posts without front matter", "머리말이 없는 글")
)
LAYOUT_MISSING = FindingKind(
    "layout-missing", _W, Note("posts without a layout", "레이아웃이 없는 글")
)
LAYOUT_UNKNOWN = FindingKind(
    "layout-unknown", _E, Note("layouts that do not exist", "없는 레이아웃")
)
VALUE_CHANGED = FindingKind(
    "value-changed", _W, Note("values that Jekyll reads differently", "Jekyll이 다르게 읽는 값")
)
VALUE_CUT = FindingKind("value-cut", _W, Note("values cut short by `#`", "`#`에서 잘린 값"))
TITLE_NOT_TEXT = FindingKind(
    "title-not-text", _W, Note("titles that are not text", "텍스트가 아닌 제목")
)
PUBLISHED_TEXT = FindingKind(
    "published-text",
    _E,
    Note("posts published against `published`", "`published`와 달리 공개되는 글"),
)
DATE_INVALID = FindingKind("date-invalid", _E, Note("dates that do not exist", "없는 날짜"))
DATE_UTC = FindingKind("date-utc", _W, Note("times that are read as UTC", "UTC로 읽히는 시각"))
DATE_NAME = FindingKind(
    "date-name",
    _W,
    Note("posts whose file has another day in its name", "파일 이름의 날짜가 다른 글"),
)
DATE_FUTURE = FindingKind(
    "date-future", _W, Note("posts with a date in the future", "날짜가 미래인 글")
)
TAG_NOT_TEXT = FindingKind(
    "tag-not-text",
    _W,
    Note("tags and categories that are not text", "텍스트가 아닌 태그와 카테고리"),
)
TAGS_TEXT = FindingKind(
    "tags-text", _W, Note("lists that are written as one text", "텍스트 하나로 쓴 목록")
)
TAG_STOPS = FindingKind("tag-stops", _E, Note("tags that stop the build", "빌드를 멈추는 태그"))
TAG_EMPTY = FindingKind(
    "tag-empty", _E, Note("tags that overwrite the list of tags", "태그 목록을 덮어쓰는 태그")
)
TAG_COLLISION = FindingKind(
    "tag-collision",
    _W,
    Note("tags and categories that share a page", "한 페이지를 함께 쓰는 태그와 카테고리"),
)
URL_COLLISION = FindingKind(
    "url-collision", _E, Note("files that share an address", "주소가 같은 파일")
)
CATEGORY_SLASH = FindingKind(
    "category-slash",
    _W,
    Note("categories that add levels to addresses", "주소에 폴더를 더하는 카테고리"),
)
REDIRECT = FindingKind(
    "redirect", _W, Note("redirects without their plugin", "플러그인이 없는 redirect")
)
EXCERPT = FindingKind(
    "excerpt",
    _W,
    Note("excerpts that end inside code, a formula or HTML", "코드, 수식, HTML 안에서 끝나는 발췌"),
)
EXCERPT_ALIVE = FindingKind(
    "excerpt-alive",
    _E,
    Note("excerpts in which tags of code come to life", "코드 속 태그가 살아나는 발췌"),
)
LIQUID_STOP = FindingKind(
    "liquid-stop", _E, Note("Liquid that stops the build", "빌드를 멈추는 Liquid")
)
LIQUID_LOST = FindingKind(
    "liquid-lost", _E, Note("text lost to Liquid", "Liquid 때문에 사라지는 글자")
)
LIQUID_TAG = FindingKind(
    "liquid-tag", _W, Note("tags of Liquid that may not exist", "없을 수도 있는 Liquid 태그")
)
LIQUID_FLAG = FindingKind(
    "liquid-flag",
    _E,
    Note("posts whose `render_with_liquid` does nothing", "`render_with_liquid`가 듣지 않는 글"),
)
IMAGE_MISSING = FindingKind("image-missing", _E, Note("images that are not there", "없는 이미지"))
IMAGE_HIDDEN = FindingKind(
    "image-hidden", _E, Note("images that Jekyll does not publish", "Jekyll이 배포하지 않는 이미지")
)
IMAGE_CASE = FindingKind(
    "image-case",
    _E,
    Note("images whose name is written differently", "이름의 대소문자나 글자가 다른 이미지"),
)
IMAGE_UNSENT = FindingKind(
    "image-unsent", _E, Note("images that were never uploaded", "올린 적이 없는 이미지")
)
IMAGE_VELOG = FindingKind(
    "image-velog",
    _W,
    Note("files with images on Velog's servers", "Velog 서버의 이미지를 쓰는 파일"),
)
IMAGE_TEXT = FindingKind(
    "image-text", _E, Note("images whose tag is shown as text", "태그가 글자로 보이는 이미지")
)
IMAGE_BASEURL = FindingKind(
    "image-baseurl",
    _E,
    Note(
        "images at an address without `baseurl`, or with it twice",
        "주소에 `baseurl`이 없거나 두 번 있는 이미지",
    ),
)
MATH = FindingKind("math", _W, Note("posts whose formulas do not show", "수식이 보이지 않는 글"))
DIAGRAM = FindingKind(
    "diagram", _W, Note("posts whose diagrams do not show", "다이어그램이 보이지 않는 글")
)
LINK_HTTP = FindingKind(
    "link-http",
    _W,
    Note("http:// addresses that html-proofer refuses", "html-proofer가 거부하는 http:// 주소"),
)
LINK_SCHEME = FindingKind(
    "link-scheme",
    _W,
    Note(
        "addresses without a scheme that html-proofer refuses",
        "html-proofer가 거부하는, https:가 없는 주소",
    ),
)
LINK_HREF = FindingKind(
    "link-href",
    _W,
    Note(
        "links without an address that html-proofer refuses",
        "html-proofer가 거부하는, 주소 없는 링크",
    ),
)
LINK_SLASH = FindingKind(
    "link-slash",
    _W,
    Note(
        "links without their last slash that html-proofer refuses",
        "html-proofer가 거부하는, 끝에 `/`가 없는 링크",
    ),
)
LINK_BROKEN = FindingKind(
    "link-broken",
    _W,
    Note("links to nothing that html-proofer refuses", "html-proofer가 거부하는 끊긴 링크"),
)
LINK_VELOG = FindingKind(
    "link-velog",
    _W,
    Note(
        "links to Velog that could lead to posts of the site", "사이트의 글로 갈 수 있는 Velog 링크"
    ),
)
LINK_BASEURL = FindingKind(
    "link-baseurl", _E, Note("posts with links that lack `baseurl`", "링크에 `baseurl`이 없는 글")
)
IMAGE_ALT = FindingKind(
    "image-alt",
    _W,
    Note(
        "images without alt that html-proofer refuses", "html-proofer가 거부하는, alt 없는 이미지"
    ),
)
IMAGE_NAME = FindingKind(
    "image-name",
    _W,
    Note("names of images that html-proofer refuses", "html-proofer가 거부하는 이미지 이름"),
)
POST_NAME = FindingKind(
    "post-name", _W, Note("files whose name makes them no posts", "이름 때문에 글이 되지 않는 파일")
)
POST_ENCODING = FindingKind(
    "post-encoding", _E, Note("posts that are not UTF-8", "UTF-8이 아닌 글")
)
NAME_NFD = FindingKind("name-nfd", _W, Note("names with decomposed letters", "자모가 분리된 이름"))
FILE_LARGE = FindingKind("file-large", _W, Note("large files", "큰 파일"))
FILE_TOO_LARGE = FindingKind(
    "file-too-large", _E, Note("files too large for GitHub", "GitHub에 올리기에 너무 큰 파일")
)
SITE_TOO_LARGE = FindingKind(
    "site-too-large",
    _W,
    Note("sites too large for GitHub Pages", "GitHub Pages에 올리기에 너무 큰 사이트"),
)
OURS_PUBLISHED = FindingKind(
    "ours-published", _E, Note("files of this tool that get published", "공개되는 이 도구의 파일")
)
TOKENS_PUBLISHED = FindingKind(
    "tokens-published", _E, Note("tokens of Velog that get published", "공개되는 Velog 토큰")
)
GIT_IGNORED = FindingKind(
    "git-ignored",
    _E,
    Note("files of the site that git leaves out", "git이 커밋하지 않는 사이트의 파일"),
)

ALL = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
