"""PPS203."""

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.patch_states import state_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS203",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T083",),
    quote="according to the severity assigned by the EMT",
)
def fixes_carry_an_emt_severity(patch: Patch, facts: Facts) -> Gates:
    """
    Each bug that a backward-compatible server update fixes carries a severity assigned by the EMT.

    Without it the update cannot be minor. This never blocks: ask the EMT for the severity, and the class follows.
    """
    found, state = facts.classification(patch), state_of(patch, facts.today)
    if found is None or not found.use_case.is_bc_server or state is None or not state.is_open:
        return
    for number, fix in enumerate(patch.fixes):
        bug = facts.registry.bugs.get(fix)
        if bug is not None and bug.kind == "bug" and bug.severity_on(facts.today) is None:
            yield Gate(
                status=GateStatus.MISSING,
                at=patch.place(name="fixes", item=number),
                message=f"{fix} has no EMT severity: {patch.id} is treated as major",
                fix=f"the EMT adds emt_severity to {fix}",
                field=f"fixes[{number}]",
                actor=facts.actor(Role.EMT),
            )
