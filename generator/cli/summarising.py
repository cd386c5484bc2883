"""`pps feedback summarise`: what users said, drafted into the release notes of a patch for somebody to go over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.asking import handle
from generator.cli.proposing import by_option, date_option, dry_option, present, propose, record_of, told_as_usage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.cli.settings import Settings
    from generator.records.feedback import Feedback
    from generator.records.patches import Patch


@click.command()
@click.argument("identity", metavar="PATCH")
@click.option("--text", help="What the notes say; default: a draft from the first words of each feedback.")
@by_option
@date_option
@dry_option
@click.pass_obj
def summarise(  # noqa: PLR0913 - what the options say
    settings: Settings, /, identity: str, *, text: str | None, by: str | None, day: date | None, dry_run: bool
) -> int:
    """
    Write the summary of all feedback on PATCH that came in time into its release notes.

    Read the draft again and put it into your own words before you open the pull request.
    """
    from generator.authoring.edits import Added, Value
    from generator.bulletin.summaries import summary_draft
    from generator.policy.feedback.windows import feedback_in_time

    edition, root = present(settings), settings.repository()
    patch = record_of(edition, edition.registry.patches, identity)
    given = feedback_in_time(patch, edition.facts)
    _refuse_what_is_done(patch, given)
    summary = {
        "text": summary_draft(given) if text is None else text,
        "covers": tuple(one.id for one in given),
        "by": handle(by, root, edition.registry),
        "date": day or edition.today,
    }
    addition = Value(mapping="release_notes", field="feedback_summary", value=summary)
    with told_as_usage():
        edits = (Added(record=patch, additions=(addition,)),)
        return propose(root, edition, edits, title=f"{patch.id}: feedback summarised", dry_run=dry_run)


def _refuse_what_is_done(patch: Patch, given: Iterable[Feedback]) -> None:
    """Say what to do by hand where a summary stands already, and that silence needs none."""
    from generator.bulletin.summaries import summary_draft

    found = tuple(given)
    if not found:
        raise click.UsageError(f"no feedback on {patch.id} came in time; the release notes say so by themselves")
    standing = patch.release_notes.feedback_summary
    if standing is None:
        return
    left = [one for one in found if one.id not in standing.covers]
    if not left:
        raise click.UsageError(f"the summary of {patch.id} covers all feedback that came in time")
    names = ", ".join((*standing.covers, *(one.id for one in left)))
    raise click.UsageError(
        f"{patch.path} holds a summary already; go on with it, for example with “{summary_draft(left)}”, "
        f"and write covers: [{names}]"
    )
