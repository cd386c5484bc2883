"""PPS608."""

from collections.abc import Iterator

from generator.findings import Actor, GateStatus, Level, Waiver
from generator.lifecycle.patch_states import state_of, steps
from generator.policy.preview.answers import met
from generator.policy.preview.deployments import is_client
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.bugs import Bug, Verification
from generator.records.patch_events import Accepted
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS608",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T045",),
    quote="with the invitation to verify the provided solution",
    gate_of=("accepted",),
)
def originators_find_their_bugs_fixed(patch: Patch, facts: Facts) -> Gates:
    """
    Nobody who was asked to verify a fix reports that it does not work.

    The last answer about a bug and this patch counts. If it says not-fixed, the developers repair the patch and ask
    again, or the coordination explains by an exception why the update goes on all the same.
    """
    state = state_of(patch, facts.today)
    if not is_client(patch, facts) or (facts.transition is None and (state is None or not state.is_open)):
        return
    reports = tuple(_reports(patch, facts))
    judged = max((step.event.date for step in steps(patch) if isinstance(step.event, Accepted)), default=None)
    for bug, report in reports:
        if facts.transition is None and judged is not None and report.date <= judged:
            continue  # the acceptance was judged with this answer, and speaks of it
        yield Gate(
            status=GateStatus.MISSING,
            at=bug.place(report),
            message=f"{report.by} reports {bug.id} as not fixed by {patch.id}",
            fix="repair it, or explain",
            actor=Actor(role=Role.DEVELOPER.value, people=patch.developers),
        )
    if facts.transition is not None and not reports:
        yield met(facts.transition.place, "nobody reports a fix as not working")


def _reports(patch: Patch, facts: Facts) -> Iterator[tuple[Bug, Verification]]:
    """Yield each bug whose last verification for this patch says that it is not fixed."""
    for fix in patch.fixes:
        bug = facts.registry.bugs.get(fix)
        answers = [one for one in bug.verifications if one.patch == patch.id] if bug is not None else []
        if bug is not None and answers and answers[-1].result == "not-fixed":
            yield bug, answers[-1]
