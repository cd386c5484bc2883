"""PPS301."""

from generator.findings import GateStatus
from generator.policy.preview.answers import entry, met, not_applicable
from generator.policy.preview.deployments import is_client
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import BasicTests
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS301",
    of=Patch,
    statements=("T024", "T060"),
    quote="must have passed a first round of basic certification tests",
    gate_of=("preview-opened",),
    every_run=False,
)
def basic_tests_have_passed(patch: Patch, facts: Facts) -> Gates:
    """
    A preview opens only after the first round of basic certification tests has passed.

    A preview may come to your site before certification ends, so this round is what shields your users from a client
    that does not even start. The latest round counts: after a failed one, certification tests again and records
    basic-tests with the result passed.
    """
    transition = facts.transition
    if transition is None:
        return
    if not is_client(patch, facts):
        yield not_applicable(transition.place, "a preview is for clients only")
        return
    rounds = [event for event in patch.events if isinstance(event, BasicTests)]
    if rounds and rounds[-1].result == "passed":
        message = f"the basic certification tests passed on {rounds[-1].date}"
        yield met(transition.place, message, entry(patch, rounds[-1]))
        return
    last = f" (failed on {rounds[-1].date})" if rounds else ""
    yield Gate(
        status=GateStatus.MISSING,
        at=transition.place,
        message=f"preview cannot open: the first round of basic certification tests has not passed{last}",
        fix="run them; record basic-tests passed",
        actor=facts.actor(Role.SA3_CERTIFICATION),
    )
