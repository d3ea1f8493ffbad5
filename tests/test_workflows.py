"""The project's own workflows, hook and issue form: they are well formed and run what there is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Program
from lowest import PYPROJECT
from migrator import __version__
from migrator.cli.command_line import build_parser

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
PROJECT = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def step(workflow: str, job: str, name: str) -> str:
    """Give the shell of a step."""
    steps = read(GITHUB / "workflows" / workflow)["jobs"][job]["steps"]
    (found,) = (str(each["run"]) for each in steps if each.get("name") == name)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_linter_of_workflows_finds_nothing(
    path: Path, lint_workflow: Callable[[str], list[str]]
) -> None:
    text = path.read_text("utf-8")
    assert lint_workflow(text) == []
    assert lint_workflow(text.replace("runs-on:", "runs-at:")) != []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_no_more_than_it_needs(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    more = {
        name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job
    }
    assert more == ({"publish": {"id-token": "write"}} if path.name == "release.yml" else {})


# --- tests


def test_the_fast_tests_run_on_each_python_from_the_oldest() -> None:
    job = read(GITHUB / "workflows/ci.yml")["jobs"]["fast"]
    pythons = job["strategy"]["matrix"]["python"]
    minors = [int(version.removeprefix("3.")) for version in pythons]
    assert f">={pythons[0]}" == PROJECT["requires-python"]
    assert minors == list(range(minors[0], 15))
    assert {each.split("-")[0] for each in job["strategy"]["matrix"]["os"]} == {
        "ubuntu",
        "macos",
        "windows",
    }


def test_the_steps_are_what_make_does() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (options,) = re.findall(r"^PYTEST := (.*)$", makefile, re.MULTILINE)
    assert step("ci.yml", "fast", "Test") == f"python {options} -m fast"
    assert step("ci.yml", "fast", "Install").split()[-1] == '".[dev]"'
    assert "dev" in PROJECT["optional-dependencies"]
    assert os.access(ROOT / step("ci.yml", "all", "Test"), os.X_OK)


# --- release


@pytest.mark.slow  # each is a shell, which Windows lacks
@pytest.mark.parametrize(
    ("tag", "package", "changelog", "said"),
    [
        ("v1.2.3", "1.2.3", "## [1.2.3] - 2027-01-01", None),
        ("v1.2.3", "1.2.4", "## [1.2.3] - 2027-01-01", "another version"),
        ("v1.2.3", "1.2.30", "## [1.2.3] - 2027-01-01", "another version"),
        ("v1.2.3", "1.2.3", "## [Unreleased]", "CHANGELOG.md has no"),
        ("v1.2.3", "1.2.3", "## [1x2.3] - 2027-01-01", "CHANGELOG.md has no"),
    ],
)
def test_only_a_version_that_everything_names_is_released(
    tmp_path: Path, tag: str, package: str, changelog: str, said: str | None
) -> None:
    (tmp_path / "migrator").mkdir()
    source = (ROOT / "migrator/__init__.py").read_text("utf-8").replace(__version__, package)
    (tmp_path / "migrator/__init__.py").write_text(source, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n{changelog}\n", "utf-8")
    done = subprocess.run(
        [
            "bash",
            "-e",
            "-c",
            step("release.yml", "build", "Compare the tag with the package and the changelog"),
        ],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "GITHUB_REF_NAME": tag},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == (said is None)
    assert (said or "") in done.stdout


def test_nothing_is_published_before_it_is_tested_and_tried() -> None:
    jobs = read(GITHUB / "workflows/release.yml")["jobs"]
    assert jobs["publish"]["needs"] == "build"
    assert jobs["build"]["needs"] == "test"
    assert (ROOT / jobs["test"]["uses"]).is_file()
    for line in step("release.yml", "build", "Try the wheel").splitlines():
        program, *words = shlex.split(line)
        if program.endswith("velog-to-jekyll"):
            assert build_parser().parse_args(words).command in ("new", "check")


# --- the hook for pre-commit


def test_the_hook_runs_the_command_that_is_installed(
    run: Program, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    command, *words = shlex.split(hook["entry"])
    assert command in PROJECT["scripts"]
    assert hook["language"] == "python"
    # It looks at the site as a whole, where pre-commit starts it: at the top of the repository.
    assert hook["pass_filenames"] is False
    monkeypatch.chdir(site)
    assert run(*words).code == 0
    (site / "_posts/2024-01-01-a.md").write_text("---\ntitle: a\n---\n{% nothing %}\n", "utf-8")
    assert run(*words).code == 1


def test_the_documents_name_the_hook() -> None:
    (hook,) = read(ROOT / ".pre-commit-hooks.yaml")
    page = (ROOT / "docs/check.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(repos:.*?)```", page, re.DOTALL)
    (repository,) = yaml.safe_load(example)["repos"]
    assert [each["id"] for each in repository["hooks"]] == [hook["id"]]


# --- the form for issues


def test_the_form_asks_for_what_helps() -> None:
    form = read(GITHUB / "ISSUE_TEMPLATE/problem.yml")
    assert {"name", "description", "body"} <= form.keys()
    asked = {each["id"]: each for each in form["body"] if each["type"] != "markdown"}
    assert asked.keys() >= {"version", "command", "expected", "site", "report"}
    for each in asked.values():
        assert each["type"] in ("input", "textarea", "dropdown")
        assert re.search("[가-힣]", each["attributes"]["label"])
    assert all(
        "options" in each["attributes"] for each in asked.values() if each["type"] == "dropdown"
    )


def test_the_form_names_commands_and_pages_that_exist() -> None:
    text = (GITHUB / "ISSUE_TEMPLATE/problem.yml").read_text("utf-8")
    for command in re.findall(r"`velog-to-jekyll (.*?)`", text):
        words = shlex.split(command)
        assert words == ["--version"] or build_parser().parse_args(words).command == words[0]
    pages = re.findall(r"\(\.\./blob/HEAD/(.*?)\)", text)
    assert pages
    assert [page for page in pages if not (ROOT / page).is_file()] == []
