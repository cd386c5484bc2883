"""`pps`: the commands, and the exit codes by which programs know how they ended."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.program import program

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, FINDINGS, USAGE, MISSING, GIT, INTERNAL = 0, 1, 2, 3, 4, 70
REFUSALS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What a machine refuses without the tool being at fault: rights, a disk that is full or broken."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 clean, 1 findings, 2 usage, 3 no data, 4 git cannot answer, 70 a fault of the tool."""
    _open_closed_streams()
    _print_whatever_comes()
    sys.exit(_exit_code(arguments))


def _open_closed_streams() -> None:
    """Let a stream that was closed before the start read nothing, or write nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - it stays open


def _print_whatever_comes() -> None:
    """Escape what the terminal cannot show, such as the name of a file that is not UTF-8, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _exit_code(arguments: Sequence[str] | None) -> int:
    try:
        outcome = program.main(args=arguments, prog_name="pps", standalone_mode=False)
        sys.stdout.flush()  # what cannot be printed has to fail here, not after the exit code is told
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("pps: stopped", err=True)
        return FINDINGS
    except BrokenPipeError:  # nobody reads on
        _print_no_more()
        return FINDINGS
    except Exception as error:  # noqa: BLE001 - the last place: whatever it is, it is reported and nothing is lost
        known = _foreseen(error)
        if known is not None:
            click.echo(f"pps: {_refusal(error) if isinstance(error, OSError) else error}", err=True)
            return known
        traceback.print_exc()
        click.echo(
            "pps: this is a fault of the tool; please report the lines above. git status tells what was written.",
            err=True,
        )
        return INTERNAL
    return outcome if isinstance(outcome, int) else CLEAN


def _print_no_more() -> None:
    """Let what is still to be printed go nowhere, so that it does not fail once more at the end."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _foreseen(error: Exception) -> int | None:
    """Tell the exit code of a fault in the place or the history of the records; their modules are loaded only now."""
    from generator.files import DataMissingError
    from generator.history import HistoryError

    if isinstance(error, DataMissingError):
        return MISSING
    if isinstance(error, OSError):
        return USAGE if error.errno in REFUSALS else None
    return GIT if isinstance(error, HistoryError) else None


def _refusal(error: OSError) -> str:
    if error.filename is None:  # it was no file that refused, so that it may have been the output
        _print_no_more()
    place = error.filename.decode(errors="backslashreplace") if isinstance(error.filename, bytes) else error.filename
    where = f"{place}: " if place else ""
    return f"{where}{error.strerror}; make room or mend the rights; git status tells whether anything was written"
