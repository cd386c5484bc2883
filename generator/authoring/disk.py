"""The file of a record: read as it stands, and replaced as a whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.authoring.proposal import AuthoringError
from generator.files import SourceFile, file_of
from generator.history.readings import registry_of
from generator.history.repository import HistoryError, Repository

if TYPE_CHECKING:
    from generator.authoring.proposal import Proposal
    from generator.records.structure import Record
    from generator.registry import Registry


def text_of(root: Path, record: Record) -> str:
    """Read the file of a record below the root, its line ends as they are."""
    return (root / record.path).read_bytes().decode()


def before_edits(root: Path, record: Record, registry: Registry) -> Registry:
    """
    Tell a registry in which one record reads as it was last committed.

    The same registry where git knows no such file, or the root lies in no repository.
    """
    try:
        repository = Repository(root)
        content = repository.content("HEAD", f"{repository.prefix}{record.path}")
    except HistoryError:
        return registry
    if content is None:
        return registry
    old = file_of(SourceFile(path=record.path, content=content))
    return registry_of(tuple(old if file.path == record.path else file for file in registry.files))


def write(root: Path, proposed: Proposal) -> None:
    """
    Put the new text in the place of the old one, as a whole, and keep the mode of the file.

    Raises AuthoringError where somebody else changed the file since it was read.
    """
    path = root / proposed.path
    if path.read_bytes() != proposed.before.encode():
        raise AuthoringError(f"{proposed.path} was changed meanwhile; run the command again")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - the handle is open already
            file.write(proposed.after.encode())
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o7777)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
