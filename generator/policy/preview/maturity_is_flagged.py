"""PPS302."""

from generator.findings import GateStatus
from generator.lifecycle.patch_states import state_of
from generator.policy.preview.answers import entry, met, not_applicable
from generator.policy.preview.deployments import is_client
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import BasicTests, MaturityFlag
from generator.records.patches import Patch
from generator.terms import PatchState, Role


@rule(
    "PPS302",
    of=Patch,
    statements=("T025", "T060"),
    quote="identified and flagged (*) by SA3",
    gate_of=("preview-opened",),
    every_run=False,
)
def maturity_is_flagged(patch: Patch, facts: Facts) -> Gates:
    """
    SA3 has flagged a patch as mature enough before it goes into preview ahead of its certification.

    The flag is given on what the basic tests showed, so it stands in the log after the last round that passed; a patch
    that is tested again is flagged again. A certified patch needs no flag: the certificate says more.
    """
    transition = facts.transition
    if transition is None:
        return
    if not is_client(patch, facts) or state_of(patch, facts.today) is PatchState.CERTIFIED:
        yield not_applicable(transition.place, "the flag is for clients that are not certified yet")
        return
    flag = _flag(patch)
    if flag is not None:
        yield met(transition.place, f"SA3 flagged the patch on {flag.date}", entry(patch, flag))
        return
    yield Gate(
        status=GateStatus.MISSING,
        at=transition.place,
        message="preview cannot open: SA3 has not flagged the patch as mature enough",
        fix="SA3 records maturity-flag, after the basic tests that passed",
        actor=facts.actor(Role.SA3_CERTIFICATION),
    )


def _flag(patch: Patch) -> MaturityFlag | None:
    """Tell the first flag after the latest passed basic tests; where none passed, the first flag."""
    flag: MaturityFlag | None = None
    for event in patch.events:
        if isinstance(event, BasicTests) and event.result == "passed":
            flag = None
        elif isinstance(event, MaturityFlag):
            flag = flag or event
    return flag
