"""What must be true of every workflow, whatever it does, and what the linters of workflows say."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workflows.world import ACTIONS, ROOT, used_actions

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
OPEN = {"check", "code"}
"""The workflows that look at what strangers bring; all others run what stands on main."""
STRANGERS_WORDS = re.compile(r"\$\{\{[^}]*(?:github\.event|github\.head_ref|inputs\.|steps\.|needs\.|vars\.|secrets\.)")
named = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    """Answers a workflow; YAML takes its `on` for a truth value."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()}


def jobs_of(path: Path) -> list[dict[str, Any]]:
    """Answers the jobs of a workflow."""
    return list(read(path)["jobs"].values())


def steps_of(path: Path) -> list[dict[str, Any]]:
    """Answers the steps of a workflow."""
    return [step for job in jobs_of(path) for step in job["steps"]]


def says(*command: str) -> str:
    """Answers what a tool that stands beside this Python says where it is not content."""
    tool, *rest = command
    ended = subprocess.run(
        [str(Path(sys.executable).with_name(tool)), *rest],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ended.stdout + ended.stderr if ended.returncode else ""


def test_no_linter_has_anything_to_say() -> None:
    assert "" == says("zizmor", "--offline", "--pedantic", "--no-progress", ".github")
    assert "" == says("actionlint", "-shellcheck=", *(str(path) for path in WORKFLOWS))


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("custom.github-workflows-require-timeout", "workflows/*.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("vendor.dependabot", "dependabot.yml"),
    ],
)
def test_every_file_has_the_published_shape(schema: str, names: str) -> None:
    files = sorted(map(str, GITHUB.glob(names)))

    assert files
    assert "" == says("check-jsonschema", "--builtin-schema", schema, *files)


@named
def test_nothing_runs_with_rights_on_what_a_stranger_brings(path: Path) -> None:
    triggers = read(path)["on"]

    assert "pull_request_target" not in triggers
    assert "workflow_call" not in triggers
    if "pull_request" in triggers or "pull_request_review" in triggers:
        assert path.stem in OPEN
    if path.stem not in OPEN:
        refs = [step.get("with", {}).get("ref", "") for step in steps_of(path)]
        assert [] == [ref for ref in refs if ref not in {"", "${{ github.event.repository.default_branch }}"}]


@named
def test_every_job_has_just_its_rights_and_an_end(path: Path) -> None:
    assert {} == read(path)["permissions"]
    for job in jobs_of(path):
        assert "permissions" in job
        assert set(job["permissions"].values()) <= {"read", "write"}
        assert 0 < job["timeout-minutes"] <= 45


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_looks_at_a_change_cannot_write(name: str) -> None:
    jobs = jobs_of(GITHUB / f"workflows/{name}.yml")
    of_changes = [job for job in jobs if "github.event_name == 'push'" not in job.get("if", "")]

    assert {"read"} == {right for job in of_changes for right in job["permissions"].values()}


@named
def test_what_looks_at_a_change_knows_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert path.stem not in OPEN or "secrets." not in text
    assert "secrets: inherit" not in text


def test_only_what_reads_the_report_may_comment_and_it_checks_nothing_out_but_main() -> None:
    (job,) = jobs_of(GITHUB / "workflows/report.yml")

    assert {"actions": "read", "contents": "read", "pull-requests": "write"} == job["permissions"]
    assert ["workflow_run"] == list(read(GITHUB / "workflows/report.yml")["on"])
    assert [] == [step for step in job["steps"] if re.search(r"\bgit\b|gh pr checkout", step.get("run", ""))]


@named
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path: Path) -> None:
    lines = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))

    assert lines
    assert [] == [line for line in lines if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]


def test_an_action_has_the_same_pin_everywhere() -> None:
    names = [one.partition("@")[0] for one in used_actions()]

    assert len(names) == len(set(names))


@named
def test_no_word_of_a_stranger_stands_in_a_shell_line(path: Path) -> None:
    lines = [step.get("run", "") for step in steps_of(path)]

    assert [] == [line for line in lines if STRANGERS_WORDS.search(line)]


@named
def test_no_checkout_leaves_the_token_behind(path: Path) -> None:
    checkouts = [step for step in steps_of(path) if step.get("uses", "").startswith("actions/checkout@")]

    assert [False] * len(checkouts) == [step["with"]["persist-credentials"] for step in checkouts]


@named
def test_two_runs_of_a_workflow_never_get_in_each_others_way(path: Path) -> None:
    assert {"group", "cancel-in-progress"} == set(read(path)["concurrency"])


def test_every_action_has_a_stand_in_that_takes_what_it_is_given() -> None:
    for path in WORKFLOWS:
        for step in steps_of(path):
            if "uses" in step:
                file = ACTIONS / step["uses"].partition("@")[0].partition("/")[2] / "action.yml"
                known = yaml.safe_load(file.read_text(encoding="utf-8")).get("inputs", {})
                assert set(step.get("with", {})) <= set(known), file
