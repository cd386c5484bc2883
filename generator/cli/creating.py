"""`pps new`: a record of any kind, with all that can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.asking import handle
from generator.cli.proposing import (
    approve_option,
    by_option,
    date_option,
    dry_option,
    present,
    propose,
    set_option,
    told_as_usage,
)
from generator.records.kinds import KINDS

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.authoring.edits import Created
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.kinds import Kind

_ELSEWHERE = {"policy": "pps policy revise", "releases": "pps release"}


def _word(kind: Kind) -> str:
    return kind.record.noun.lower().replace(" ", "-")


_NAMES = {word: kind for kind in KINDS.values() for word in (_word(kind), kind.folder)}
WORDS = tuple(word for word, kind in _NAMES.items() if kind.folder not in _ELSEWHERE and word == _word(kind))
_ACT_ALONE = frozenset({"people", "rocs", "sites", "vos", "bugs", "scenarios"})
"""Kinds in which nobody acts, so that it does not matter who writes them."""


@click.command(name="new", epilog=f"Kinds: {', '.join(WORDS)}.")
@click.argument("kind", metavar="KIND")
@click.argument("identity", metavar="[ID]", required=False)
@set_option
@by_option
@approve_option
@click.option("--bug", "bugs", multiple=True, metavar="N", help="A bug that a new patch fixes; recorded if it is new.")
@click.option("--originator", metavar="HANDLE", help="Who reported the new bugs, or none.")
@date_option
@dry_option
@click.pass_obj
def new_command(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    kind: str,
    identity: str | None,
    *,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    approvals: tuple[tuple[str, str], ...],
    bugs: tuple[str, ...],
    originator: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Write a new record of a KIND, with all that can be known; ID is by default the next free one.

    What is missing is asked for on a terminal, or named with the --set that says it. A key may reach inside:
    --set attributes.rollback=full. A new patch takes its bugs along: pps new patch --bug 35001 --originator user-uma;
    keys that start with `bug.` are those of its new bugs.
    """
    from generator.cli.drafting import Desk

    edition, root = present(settings), settings.repository()
    chosen = _kind(kind)
    if (bugs or originator) and chosen.folder != "patches":
        raise click.UsageError("--bug and --originator belong to a new patch")
    desk = Desk(
        edition=edition,
        day=day or edition.today,
        by=_writer(by, root, edition, chosen.folder),
        approvals=approvals,
        given=dict(given) | ({"bug.originator": originator} if originator else {}),
    )
    with told_as_usage():
        edits = desk.patch(identity, bugs) if chosen.folder == "patches" else (desk.record(chosen, identity),)
        return propose(root, edition, edits, title=_title(edits), dry_run=dry_run)


def _title(edits: tuple[Created, ...]) -> str:
    """Say what is new, the record that was asked for first."""
    last, others = edits[-1].id, [edit.id for edit in edits[:-1]]
    return f"{last}: new" + (f", with {', '.join(others)}" if others else "")


def _kind(word: str) -> Kind:
    found = _NAMES.get(word.lower())
    if found is None:
        raise click.UsageError(f"there is no kind {word!r}; choose {', '.join(WORDS)}")
    if found.folder in _ELSEWHERE:
        raise click.UsageError(f"a {found.record.noun} is written by {_ELSEWHERE[found.folder]}")
    return found


def _writer(by: str | None, root: Path, edition: Edition, folder: str) -> str | None:
    """Tell who writes; nobody has to be known where nobody acts."""
    try:
        return handle(by, root, edition.registry)
    except click.UsageError:
        if folder in _ACT_ALONE:
            return None
        raise
