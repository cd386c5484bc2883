"""The script that sets a repository up on GitHub asks for the right things, and for each of them once."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.policy.governance.ownership import OWNERS

SCRIPT = ".github/settings.sh"
NEW = ""
DONE = """\
case "$*" in
    *rulesets*'"main"'*) echo 11 ;;
    *rulesets*'"ledger"'*) echo 12 ;;
    *pages*) echo workflow ;;
    *deployment-branch-policies*) echo main ;;
    */labels*) printf '%s\\n' feedback verification vo-interest volunteer ;;
    *orgs/*/teams/*) echo slug ;;
esac
"""
"""What GitHub answers the questions of the script: nothing for a new repository, else what is there."""


def run(checkout: Path, folder: Path, answers: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs the script in the checkout, with a `gh` that answers and writes down what it is asked to change."""
    gh = folder / "gh"
    gh.write_text(
        "#!/usr/bin/env bash\n"
        f'if [[ $* == *--method* ]]; then echo "$3 $4" >> {folder}/asked; cat >> {folder}/asked; exit; fi\n{answers}'
    )
    gh.chmod(0o755)
    environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}
    return subprocess.run(
        (f"./{SCRIPT}", *arguments), cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def changes(told: str) -> list[tuple[str, str, Any]]:
    """Answers method, path and body of every change."""
    found = re.findall(r"^(PUT|POST) (\S+)\n((?:[ {].*\n)+)", told, flags=re.MULTILINE)
    return [(method, path, json.loads(body)) for method, path, body in found]


def asked(checkout: Path, folder: Path, answers: str) -> list[tuple[str, str, Any]]:
    """Answers what the script asks GitHub to change."""
    ran = run(checkout, folder, answers, "example/pps")
    assert (0, "") == (ran.returncode, ran.stderr)
    return changes((folder / "asked").read_text())


def test_the_required_checks_are_jobs_of_the_workflows(checkout: Path, tmp_path: Path) -> None:
    workflows = [yaml.safe_load(path.read_text()) for path in (checkout / ".github" / "workflows").glob("*.yml")]
    jobs = {job.get("name", key) for workflow in workflows for key, job in workflow["jobs"].items()}
    ruleset = next(
        body for _, _, body in asked(checkout, tmp_path, NEW) if body.get("name") == "main" and "rules" in body
    )
    rules = {rule["type"]: rule.get("parameters", {}) for rule in ruleset["rules"]}
    required = {one["context"] for one in rules["required_status_checks"]["required_status_checks"]}

    assert {"judge the records by the rules of the base", "make check (linters, types, records)"} == required
    assert required <= jobs
    assert rules["pull_request"]["require_code_owner_review"]
    assert {"deletion", "non_fast_forward"} <= rules.keys()


def test_every_owning_team_may_write(checkout: Path, tmp_path: Path) -> None:
    teams = {team for names in OWNERS.values() for team in names}
    granted = {path.split("/")[3] for _, path, body in asked(checkout, tmp_path, NEW) if body == {"permission": "push"}}

    assert teams == granted


def test_what_is_there_is_renewed_and_not_made_twice(checkout: Path, tmp_path: Path) -> None:
    found = asked(checkout, tmp_path, DONE)

    assert {"PUT"} == {method for method, _, _ in found}
    assert {"repos/example/pps/rulesets/11", "repos/example/pps/rulesets/12"} <= {path for _, path, _ in found}


def test_a_rehearsal_tells_the_same_and_asks_nobody(checkout: Path, tmp_path: Path) -> None:
    rehearsed = changes(run(checkout, tmp_path, NEW, "--dry-run", "example/pps").stdout)

    assert not (tmp_path / "asked").exists()
    assert asked(checkout, tmp_path, NEW) == rehearsed


@pytest.mark.parametrize("arguments", [(), ("example",), ("example/pps; rm",), ("--dry-run",)])
def test_a_wrong_use_is_told(arguments: tuple[str, ...], checkout: Path, tmp_path: Path) -> None:
    ran = run(checkout, tmp_path, NEW, *arguments)

    assert 2 == ran.returncode
    assert "usage: settings.sh [--dry-run] OWNER/REPOSITORY" in ran.stderr
    assert not (tmp_path / "asked").exists()
