"""`pps audit`: the records and everything that ever happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.checking import format_option, reported, strict_option

if TYPE_CHECKING:
    from generator.cli.settings import Settings


@click.command()
@click.option("--ledger", metavar="REF", help="Where evidence is archived; default: ledger, then origin/ledger.")
@format_option
@strict_option
@click.pass_obj
def audit(settings: Settings, ledger: str | None, form: str, *, strict: bool) -> int:
    """
    Judge the records, and every step of the history of the main branch.

    Each commit of the first-parent history is asked what it did: nothing recorded may have been edited, removed or
    renamed. What is back-dated by git's own date is told as a notice. Where the reviews of merged changes are archived,
    every approval is held against them once more.
    """
    from generator.edition import audited
    from generator.reports.lines import several

    root = settings.repository()
    edition, found = audited(root, settings.as_recorded(), ledger)
    code = reported(root, edition, edition.findings, form, strict=strict)
    click.echo(
        f"audited {several(found.steps, 'step')} of the history: {found.proven} with archived evidence, "
        f"{found.bare} without it, {found.early} older than the archive",
        err=True,
    )
    return code
