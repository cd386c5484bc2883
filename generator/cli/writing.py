"""`pps promote` and `pps agree`: what somebody decides, appended to the record that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import Pair, approvers, event_keys, filled, handle
from generator.cli.proposing import by_option, date_option, dry_option, present, propose, record_of, told_as_usage
from generator.terms import Decision, Part, Role

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.authoring.agreement import Asked
    from generator.authoring.edits import Addition, Item
    from generator.authoring.promotion import Promotion
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event


@click.command()
@click.argument("identity", metavar="PATCH")
@click.argument("event")
@by_option
@click.option("--role", type=click.Choice([role.value for role in Role]), help="The role in which it is recorded.")
@click.option("--approve", "approvals", type=Pair(), multiple=True, metavar="ROLE=HANDLE", help="Who approves it.")
@click.option("--set", "given", type=Pair(), multiple=True, metavar="KEY=VALUE", help="A key of the event.")
@date_option
@click.option("--note", metavar="TEXT", help="A remark that stands with the event.")
@dry_option
@click.pass_obj
def promote(settings: Settings, /, identity: str, event: str, *, dry_run: bool, **asked: Any) -> int:
    """
    Append EVENT to the log of PATCH, with the approvals that it needs.

    Nothing is written that check would refuse. An acceptance brings along what is then due: the confirmation of the
    notes if the recorder may give it, the end of the preview, the sentence that nobody gave feedback.
    """
    from generator.authoring import promotion
    from generator.authoring.edits import Added

    edition, root = present(settings), settings.repository()
    patch = record_of(edition, edition.registry.patches, identity)
    kind = promotion.EVENTS.get(event)
    if kind is None:
        raise click.UsageError(f"a patch has no event {event!r}; choose {', '.join(promotion.EVENTS)}")
    with told_as_usage():
        added = promotion.additions(_promotion(patch, kind, edition, root, **asked), edition.facts)
        return propose(root, edition, (Added(record=patch, additions=added),), dry_run=dry_run)


@click.command()
@click.argument("identity", metavar="PILOT")
@click.option("--part", type=click.Choice([part.value for part in Part]), help="The concerned part that agrees.")
@click.option("--vo", help="The VO that agrees.")
@click.option("--site", help="The site that agrees.")
@click.option("--all", "everything", is_flag=True, help="Every part that the person speaks for and that is missing.")
@by_option
@click.option("--decision", type=click.Choice(["approve", "reject"]), default="approve", show_default=True)
@click.option("--ref", metavar="LINK", help="Where the decision can be read.")
@click.option("--set", "given", type=Pair(), multiple=True, metavar="KEY=VALUE", help="What the site assures.")
@date_option
@dry_option
@click.pass_obj
def agree(
    settings: Settings, /, identity: str, *, given: tuple[tuple[str, str], ...], dry_run: bool, **options: Any
) -> int:
    """
    Append the agreement of a concerned part to PILOT; nothing is written that check would refuse.

    A site of a pilot that is not backward compatible signs what it assures, with its agreement or later: --site SITE
    --set focus=true --set interaction=… --set perturbation_plan=… --set 'concentration={from: …, until: …}'.
    """
    from generator.authoring.agreement import agreements
    from generator.authoring.edits import Added

    edition, root = present(settings), settings.repository()
    pilot = record_of(edition, edition.registry.pilots, identity)
    with told_as_usage():
        asked = _asked(edition, root, **options)
        spoken = agreements(pilot, asked, edition.facts)
        added = _with_commitments(pilot, asked, spoken, given, edition) if given else spoken
        title = f"{pilot.id}: commitments" if given else None
        return propose(root, edition, (Added(record=pilot, additions=added),), title=title, dry_run=dry_run)


def _with_commitments(
    pilot: Pilot, asked: Asked, spoken: tuple[Item, ...], given: tuple[tuple[str, str], ...], edition: Edition
) -> tuple[Addition, ...]:
    """Tell what a site signs, beside its agreement."""
    from generator.authoring.agreement import ASSURED, signed, signing_site
    from generator.authoring.filling import Said
    from generator.records.pilots import PlatinumCommitments

    if asked.decision is Decision.REJECT:
        raise click.UsageError("a site that rejects a pilot assures nothing; leave out --set")
    number = signing_site(pilot, spoken)
    said = Said(given=dict(given), known={"signed_by": asked.by, "date": asked.day}, demanded=ASSURED)
    return signed(pilot, number, filled(PlatinumCommitments, said, edition.registry), spoken)


def _promotion(  # noqa: PLR0913 - what the options say
    patch: Patch,
    kind: type[Event],
    edition: Edition,
    root: Path,
    *,
    by: str | None,
    role: str | None,
    approvals: tuple[tuple[str, str], ...],
    given: tuple[tuple[str, str], ...],
    day: date | None,
    note: str | None,
) -> Promotion:
    from generator.authoring.acts import act_of
    from generator.authoring.knowable import known_keys
    from generator.authoring.promotion import Promotion, approving
    from generator.authoring.proposal import before_edits

    facts, on = edition.facts, day or edition.today
    act = act_of(handle(by, root, edition.registry), kind, on, facts, Role(role) if role else None)
    base = before_edits(root, (patch.path,), edition.registry)
    committed = base.patches.get(patch.id) if base else None
    said = (*given, *((("note", note),) if note is not None else ()))
    known = known_keys(patch, kind, on, facts, committed)
    found = event_keys(kind, said, known, edition.registry, chosen_by={"component": patch.component.value})
    needed = approving(patch, kind, on, facts, overruled="overrule" in found)
    people = approvers(needed, act, approvals, facts)
    return Promotion(patch=patch, kind=kind, act=act, keys=found, approvers=people)


def _asked(  # noqa: PLR0913 - what the options say
    edition: Edition,
    root: Path,
    *,
    part: str | None,
    vo: str | None,
    site: str | None,
    everything: bool,
    by: str | None,
    decision: str,
    ref: str | None,
    day: date | None,
) -> Asked:
    from generator.authoring.agreement import Asked

    if vo and site:
        raise click.UsageError("--vo and --site exclude one another: one part agrees at a time, or all with --all")
    if everything and (part or vo or site):
        raise click.UsageError("--all speaks for every part; leave out --part, --vo and --site")
    spoken = Part.VO if vo else Part.SITE if site else None
    if part and spoken and part != spoken:
        raise click.UsageError(f"--part {part} does not go with --{spoken}")
    return Asked(
        by=handle(by, root, edition.registry),
        day=day or edition.today,
        decision=Decision(decision),
        part=Part(part) if part else spoken,
        scope=vo or site,
        everything=everything,
        ref=ref,
    )
