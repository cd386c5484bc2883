"""PPS207."""

from generator.findings import Actor, GateStatus, Waiver
from generator.lifecycle.patch_states import state_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_attributes import ClientAttributes
from generator.records.patches import Patch
from generator.terms import PatchState, Role, UseCase


@rule(
    "PPS207",
    of=Patch,
    waivers=(Waiver.JOINT,),
    statements=("T059", "T127"),
    quote="need for a coordinated client update",
    gate_of=("accepted",),
)
def counterparts_are_named(patch: Patch, facts: Facts) -> Gates:
    """
    Counterparts are named by every patch that cannot work with what is in production on the other side.

    A server that the existing clients cannot use names the client patch that comes with it, a client that old servers
    cannot serve its server patch; or a note says why none is needed. Fill coordinated_with on both sides, or
    coordination_note.
    """
    lacking = _lacking(patch)
    if lacking is None or facts.use_case(patch) is not UseCase.NBC_SERVER or not _is_asked(patch, facts):
        if facts.transition is not None:
            works = "works with what is in production on the other side"
            yield Gate(status=GateStatus.NOT_APPLICABLE, at=facts.transition.place, message=works)
        return
    field, what, counterpart = lacking
    named = tuple(name for name in patch.coordinated_with if _is_on_the_other_side(name, patch, facts))
    said = (
        f"coordinated with {', '.join(named)}" if named else "the coordination note says why no counterpart is needed"
    )
    is_met = bool(named or (patch.coordination_note or "").strip())
    yield Gate(
        status=GateStatus.MET if is_met else GateStatus.MISSING,
        at=patch.place(patch.attributes, field),
        message=said if is_met else f"{what}: name the coordinated {counterpart} patch",
        fix=None if is_met else "fill coordinated_with (both sides) or coordination_note",
        field=f"attributes.{field}",
        actor=Actor(role=Role.DEVELOPER, people=patch.developers),
        evidence=named,
    )


def _lacking(patch: Patch) -> tuple[str, str, str] | None:
    """Tell the attribute that breaks with the other side, what it says, and the counterpart; None where none does."""
    attributes = patch.attributes
    if isinstance(attributes, ClientAttributes):
        breaks = not attributes.compatible_with_old_servers
        return ("compatible_with_old_servers", "not usable with old servers", "server") if breaks else None
    breaks = not attributes.compatible_with_existing_clients
    return ("compatible_with_existing_clients", "not usable with existing clients", "client") if breaks else None


def _is_asked(patch: Patch, facts: Facts) -> bool:
    """Tell whether the patch is open; once it is accepted, the gate of that transition has spoken."""
    state = state_of(patch, facts.today)
    asked = state is not None and state.is_open and state is not PatchState.READY_FOR_PRODUCTION
    return facts.transition is not None or asked


def _is_on_the_other_side(name: str, patch: Patch, facts: Facts) -> bool:
    """Tell whether a named patch updates the other component; one that cannot be read counts as such."""
    other = facts.registry.patches.get(name)
    return other is None or other.component is not patch.component
