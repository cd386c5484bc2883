"""`pps`: the commands, and the exit codes by which programs know how they ended."""

from __future__ import annotations

import sys
import traceback
from io import TextIOWrapper
from typing import TYPE_CHECKING

import click

from generator.cli.program import program

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, FINDINGS, USAGE, MISSING, GIT, INTERNAL = 0, 1, 2, 3, 4, 70


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 clean, 1 findings, 2 usage, 3 no data, 4 git cannot answer, 70 a fault of the tool."""
    _print_whatever_comes()
    sys.exit(_exit_code(arguments))


def _print_whatever_comes() -> None:
    """Escape what the terminal cannot show, such as the name of a file that is not UTF-8, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _exit_code(arguments: Sequence[str] | None) -> int:
    try:
        outcome = program.main(args=arguments, prog_name="pps", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("pps: stopped", err=True)
        return FINDINGS
    except Exception as error:  # noqa: BLE001 - the last place: whatever it is, it is reported and nothing is lost
        known = _foreseen(error)
        if known is not None:
            click.echo(f"pps: {error}", err=True)
            return known
        traceback.print_exc()
        click.echo(
            "pps: this is a fault of the tool; please report it with the lines above. No file was changed.", err=True
        )
        return INTERNAL
    return outcome if isinstance(outcome, int) else CLEAN


def _foreseen(error: Exception) -> int | None:
    """Tell the exit code of a fault in the place or the history of the records; their modules are loaded only now."""
    from generator.files import DataMissingError
    from generator.history import HistoryError

    if isinstance(error, DataMissingError):
        return MISSING
    return GIT if isinstance(error, HistoryError) else None
