"""`pps audit`: the records and everything that ever happened to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.checking import format_option, reported, strict_option

if TYPE_CHECKING:
    from generator.cli.settings import Settings


@click.command()
@format_option
@strict_option
@click.pass_obj
def audit(settings: Settings, form: str, *, strict: bool) -> int:
    """
    Judge the records, and every step of the history of the main branch.

    Each commit of the first-parent history is asked what it did: nothing recorded may have been edited, removed or
    renamed. What is back-dated by git's own date is told as a notice.
    """
    from generator.edition import audited

    root = settings.repository()
    edition = audited(root, settings.as_recorded())
    return reported(root, edition, edition.findings, form, strict=strict)
