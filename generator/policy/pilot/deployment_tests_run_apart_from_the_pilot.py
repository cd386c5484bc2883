"""PPS418."""

from generator.findings import GateStatus, Level, Waiver
from generator.lifecycle.pilot_states import state_of
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.terms import PilotState, Role


@rule(
    "PPS418",
    of=Patch,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T123",),
    quote="deployment test of the update over significant deployment scenarios are run in parallel and separately",
    gate_of=("accepted",),
)
def deployment_tests_run_apart_from_the_pilot(patch: Patch, facts: Facts) -> Gates:
    """
    The deployment tests of a server update run at no site that takes part in its pilot.

    A pilot site shows how the service behaves in use; a test elsewhere shows whether others can deploy it. Repeat the
    test at another site, or explain with an exception why it had to be this one.
    """
    tests = facts.registry.deployment_tests_by_patch.get(patch.id, ())
    use_case = facts.use_case(patch) if tests or facts.transition else None
    if use_case is None or use_case.is_client_class:
        return
    sites = _pilot_sites(patch, facts)
    mixed = [test for test in tests if test.site in sites]
    for test in mixed:
        yield Gate(
            status=GateStatus.BREACHED,
            at=test.place(name="site"),
            message=f"the deployment test ran at pilot site {test.site}; tests run separately from the pilot",
            fix="repeat it elsewhere, or explain",
            field="site",
            actor=facts.actor(Role.SA1_OPERATIONS),
        )
    if facts.transition is not None and not mixed:
        yield met(place_in(patch, facts), "no deployment test ran at a pilot site", *(test.id for test in tests))


def _pilot_sites(patch: Patch, facts: Facts) -> frozenset[str]:
    pilots = facts.registry.pilots_by_patch.get(patch.id, ())
    held = (pilot for pilot in pilots if state_of(pilot, facts.today) is not PilotState.ABORTED)
    return frozenset(entry.site for pilot in held for entry in pilot.sites)
