"""A real git repository in a folder, as a person would work in it."""

import io
import os
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from generator.cli import main

WORLD = Path(__file__).resolve().parent.parent / "world"
FRIDAY = "2008-06-20"
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a run of `pps` ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that speak and are not standing, in the order of the lines."""
        told = [line for line in self.out.splitlines() if not line.endswith("(stands in the base)")]
        return tuple(line.split(" ")[2] for line in told if ": error " in line or ": warning " in line)


@dataclass(frozen=True, slots=True)
class Checkout:
    """A repository whose records lie in `root`."""

    root: Path

    @classmethod
    def empty(cls, root: Path) -> "Checkout":
        """Makes a repository without a commit."""
        root.mkdir(parents=True, exist_ok=True)
        checkout = cls(root)
        checkout.git("init", "--quiet", "--initial-branch=main")
        return checkout

    @classmethod
    def of_world(cls, root: Path) -> "Checkout":
        """Makes a repository with the small world on main, and stands on the branch `change`."""
        checkout = cls.empty(root)
        shutil.copytree(WORLD / "data", root / "data")
        checkout.commit("import the records")
        checkout.git("switch", "--quiet", "--create", "change")
        return checkout

    def git(self, *arguments: str, day: str = FRIDAY) -> str:
        """Runs git and answers what it says."""
        dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
        command = ["git", *IDENTITY, *arguments]
        answer = subprocess.run(
            command, cwd=self.root, env=os.environ | dates, capture_output=True, text=True, check=True, timeout=60
        )
        return answer.stdout.strip()

    def commit(self, message: str, day: str = FRIDAY) -> str:
        """Commits everything as it stands, and answers the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")

    def merge(self, message: str, day: str = FRIDAY) -> None:
        """Merges the branch `change` into main as a pull request, and starts the next one."""
        self.git("switch", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", message, "change", day=day)
        self.git("switch", "--quiet", "--force-create", "change")

    def write(self, path: str, text: str) -> None:
        """Writes a file, making its folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def read(self, path: str) -> str:
        """Answers the text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replaces a text that stands in a file once."""
        text = self.read(path)
        assert 1 == text.count(old), f"{old!r} stands in {path} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def append(self, path: str, lines: str) -> None:
        """Adds lines at the end of a file."""
        self.write(path, self.read(path) + lines)

    def delete(self, path: str) -> None:
        """Removes a file."""
        (self.root / path).unlink()

    def pps(self, *arguments: str, today: str | None = FRIDAY) -> Answer:
        """Runs `pps` on the records as somebody at a shell would."""
        out, err = io.StringIO(), io.StringIO()
        day = () if today is None else ("--today", today)
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main(["--root", str(self.root), *day, *arguments])
            except SystemExit as ended:
                return Answer(code=int(ended.code or 0), out=out.getvalue(), err=err.getvalue())
        raise AssertionError("pps did not end")
