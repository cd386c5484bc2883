"""`pps waive`, `release` and `postmortem`: decisions with a record of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import Pair, filled, handle, is_terminal
from generator.cli.proposing import by_option, date_option, dry_option, present, propose, record_of, told_as_usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from generator.authoring.edits import Created
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.policy.transitions.hearing import Voice
    from generator.records.structure import Structure

Pairs = tuple[tuple[str, str], ...]


def decision_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options that every decision has: who records it, when, its fields, who approves."""
    for option in (
        click.pass_obj,
        dry_option,
        date_option,
        by_option,
        click.option(
            "--approve", "named", type=Pair(), multiple=True, metavar="ROLE[:SCOPE]=HANDLE", help="Who approves it."
        ),
        click.option("--set", "given", type=Pair(), multiple=True, metavar="KEY=VALUE", help="A field of the record."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("subject")
@click.option("--rule", "rules", multiple=True, required=True, metavar="PPSnnn", help="A rule that it excuses.")
@click.option(
    "--package", "packages", type=Pair(), multiple=True, metavar="NAME=SHA256", help="A package that is kept."
)
@decision_options
def waive(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    subject: str,
    rules: tuple[str, ...],
    packages: Pairs,
    given: Pairs,
    named: Pairs,
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Record an exception: why rules do not hold for SUBJECT, and until when.

    Comply or explain: the rules decide which kind of exception it is, and the kind decides who approves.
    """
    from generator.authoring.deciding import known_of_exception, new_record, voices_of_exception
    from generator.records.decisions import ExceptionRecord

    edition, root = present(settings), settings.repository()
    facts, on = edition.facts, day or edition.today
    everything = {name: one for kind in edition.registry.by_kind.values() for name, one in kind.items()}
    record_of(edition, everything, subject)
    with told_as_usage():
        known = known_of_exception(subject, rules, on, facts)
        known |= {"reproducibility.packages": tuple({"name": one, "sha256": other} for one, other in packages)}
        fields = fields_of(ExceptionRecord, given, {key: value for key, value in known.items() if value}, edition)
        created = new_record(ExceptionRecord, fields, on, facts)
        voices = voices_of_exception(created, facts)
        people = people_of(voices, named, handle(by, root, edition.registry), on, facts)
        return propose(root, edition, (approved(created, people, on),), dry_run=dry_run)


@click.command()
@click.argument("patches", nargs=-1, required=True, metavar="PATCH…")
@click.option("--title", help="What the release is called.")
@click.option(
    "--platforms", "limits", type=Pair(), multiple=True, metavar="PATCH=A,B", help="Default: all that were accepted."
)
@decision_options
def release(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    patches: tuple[str, ...],
    title: str | None,
    limits: Pairs,
    given: Pairs,
    named: Pairs,
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Record a release of one PATCH or several, with the event in each log.

    It ships the platforms that were accepted, or those that are named. A release manager records and approves it.
    """
    from generator.authoring import deciding
    from generator.records.decisions import Release
    from generator.terms import Role

    edition, root = present(settings), settings.repository()
    facts, on = edition.facts, day or edition.today
    author, limited = handle(by, root, edition.registry), dict(limits)
    with told_as_usage():
        shipped = {
            one: deciding.platforms_of(record_of(edition, edition.registry.patches, one))
            for one in dict.fromkeys((*patches, *limited))
        }
        shipped |= {one: tuple(word.strip() for word in text.split(",")) for one, text in limited.items()}
        said = (*given, *((("title", title),) if title is not None else ()))
        fields = fields_of(Release, said, {"released_on": on, "patches": ()}, edition)
        created, events = deciding.release(shipped, fields, author, on, facts)
        people = people_of(((Role.RELEASE_MANAGER, None),), named, author, on, facts)
        return propose(root, edition, (approved(created, people, on), *events), dry_run=dry_run)


@click.command()
@click.argument("pilot")
@click.option("--decision", type=click.Choice(["promote", "prolong", "stop", "redo"]), help="What follows.")
@decision_options
def postmortem(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    *,
    pilot: str,
    decision: str | None,
    given: Pairs,
    named: Pairs,
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Record the post mortem of PILOT, and what was decided about it.

    SA1 and the coordination decide together. A prolongation names its last day.
    """
    from generator.authoring.deciding import JOINT, new_record
    from generator.authoring.knowable_fields import known_of_post_mortem
    from generator.records.decisions import PostMortem

    edition, root = present(settings), settings.repository()
    facts, on = edition.facts, day or edition.today
    with told_as_usage():
        record = record_of(edition, edition.registry.pilots, pilot)
        known = {"pilot": record.id, "held_on": on, **known_of_post_mortem(record)}
        said = (*given, *((("decision", decision),) if decision is not None else ()))
        created = new_record(PostMortem, fields_of(PostMortem, said, known, edition), on, facts)
        people = people_of(JOINT, named, handle(by, root, edition.registry), on, facts)
        return propose(root, edition, (approved(created, people, on),), dry_run=dry_run)


def fields_of(kind: type[Structure], given: Pairs, known: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    """Tell the fields of a decision without its approvals."""
    from generator.authoring.filling import Said

    said = Said(given=dict(given), known=known, unasked=frozenset({"approvals"}))
    return filled(kind, said, edition.registry)


def approved(created: Created, people: Mapping[Voice, str], day: date, abstaining: Iterable[Voice] = ()) -> Created:
    """Tell a record with the answers that it carries: who approves, or abstains, by voice."""
    from generator.authoring.voices import approval
    from generator.terms import Decision

    silent = set(abstaining)
    answers = tuple(
        approval(voice, by, day, Decision.ABSTAIN if voice in silent else Decision.APPROVE)
        for voice, by in people.items()
    )
    return replace(created, fields={**created.fields, "approvals": answers})


def people_of(voices: Iterable[Voice], named: Pairs, by: str, day: date, facts: Facts) -> dict[Voice, str]:
    """Tell who gives each voice that is needed, and each other one that is named; ask where several could."""
    from generator.authoring.voices import holders_of, nobody, speaker, voice_of, written

    said = {voice_of(text): person for text, person in named}
    found = {voice: said.get(voice) or speaker(voice, by, day, facts) for voice in voices}
    open_ones = {voice: holders_of(voice, day, facts) for voice, person in found.items() if person is None}
    vacant = next((voice for voice, holders in open_ones.items() if not holders), None)
    if vacant is not None:
        raise click.UsageError(nobody(vacant, day))
    if open_ones and not is_terminal():
        hints = " ".join(f"--approve {written(voice)}={holders[0]}" for voice, holders in open_ones.items())
        others = "; ".join(f"{written(voice)}: {', '.join(holders)}" for voice, holders in open_ones.items())
        raise click.UsageError(f"several people hold a role that has to approve ({others}); pass {hints}, or another")
    asked = {
        voice: click.prompt(f"who approves as {written(voice)}", type=click.Choice(holders))
        for voice, holders in open_ones.items()
    }
    return {voice: person or asked[voice] for voice, person in found.items()} | said
