"""`pps import`: records proposed from what exists elsewhere, as a diff; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.command_groups import CommandGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.cli.settings import Settings
    from generator.grid.found_sites import FoundSite
    from generator.grid.proposals import Draft
    from generator.policy.rule import Facts

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group(name="import", cls=CommandGroup)
def import_command() -> None:
    """
    Propose records from what exists elsewhere.

    The output is a diff of new files: look at it, then `pps import … | git apply`. No record is changed; what cannot
    be mapped stands on the error output.
    """


@import_command.command()
@click.option("--gocdb", type=_FILE, help="Sites as the GOCDB exports them, XML.")
@click.option("--ldif", type=_FILE, help="A dump of an information system, GLUE 1.3.")
@click.option("--csv", "table", type=_FILE, help="A table with id, name and the fields of a site as heads.")
@click.option("--roc", default="", help="The ROC of sites whose source names none.")
@click.option("--infrastructure", default="", help="production or pps, where the source does not say.")
@click.option("--country", default="", metavar="CC", help="Two letters, where the source does not say.")
@click.option("--vo", "vos", multiple=True, help="A VO of sites whose source names none; may be repeated.")
@click.option("--platform", "platforms", multiple=True, help="A platform of sites whose source names none.")
@click.pass_obj
def sites(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    gocdb: Path | None,
    ldif: Path | None,
    table: Path | None,
    roc: str,
    infrastructure: str,
    country: str,
    vos: tuple[str, ...],
    platforms: tuple[str, ...],
) -> None:
    """Propose a record for every site that has none; its tier is still to be decided."""
    if sum(path is not None for path in (gocdb, ldif, table)) != 1:
        raise click.UsageError("name one source: --gocdb FILE, --ldif FILE or --csv FILE")
    from generator.grid.entries import SourceError
    from generator.grid.site_imports import Assumed, drafts_of

    assumed = Assumed(roc=roc, infrastructure=infrastructure, country=country, vos=vos, platforms=platforms)
    try:
        found = _found(gocdb, ldif, table)
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    facts = settings.unjudged().facts
    _propose(facts, *drafts_of(found, assumed, facts.registry))


def _found(gocdb: Path | None, ldif: Path | None, table: Path | None) -> tuple[FoundSite, ...]:
    from generator.grid.found_sites import from_directory, from_gocdb, from_table
    from generator.grid.ldif import entries_in
    from generator.grid.rows import rows_in

    if gocdb is not None:
        return tuple(from_gocdb(rows_in(gocdb.read_bytes(), gocdb.name)))
    if ldif is not None:
        return tuple(from_directory(entries_in(ldif.read_bytes(), ldif.name)))
    return tuple(from_table(rows_in(table.read_bytes(), table.name))) if table is not None else ()


@import_command.command()
@click.argument("export", type=_FILE, metavar="FILE")
@click.option("--mapping", type=_FILE, required=True, help="YAML: kind, id and a pattern of columns for each field.")
@click.pass_obj
def tracker(settings: Settings, export: Path, mapping: Path) -> None:
    """Propose a record for every row of FILE, the CSV or XML export of a tracker, that has none."""
    from generator.grid.entries import SourceError
    from generator.grid.rows import rows_in
    from generator.grid.tracker import drafts_of, mapping_from

    try:
        rules = mapping_from(mapping.read_bytes(), mapping.name)
        rows = rows_in(export.read_bytes(), export.name)
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    _propose(settings.unjudged().facts, *drafts_of(rows, rules))


def _propose(facts: Facts, drafts: Iterable[Draft], told: Iterable[str]) -> None:
    from generator.grid.proposals import proposals
    from generator.reports.lines import printable

    found = proposals(drafts, facts, told)
    click.echo(found.diff, nl=False)
    for line in found.unmapped:
        click.echo(printable(line), err=True)
    click.echo(f"{len(found.files)} new records, {len(found.unmapped)} remarks", err=True)
