"""PPS202."""

from generator.findings import GateStatus
from generator.lifecycle.patch_states import state_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role, UseCase


@rule(
    "PPS202",
    of=Patch,
    statements=("T015", "T020"),
    quote="Empty set of configuration instructions in release notes",
    gate_of=("preview-opened", "accepted"),
)
def release_notes_agree_with_the_use_case(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes of a backward-compatible client ask for no configuration.

    Sites take such an update without a further test, because there is nothing to configure. If there is, declare the
    variable or the intervention in the attributes: the patch then is a non-backward-compatible client. If there is not,
    empty the instructions.
    """
    found, state = facts.classification(patch), state_of(patch, facts.today)
    if found is None or (state is not None and state.is_terminal):
        return
    at = patch.place(patch.release_notes, "configuration_instructions")
    if found.use_case is not UseCase.BC_CLIENT:
        message = f"the release notes of {found.use_case} may ask for configuration"
        yield Gate(status=GateStatus.NOT_APPLICABLE, at=at, message=message)
    elif not patch.release_notes.configuration_instructions.strip():
        yield Gate(status=GateStatus.MET, at=at, message="the release notes ask for no configuration")
    else:
        yield Gate(
            status=GateStatus.MISSING,
            at=at,
            message="the release notes ask for configuration but the attributes declare none",
            fix="declare the variable (a new class), or empty the instructions",
            field="release_notes.configuration_instructions",
            actor=facts.actor(Role.SA3_RELEASE),
        )
