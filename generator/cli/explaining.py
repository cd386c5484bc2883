"""`pps explain`, `pps due` and `pps rule`: why things stand as they stand, and who must act."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from generator.cli.proposing import record_of
from generator.policy.checking import all_rules
from generator.reports import duties, explanation
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.policy.rule import Rule
    from generator.reports.duties import Duty


@click.command()
@click.argument("subject")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_obj
def explain(settings: Settings, subject: str, form: str) -> None:
    """Tell the use case of SUBJECT and why, its state, every gate ahead, who must act, and its history."""
    try:
        explained = explanation.explanation(settings.edition(), subject)
    except explanation.UnknownSubjectError as error:
        raise click.UsageError(str(error)) from error
    if form == "json":
        click.echo(json.dumps(explanation.as_value(explained), indent=1, ensure_ascii=False))
        return
    for line in explanation.as_text(explained):
        click.echo(line)


@click.command()
@click.option("--role", help="Only what this role owes, such as site-manager.")
@click.option("--vo", help="Only what managers of this VO owe.")
@click.option("--site", help="Only what managers of this site owe.")
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS", help="Only what is due in so many days.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_obj
def due(settings: Settings, /, form: str, **asked: Any) -> None:
    """Tell what somebody must do, the earliest first."""
    edition = settings.edition()
    wanted, known = duties.Filter(**asked), duties.duties(edition)
    _refuse_strangers(wanted, edition, known)
    owed = [duty for duty in known if wanted.keeps(duty, edition.today)]
    if form == "json":
        click.echo(json.dumps(duties.as_values(owed), indent=1, ensure_ascii=False))
        return
    for line in duties.as_lines(owed):
        click.echo(line)
    click.echo(f"{len(owed)} {'thing' if len(owed) == 1 else 'things'} to do", err=True)


def _refuse_strangers(wanted: duties.Filter, edition: Edition, known: Iterable[Duty]) -> None:
    """Refuse a name that nobody bears: that it owes nothing would be no answer."""
    registry = edition.registry
    if wanted.role is not None and wanted.role not in {*Role, *(duty.actor.role for duty in known)}:
        raise click.UsageError(f"there is no role {wanted.role!r}; choose {', '.join(Role)}")
    if wanted.vo is not None:
        record_of(edition, registry.vos, wanted.vo)
    if wanted.site is not None:
        record_of(edition, registry.sites, wanted.site)


@click.command()
@click.argument("identity", required=False)
@click.option("--list", "listing", is_flag=True, help="List every rule in a line.")
def rule(identity: str | None, *, listing: bool) -> None:
    """Tell what rule IDENTITY (such as PPS408) asks, why, and where it comes from."""
    rules = {one.id: one for one in all_rules()}
    wanted = identity.upper() if identity else None
    if listing:
        for one in rules.values():
            click.echo(f"{one.id} {one.level:<7} {one.obligation}")
        return
    if wanted is None or wanted not in rules:
        message = f"there is no rule {identity}" if identity else "name a rule"
        raise click.UsageError(f"{message}; pps rule --list shows all of them")
    for line in _told(rules[wanted]):
        click.echo(line)


def _told(one: Rule) -> Iterator[str]:
    yield f"{one.id} {one.obligation}"
    yield f"level {one.level}; waiver {' or '.join(one.waivers) or 'never'}"
    if one.quote:
        yield f"“{one.quote}” ({', '.join(one.statements)})"
    else:
        yield "a decision of this project"
    yield ""
    yield one.prose
    yield ""
    yield "Examples"
    yield from _examples(one)


def _examples(one: Rule) -> Iterator[str]:
    from generator.policy.examples import examples_of

    for example in examples_of(one):
        yield f"  {example.kind}: {example.title}" + (f". {example.prose}" if example.prose else "")
        yield from (f"    it says {sentence}" for sentence in example.said)
