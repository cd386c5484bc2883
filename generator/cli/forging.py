"""`pps forge`: what the workflows ask of GitHub and write there, each step a command that a person can run too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from generator.cli.at_github import at_github, repository_option
from generator.cli.command_groups import CommandGroup

if TYPE_CHECKING:
    from generator.cli.settings import Settings
    from generator.forge.answers import Pull
    from generator.forge.github import GitHub

_LOOKED_BACK: Final = 50
"""Merges whose evidence is looked for, so that a run that failed is made up for by the next."""


@click.group(cls=CommandGroup)
def forge() -> None:
    """Ask GitHub, and write there, what the workflows need."""


@forge.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write.")
@repository_option
def reviews(number: int, out: Path, repository: str | None) -> None:
    """Write down who opened, pushed and approved pull request NUMBER, for check --reviews."""
    with at_github(repository) as github:
        out.write_text(_reviews(github, github.pull(number)), encoding="utf-8")


@forge.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--run", "number", type=click.IntRange(1), required=True, help="The run of the check that wrote it.")
@repository_option
def report(file: Path, number: int, repository: str | None) -> None:
    """
    Write the report in FILE under the pull request that a run has checked, or bring the one there up to date.

    The pull request is the one whose head is the commit of the run, as GitHub tells; FILE tells nothing but text.
    """
    from generator.forge.report_comment import CHECK, ENDED, LONGEST, comment_of
    from generator.forge.runs import run_of

    with at_github(repository) as github:
        run = run_of(github, number)
        if run.workflow != CHECK or run.conclusion not in ENDED:
            click.echo(f"run {number} is no check that came to an end; nothing is written", err=True)
            return
        pulls = github.pulls_with_head(run.head_sha)
        content = _start_of(file, 4 * LONGEST + 1)
        for pull in pulls:
            click.echo(comment_of(github, pull, run, content).url)
        if not pulls:
            click.echo(f"no open pull request has {run.head_sha[:12]} as its head any more", err=True)


@forge.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--branch", default="main", show_default=True, help="The branch whose merges are archived.")
@repository_option
@click.pass_obj
def evidence(settings: Settings, folder: Path, branch: str, repository: str | None) -> None:
    """Archive in FOLDER who approved what the latest merges brought; what is archived is never written again."""
    from generator.forge.pull_requests import merged_pull
    from generator.history.archive import archived
    from generator.history.repository import Repository

    repository_here = Repository(settings.repository())
    merges = [one.commit for one in repository_here.first_parents()][-_LOOKED_BACK:]
    folder.mkdir(parents=True, exist_ok=True)
    with at_github(repository) as github:
        for commit in (one for one in merges if not (folder / f"{one}.json").exists()):
            pull = merged_pull(github, commit, branch)
            if pull is not None:
                text = archived(repository_here, _reviews(github, pull), commit)
                (folder / f"{commit}.json").write_text(text, encoding="utf-8")
            click.echo(f"{commit[:12]}: " + (f"pull request {pull.number}" if pull else "no pull request brought it"))


@forge.command("duties")
@repository_option
@click.pass_obj
def remind_of_duties(settings: Settings, repository: str | None) -> None:
    """Open, update and close one issue for each overdue duty."""
    from generator.forge.reminders import remind
    from generator.reports.overdue import reminders

    edition = settings.edition()
    if edition.demonstration:
        click.echo("this is demonstration data, whose clock stands still: nobody is reminded", err=True)
        return
    with at_github(repository) as github:
        done = remind(github, reminders(edition))
    click.echo(f"{len(done.standing)} duties are overdue, {len(done.closed)} are settled", err=True)
    if done.waiting:
        click.echo(f"{done.waiting} more are told by the next run", err=True)


@forge.command()
@click.argument("artifact")
@click.option("--branch", default="main", show_default=True)
@repository_option
def newest(artifact: str, branch: str, repository: str | None) -> None:
    """Tell the newest run on a branch that kept ARTIFACT; nothing where there is none any more."""
    from generator.forge.runs import newest_run_with

    with at_github(repository) as github:
        click.echo(newest_run_with(github, artifact, branch) or "")


@forge.command()
@click.argument("text", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--title", required=True)
@click.option("--head", required=True, help="The branch to merge.")
@click.option("--base", default="main", show_default=True, help="The branch to merge it into.")
@repository_option
def propose(text: Path, title: str, head: str, base: str, repository: str | None) -> None:
    """Open the pull request of a branch with the words of the file TEXT, or bring the one that is open up to date."""
    with at_github(repository) as github:
        click.echo(_proposed(github, title, text.read_text(encoding="utf-8"), head=head, base=base).url)


def _proposed(github: GitHub, title: str, body: str, *, head: str, base: str) -> Pull:
    owner = github.repository.partition("/")[0]
    standing = next(iter(github.pulls(head=f"{owner}:{head}")), None)
    if standing is None:
        return github.open_pull(title, body, head=head, base=base)
    return github.edit_pull(standing.number, title=title, body=body)


def _reviews(github: GitHub, pull: Pull) -> str:
    from generator.forge.pull_requests import reviews_file

    return json.dumps(reviews_file(github, pull), indent=1) + "\n"


def _start_of(file: Path, limit: int) -> bytes | None:
    """Read no more of a file than a report may have; None where there is no such file."""
    try:
        with file.open("rb") as opened:
            return opened.read(limit)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
