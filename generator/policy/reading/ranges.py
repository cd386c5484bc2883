"""Ranges that reach beyond one value, as answers of PPS103: tiers that are in their order, pilots that run a server."""

from collections.abc import Iterator
from datetime import date

from generator.policy.reading.breaches import breach
from generator.policy.rule import Facts, Gates
from generator.records.pilot_events import Agreed, Evaluated, Proposed, Started, Upgraded
from generator.records.pilots import Pilot
from generator.records.policies import PolicyRevision
from generator.records.structure import Record, plain

_List = Pilot | Upgraded
"""What names the patches that a pilot runs."""


def ranges(record: Record, facts: Facts) -> Gates:
    """Yield each value that its record, or the records that it names, do not admit."""
    if isinstance(record, PolicyRevision):
        yield from _tiers(record)
    elif isinstance(record, Pilot):
        yield from _servers(record, facts)


def _tiers(revision: PolicyRevision) -> Gates:
    """Yield tiers that are ordered twice, and required ones that have no place in the order (policy §6)."""
    tiers = revision.params.tiers
    for number, tier in enumerate(tiers.order):
        if tier in tiers.order[:number]:
            message, fix = f"{{field}} names '{tier}' again", "name each tier once, the lowest first"
            yield breach(revision, tiers, "order", number, message=message, fix=fix)
    for name, tier in plain(tiers.required).items():
        if tier not in tiers.order:
            message = f"{{field}} is '{tier}', which is no member of tiers.order"
            fix = f"choose {' | '.join(tiers.order)}, or add it to the order"
            yield breach(revision, tiers.required, name, message=message, fix=fix)


def _servers(pilot: Pilot, facts: Facts) -> Gates:
    """Yield each list of patches without one of a server class on a day on which the pilot takes a step with it."""
    told: list[_List] = []
    for patches, day in _stages(pilot):
        if all(one is not patches for one in told) and _has_no_server(patches.patches, day, facts):
            told.append(patches)
            message = f"{{field}} holds no server update on {day}, and a pilot runs at least one"
            fix = "name the server update too; a client alone is previewed"
            yield breach(pilot, patches, "patches", message=message, fix=fix)


def _stages(pilot: Pilot) -> Iterator[tuple[_List, date]]:
    """Yield which list counts on the days on which a pilot is proposed, agreed, started, upgraded or succeeds."""
    patches: _List = pilot
    for event in pilot.events:
        patches = event if isinstance(event, Upgraded) else patches
        is_failure = isinstance(event, Evaluated) and event.outcome == "failure"
        if isinstance(event, Proposed | Agreed | Started | Upgraded | Evaluated) and not is_failure:
            yield patches, event.date


def _has_no_server(patches: tuple[str, ...], day: date, facts: Facts) -> bool:
    """Tell whether every patch is known to be of a client class on a day; what cannot be read may be a server."""
    known = (facts.registry.patches.get(patch) for patch in patches)
    classes = [facts.use_case(patch, day) if patch is not None else None for patch in known]
    return all(one is not None and one.is_client_class for one in classes)
