"""A file is replaced as a whole, and only as it was read."""

from pathlib import Path

import pytest

from generator.authoring.disk import write
from generator.authoring.proposal import AuthoringError, Proposal

PATH = "data/patches/PATCH-1.yaml"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Answers the file of a record."""
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_text("before\n", encoding="utf-8")
    return path


def proposed(before: str) -> Proposal:
    """Answers a proposal for a file that was read as `before`."""
    return Proposal(path=PATH, before=before, after="after\n", refusals=())


def test_the_new_text_takes_the_place_of_the_old_one(record: Path, tmp_path: Path) -> None:
    write(tmp_path, proposed("before\n"))

    assert ("after\n", [record]) == (record.read_text(encoding="utf-8"), list(record.parent.iterdir()))


def test_what_somebody_else_wrote_meanwhile_is_not_lost(record: Path, tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match="changed meanwhile"):
        write(tmp_path, proposed("older\n"))

    assert ("before\n", [record]) == (record.read_text(encoding="utf-8"), list(record.parent.iterdir()))


def test_a_draft_that_cannot_take_its_place_is_taken_away(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, target: Path) -> Path:
        raise OSError(f"no room for {target}")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        write(tmp_path, proposed("before\n"))

    assert ("before\n", [record]) == (record.read_text(encoding="utf-8"), list(record.parent.iterdir()))
