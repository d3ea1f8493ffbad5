"""The wheel holds the package, whole, and nothing else; it works with no clone beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path, PurePosixPath

import pytest
from hatchling.build import build_wheel

from conftest import SAMPLE_BLOG
from migrator import __version__

ROOT = Path(__file__).parent.parent
KNOWN_ENDINGS = set(".py .typed .toml .json .html .xml .yml .md .txt .svg .css .js".split())
# A file whose name begins with a dot is one in the new site: `dot-gitignore`.
KNOWN_NAMES = {"dot-gitignore"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as pip does, in its own process."""
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return folder / build_wheel(str(folder))


def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as packed:
        return packed.namelist()


def metadata(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (each for each in packed.namelist() if each.endswith(".dist-info/METADATA"))
        return packed.read(name).decode("utf-8")


def test_it_holds_each_file_of_the_package_and_no_other(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "migrator"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    package = [name for name in names(wheel) if ".dist-info/" not in name]
    assert sorted(package) == sorted(filter(None, tracked.split("\0")))
    assert {
        name
        for name in package
        if PurePosixPath(name).suffix not in KNOWN_ENDINGS
        and PurePosixPath(name).name not in KNOWN_NAMES
    } == set()


def test_beside_the_package_it_has_its_licence_and_what_pip_needs(wheel: Path) -> None:
    folder = f"velog_to_jekyll-{__version__}.dist-info"
    beside = {name.removeprefix(f"{folder}/") for name in names(wheel) if "dist-info/" in name}
    assert beside == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def test_types_are_announced_and_shipped(wheel: Path) -> None:
    said = message_from_string(metadata(wheel)).get_all("Classifier", [])
    assert ("Typing :: Typed" in said) == ("migrator/py.typed" in names(wheel)) is True


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        ("https://git.example/haru/tool.git", "https://git.example/haru/tool"),
        ("https://haru:secret@git.example/haru/tool/", "https://git.example/haru/tool"),
        ("git@git.example:haru/tool.git", "https://git.example/haru/tool"),
        ("ssh://git@git.example/haru/group/tool", "https://git.example/haru/group/tool"),
        ("https://git.example:8443/haru/tool", "https://git.example:8443/haru/tool"),
        ("ssh://git@git.example:2222/haru/tool.git", "https://git.example/haru/tool"),
        ("ssh://git@ssh.github.com:443/haru/tool.git", "https://github.com/haru/tool"),
        ("git@git.example:/haru/tool.git", "https://git.example/haru/tool"),
        ("http://git.example/haru/tool", ""),
        ("../tool", ""),
        ("file:///home/haru/tool.git", ""),
        (None, ""),
    ],
)
def test_its_addresses_are_those_of_the_repository_that_it_is_built_from(
    origin: str | None, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "migrator").mkdir()
    shutil.copy(ROOT / "migrator/__init__.py", tmp_path / "migrator")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    if origin is not None:
        subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", origin], check=True)
    monkeypatch.chdir(tmp_path)
    said = metadata(tmp_path / build_wheel(str(tmp_path)))
    found = message_from_string(said).get_all("Project-URL", [])
    pages = {"Source": "", "Documentation": "/blob/HEAD/README.md"}
    pages |= {"Changelog": "/blob/HEAD/CHANGELOG.md", "Issues": "/issues"}
    expected = [f"{name}, {address}{page}" for name, page in pages.items()]
    assert sorted(found) == (sorted(expected) if address else [])
    assert "haru:secret" not in said
    for page in pages.values():
        assert (ROOT / page.removeprefix("/blob/HEAD/")).is_file() or page in ("", "/issues")


def test_no_address_is_taken_from_a_project_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    origin = "https://git.example/a/b"
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", origin], check=True)
    inside = tmp_path / "vendor"
    (inside / "migrator").mkdir(parents=True)
    for name in (
        "pyproject.toml",
        "hatch_build.py",
        "README.md",
        "LICENSE",
        "migrator/__init__.py",
    ):
        shutil.copy(ROOT / name, inside / name)
    monkeypatch.chdir(inside)
    assert "Project-URL: " not in metadata(inside / build_wheel(str(inside)))


@pytest.mark.slow  # the command runs twice
def test_what_is_unpacked_works_by_itself(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "unpacked")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "migrator", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    # What a site, a page of a report and a file of settings are made of is read from files.
    for words in (
        ["new", "site", "--from", str(SAMPLE_BLOG)],
        ["init", "--site", "site", "--series-list", "--pages"],
        ["diff", "--from", str(SAMPLE_BLOG), "--site", "site", "--output", "report.html"],
        ["check", "--site", "site"],
    ):
        done = run(*words)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/assets/site.css").is_file()
    assert "</html>" in (tmp_path / "report.html").read_text("utf-8")
