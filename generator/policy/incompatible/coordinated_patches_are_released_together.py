"""PPS508."""

from generator.findings import GateStatus
from generator.lifecycle.patch_states import state_of
from generator.policy.pilot.protocol import met, not_asked, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_attributes import ClientAttributes
from generator.records.patch_events import Released
from generator.records.patches import Patch
from generator.terms import PatchState, Role


@rule(
    "PPS508",
    of=Patch,
    statements=("T127",),
    quote="need for a coordinated client update",
    gate_of=("released",),
    every_run=False,
)
def coordinated_patches_are_released_together(patch: Patch, facts: Facts) -> Gates:
    """
    What cannot work alone is released after its counterparts, or together with them.

    That is a server that existing clients cannot use, or a client that does not work with old servers; its counterparts
    are the patches that it is coordinated with. The other one, which works with both, may go first. Put them into one
    release, or release the counterpart before.
    """
    place = place_in(patch, facts)
    if _works_alone(patch):
        yield not_asked(place, "works with what is in production")
        return
    known = ((identity, facts.registry.patches.get(identity)) for identity in patch.coordinated_with)
    behind = [other for identity, other in known if other is not None and not _is_ready(identity, other, facts)]
    for other in behind:
        yield _gap(other, facts, patch)
    if not behind:
        yield met(place, "every counterpart is in production or comes with it", *patch.coordinated_with)


def _works_alone(patch: Patch) -> bool:
    attributes = patch.attributes
    if isinstance(attributes, ClientAttributes):
        return attributes.compatible_with_old_servers
    return attributes.compatible_with_existing_clients


def _is_ready(identity: str, other: Patch, facts: Facts) -> bool:
    """Tell whether a counterpart is in production or in this release; before it is recorded, whether it can be."""
    state = state_of(other, facts.today)
    event = facts.transition.event if facts.transition else None
    if not isinstance(event, Released):
        return state in {PatchState.IN_PRODUCTION, PatchState.READY_FOR_PRODUCTION}
    release = facts.registry.releases.get(event.release)
    return state is PatchState.IN_PRODUCTION or (
        release is not None and any(shipped.patch == identity for shipped in release.patches)
    )


def _gap(other: Patch, facts: Facts, patch: Patch) -> Gate:
    state = state_of(other, facts.today)
    lost = state is not None and state.is_terminal
    return Gate(
        status=GateStatus.BREACHED if lost else GateStatus.MISSING,
        at=place_in(patch, facts),
        message=f"the coordinated {other.component} is neither in production nor in this release ({other.id}, {state})",
        fix="release them together",
        actor=facts.actor(Role.RELEASE_MANAGER),
    )
