"""`pps fmt`: the canonical layout of records, without a change of what they say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.progress import watched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.authoring.edits import FileChange
    from generator.cli.settings import Settings
    from generator.files import SourceFile

FOUND = 1


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(readable=False), metavar="[PATH]…")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; list what is not canonical and exit with 1.")
@click.pass_obj
def fmt(settings: Settings, /, paths: tuple[str, ...], *, only_check: bool) -> int:
    """
    Lay out records in canonical form: indentation, spaces, quotes and blank lines.

    PATH is a record or a folder of records; default: all of them. No value changes and no comment is lost. A file
    that cannot be read is named and left as it is, and the exit code is 1.
    """
    from generator.authoring.disk import write
    from generator.reports.lines import printable

    if settings.revision is not None:
        raise click.UsageError("what is laid out is the present state; leave out --at")
    root = settings.repository()
    changes, refused = _changes(root, paths)
    for line in refused:
        click.echo(printable(line), err=True)
    for change in changes:
        click.echo(
            f"{printable(change.path)}: {'is not in canonical layout; run pps fmt' if only_check else 'laid out'}"
        )
    if not only_check:
        write(root, changes)
    return FOUND if refused or (changes and only_check) else 0


def _changes(root: Path, paths: tuple[str, ...]) -> tuple[tuple[FileChange, ...], tuple[str, ...]]:
    """Tell the new texts of the files that are named, and a line for each that stays as it is for a reason."""
    from generator.authoring.edits import AuthoringError, FileChange
    from generator.authoring.formatting import formatted

    changes, refused = [], []
    named = tuple(_named(root, paths))
    for source in watched("laying out")(named, len(named)):
        try:
            before = source.content.decode()
            after = formatted(before)
        except (AuthoringError, UnicodeDecodeError) as error:
            why = str(error) if isinstance(error, AuthoringError) else "it is not UTF-8; save it as UTF-8"
            refused.append(f"{source.path}: {why}")
        else:
            if after != before:
                changes.append(FileChange(path=source.path, before=before, after=after))
    return tuple(changes), tuple(refused)


def _named(root: Path, paths: tuple[str, ...]) -> Iterator[SourceFile]:
    """Yield the records that are named; what is no record is not ours to lay out."""
    from generator.files import files_on_disk

    wanted = tuple(_below(root, path) for path in paths)
    found = tuple(one for one in files_on_disk(root) if one.refused is None and one.path.endswith(".yaml"))
    for given, path in zip(paths, wanted, strict=True):
        if not any(_is_in(source.path, path) for source in found):
            raise click.UsageError(f"{given} is no record, and no folder of records, in {root}")
    yield from (source for source in found if not wanted or any(_is_in(source.path, path) for path in wanted))


def _below(root: Path, path: str) -> str:
    """Tell a path below the root, whether it was given from the root or from where the reader stands."""
    places = (Path(os.path.normpath(start / path)) for start in (Path.cwd(), root))
    return next((full.relative_to(root).as_posix() for full in places if _lies_in(full, root)), path)


def _lies_in(full: Path, root: Path) -> bool:
    return full.is_relative_to(root) and os.path.lexists(full)


def _is_in(path: str, folder: str) -> bool:
    return folder in {".", path} or path.startswith(f"{folder}/")
