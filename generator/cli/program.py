"""The program `pps`: its global options, and its commands in groups."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli.auditing import audit
from generator.cli.checking import check
from generator.cli.explaining import due, explain, rule
from generator.cli.importing import import_records
from generator.cli.observing import observe
from generator.cli.publishing import build, serve
from generator.cli.schemas import schema
from generator.cli.selecting import jdl
from generator.cli.settings import Settings, day_option, revision_option, root_option
from generator.cli.supposing import what_if
from generator.cli.writing import agree, promote

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

GROUPS = {
    "Judge": ("check", "audit", "explain", "due", "rule", "what-if"),
    "Write": ("promote", "agree"),
    "Grid": ("observe", "jdl", "import"),
    "Publish": ("build", "serve", "schema"),
}


class Grouped(click.Group):
    """A group whose help lists the commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each purpose."""
        for title, names in GROUPS.items():
            with formatter.section(title):
                commands = ((name, self.get_command(ctx, name)) for name in names)
                formatter.write_dl([(name, found.get_short_help_str(80)) for name, found in commands if found])


@click.group(cls=Grouped, context_settings={"help_option_names": ["-h", "--help"]})
@root_option
@day_option
@revision_option
@click.version_option(__version__, prog_name="pps")
@click.pass_context
def program(context: click.Context, root: Path | None, today: date | None, revision: str | None) -> None:
    """Check, explain and publish the records of a pre-production service."""
    if os.environ.get("NO_COLOR"):
        context.color = False
    context.obj = Settings(root=root, today=today, revision=revision)


for command in (
    check,
    audit,
    explain,
    due,
    rule,
    what_if,
    promote,
    agree,
    build,
    serve,
    observe,
    schema,
    jdl,
    import_records,
):
    program.add_command(command)
