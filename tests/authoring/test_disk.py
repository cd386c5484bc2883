"""Files are replaced as a whole, only as they were read, and all together or not at all."""

from pathlib import Path

import pytest

from generator.authoring.disk import write
from generator.authoring.edits import AuthoringError, FileChange

PATH = "data/patches/PATCH-1.yaml"
BUG = "data/bugs/BUG-1.yaml"
AFTERWARDS = "data/patches/PATCH-2.yaml"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Answers the file of a record."""
    path = tmp_path / PATH
    path.parent.mkdir(parents=True)
    path.write_text("before\n", encoding="utf-8")
    return path


def everything(root: Path) -> dict[str, str]:
    """Answers every file below a folder, and every folder that is empty, with what stands in it."""
    found = {str(path.relative_to(root)): path for path in root.rglob("*")}
    return {name: path.read_text(encoding="utf-8") if path.is_file() else "" for name, path in found.items()}


def changed(before: str) -> FileChange:
    """Answers a change of a file that was read as `before`."""
    return FileChange(path=PATH, before=before, after="after\n")


def new(path: str) -> FileChange:
    """Answers a new file."""
    return FileChange(path=path, before=None, after="new\n")


def test_the_new_text_takes_the_place_of_the_old_one(record: Path, tmp_path: Path) -> None:
    write(tmp_path, (changed("before\n"),))

    assert ("after\n", [record]) == (record.read_text(encoding="utf-8"), list(record.parent.iterdir()))


@pytest.mark.usefixtures("record")
def test_several_files_are_written_together_new_ones_and_one_that_goes_away(tmp_path: Path) -> None:
    gone = FileChange(path=PATH, before="before\n", after=None)
    write(tmp_path, (new(BUG), gone, new(AFTERWARDS)))
    expected = {"data": "", "data/bugs": "", BUG: "new\n", "data/patches": "", AFTERWARDS: "new\n"}

    assert expected == everything(tmp_path)


def test_what_somebody_else_wrote_meanwhile_is_not_lost(record: Path, tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match="changed meanwhile"):
        write(tmp_path, (new(BUG), changed("older\n")))

    assert {"data": "", "data/patches": "", PATH: "before\n"} == everything(tmp_path)
    assert record.is_file()


def test_a_new_file_does_not_replace_one_that_is_there(record: Path, tmp_path: Path) -> None:
    with pytest.raises(AuthoringError, match="changed meanwhile"):
        write(tmp_path, (new(PATH),))

    assert "before\n" == record.read_text(encoding="utf-8")


def test_a_link_that_leads_nowhere_is_not_followed(record: Path, tmp_path: Path) -> None:
    (tmp_path / AFTERWARDS).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AuthoringError, match="is there already"):
        write(tmp_path, (changed("before\n"), new(AFTERWARDS)))

    assert ("before\n", False) == (record.read_text(encoding="utf-8"), (tmp_path / "elsewhere").exists())


def test_a_draft_that_cannot_take_its_place_is_taken_away(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, target: Path) -> Path:
        raise OSError(f"no room for {target}")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no room"):
        write(tmp_path, (changed("before\n"),))

    assert ("before\n", [record]) == (record.read_text(encoding="utf-8"), list(record.parent.iterdir()))


@pytest.mark.parametrize("others", [(new(BUG),), (new(BUG), new("data/bugs/BUG-2.yaml"))])
def test_where_the_last_file_cannot_be_written_those_before_it_are_put_back(
    others: tuple[FileChange, ...], record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.chmod(0o640)
    replace = Path.replace

    def refuse_the_last(draft: Path, target: Path) -> Path:
        if target.name == "PATCH-2.yaml":
            raise OSError(f"no room for {target}")
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", refuse_the_last)
    with pytest.raises(OSError, match="no room"):
        write(tmp_path, (changed("before\n"), *others, new(AFTERWARDS)))

    assert {"data": "", "data/patches": "", PATH: "before\n"} == everything(tmp_path)
    assert 0o640 == record.stat().st_mode & 0o777
