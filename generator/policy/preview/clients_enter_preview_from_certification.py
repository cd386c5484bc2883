"""PPS304."""

from generator.findings import GateStatus
from generator.lifecycle.patch_states import state_of
from generator.policy.preview.answers import met
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import PatchState

_FROM = (PatchState.IN_CERTIFICATION, PatchState.CERTIFIED)


@rule(
    "PPS304",
    of=Patch,
    statements=("T022", "T035", "T060"),
    quote='a patch in certification (Status="In certification") can be "moved"',
    gate_of=("preview-opened",),
    every_run=False,
)
def clients_enter_preview_from_certification(patch: Patch, facts: Facts) -> Gates:
    """
    A preview is for a client that works with old servers, during its certification or after it.

    Such a client can stand beside the production version without harm. Anything else is operated in a pilot, at sites
    that are ready for it: record pilot-opened instead. A patch that is only registered starts its certification first.
    """
    transition = facts.transition
    if transition is None:
        return
    state, use_case = state_of(patch, facts.today), facts.use_case(patch)
    if state not in _FROM:
        shown = f"'{state}'" if state is not None else "nowhere"
        message = f"preview cannot open from {shown} (allowed: {', '.join(_FROM)})"
        fix = "start certification first" if state in {None, PatchState.REGISTERED} else "remove the event"
    elif use_case is not None and not use_case.is_client_class:
        message = f"preview cannot open for {use_case} (allowed: bc-client, nbc-client)"
        fix = "open a pilot: record pilot-opened"
    else:
        yield met(transition.place, f"{use_case}, {state}")
        return
    status = GateStatus.MISSING if transition.event is None else GateStatus.BREACHED
    yield Gate(status=status, at=transition.place, message=message, fix=fix, actor=AUTHOR)
