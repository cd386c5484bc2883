"""The files of records: read as they stand, and written all together or not at all."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING
from uuid import uuid4

from generator.authoring.edits import AuthoringError, meanwhile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.authoring.edits import FileChange


def text_at(root: Path, path: str) -> str | None:
    """Read a file below the root, its line ends as they are; None where there is none."""
    try:
        return (root / path).read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return None


def write(root: Path, changes: Iterable[FileChange]) -> None:
    """
    Put the new texts in the place of the old ones, each as a whole, and keep the modes of the files.

    All drafts lie beside their files, on the disk, before the first file is touched. Where one of them then cannot
    take its place, those before it are put back. A new file never replaces one that is there. Raises AuthoringError
    where somebody else changed a file since it was read.
    """
    planned = tuple(changes)
    for change in planned:
        if text_at(root, change.path) != change.before:
            raise AuthoringError(meanwhile(change.path))
    with ExitStack() as folders, ExitStack() as drafts, ExitStack() as undoing:
        for change in planned:
            _make_room((root / change.path).parent, folders)
        prepared = [_prepared(root / change.path, change, drafts) for change in planned]
        for path, draft, keep in prepared:
            _replace(path, draft, keep, undoing)
        undoing.pop_all()
        folders.pop_all()


def _make_room(folder: Path, folders: ExitStack) -> None:
    """Make the folder of a kind that has no record yet; a change that fails takes it away again."""
    if not folder.is_dir():
        folder.mkdir()
        folders.callback(folder.rmdir)


def _prepared(path: Path, change: FileChange, drafts: ExitStack) -> tuple[Path, Path | None, Path | None]:
    """Lay the new text and the old one beside a file; both go away with `drafts`."""
    mode = path.stat().st_mode & 0o7777 if change.before is not None else None
    draft, keep = (
        _draft(path, text, mode, drafts) if text is not None else None for text in (change.after, change.before)
    )
    return path, draft, keep


def _draft(path: Path, text: str, mode: int | None, drafts: ExitStack) -> Path:
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    drafts.callback(draft.unlink, missing_ok=True)
    with draft.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        draft.chmod(mode)
    return draft


def _replace(path: Path, draft: Path | None, keep: Path | None, undoing: ExitStack) -> None:
    """Let a draft take the place of a file, and remember how to put back what stood there."""
    if keep is None:
        _claim(path)
        undoing.callback(path.unlink, missing_ok=True)
    else:
        undoing.callback(keep.replace, path)
    if draft is None:
        path.unlink()
    else:
        draft.replace(path)


def _claim(path: Path) -> None:
    """Take a name that is free, so that a new file which somebody else wrote meanwhile is not overwritten."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise AuthoringError(f"{path} is there already; run the command again") from error
