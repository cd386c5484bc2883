"""`pps what-if`: the same records under other parameters of the policy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from generator.cli.asking import Pair
from generator.cli.settings import Day

if TYPE_CHECKING:
    from datetime import date

    from generator.cli.settings import Settings


@click.command("what-if")
@click.option(
    "--set", "given", type=Pair(), multiple=True, required=True, metavar="PARAMETER=VALUE", help="Suppose it."
)
@click.option("--from", "since", type=Day(), help="Suppose it from this day on; default: in every revision.")
@click.option("--format", "form", type=click.Choice(("text", "json", "markdown")), default="text", show_default=True)
@click.pass_obj
def what_if(settings: Settings, given: tuple[tuple[str, str], ...], since: date | None, form: str) -> None:
    """
    Tell what other parameters of the policy would change.

    Which open subjects change their class or their dates, which clocks move, and which recorded transitions would have
    been refused or would have needed an exception. Nothing is written.
    """
    from generator.policy.supposition import SuppositionError, supposition
    from generator.policy.what_if import what_if as answer_to
    from generator.reports.what_if import as_markdown, as_text, as_value

    edition = settings.edition()
    if edition.policy is None:
        raise click.UsageError("there is no final policy revision whose parameters could be other ones")
    try:
        suppositions = tuple(supposition(name, text, edition.registry) for name, text in given)
    except SuppositionError as error:
        raise click.UsageError(str(error)) from error
    answer = answer_to(edition.facts, edition.findings, suppositions, since)
    if form == "json":
        click.echo(json.dumps(as_value(edition, answer), indent=1, ensure_ascii=False))
        return
    for line in as_text(edition, answer) if form == "text" else as_markdown(edition, answer):
        click.echo(line)
