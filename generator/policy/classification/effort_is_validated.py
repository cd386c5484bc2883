"""PPS204."""

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.patch_states import state_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.use_cases import validated_effort
from generator.records.patch_attributes import ServerAttributes
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS204",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T085",),
    quote="validated by the release manager via a specific attribute in Savannah",
)
def effort_is_validated(patch: Patch, facts: Facts) -> Gates:
    """
    The release manager validated the present estimate of the effort of a backward-compatible server update.

    Without it the update cannot be minor. This never blocks: ask the release manager to record effort-validated with
    the number of man-days that stands in the attributes, and the class follows.
    """
    found, state = facts.classification(patch), state_of(patch, facts.today)
    if found is None or not found.use_case.is_bc_server or state is None or not state.is_open:
        return
    validated = validated_effort(patch, facts.today)
    if not isinstance(patch.attributes, ServerAttributes):
        return
    effort = patch.attributes.effort_man_days
    if validated is not None and validated.man_days == effort:
        return
    last = f" ({validated.man_days} was, on {validated.date})" if validated else ""
    yield Gate(
        status=GateStatus.MISSING,
        at=patch.place(patch.attributes, "effort_man_days"),
        message=f"effort {effort} man-days is not validated{last}: treated as major",
        fix=f"the release manager records effort-validated with man_days: {effort}",
        field="attributes.effort_man_days",
        actor=facts.actor(Role.RELEASE_MANAGER),
    )
