"""PPS403."""

from generator.findings import GateStatus, Location, Waiver
from generator.lifecycle.patch_states import steps
from generator.lifecycle.pilot_states import running_set
from generator.policy.pilot.concerned_parts import all_speakers
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import Certified
from generator.records.patches import Patch
from generator.records.pilot_events import Upgraded
from generator.records.pilots import Pilot


@rule(
    "PPS403",
    of=Pilot,
    waivers=(Waiver.EXCEPTION, Waiver.JOINT),
    statements=("T090", "T092"),
    quote="recommendable to set up and upgrade the pilot services using only certified software",
    gate_of=("started", "upgraded"),
    every_run=False,
)
def pilots_run_certified_software(pilot: Pilot, facts: Facts) -> Gates:
    """
    A pilot starts with certified software and is upgraded to certified software only.

    The concerned parts may decide otherwise for a good reason. Then an exception of kind uncertified-software says why,
    names the patch, and keeps the packages with their checksums, so that the environment can be made again.
    """
    place = place_in(pilot, facts)
    event = facts.transition.event if facts.transition else None
    patches = event.patches if isinstance(event, Upgraded) else running_set(pilot)
    unmet = [gate for identity in patches if (gate := _gap(identity, place, facts)) is not None]
    yield from unmet or (met(place, f"{', '.join(patches)} certified", *patches),)


def _gap(identity: str, place: Location, facts: Facts) -> Gate | None:
    patch = facts.registry.patches.get(identity)
    if patch is None and (Patch.folder, identity) in facts.whole.unreadable:
        return Gate(status=GateStatus.UNKNOWN, at=place, message=f"{identity} cannot be read", about=identity)
    if patch is None or _is_certified(patch):
        return None
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=f"the pilot runs non-certified {identity}",
        fix="justify, document and record it (exception), or wait for certification",
        actor=all_speakers(facts),
        about=identity,
    )


def _is_certified(patch: Patch) -> bool:
    return any(isinstance(step.event, Certified) for step in steps(patch))
