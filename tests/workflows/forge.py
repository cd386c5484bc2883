"""The GitHub of the tests with what workflows ask besides: runs, artifacts, activities, the files of a pull request."""

from typing import Any

from tests.forge.desks import Answer
from tests.forge.published import Operation, faults_of_answer, faults_of_question, operation, smallest
from tests.forge.server import FakeGitHub, Seen

REPOSITORY = "example/pps-bulletin"
OWN = 1
_SAMPLE = 3
"""Items of a list that are held against the published shape: a test may list thousands, all made alike."""


class WorkflowForge(FakeGitHub):
    """A repository whose workflows run."""

    def __init__(self) -> None:
        """Begins without runs."""
        super().__init__(repository=REPOSITORY)
        self.runs: dict[int, dict[str, Any]] = {}
        self.artifacts: list[dict[str, Any]] = []
        self.activities: list[tuple[str, dict[str, Any]]] = []
        self.files: dict[int, list[dict[str, Any]]] = {}

    def add_run(self, number: int, *, sha: str, conclusion: str | None = "success", workflow: str = "check") -> int:
        """Ends a run of a workflow on a commit."""
        url = f"https://github.com/{REPOSITORY}/actions/runs/{number}"
        path = f".github/workflows/{workflow}.yml"
        known = {"id": number, "head_sha": sha, "conclusion": conclusion, "path": path, "html_url": url}
        self.runs[number] = smallest("workflow-run", **known)
        return number

    def add_artifact(
        self, name: str, run: int, *, branch: str = "main", repository: int = OWN, expired: bool = False
    ) -> None:
        """Keeps an artifact of a run; the newest is listed first."""
        of = {"id": run, "repository_id": OWN, "head_repository_id": repository, "head_branch": branch}
        self.artifacts.insert(0, smallest("artifact") | {"name": name, "expired": expired, "workflow_run": of})

    def push(self, ref: str, sha: str, *, by: str | None, to: str = REPOSITORY) -> None:
        """Pushes a branch, of a fork if one is named."""
        actor = None if by is None else smallest("simple-user", login=by)
        known = {"ref": f"refs/heads/{ref}", "after": sha, "actor": actor, "activity_type": "push"}
        self.activities.insert(0, (to, smallest("activity", **known)))

    def touch(self, pull: int, *names: str, before: str | None = None) -> None:
        """Tells which files a pull request changes."""
        old = {} if before is None else {"previous_filename": before}
        listed = self.files.setdefault(pull, [])
        listed += [smallest("diff-entry", filename=name, status="modified", **old) for name in names]

    def answer(self, one: Seen) -> Answer:
        """Answers what workflows ask, and everything else as before."""
        asked = operation(one.method, one.path)
        body = self._told(asked, one.query) if asked else None
        if asked is None or body is None:
            return super().answer(one)
        sample = body[:_SAMPLE] if isinstance(body, list) else body
        self.breaches += [*faults_of_question(asked, one.query, one.body), *faults_of_answer(asked, 200, sample)]
        return Answer(body=body)

    def _told(self, asked: Operation, query: dict[str, str]) -> Any:
        if asked.name.endswith("/runs/{run_id}"):
            return self.runs[int(asked.values["run_id"])]
        if asked.name.endswith("/artifacts"):
            found = [one for one in self.artifacts if one["name"] == query["name"]]
            return {"total_count": len(found), "artifacts": found}
        if asked.name.endswith("/activity"):
            of = f"{asked.values['owner']}/{asked.values['repo']}"
            return [entry for where, entry in self.activities if (where, entry["ref"]) == (of, query["ref"])]
        if asked.name.endswith("/files"):
            return self.files.get(int(asked.values["pull_number"]), [])
        return None
