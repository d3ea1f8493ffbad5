"""nightly/action.yml does what the workflow in docs/nightly.md does, in a site in any folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import SAMPLE_BLOG
from test_nightly_workflow import PAGE, steps

ROOT = Path(__file__).parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "nightly/action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
OF_THE_WORKFLOW = {each["name"]: each for each in steps() if "name" in each}


def step(name: str) -> dict[str, Any]:
    (found,) = (each for each in STEPS if each.get("name") == name)
    return found


def as_workflow() -> str:
    """Write the action as a workflow, which the linter can read."""
    inputs = {name: {**each, "type": "string"} for name, each in ACTION["inputs"].items()}
    inputs["github-token"].pop("default")
    workflow = {
        "on": {"workflow_call": {"inputs": inputs}},
        "jobs": {"sync": {"runs-on": "ubuntu-latest", "steps": STEPS}},
    }
    return yaml.safe_dump(workflow, sort_keys=False)


def test_the_linter_of_workflows_finds_nothing(lint_workflow: Callable[[str], list[str]]) -> None:
    assert lint_workflow(as_workflow()) == []
    assert lint_workflow(as_workflow().replace("inputs.site", "inputs.sight")) != []


def test_each_step_has_the_shell_that_an_action_must_name() -> None:
    assert {each["shell"] for each in STEPS if "run" in each} == {"bash"}


@pytest.mark.parametrize("name", ["Commit what changed", "Ask for a person"])
def test_a_step_is_that_of_the_workflow(name: str) -> None:
    ours, theirs = step(name), OF_THE_WORKFLOW[name]
    assert ours["run"] == theirs["run"]
    assert (ours.get("if"), ours.get("id")) == (theirs.get("if"), theirs.get("id"))


def test_it_syncs_as_the_workflow_does_but_for_what_it_is_given() -> None:
    shell = step("Sync")["run"].split("\n", 1)[1]
    assert shell.replace(' --site "$SITE" $OPTIONS', "") == OF_THE_WORKFLOW["Sync"]["run"]


def test_no_input_is_pasted_into_a_shell() -> None:
    assert [each["name"] for each in STEPS if "${{" in each.get("run", "")] == []


def test_each_input_is_used_and_each_output_given() -> None:
    used = set(re.findall(r"inputs\.([\w-]+)", yaml.safe_dump(STEPS)))
    assert used == ACTION["inputs"].keys()
    for name, output in ACTION["outputs"].items():
        (from_step,) = re.findall(rf"steps\.(\w+)\.outputs\.{name} ", output["value"])
        (shell,) = (each["run"] for each in STEPS if each.get("id") == from_step)
        assert f'"{name}=' in shell


def test_the_page_uses_it_with_inputs_that_it_has() -> None:
    (example,) = re.findall(r"```\n(- uses: OWNER.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    first, *_ = yaml.safe_load(example)
    assert first["uses"] == "OWNER/velog-to-jekyll/nightly@VERSION"
    assert first["with"].keys() <= ACTION["inputs"].keys()


@pytest.mark.slow  # the command runs
@pytest.mark.parametrize("options", ["", "--strict --only-content"])
def test_the_shell_syncs_the_site_in_its_folder(options: str, site: Path, tmp_path: Path) -> None:
    migrate = ["migrate", "--from", str(SAMPLE_BLOG), "--site", str(site)]
    subprocess.run(
        [sys.executable, "-m", "migrator", *migrate], cwd=ROOT, check=True, capture_output=True
    )
    command = tmp_path / "bin/velog-to-jekyll"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nexec {sys.executable} -m migrator "$@" --from {SAMPLE_BLOG}\n', "utf-8"
    )
    command.chmod(0o755)
    post = next((site / "_posts").glob("*.md"))
    text = post.read_bytes()
    (site.parent / "repository").mkdir()
    folder = site.rename(site.parent / "repository/my blog")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Sync")["run"]],
        cwd=folder.parent,
        env={
            "PATH": f"{command.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SITE": folder.name,
            "OPTIONS": options,
            "VELOG_ACCESS_TOKEN": "",
            "VELOG_REFRESH_TOKEN": "",
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "RUNNER_TEMP": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output").read_text("utf-8") == "code=0\n"
    assert (tmp_path / "summary").read_text("utf-8").strip()
    assert (folder / "_posts" / post.name).read_bytes() == text
