"""`pps renumber`: an unmerged record whose number somebody else took first."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from generator.cli.proposing import REFUSED, dry_option, present, told_as_usage

if TYPE_CHECKING:
    from pathlib import Path

    from generator.authoring.proposal import Proposal
    from generator.authoring.renumbering import Base
    from generator.cli.settings import Settings

_BASES = ("origin/HEAD", "origin/main", "main", "HEAD")


@click.command()
@click.argument("identity", metavar="ID")
@click.option("--base", metavar="REV", help="Where merged records stand; default: the main branch of origin, or here.")
@dry_option
@click.pass_obj
def renumber(settings: Settings, /, identity: str, *, base: str | None, dry_run: bool) -> int:
    """
    Move the unmerged record ID to the next free number, with every reference.

    The number is free here and in the base. For a record whose number another pull request took: fetch, renumber,
    commit. Then the two merge; a rebase would meet the old number again. A merged record keeps its id.
    """
    from generator.authoring.disk import write
    from generator.authoring.proposal import Known
    from generator.authoring.renumbering import moves, renumbered
    from generator.reports import lines

    edition, root = present(settings), settings.repository()
    with told_as_usage():
        moved = moves(identity, _base(root, base), edition.registry)
        proposed = renumbered(moved, Known(root=root, facts=edition.facts))
        if proposed.refusals:
            for line in lines.text(proposed.refusals):
                click.echo(line)
            click.echo(f"nothing is written: check would refuse {moved[identity]}", err=True)
            return REFUSED
        if dry_run:
            click.echo(proposed.diff, nl=False)
            return 0
        write(root, proposed.changes)
    _tell_next(moved, proposed)
    return 0


def _base(root: Path, revision: str | None) -> Base:
    """Tell what the base holds; raise HistoryError where git does not know it."""
    from generator.authoring.renumbering import Base
    from generator.history import HistoryError
    from generator.history.repository import Repository

    repository = Repository(root)
    for name in (revision,) if revision is not None else _BASES:
        try:
            now, parted = repository.commit(name), repository.merge_base(name)
        except HistoryError:
            if name in {revision, _BASES[-1]}:
                raise
        else:
            return Base(name=name, parted=frozenset(repository.tree(parted)), now=frozenset(repository.tree(now)))
    raise AssertionError


def _tell_next(moved: dict[str, str], proposed: Proposal) -> None:
    for old, new in moved.items():
        click.echo(f"{old} is now {new}")
    named = [change.path for change in proposed.changes if change.before is not None and change.after is not None]
    if named:
        click.echo(f"Who names it follows: {', '.join(named)}")
    paths = shlex.join(change.path for change in proposed.changes)
    told = ", ".join(f"{old} becomes {new}" for old, new in moved.items())
    click.echo("Next: commit these files and push; the pull request then merges as it is:")
    click.echo(f"  git add --all -- {paths} && git commit -m {shlex.quote(told)}")
