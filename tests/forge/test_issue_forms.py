"""The issue forms are what GitHub accepts, and all of them keep the promises made to those who fill them in."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FORMS = ("feedback", "verification", "volunteer", "vo-interest")
PROMISED = {
    "feedback": ["subject", "vo", "site", "verdict", "blocking", "text"],
    "verification": ["bug", "patch", "result", "text"],
    "volunteer": ["pilot", "site", "text"],
    "vo-interest": ["pilot", "vo", "interested", "text"],
}


def form(checkout: Path, name: str) -> dict[str, Any]:
    """Reads one form."""
    found = yaml.safe_load((checkout / f".github/ISSUE_TEMPLATE/{name}.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("schema", "names"), [("vendor.github-issue-forms", FORMS), ("vendor.github-issue-config", ("config",))]
)
def test_github_accepts_the_forms(schema: str, names: tuple[str, ...], checkout: Path) -> None:
    files = [f".github/ISSUE_TEMPLATE/{name}.yml" for name in names]
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files)
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


def test_there_are_no_other_forms(checkout: Path) -> None:
    assert sorted([*FORMS, "config"]) == sorted(one.stem for one in (checkout / ".github/ISSUE_TEMPLATE").iterdir())


@pytest.mark.parametrize("name", FORMS)
def test_the_fields_are_found_by_their_promised_ids(name: str, checkout: Path) -> None:
    assert PROMISED[name] == [one["id"] for one in form(checkout, name)["body"] if "id" in one]


@pytest.mark.parametrize("name", FORMS)
def test_everybody_is_told_that_everybody_reads_it(name: str, checkout: Path) -> None:
    assert "Everybody can read what you write here" in form(checkout, name)["body"][0]["attributes"]["value"]
