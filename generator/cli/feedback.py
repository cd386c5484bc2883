"""`pps feedback`: what people write in the issue forms becomes records, and the issues that point them to the forms."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.asking import handle
from generator.cli.at_github import at_github, repository_option
from generator.cli.command_groups import CommandGroup
from generator.cli.proposing import REFUSED, dry_option, present, told_as_usage
from generator.cli.summarising import summarise

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.authoring.edits import Added
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.forge.github import GitHub
    from generator.forge.intake import Intake


@click.group(cls=CommandGroup)
def feedback() -> None:
    """Bring in what people report in issues, show them where to report it, and sum it up."""


feedback.add_command(summarise)


@feedback.command("import")
@click.option("--issue", "number", type=click.IntRange(1), help="One issue only; default: all.")
@click.option("--by", metavar="HANDLE", help="Who records that an issue was edited or deleted: the person of the bot.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where the pull request's text goes.")
@click.option("--kept", metavar="REV", help="The branch of the open pull request: what its reviewers mended stays so.")
@repository_option
@dry_option
@click.pass_obj
def import_feedback(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    number: int | None,
    by: str | None,
    out: Path | None,
    kept: str | None,
    repository: str | None,
    dry_run: bool,
) -> int:
    """
    Write what was filled into the issue forms as records, and print the text of the pull request that proposes them.

    A form that cannot be read gets one comment that says what to mend. What changed in an issue after it was recorded
    becomes a follow-up. A second run finds nothing to do.
    """
    edition = _of_this_day(settings)
    with at_github(repository) as github, told_as_usage():
        intake = _intake(settings, edition, github, number=number, by=by, kept=kept)
        if intake.proposed.refusals:
            return _refused(intake)
        return _shown(intake) if dry_run else _carried_out(settings, intake, github, out)


@feedback.command()
@click.option("--site", envvar="SITE_URL", show_envvar=True, default="", help="The address of the site.")
@repository_option
@click.option("--dry-run", is_flag=True, help="Show the issues, write nothing.")
@click.pass_obj
def channels(settings: Settings, *, site: str, repository: str | None, dry_run: bool) -> None:
    """
    Open the public channel of each preview and pilot that asks for feedback: one issue that leads to the form.

    It is locked, because only forms become records, and closed when the time for feedback is over.
    """
    from generator.bulletin.messages import Desk
    from generator.forge.channels import channels as wanted_on
    from generator.forge.channels import open_channels

    edition = _of_this_day(settings)
    with at_github(repository) as github:
        address = f"{site.rstrip('/')}/" if site else ""
        wanted = wanted_on(edition.facts, Desk(site=address, issues=f"{github.web}/issues"))
        _tell_unrecorded(edition, github)
        if dry_run:
            for one in wanted:
                click.echo(f"{one.title}\n\n{one.text}\n")
            return
        done = open_channels(github, wanted)
    click.echo(f"{len(done.standing)} channels are open, {len(done.closed)} were closed", err=True)


def _tell_unrecorded(edition: Edition, github: GitHub) -> None:
    from generator.forge.channels import address, unrecorded

    for patch in unrecorded(edition.facts):
        value = f"ref={address(github.web, patch.id)}"
        line = f"pps promote {patch.id} feedback-channel-opened --set {shlex.quote(value)}"
        click.echo(f"{patch.id} names no channel; record it with: {line}", err=True)


def _of_this_day(settings: Settings) -> Edition:
    edition = present(settings)
    if edition.demonstration:
        raise click.UsageError("this is demonstration data, whose clock stands still: no feedback is imported")
    return edition


def _intake(  # noqa: PLR0913 - what the options say
    settings: Settings, edition: Edition, github: GitHub, *, number: int | None, by: str | None, kept: str | None
) -> Intake:
    from generator.authoring.proposal import Known
    from generator.forge import intake
    from generator.forge.kept import kept as kept_draft
    from generator.forge.kept import kept_additions

    facts, root = edition.facts, settings.repository()
    found = intake.post(github, facts, number)
    due = intake.followups(found, facts, github, "")
    person = _in_a_name(due, settings, edition, by)
    signed = intake.followups(found, facts, github, person) if person else ()
    drafts = intake.drafts(found, facts, github)
    if kept is not None:
        proposed = _texts_at(root, kept)
        drafts = tuple(kept_draft(one, proposed, facts) for one in drafts)
        signed = tuple(kept_additions(one, proposed) for one in signed)
    return intake.judged(drafts, signed, Known(root=root, facts=facts))


def _texts_at(root: Path, revision: str) -> Callable[[str], str | None]:
    """Give the texts of the files of a commit."""
    from generator.history.repository import Repository

    repository = Repository(root)
    commit = repository.commit(revision)

    def text(path: str) -> str | None:
        content = repository.content(commit, f"{repository.prefix}{path}")
        return None if content is None else content.decode(errors="surrogateescape")

    return text


def _in_a_name(found: tuple[Added, ...], settings: Settings, edition: Edition, by: str | None) -> str | None:
    """Tell in whose name follow-ups are recorded; where nobody is known they wait, and the rest goes on."""
    try:
        return handle(by, settings.repository(), edition.registry) if found else None
    except click.UsageError as error:
        names = ", ".join(one.record.id for one in found)
        click.echo(f"issues changed after they were recorded ({names}), and that waits: {error.message}", err=True)
        return None


def _refused(intake: Intake) -> int:
    from generator.reports import lines

    for line in lines.text(intake.proposed.refusals):
        click.echo(line)
    click.echo("nothing is written: check would refuse it", err=True)
    return REFUSED


def _shown(intake: Intake) -> int:
    from generator.forge.replies import summary

    click.echo(intake.proposed.diff, nl=False)
    for line in summary(intake.drafts):
        click.echo(line, err=True)
    return 0


def _carried_out(settings: Settings, intake: Intake, github: GitHub, out: Path | None) -> int:
    """Write the records whatever becomes of the comments, then the text of the pull request."""
    from generator.authoring.disk import write
    from generator.forge.replies import pull_request, summary

    failed = _comment(intake, github)
    write(settings.repository(), intake.proposed.changes)
    for line in (*summary(intake.drafts), *failed):
        click.echo(line, err=True)
    if not intake.edits:
        click.echo("nothing new in the issues", err=True)
    elif out is None:
        click.echo(pull_request(intake), nl=False)
    else:
        out.write_text(pull_request(intake), encoding="utf-8")
    return REFUSED if failed else 0


def _comment(intake: Intake, github: GitHub) -> tuple[str, ...]:
    """Tell the authors; what the forge refuses is told at the end, and made up for by the next run."""
    from generator.forge.refusals import ForgeError
    from generator.forge.replies import show_with_subject, tell

    failed = []
    for draft in intake.drafts if github.connection.token else ():
        try:
            tell(github, draft)
            show_with_subject(github, draft)
        except ForgeError as error:
            failed.append(f"issue {draft.issue.number} could not be answered: {error}")
    return tuple(failed)
