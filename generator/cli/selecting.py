"""`pps jdl`: the expressions that select the sites of versions, composed with what the user requires besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.cli.settings import Settings
    from generator.jdl.expressions import Expression

_FORMATS = ("jdl", "condor", "queries")


@click.command()
@click.argument("subjects", nargs=-1, required=True, metavar="PATCH…")
@click.option("--requirements", metavar="EXPR", help="Your own requirements, as a ClassAd expression.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="jdl", show_default=True)
@click.pass_obj
def jdl(settings: Settings, subjects: tuple[str, ...], requirements: str | None, form: str) -> None:
    """
    Write the requirements of a job that asks for PATCH, or for every one of several patches and pilots.

    What the expression is worth today stands on the error output: the sites that publish all the tags.
    """
    from generator.bulletin.offers import UnknownOfferError, offer
    from generator.jdl import CAVEAT, CONDOR_REMARK, selection

    edition = settings.edition()
    try:
        found = offer(subjects, edition.facts)
    except UnknownOfferError as error:
        raise click.UsageError(str(error)) from error
    chosen = selection(found.tags, _own(requirements) if requirements is not None else None)
    lines = {"jdl": (chosen.jdl,), "condor": (chosen.condor,), "queries": (*chosen.info_queries, *chosen.ldap_queries)}
    for line in lines[form]:
        click.echo(line)
    for remark in (_where(found.sites), CONDOR_REMARK if form == "condor" else CAVEAT):
        click.echo(remark, err=True)


def _own(text: str) -> Expression:
    from generator.jdl.parsing import parsed
    from generator.jdl.tokens import ExpressionError

    try:
        return parsed(text)
    except ExpressionError as error:
        raise click.UsageError("--requirements is broken at " + "\n".join(error.framed())) from error


def _where(sites: Iterable[str]) -> str:
    named = ", ".join(sites)
    return f"Published today at {named}." if named else "No site publishes all of it today."
