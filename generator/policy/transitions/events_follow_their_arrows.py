"""PPS801."""

from generator.findings import GateStatus
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.policy.transitions.arrows import missteps_of_patch, missteps_of_pilot
from generator.records.patches import Patch
from generator.records.pilots import Pilot


@rule(
    "PPS801",
    of=(Patch, Pilot),
    statements=("T036", "T050", "T089"),
    quote="After the parallel certification and preview phases are completed",
)
def events_follow_their_arrows(record: Patch | Pilot, facts: Facts) -> Gates:
    """
    Events follow their arrows: each one leads from the state that the earlier ones reached to a next one.

    Certification runs beside the preview or the pilot, and both are over before a patch is accepted; without either,
    only a joint overrule leads from certified to production. A pilot makes a patch visible while it runs with it. What
    is rejected, withdrawn, superseded, rolled back, closed or aborted stays so. An event that leads nowhere changes
    nothing and is not judged further: record the missing steps.
    """
    missteps = missteps_of_patch(record, facts) if isinstance(record, Patch) else missteps_of_pilot(record, facts)
    for misstep in missteps:
        yield Gate(
            status=GateStatus.BREACHED,
            at=record.place(misstep.event),
            message=misstep.message,
            fix=misstep.fix,
            field=f"event {misstep.number}",
            actor=AUTHOR,
        )
