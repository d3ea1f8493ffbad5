"""SVG files: as they came where nothing runs, and without what runs where something does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import Program
from migrator.fetcher.svg import take_script_out
from velog import FakePost, FakeVelog

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
HARMLESS = (
    SVG.format('<path d="M0 0"/><!-- a --><style>a { fill: red }</style>'),
    SVG.format('<a xlink:href="https://x.example/">가</a><image href="data:image/png;base64,AA"/>'),
    SVG.format('<text id="onload">function on = "javascript:"</text>'),
    SVG.format('<animate attributeName="opacity" values="0;1"/><set attributeName="fill"/>'),
    '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>',
    "<svg><path></svg>",  # no XML, and nothing in it could run
    '<?xml version="1.0" encoding="euc-kr"?><svg><title>a</title></svg>',
)
RUNNING = (
    "<script>alert(1)</script>",
    '<script xlink:href="https://x.example/a.js"/>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    '<path onclick="alert(1)"/>',
    '<path\nONCLICK = "alert(1)"/>',
    '<a xlink:href="javascript:alert(1)">b</a>',
    '<a href="java&#115;cript&#58;alert(1)">b</a>',
    '<a href=" java&#10;script:alert(1)">b</a>',
    '<a href="data:text/html,&lt;script>alert(1)&lt;/script>">b</a>',
    '<use href="data:application/xml,x"/>',
    '<animate attributeName="href" values="#a;javascript:alert(1)"/>',
    '<animate attributeName="xlink:href" to="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<foreignObject><iframe srcdoc="&lt;script>alert(1)&lt;/script>"/></foreignObject>',
    '<foreignObject><a xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)"/></foreignObject>',
    '<handler type="application/ecmascript">alert(1)</handler>',
    '<?xml-stylesheet href="a.xsl" type="text/xsl"?>',
)
FOREIGN = '<!DOCTYPE svg [<!ENTITY s "<script>alert(1)</script>">]><svg>&s;<text>말</text></svg>'
_LAUGHS = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
BOMB = f"<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>{''.join(_LAUGHS)}]><svg>&a11;</svg>"


def cleaned(text: str, folder: Path) -> tuple[str | None, str]:
    """Give what is said of an SVG, and what its file holds then."""
    file = folder / "1.part"
    file.write_text(text, "utf-8")
    said = take_script_out(file)
    assert [path.name for path in folder.iterdir()] == ["1.part"]
    return said.english if said else None, file.read_text("utf-8")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_runs_nothing_stays_byte_for_byte(text: str, tmp_path: Path) -> None:
    assert cleaned(text, tmp_path) == (None, text)


@pytest.mark.parametrize("part", RUNNING)
def test_what_runs_is_taken_out(part: str, tmp_path: Path) -> None:
    said, kept = cleaned(SVG.format(f'<text x="&lt;1">앞 &amp; 뒤</text>{part}<g/>'), tmp_path)
    assert said is None
    assert '<text x="&lt;1">앞 &amp; 뒤</text>' in kept
    assert kept.endswith("<g></g></svg>")
    found = [word for word in ("alert", "script:", "xsl", "data:", "onclick") if word in kept]
    assert found == []
    assert cleaned(kept, tmp_path) == (None, kept)


def test_script_in_an_entity_is_taken_out(tmp_path: Path) -> None:
    assert cleaned(FOREIGN, tmp_path) == (None, "<svg><text>말</text></svg>")


@pytest.mark.parametrize(
    "text",
    [
        "<svg><script>alert(1)</script>",
        '<svg onload="alert(1)"><br></svg>',
        '<?xml version="1.0" encoding="euc-kr"?><svg><script>a()</script></svg>',
        BOMB,
    ],
)
def test_what_cannot_be_read_and_may_run_is_not_kept(text: str, tmp_path: Path) -> None:
    said, _ = cleaned(text, tmp_path)
    assert said == "an SVG that cannot be read as XML and may hold script"


def test_the_site_gets_no_script(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    cdn, backup = "https://velog.velcdn.com/images", tmp_path / "backup"
    velog.posts = [FakePost("글", f"![]({cdn}/a.svg)\n![]({cdn}/b.svg)")]
    harmful = SVG.format("<script>alert(1)</script><g/>").encode()
    velog.images = {"/images/a.svg": harmful, "/images/b.svg": b"<svg><script>"}
    assert run("backup", "labdev", backup).code == 1
    (kept,) = backup.rglob("*.svg")
    kept.write_bytes(harmful)  # as somebody else may have made it
    for name, source in (("a", ("labdev",)), ("b", ("--from", backup))):
        site_of_its_own = shutil.copytree(site, tmp_path / name)
        done = run("migrate", *source, "--site", site_of_its_own)
        assert done.code == 1
        assert "b.svg" in done.out + done.err
        images = [path.read_text() for path in site_of_its_own.rglob("posts/**/*.svg")]
        assert images == [SVG.format("<g></g>")]
