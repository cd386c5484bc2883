"""`pps schema`: the JSON Schema of the records, for editors and programs."""

from __future__ import annotations

import click

from generator.records.kinds import KINDS


@click.command()
@click.argument("kind", required=False, type=click.Choice((*KINDS, "vocab")))
def schema(kind: str | None) -> None:
    """
    Print the JSON Schema of a KIND of record, the name of its folder below data/, or `vocab`.

    Without a KIND all are printed, by the names of their kinds.
    """
    from generator.feeds.record_schemas import NAMES, record_schema
    from generator.feeds.schemas import as_text

    found = record_schema(kind) if kind else {name: record_schema(name) for name in NAMES}
    click.echo(as_text(found), nl=False)
