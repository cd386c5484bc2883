"""PPS201."""

from generator.findings import GateStatus, Level
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch


@rule(
    "PPS201",
    of=Patch,
    level=Level.INFO,
    statements=("T014", "T015", "T016", "T018", "T054", "T059", "T079", "T080", "T126"),
    quote="highlighting the four basic use cases of the preproduction",
)
def use_case_is_derived(patch: Patch, facts: Facts) -> Gates:
    """
    The use case of every patch follows from its attributes and is printed with every reason.

    Nobody types the use case in: what could be chosen could be chosen wrongly. To change it, change the attribute
    that decides it; to treat a patch more carefully than its attributes ask, add an escalation.
    """
    found = facts.classification(patch)
    if found is not None:
        message = f"classified {found.use_case}: {'; '.join(found.why)}"
        yield Gate(status=GateStatus.MET, at=patch.place(name="attributes"), message=message, field="attributes")
