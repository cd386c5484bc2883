"""`pps policy revise`: the next revision of the policy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.cli.asking import Pair, handle
from generator.cli.command_groups import CommandGroup
from generator.cli.governing import approved, decision_options, fields_of, people_of
from generator.cli.proposing import present, propose, told_as_usage

if TYPE_CHECKING:
    from datetime import date

    from generator.authoring.edits import Created
    from generator.cli.governing import Pairs
    from generator.cli.settings import Settings


@click.group(cls=CommandGroup)
def policy() -> None:
    """Write revisions of the policy."""


@policy.command()
@click.option("--param", "parameters", type=Pair(), multiple=True, metavar="NAME=VALUE", help="A parameter, anew.")
@click.option("--mode", "modes", type=Pair(), multiple=True, metavar="PPSnnn=MODE", help="enforce, warn or shadow.")
@click.option("--text", "texts", type=Pair(), multiple=True, metavar="SECTION=TEXT", help="A section of the policy.")
@click.option("--annex", "annexes", type=Pair(), multiple=True, metavar="KEY=TEXT", help="A technical annex.")
@click.option("--major", is_flag=True, help="A major revision, even where it only changes annexes.")
@click.option("--draft", is_flag=True, help="Ask nobody yet: a draft can be edited until it is final.")
@click.option("--abstain", "silent", type=Pair(), multiple=True, metavar="ROLE[:SCOPE]=HANDLE", help="Who abstains.")
@decision_options
def revise(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    parameters: Pairs,
    modes: Pairs,
    texts: Pairs,
    annexes: Pairs,
    major: bool,
    draft: bool,
    silent: Pairs,
    given: Pairs,
    named: Pairs,
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Write the next revision of the policy, with the answers of those whom it needs.

    Where only technical annexes change it is a minor one, which the coordination decides and has to notify; else a
    major one, which the interested VOs, SA1, SA3 and the ROC managers approve. pps what-if shows beforehand what other
    parameters would change.
    """
    from generator.authoring import revising
    from generator.authoring.voices import voice_of
    from generator.records.policies import PolicyRevision

    edition, root = present(settings), settings.repository()
    facts, on = edition.facts, day or edition.today
    wish = revising.Wish(
        parameters=dict(parameters), modes=dict(modes), normative=dict(texts), technical=dict(annexes), is_major=major
    )
    with told_as_usage():
        created = revising.revised(wish, revising.latest(edition.registry), edition.registry)
        known = {**created.fields, "status": "draft" if draft else "final"}
        created = replace(created, fields=fields_of(PolicyRevision, given, known, edition))
        said = (*named, *silent)
        voices = tuple(voice_of(text) for text, _ in said)
        needed = () if draft else revising.voices(created, created.fields["effective_on"], facts, voices)
        people = people_of(needed, said, handle(by, root, edition.registry), on, facts)
        whole = approved(created, people, on, (voice_of(text) for text, _ in silent))
        outcome = propose(root, edition, (whole,), dry_run=dry_run)
    if outcome == 0 and not dry_run:
        _tell_duties(created)
    return outcome


def _tell_duties(created: Created) -> None:
    """Say what a revision still asks for after its pull request."""
    from generator.authoring.revising import is_major

    day = created.fields["effective_on"]
    if created.fields["status"] == "draft":
        click.echo(f"Then: edit the draft; set its status to final, with its approvals, before {day}")
    elif not is_major(created):
        click.echo(f"Then: tell all VOs, all ROCs, SA1 and SA3 by {day}, and record it as a policy-change notification")
