"""`pps add`: an entry of a list of any record, such as a severity, a role, a tier, an answer to feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import filled, handle
from generator.cli.proposing import by_option, date_option, dry_option, present, propose, set_option, told_as_usage

if TYPE_CHECKING:
    from datetime import date

    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.structure import Record

OWN_COMMANDS = {"events": "pps promote, pps install or pps pilot", "agreements": "pps agree"}
"""The lists whose entries have commands of their own."""


@click.command()
@click.argument("identity", metavar="RECORD")
@click.argument("field", metavar="LIST")
@set_option
@by_option
@date_option
@dry_option
@click.pass_obj
def add(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    identity: str,
    field: str,
    *,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Append an entry to a LIST of RECORD.

    The severity of a bug: pps add BUG-1 emt_severity --set value=normal. An answer to feedback: pps add FB-2 followup
    --set status=acknowledged. A VO of a pilot: pps add PILOT-2008-003 vos --set vo=astra --set action=commit.
    """
    from generator.authoring.edits import Added, Item
    from generator.authoring.filling import Said, supplied_with
    from generator.records.schema import shape_of

    edition, root = present(settings), settings.repository()
    record = _record(identity, edition)
    structure = _lists(type(record)).get(field)
    if structure is None:
        raise click.UsageError(_no_list(record, field))
    keys, on = shape_of(structure).by_key, day or edition.today
    writer = handle(by, root, edition.registry) if by or {"by", "decided_by"} & keys.keys() else None
    with told_as_usage():
        known = {key: value for key, value in _circumstances(writer, on) if key in keys}
        said = Said(given=dict(given), known=known, supplied=supplied_with(on, writer))
        values = filled(structure, said, edition.registry)
        edit = Added(record=record, additions=(Item(field=field, value=values),))
        return propose(root, edition, (edit,), dry_run=dry_run)


def _circumstances(writer: str | None, day: date) -> tuple[tuple[str, Any], ...]:
    """Tell who decides and since when, where nothing else is said."""
    people = (("by", writer), ("decided_by", writer)) if writer is not None else ()
    return (*people, ("date", day), ("from", day))


def _record(identity: str, edition: Edition) -> Record:
    """Tell the record of an id; where ids of two kinds are alike, the kind stands before it: vos/astra."""
    from generator.cli.proposing import record_of

    folder, slash, stem = identity.rpartition("/")
    kinds = {
        kind: records for kind, records in edition.registry.by_kind.items() if kind and (not slash or kind == folder)
    }
    if slash and folder not in kinds:
        raise click.UsageError(f"there is no kind {folder!r}; choose {', '.join(edition.registry.by_kind)}")
    found = [f"{kind}/{stem}" for kind, records in kinds.items() if stem in records]
    if len(found) > 1:
        raise click.UsageError(f"{stem} is the id of several records; say {' or '.join(found)}")
    everything: dict[str, Record] = {name: one for records in kinds.values() for name, one in records.items()}
    return record_of(edition, everything, stem)


def _lists(kind: type[Record]) -> dict[str, type]:
    """Tell the lists of a kind of record to which entries are added, with the structure of an entry."""
    from generator.records.given import item_of
    from generator.records.schema import shape_of

    found = {}
    for one in shape_of(kind).fields:
        try:
            found[one.key] = item_of(one)
        except TypeError:
            continue  # a field that is no list of structures has nothing to add to
    return {key: item for key, item in found.items() if key not in OWN_COMMANDS}


def _no_list(record: Record, field: str) -> str:
    if field in OWN_COMMANDS:
        return f"{field} of {record.id} grow by {OWN_COMMANDS[field]}"
    known = ", ".join(_lists(type(record)))
    return f"{record.id} has no list {field!r}; {f'its lists: {known}' if known else 'it has none'}"
