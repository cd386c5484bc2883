"""Back-dated entries of the audit: by git's own date, and silent about fictional days."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

from generator.bulletin.audit import Matter, audit
from generator.edition import gather, with_back_datings

WORLD = Path(__file__).parent.parent / "world"
COMMITTED = "2008-06-25T09:00:00+00:00"
LATE = '  - {type: note, date: 2008-06-19, by: rel-jana, role: sa3-release, note: "seen late"}\n'


def _commit(root: Path, message: str) -> None:
    names = ("user.name=A Person", "user.email=person@example.org", "commit.gpgsign=false")
    settings = [part for name in names for part in ("-c", name)]
    dates = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED}
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    subprocess.run(["git", *settings, "commit", "-qm", message], cwd=root, check=True, env={**os.environ, **dates})


def _repository(root: Path, *, is_demonstration: bool) -> Path:
    shutil.copytree(WORLD / "data", root / "data")
    if not is_demonstration:
        vocabulary = root / "data" / "vocab.yaml"
        lines = vocabulary.read_text(encoding="utf-8").splitlines(keepends=True)
        vocabulary.write_text("".join(line for line in lines if "demonstration" not in line), encoding="utf-8")
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    _commit(root, "Import the records")
    patch = root / "data" / "patches" / "PATCH-1200.yaml"
    patch.write_text(patch.read_text(encoding="utf-8") + LATE, encoding="utf-8")
    _commit(root, "Tell what was seen")
    return root


def _told(root: Path) -> list[tuple[str, date, str]]:
    day = date(2008, 6, 26)
    edition = with_back_datings(root, gather(root, day, day))
    found = audit(edition.facts, edition.findings, edition.back_datings)
    return [(one.subject, one.day, one.rules[0]) for one in found if one.matter is Matter.BACK_DATED]


def test_an_entry_that_came_too_late_is_told_with_the_day_of_its_commit(tmp_path: Path) -> None:
    root = _repository(tmp_path / "real", is_demonstration=False)

    assert [("PATCH-1200", date(2008, 6, 25), "PPS808")] == _told(root)


def test_nothing_is_said_of_fictional_days(tmp_path: Path) -> None:
    root = _repository(tmp_path / "fictional", is_demonstration=True)

    assert [] == _told(root)
