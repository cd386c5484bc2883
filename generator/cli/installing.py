"""`pps install`: a step of a patch at one site, at many, or where the information system shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.asking import Pair, event_keys, given_at, handle
from generator.cli.proposing import by_option, date_option, dry_option, present, propose, record_of, told_as_usage
from generator.terms import Tier

if TYPE_CHECKING:
    from datetime import date

    from generator.authoring.acts import Hands
    from generator.authoring.edits import Edit
    from generator.cli.settings import Settings
    from generator.edition import Edition
    from generator.policy.observations import Observation
    from generator.records.patches import Patch
    from generator.records.sites import Site
    from generator.records.structure import Event

Places = tuple[tuple["Site", dict[str, Any]], ...]


@click.command()
@click.argument("identity", metavar="PATCH")
@click.argument("step")
@click.argument("names", metavar="[SITE]...", nargs=-1)
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]), help="All production sites of this tier.")
@click.option(
    "--from-observation",
    "dump",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="All sites where this observation shows a tag that is not recorded, on its day.",
)
@click.option(
    "--set",
    "given",
    type=Pair(),
    multiple=True,
    metavar="KEY=VALUE",
    help="A key of the step; SITE.KEY=VALUE for one site.",
)
@by_option
@date_option
@dry_option
@click.pass_obj
def install(  # noqa: PLR0913 - what the options say
    settings: Settings,
    /,
    identity: str,
    step: str,
    names: tuple[str, ...],
    *,
    tier: str | None,
    dump: Path | None,
    given: tuple[tuple[str, str], ...],
    by: str | None,
    day: date | None,
    dry_run: bool,
) -> int:
    """
    Record a STEP of PATCH at each SITE: distributed, configured, tested, tag-published, tag-withdrawn or removed.

    The first step at a site makes its installation. Computing elements are all of the site, unless --set ces= names
    some; a site of its own gets its own value: --set BOREAS-T2.ref=https://…
    """
    from generator.authoring.acts import Hands

    edition, root = present(settings), settings.repository()
    patch, kind = record_of(edition, edition.registry.patches, identity), _step(step)
    seen = _observation(dump)
    hands = Hands(by=handle(by, root, edition.registry), day=day or (seen.day if seen else edition.today))
    with told_as_usage():
        places = _places(patch, kind, edition, hands.day, names, tier, seen)
        edits = _edits(patch, kind, places, hands, edition, given)
        title = f"{patch.id}: {kind.type} at {', '.join(site.id for site, _ in places)}"
        return propose(root, edition, edits, title=title, dry_run=dry_run)


def _step(word: str) -> type[Event]:
    from generator.authoring.installing import STEPS

    if word not in STEPS:
        raise click.UsageError(f"there is no step {word!r}; choose {', '.join(STEPS)}")
    return STEPS[word]


def _observation(path: Path | None) -> Observation | None:
    from generator.policy.observations import UnreadableObservationError, observation_from

    try:
        return observation_from(path.read_text(encoding="utf-8")) if path is not None else None
    except (UnreadableObservationError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from error


def _places(  # noqa: PLR0913, PLR0917 - three ways to name sites
    patch: Patch,
    kind: type[Event],
    edition: Edition,
    day: date,
    names: tuple[str, ...],
    tier: str | None,
    seen: Observation | None,
) -> Places:
    """Tell the sites at which the step is taken, with what is known of it there; raise where they are named twice."""
    from generator.authoring.installing import seen_steps, sites_of_tier

    if sum((bool(names), tier is not None, seen is not None)) != 1:
        raise click.UsageError("name the sites in one way: SITE…, --tier TIER or --from-observation FILE")
    if seen is not None:
        found: Places = tuple(seen_steps(patch, kind, seen, edition.facts))
        why = f"the observation of {seen.day} shows nothing about {patch.id} that is not recorded"
    elif tier is not None:
        found = tuple((site, {}) for site in sites_of_tier(Tier(tier), patch, kind, edition.facts, day))
        why = f"no production site of tier {tier} can take this step on {day}"
    else:
        found, why = tuple((record_of(edition, edition.registry.sites, name), {}) for name in dict.fromkeys(names)), ""
    if not found:
        raise click.UsageError(f"{why}; nothing is to be written")
    return found


def _edits(  # noqa: PLR0913, PLR0917 - what the step is made of
    patch: Patch,
    kind: type[Event],
    places: Places,
    hands: Hands,
    edition: Edition,
    given: tuple[tuple[str, str], ...],
) -> tuple[Edit, ...]:
    from generator.authoring.installing import known_step, step_at

    facts = edition.facts
    edits = []
    for site, seen in places:
        act = hands.himself(kind, facts, site.id)
        known = known_step(patch, site, kind, facts, hands.day) | seen
        keys = event_keys(kind, given_at(site.id, (one.id for one, _ in places), given), known, edition.registry)
        edits.append(step_at(patch, site, ((kind, act, keys),), facts))
    return tuple(edits)
