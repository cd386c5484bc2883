"""A repository of records that is no demonstration, whose issues lie on the GitHub of the tests."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import yaml

WORLD = Path(__file__).resolve().parent.parent / "world"
TODAY = "2008-06-20"


def living_world(root: Path) -> Path:
    """Lays the small world into a committed repository, and lets its clock run."""
    shutil.copytree(WORLD / "data", root / "data")
    vocabulary = root / "data" / "vocab.yaml"
    lines = vocabulary.read_text(encoding="utf-8").splitlines(keepends=True)
    vocabulary.write_text("".join(line for line in lines if not line.startswith("demonstration")), encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root, "The records")
    return root


def git(root: Path, *arguments: str) -> str:
    """Runs git in a repository, and answers what it prints."""
    done = subprocess.run(("git", "-C", str(root), *arguments), check=True, capture_output=True, text=True)
    return done.stdout


def commit(root: Path, message: str) -> None:
    """Commits everything."""
    git(root, "add", "-A")
    who = ("-c", "user.name=Rita", "-c", "user.email=rita@example.org")
    git(root, *who, "commit", "-q", "-m", message)


def record(world: Path, number: int) -> str:
    """Answers the text of a feedback record without its modeline."""
    text = (world / f"data/feedback/FB-{number}.yaml").read_text(encoding="utf-8")
    return text.partition("\n")[2]


def verifications(world: Path) -> list[dict[str, Any]]:
    """Answers what originators said about BUG-1401."""
    bug = yaml.safe_load((world / "data/bugs/BUG-1401.yaml").read_text(encoding="utf-8"))
    return list(bug["verifications"])


def propose(world: Path) -> None:
    """Commits what was taken in to the branch of the bot, and goes back to the main branch."""
    git(world, "switch", "-q", "-c", "bot/feedback")
    commit(world, "Feedback")
    git(world, "switch", "-q", "main")
