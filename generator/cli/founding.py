"""`pps init`: a repository of records for another infrastructure."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.asking import Pair, is_terminal
from generator.cli.founders import (
    HOLDER,
    Pairs,
    founders_of,
    merged,
    organisation_asked,
    organisation_named,
    refuse_gaps,
    rocs_of,
    vos_of,
)
from generator.cli.proposing import REFUSED, told_as_usage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.cli.settings import Settings
    from generator.findings import Finding


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the site is called.")
@click.option("--organisation", help="The organisation on GitHub whose teams own the folders.")
@click.option("--holder", "holders", type=Pair(), multiple=True, metavar=HOLDER, help="A founder; may be repeated.")
@click.option(
    "--roc", "rocs", type=Pair(), multiple=True, metavar="ROC-ID=NAME/CC,CC", help="Name, countries of a ROC."
)
@click.option("--vo", "vos", type=Pair(), multiple=True, metavar="ID=NAME/DISCIPLINE", help="Name, subject of a VO.")
@click.option("--publisher-vo", default="ops", show_default=True, help="The VO that publishes tags.")
@click.option("--node-type", "node_types", multiple=True, help="A type of node; may be repeated.")
@click.option("--platform", "platforms", multiple=True, help="A platform; may be repeated.")
@click.option("--git", "with_git", is_flag=True, help="Make a git repository of it, with a first commit.")
@click.pass_obj
def init(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    folder: Path,
    name: str | None,
    organisation: str | None,
    holders: Pairs,
    rocs: Pairs,
    vos: Pairs,
    publisher_vo: str,
    node_types: tuple[str, ...],
    platforms: tuple[str, ...],
    with_git: bool,
) -> int:
    """
    Make an empty, valid repository in DIR for another infrastructure.

    It takes along the code, the templates and the workflows as they are here, and gets the first revision of the
    policy, approved by its founders: somebody of SA1, a release manager, a ROC manager and the manager of a VO that
    takes part. A terminal is asked for what no option says.
    """
    from generator.authoring import founding
    from generator.authoring.carrying import lay_out, make_sure
    from generator.cli.settings import clock

    today = settings.today or clock()
    with told_as_usage():
        make_sure(_checkout(), folder.resolve())
        if not is_terminal():
            refuse_gaps(name, organisation, merged(holders), {**dict(rocs), **dict(vos)})
        asked = founding.Founding(
            name=name or click.prompt("What is the site called?"),
            organisation=organisation_named(organisation or organisation_asked()),
            founders=(founders := founders_of(holders, today)),
            rocs=rocs_of(rocs, founders),
            vos=vos_of(vos, founders),
            publisher=publisher_vo,
            node_types=node_types,
            platforms=platforms,
        )
        records = founding.texts(asked, today)
        refusals = founding.errors(records, today)
        if refusals:
            return _refused(refusals)
        lay_out(_checkout(), folder.resolve(), asked, records)
    if with_git:
        _commit(folder, f"Found {asked.name}")
    _tell_next(folder, len(records), with_git=with_git)
    return 0


def _checkout() -> Path:
    from generator.assets import site_templates

    return site_templates().parent


def _refused(refusals: Iterable[Finding]) -> int:
    from generator.reports import lines

    for line in lines.text(tuple(refusals)):
        click.echo(line)
    click.echo("nothing is written: check would refuse the first records", err=True)
    return REFUSED


def _commit(folder: Path, title: str) -> None:
    """Make the first commit; raise HistoryError where git cannot."""
    from generator.history import HistoryError

    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "--all"), ("commit", "--quiet", "-m", title)):
        command = ["git", "-C", str(folder), *words]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the folder is an argument of its own
        except FileNotFoundError as error:
            raise HistoryError("git is not installed; everything is written, commit it later") from error
        except subprocess.CalledProcessError as error:
            why = error.stderr.strip() or error.stdout.strip()
            raise HistoryError(f"everything is written, but git {words[0]} failed in {folder}: {why}") from error


def _tell_next(folder: Path, count: int, *, with_git: bool) -> None:
    click.echo(f"{folder}: {count} files of its own, beside the code, the templates and the workflows")
    first = "" if with_git else " && git init -b main && git add --all && git commit -m 'Found the records'"
    click.echo("Next: read README.md there, then")
    click.echo(f"  cd {shlex.quote(str(folder))}{first} && make site")
