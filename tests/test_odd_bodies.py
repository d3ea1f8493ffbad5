"""Short bodies that once looked otherwise on Jekyll than on Velog, by the kind of fault."""

from __future__ import annotations

import pytest

from conftest import JekyllPages, VelogPages
from migrator.proof.compare import differences
from oracle import velog
from test_converter import NOTHING, a_post, convert

KINDS: dict[str, tuple[str, ...]] = {
    "marks that touch": (
        "x * **b** c* **d**",
        "* **b** c* **d**",
        "a *b **c** d* e",
        "***b** c* d",
        "**_b_ c** _d_",
        "글 **a *b* c** *d*",
        "*a***b**",
        "**a***b*",
        "~~**a** b~~ **c**",
        "_ __b__ c_ __d__",
        "x *** b** c*",
    ),
    "brackets beside brackets": (
        "배열 [[10](6)] 끝",
        "<p>배열 [[10](6)] 끝</p>",
        "a[i[0](x)]",
        "<p>a[i[0](x)]</p>",
        "[a[0](x)](y)",
        "[a][b](c)",
        "[x[y](z)",
        "a[b](c d)",
        r"\[[10](6)\]",
        r"\[10](6)",
        r"[10\](6)",
        "&#91;[10](6)&#93;",
    ),
    "rows of signs": (
        "______________________",
        "글 ______________________ 끝",
        "**************************",
        "글 ************************** 끝",
        "글 ~~~~~~~~~~~~~~~~~ 끝",
        "`````````` x",
        "글 $$$$$$$$$$$$$ 끝",
        "__________ a __________",
        "[[[[[[[[[[]]]]]]]]]]",
        "글 -------- 끝",
        ">>>>>>>> 끝",
        "++++++++++++ 끝",
    ),
    "blanks before anything": (
        "    \n글",
        "     \n글",
        "     \n\n글",
        "   \n     \n글",
        "        \n    \n글",
        "\t\t\n글",
        "\n     \n글",
        "     \n\n\n     x\n\n글",
        ">      \n> 글",
        "글\n\n     ",
        "- a\n\n       ",
        "     \n# 제목",
    ),
    "a fence within code": (
        "```\na\n\n    ```\n\nb\n\nc\n```\n\n글",
        "- a\n\n  ```\n  b\n\n      ```\n\n  c\n  ```\n\n글",
        "- ```\n  a\n\n  b\n  ```\n\n글",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_they_look_as_on_velog(
    kind: str, velog_pages: VelogPages, jekyll_pages: JekyllPages
) -> None:
    there = velog_pages({body: velog.Body(body) for body in KINDS[kind]})
    files = {body: convert(a_post(body)).text(NOTHING) for body in KINDS[kind]}
    here = jekyll_pages(files)
    assert here.failed == {}
    found = {body: differences(there[body], here.pages[body]) for body in KINDS[kind]}
    assert {body: each for body, each in found.items() if each} == {}
