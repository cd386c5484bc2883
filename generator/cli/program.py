"""The program `pps`: its global options, and its commands in groups, each loaded when it is asked for."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.cli.command_groups import CommandGroup
from generator.cli.settings import Settings, day_option, revision_option, root_option

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

GROUPS = {
    "Judge": {
        "check": "checking",
        "diff": "differing",
        "audit": "auditing",
        "explain": "explaining",
        "due": "explaining",
        "rule": "explaining",
        "what-if": "supposing",
    },
    "Write": {
        "new": "creating",
        "add": "adding",
        "promote": "writing",
        "preview": "opening",
        "install": "installing",
        "pilot": "piloting",
        "agree": "writing",
        "waive": "governing",
        "release": "governing",
        "postmortem": "governing",
        "policy": "revising",
        "renumber": "renumbering",
        "fmt": "formatting",
        "init": "founding",
    },
    "Grid": {"observe": "observing", "jdl": "selecting", "import": "importing"},
    "GitHub": {"feedback": "feedback"},
    "Publish": {
        "build": "publishing",
        "serve": "publishing",
        "notes": "noting",
        "notify": "notifying",
        "schema": "schemas",
        "forge": "forging",
    },
}
"""What commands are for -> command -> the module of this package that holds it, as its name or `<name>_command`."""

MODULES = {name: module for commands in GROUPS.values() for name, module in commands.items()}


class Grouped(CommandGroup):
    """A group that loads a command when it is asked for, and whose help lists them by what they are for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the shape that click asks for
        """Tell the names of all commands."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Load a command, or tell that there is none of that name."""
        if cmd_name not in MODULES:
            return None
        module = import_module(f"generator.cli.{MODULES[cmd_name]}")
        name = cmd_name.replace("-", "_")
        found = getattr(module, f"{name}_command", None) or getattr(module, name)
        assert isinstance(found, click.Command)  # noqa: S101 - the table above names commands only
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a section for each purpose."""
        for title, names in GROUPS.items():
            self.write_section(title, names, ctx, formatter)


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
