"""The screen in Korean: when it is, what it says, and that no English is left on it."""

from __future__ import annotations

import ast
import locale
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Program, Run
from migrator.cli import shown_report
from migrator.long_work.screen import EN, KO, columns_of, language_of_user
from migrator.report.paint import TerminalLook
from test_check import CASES, Case, site_of
from test_report import IMAGE
from test_usage import WRONG
from velog import FakePost, FakeVelog, status


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, EN),
        ({"LANG": "ko_KR.UTF-8"}, KO),
        ({"LANG": "ko_KR.EUC-KR"}, KO),
        ({"LANG": "ko"}, KO),
        ({"LANG": "kok_IN.UTF-8"}, EN),
        ({"LANG": "de_DE.UTF-8"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, EN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, KO),
        ({"LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, KO),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, KO),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "de:en:ko"}, EN),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "de"}, KO),
        ({"LANG": "C", "LANGUAGE": "ko"}, EN),
        ({"LC_ALL": "POSIX", "LANG": "ko_KR.UTF-8"}, EN),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of_user(["check"], environ) == language


@pytest.mark.parametrize(("name", "language"), [("Korean_Korea", KO), ("German_Germany", EN)])
def test_windows_has_a_name_for_the_language(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "949"))
    assert language_of_user(["check"], {}) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "en", "check"], EN),
        (["check", "--lang=en"], EN),
        (["check", "--lang", "fr"], KO),
        (["check", "--lang"], KO),
        (["check", "--", "--lang"], KO),
    ],
)
def test_the_option_is_stronger(words: list[str], language: str) -> None:
    assert language_of_user(words, {"LANG": "ko_KR.UTF-8"}) == language


def test_an_error_is_said_in_the_language_of_the_screen(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "is not a Jekyll site" in run("check", "--site", tmp_path).err
    monkeypatch.setenv("LANGUAGE", "ko")
    assert "Jekyll 사이트가 아닙니다" in run("check", "--site", tmp_path).err


# --- nothing is left in English

# What is English on a Korean screen: commands with their words, paths, addresses, code, keys.
_NAMES = re.compile(
    r"`[^`]*`|https?://\S+|velog-to-jekyll(?: [\w./=@-]+)+|\S*[/\\]\S*|--?[\w-]+|\S+\.\w+|\{[^}]*\}"
    r"|'[^']*'|\"[^\"]*\"|<[^>]*>|\[[^\]]*\]|\b\w+_\w+\b|^\s+(?:git|cd|gem|jekyll|bundle|\(cd) .*$",
    re.MULTILINE,
)
_SENTENCE = re.compile(r"[A-Za-z]+(?:'[a-z]+)? [A-Za-z]+(?:'[a-z]+)? [A-Za-z]+")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
# The words of others, and names that have several words.
_OTHERS = re.compile(r"GitHub Pages|Minimal Mistakes|Beautiful Jekyll|Deploy from a branch")


def english_in(text: str) -> list[str]:
    """Give the English sentences of a screen: three words in a row that are no names."""
    return _SENTENCE.findall(_NAMES.sub("·", _OTHERS.sub("·", text)))


def test_english_is_seen_on_a_korean_screen() -> None:
    assert english_in("오류: cannot be read: 권한 없음") == ["cannot be read"]
    assert (
        english_in("`velog-to-jekyll sync --site a`를 실행하세요. GitHub Pages, Jekyll 3.10") == []
    )


COMMANDS = ["", *"new init migrate sync diff localize resolve check backup".split()]


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_korean_and_fits(
    command: str, columns: int, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = run(*command.split(), "--help", "--lang", "ko").out
    assert shown == run("--lang", "ko", *command.split(), "--help").out
    usage, _, rest = shown.partition("\n\n")
    assert usage.startswith("사용법: velog-to-jekyll")
    assert english_in(rest) == []
    # What belongs together in a usage stays on a line, however narrow the terminal is.
    assert [line for line in rest.splitlines() if columns_of(line) > columns] == []


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_with_a_command_line_is_korean(line: str, run: Program) -> None:
    done = run("--lang", "ko", *shlex.split(line))
    assert (done.code, done.out) == (2, "")
    *_, complaint, advice = done.err.splitlines()
    assert ": 오류: " in complaint
    assert english_in(f"{complaint}\n{advice}") == []


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Give each text of a module that has a Korean one beside it, with that."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS and len(node.args) > 1:
            english, korean = node.args[:2]
            if isinstance(english, ast.Constant | ast.JoinedStr):
                yield text_of(english), ast.unparse(korean)


def text_of(said: ast.Constant | ast.JoinedStr) -> str:
    """Give a text with braces for its values: each Python writes what stands in them in its way."""
    parts = said.values if isinstance(said, ast.JoinedStr) else [said]
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in parts)


MAKERS = "Note say MigratorError UnusableAnswer TooLargeAnswer NoConnection NotLoggedIn".split()
ROOT = Path(__file__).parent.parent / "migrator"


def test_each_text_has_hangul_beside_it() -> None:
    found = [pair for path in sorted(ROOT.rglob("*.py")) for pair in pairs(path)]
    assert len(found) > 300
    english = [one for one, _ in found if re.search("[가-힣]", one) and " / " not in one]
    # Names and values alone are the same in both.
    lacking = [pair for pair in found if english_in(pair[0]) and not re.search("[가-힣]", pair[1])]
    assert (english, lacking) == ([], [])


def test_each_help_is_a_pair() -> None:
    alone = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "cli").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in ("help", "description")
        and isinstance(word.value, ast.Constant | ast.JoinedStr)
    ]
    assert alone == []


# --- screens


@pytest.fixture
def korean(
    run: Program, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Program:
    """Give the program on a Korean terminal of so many columns."""
    look = TerminalLook(getattr(request, "param", 80), language=KO)
    monkeypatch.setattr(shown_report, "_look_of", lambda stream, environ: look)

    def on_screen(*words: object) -> Run:
        done = run("--lang", "ko", *words)
        assert english_in(f"{done.out}\n{done.err}") == []
        return done

    return on_screen


def fits(text: str, columns: int) -> bool:
    """Tell whether no line is too wide that could be broken: none that is a command or a path."""
    wide = [line for line in text.splitlines() if columns_of(line) > columns]
    return [line for line in wide if not re.search("velog-to-jekyll |^[-+]{3} ", line)] == []


@pytest.mark.parametrize(("korean", "columns"), [(60, 60), (80, 80)], indirect=["korean"])
def test_a_migration_and_a_conflict(
    korean: Program, columns: int, velog: FakeVelog, site: Path
) -> None:
    image = f"https://velog.velcdn.com/{IMAGE.format(1)}"
    velog.posts = [
        FakePost("하나", "처음 글\n\n둘째 문단"),
        FakePost("둘", f"글 ![]({image})"),
        FakePost("셋", "글"),
    ]
    assert "이렇게 바뀝니다" not in korean("migrate", "labdev", "--site", site, "--dry-run").out
    done = korean("migrate", "labdev", "--site", site)
    assert "쓴 것: 글 3개" in done.out
    assert "이미지 1개를 가져올 수 없습니다" in done.err
    assert "의 응답 404" in done.err
    [file] = (site / "_posts").glob("*-하나.md")
    file.write_text(file.read_text("utf-8").replace("처음", "여기서 고친"), "utf-8")
    velog.edit("하나", body="Velog에서 고친 글\n\n둘째 문단")
    velog.remove("셋")
    for words in (["diff"], ["diff", "--patch"], ["diff", file.name], ["sync"], ["sync"]):
        done = korean(*words, "--site", site)
        assert done.code == 1
        assert "충돌: Velog와 여기서 같은 곳을 고침." in " ".join(done.out.split())
        assert fits(done.out, columns)
    assert "고르세요" in korean("resolve", file.name, "--merged", "--site", site).out
    assert "충돌한 글이 아닙니다" in korean("resolve", file.name, "--ours", "--site", site).err
    assert korean("sync", "--prune", "--site", site, "--format", "markdown").code == 0


def test_the_other_commands(korean: Program, velog: FakeVelog, site: Path, tmp_path: Path) -> None:
    velog.posts = [FakePost("하나", "글 $x$"), FakePost("둘", "글")]
    assert "저장." in korean("backup", "labdev", tmp_path / "saved", "--comments").out
    assert "테마" in korean("init", "--site", site, "--dry-run", "--pages", "--comments").out
    korean("init", "--site", site, "--series-list")
    assert "세 단계" in korean("new", tmp_path / "new", "labdev").out
    assert "비어 있지 않습니다" in korean("new", tmp_path / "new", "labdev").err
    assert "아직 Velog" not in korean("localize", "--site", site, "--dry-run").out
    assert (
        "로그인할 토큰이 없습니다" in korean("migrate", "labdev", "--private", "--site", site).err
    )
    assert "사용자가 없습니다" in korean("migrate", "nobody", "--site", site).err
    assert "백업이 아닙니다" in korean("migrate", "--from", tmp_path, "--site", site).err
    velog.fault(lambda call: True, status(503))
    assert "글을 읽을 수 없습니다" in korean("migrate", "labdev", "--site", site).err


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.kind}" for i, case in enumerate(CASES)])
def test_each_finding(case: Case, tmp_path: Path, korean: Program) -> None:
    done = korean("check", "--site", site_of(case.bad, tmp_path))
    assert re.search(": (?:오류|경고): ", done.out)
