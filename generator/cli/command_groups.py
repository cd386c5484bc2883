"""Groups of commands whose help says the first sentence of every command whole."""

from collections.abc import Iterable

import click

SENTENCE = 1000
"""Letters; no first sentence is longer, so that none is cut."""


class CommandGroup(click.Group):
    """A group whose help lists its commands, each with its first sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section of all commands."""
        self.write_section("Commands", self.list_commands(ctx), ctx, formatter)

    def write_section(
        self, title: str, names: Iterable[str], ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write a section of the commands of these names."""
        with formatter.section(title):
            commands = ((name, self.get_command(ctx, name)) for name in names)
            formatter.write_dl([(name, found.get_short_help_str(SENTENCE)) for name, found in commands if found])
