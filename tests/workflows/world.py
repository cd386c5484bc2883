"""A repository with this project's code and workflows and a small world's records, whose workflows act executes."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forge.server import TOKEN
from tests.history.checkouts import WORLD, Checkout
from tests.workflows.forge import REPOSITORY, WorkflowForge

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = Path(__file__).with_name("actions")
ACT = Path(sys.executable).with_name("act")
CODE = (
    *(".github", ".gitignore", "Makefile", "generator", "hatch_build.py", "mkdocs.yml", "pyproject.toml"),
    *("requirements", "site_templates"),
)
SPOKEN = re.compile(r"\[[^\]]*\] +(?:(?:\||❗|❌|⚙|🏁) +|🚧 +)(.*)")
"""What a step prints, in the lines that act writes about it."""
NOON = "1213963200"
"""2008-06-20, 12:00 UTC, the day of the small world, as the epoch of a reproducible build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a run of a workflow ended, and what it printed."""

    code: int
    out: str


def used_actions() -> frozenset[str]:
    """Answers every action that a workflow uses, with its commit."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))
    return frozenset(found for text in texts for found in re.findall(r"uses: (\S+)", text))


def stand_ins() -> list[str]:
    """Answers the options by which act takes our stand-ins for the actions, which cannot be fetched here."""
    folders = {}
    for action in sorted(used_actions()):
        name, _, commit = action.partition("@")
        owner, repository = name.split("/")[:2]
        folders[f"{owner}/{repository}@{commit}"] = ACTIONS / repository
    return [f"--local-repository={one}={folder}" for one, folder in folders.items()]


def project(root: Path) -> Checkout:
    """Makes a repository with this project's code and the records of the small world."""
    checkout = Checkout.empty(root)
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    shutil.copytree(WORLD / "data", root / "data")
    checkout.commit("begin")
    return checkout


@dataclass(frozen=True, slots=True)
class World:
    """The origin on the server, a clone in which somebody works, and the forge that knows of pull requests."""

    folder: Path
    work: Checkout
    forge: WorkflowForge

    @classmethod
    def made(cls, folder: Path, forge: WorkflowForge, template: Checkout) -> "World":
        """Makes a repository like the template, with its origin."""
        origin = folder / "origin"
        template.git("clone", "--quiet", "--bare", ".", str(origin))
        template.git("--git-dir", str(origin), "config", "uploadpack.allowAnySHA1InWant", "true")
        template.git("clone", "--quiet", str(origin), str(folder / "work"))
        (folder / "artifacts").mkdir()
        return cls(folder, Checkout(folder / "work"), forge)

    @property
    def artifacts(self) -> Path:
        """Answers where runs keep what outlives them."""
        return self.folder / "artifacts"

    def lets_the_clock_run(self) -> None:
        """Makes the records real ones: the clock of demonstration data stands still."""
        self.work.edit("data/vocab.yaml", "demonstration: 2008-06-20\n", "")
        self.push("let the clock run")

    def push(self, message: str, branch: str = "main") -> str:
        """Commits what stands in the clone, pushes it, and answers the commit."""
        sha = self.work.commit(message)
        self.work.git("push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{branch}")
        return sha

    def origin(self, *arguments: str) -> str:
        """Answers what git says of the origin."""
        return self.work.git("--git-dir", str(self.folder / "origin"), *arguments)

    def run(  # noqa: PLR0913 - what a run depends on
        self,
        workflow: str,
        event: str,
        payload: Mapping[str, Any],
        *,
        sha: str,
        day: str = NOON,
        variables: Mapping[str, str] | None = None,
    ) -> Run:
        """Lets act execute a workflow, as it stands in the clone, for an event at a commit."""
        told = self.folder / "event.json"
        known = {} if event == "schedule" else {"repository": {"default_branch": "main", "name": "pps-bulletin"}}
        told.write_text(json.dumps(known | dict(payload)), encoding="utf-8")
        command = [
            *(str(ACT), event, "--directory", str(self.work.root), "--workflows", f".github/workflows/{workflow}.yml"),
            *("--eventpath", str(told), "--platform", "ubuntu-24.04=-self-hosted", "--pull=false", "--no-cache-server"),
            *("--no-skip-checkout", "--remote-name", "forge", "--defaultbranch", "main", "--concurrent-jobs", "1"),
            *("--secret", f"GITHUB_TOKEN={TOKEN}", *stand_ins()),
            *(f"--env={key}={value}" for key, value in (self._environment(sha) | {"SOURCE_DATE_EPOCH": day}).items()),
            *(f"--var={key}={value}" for key, value in (variables or {}).items()),
        ]
        ended = subprocess.run(command, env=self._machine(), capture_output=True, text=True, check=False, timeout=300)
        spoken = (SPOKEN.match(line) for line in ended.stdout.splitlines())
        return Run(code=ended.returncode, out="\n".join(found[1] for found in spoken if found) + "\n" + ended.stderr)

    def _environment(self, sha: str) -> dict[str, str]:
        return {
            "GITHUB_API_URL": self.forge.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "TESTS_ARTIFACTS": str(self.artifacts),
            "TESTS_ORIGIN": str(self.folder / "origin"),
            "TESTS_PYTHON": sys.executable,
            "TESTS_SHA": sha,
        }

    def _machine(self) -> dict[str, str]:
        """Answers what of this machine the workflows see; the git settings are those of the tests."""
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG"} or key.startswith("GIT_")}
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
