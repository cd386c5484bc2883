"""`pps pilot`: the steps of a pilot, each with everything that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import handle
from generator.cli.command_groups import CommandGroup
from generator.cli.proposing import (
    approve_option,
    by_option,
    date_option,
    dry_option,
    present,
    propose,
    record_of,
    set_option,
    told_as_usage,
)

if TYPE_CHECKING:
    from datetime import date

    from generator.cli.settings import Settings

VERBS = {
    "negotiate": ("negotiation-opened", None, "Open the negotiation of a major update or an incompatible server."),
    "kickoff": ("kickoff-held", None, "Record the kick-off, with the timelines of the policy unless others are given."),
    "agree": ("agreed", None, "Record that all concerned parts agree, with the agreements that are still missing."),
    "start": ("started", None, "Start it: agreements, awareness of the sites, installations, pilot-opened."),
    "suspend": ("suspended", None, "Stop the week clock."),
    "resume": ("resumed", None, "Run it again; the week begins anew."),
    "upgrade": ("upgraded", "patches", "Replace the running set by the given patches."),
    "prolong": ("prolonged", "until", "Prolong it until a day, as the last post mortem or all parts decide."),
    "roll-back": ("rolled-back", None, "Return one site (--set site=), or all of them, to production."),
    "evaluate": ("evaluated", "outcome", "Judge it: success or failure, by the route that follows from the records."),
    "close": ("closed", None, "Close it, once everything is cleared away."),
    "abort": ("aborted", None, "End it before it starts."),
    "note": ("note", None, "Append a remark."),
}
"""Command -> the event that it records, the key that further words are, and what it is for."""


@click.group(cls=CommandGroup)
def pilot() -> None:
    """Propose a pilot of server patches, and take it from step to step."""


@pilot.command(name="propose")
@click.argument("names", metavar="PATCH...", nargs=-1, required=True)
@click.option("--site", "sites", multiple=True, required=True, metavar="SITE", help="A site that runs it.")
@click.option("--id", "identity", metavar="ID", help="Default: the next free one of the year.")
@set_option
@by_option
@date_option
@dry_option
@click.pass_obj
def propose_command(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    names: tuple[str, ...],
    sites: tuple[str, ...],
    identity: str | None,
    *,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """Propose a pilot of each PATCH at the sites; --set monitoring=https://… and other fields as of `pps new pilot`."""
    from generator.authoring.proposing_pilots import pilot_fields
    from generator.cli.drafting import Desk
    from generator.records.kinds import KINDS

    edition, root = present(settings), settings.repository()
    registry, on = edition.registry, day or edition.today
    writer = handle(by, root, registry)
    patches = tuple(record_of(edition, registry.patches, name) for name in dict.fromkeys(names))
    places = tuple(record_of(edition, registry.sites, name) for name in dict.fromkeys(sites))
    with told_as_usage():
        known = pilot_fields(patches, places, (writer, on), edition.facts)
        desk = Desk(edition=edition, day=on, by=writer, given=dict(given))
        edit = desk.record(KINDS["pilots"], identity, known)
        return propose(root, edition, (edit,), title=f"{edit.id}: proposed", dry_run=dry_run)


def _command(verb: str) -> click.Command:
    """Make the command of a verb."""
    word, key, told = VERBS[verb]

    @click.command(name=verb, help=told)
    @click.argument("identity", metavar="PILOT")
    @click.argument("words", metavar=f"[{key.upper()}]" if key else "", nargs=-1)
    @set_option
    @by_option
    @approve_option
    @date_option
    @dry_option
    @click.pass_obj
    def run(settings: Settings, /, identity: str, words: tuple[str, ...], *, dry_run: bool, **asked: Any) -> int:
        from generator.cli.pilot_steps import take

        if words and key is None:
            raise click.UsageError(f"pps pilot {verb} takes a pilot and no further words: {' '.join(words)}")
        named = ((key, ",".join(words)),) if key is not None and words else ()
        return take(settings, identity, word, named, dry_run=dry_run, **asked)

    return run


for _verb in VERBS:
    pilot.add_command(_command(_verb))
