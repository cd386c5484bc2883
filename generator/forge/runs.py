"""What GitHub tells of the runs of workflows: which commit one looked at, and which one kept a thing last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.forge.answers import read_as

if TYPE_CHECKING:
    from generator.forge.github import GitHub


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a workflow: the file that it ran, on which commit, and how it ended."""

    workflow: str
    head_sha: str
    conclusion: str | None
    url: str


def run_of(github: GitHub, number: int) -> Run:
    """Read one run; raise AbsentError where there is none of that number."""
    return read_as(_run, github.connection.read(f"/repos/{github.repository}/actions/runs/{number}"))


def newest_run_with(github: GitHub, artifact: str, branch: str) -> int | None:
    """
    Tell the newest run on a branch that kept an artifact which is still there.

    A fork may call its branch the same: only runs of the repository's own branch count.
    """
    found = github.connection.read(f"/repos/{github.repository}/actions/artifacts", name=artifact, per_page=100)
    runs = read_as(lambda value: [_kept(one, branch) for one in value["artifacts"] if one["name"] == artifact], found)
    return next((run for run in runs if run is not None), None)


def _run(value: Any) -> Run:
    conclusion = value["conclusion"]
    return Run(
        workflow=str(value["path"]).partition("@")[0],
        head_sha=str(value["head_sha"]),
        conclusion=None if conclusion is None else str(conclusion),
        url=str(value["html_url"]),
    )


def _kept(value: Any, branch: str) -> int | None:
    run = value["workflow_run"] or {}
    is_own = run.get("repository_id") is not None and run.get("repository_id") == run.get("head_repository_id")
    return int(run["id"]) if is_own and run.get("head_branch") == branch and not value["expired"] else None
