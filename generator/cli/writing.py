"""`pps promote` and `pps agree`: what somebody decides, appended to the record that it is about."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.cli.asking import Pair, approvers, handle, keys
from generator.cli.settings import Day
from generator.records.structure import Record
from generator.terms import Decision, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from generator.authoring.agreement import Asked
    from generator.authoring.promotion import Promotion
    from generator.authoring.proposal import Addition, Proposal
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.records.patches import Patch
    from generator.records.structure import Event

REFUSED = 1
_Kind = TypeVar("_Kind", bound=Record)
by_option = click.option("--by", metavar="HANDLE", help="Who records it; default: the person of git's github.user.")
date_option = click.option("--date", "day", type=Day(), help="The day on which it happened; default: today.")
dry_option = click.option("--dry-run", is_flag=True, help="Show the difference, write nothing.")


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
    notes, the end of the preview, the sentence that nobody gave feedback.
    """
    from generator.authoring import promotion
    from generator.authoring.proposal import AuthoringError

    edition, root = _present(settings), settings.repository()
    patch = _record(edition, edition.registry.patches, identity)
    kind = promotion.EVENTS.get(event)
    if kind is None:
        raise click.UsageError(f"a patch has no event {event!r}; choose {', '.join(promotion.EVENTS)}")
    try:
        added = promotion.additions(_promotion(patch, kind, edition, root, **asked), edition.facts)
        return _proposed(root, edition, patch, added, dry_run=dry_run)
    except AuthoringError as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("identity", metavar="PILOT")
@click.option("--part", type=click.Choice([part.value for part in Part]), help="The concerned part that agrees.")
@click.option("--vo", help="The VO that agrees.")
@click.option("--site", help="The site that agrees.")
@click.option("--all", "everything", is_flag=True, help="Every part that the person speaks for and that is missing.")
@by_option
@click.option("--decision", type=click.Choice(["approve", "reject"]), default="approve", show_default=True)
@click.option("--ref", metavar="LINK", help="Where the decision can be read.")
@date_option
@dry_option
@click.pass_obj
def agree(settings: Settings, /, identity: str, *, dry_run: bool, **asked: Any) -> int:
    """Append the agreement of a concerned part to PILOT; nothing is written that check would refuse."""
    from generator.authoring.agreement import agreements
    from generator.authoring.proposal import AuthoringError

    edition, root = _present(settings), settings.repository()
    pilot = _record(edition, edition.registry.pilots, identity)
    try:
        added = agreements(pilot, _asked(edition, root, **asked), edition.facts)
        return _proposed(root, edition, pilot, added, dry_run=dry_run)
    except AuthoringError as error:
        raise click.UsageError(str(error)) from error


def _present(settings: Settings) -> Edition:
    if settings.revision is not None:
        raise click.UsageError("what is written is written to the present state; leave out --at")
    return settings.as_recorded()


def _record(edition: Edition, records: Mapping[str, _Kind], identity: str) -> _Kind:
    """Tell a record by its id, or what stands in the way."""
    found = records.get(identity)
    if found is not None:
        return found
    if any(file.stem == identity and file.record is None for file in edition.registry.files):
        raise click.UsageError(f"{identity} cannot be read; pps check tells why")
    near = [one for one in records if identity.casefold() in one.casefold()][:5]
    raise click.UsageError(f"there is no {identity}" + (f"; did you mean {', '.join(near)}?" if near else ""))


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
    from generator.authoring.disk import before_edits
    from generator.authoring.knowable import known_keys
    from generator.authoring.promotion import Promotion, approving

    facts, on = edition.facts, day or edition.today
    act = act_of(handle(by, root, edition.registry), kind, on, facts, Role(role) if role else None)
    committed = before_edits(root, patch, edition.registry).patches.get(patch.id)
    said = (*given, *((("note", note),) if note is not None else ()))
    found = keys(patch, kind, said, known_keys(patch, kind, on, facts, committed), edition.registry)
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


def _proposed(root: Path, edition: Edition, record: Record, added: Iterable[Addition], *, dry_run: bool) -> int:
    """Judge additions to a record, then show or write them; tell the exit code."""
    from generator.authoring.disk import before_edits, text_of, write
    from generator.authoring.proposal import Known, proposal
    from generator.reports import lines

    items = tuple(added)
    base = before_edits(root, record, edition.registry)
    known = Known(facts=edition.facts, findings=edition.findings, base=base)
    proposed = proposal(record, text_of(root, record), items, known)
    if proposed.refusals:
        for line in lines.text(proposed.refusals):
            click.echo(line)
        click.echo(f"nothing is written: check would refuse {record.path}", err=True)
        return REFUSED
    if dry_run:
        click.echo(proposed.diff, nl=False)
        return 0
    write(root, proposed)
    _tell_next(record, items, proposed)
    return 0


def _tell_next(record: Record, added: tuple[Addition, ...], proposed: Proposal) -> None:
    """Say what was written, what to commit, and whom to ask for a review."""
    from generator.authoring.proposal import named_in, summary

    what = summary(added)
    click.echo(f"{proposed.path}: {what}")
    click.echo("Next: commit this file, nothing else, and open a pull request:")
    click.echo(f"  git add {shlex.quote(proposed.path)} && git commit -m {shlex.quote(f'{record.id}: {what}')}")
    click.echo(f"Who is named has to approve it there, or open it: {', '.join(named_in(added))}")
