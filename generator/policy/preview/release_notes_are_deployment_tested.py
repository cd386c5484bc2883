"""PPS316."""

from generator.findings import GateStatus, Location, Waiver
from generator.policy.preview.answers import met
from generator.policy.preview.deployment_results import passed_in, scenarios_of
from generator.policy.preview.notes_digest import notes_digest
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patch_events import Accepted
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS316",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T057", "T073", "T074"),
    quote="pre-deployment test of release notes is needed",
    gate_of=("accepted",),
    every_run=False,
)
def release_notes_are_deployment_tested(patch: Patch, facts: Facts) -> Gates:
    """
    The release notes of a client that needs configuration were followed by YAIM in several scenarios, with success.

    Here the notes are part of the product: a site that follows them must arrive. SA1 follows them word by word on each
    platform that is accepted; a change to the notes asks for new runs. The latest run in each scenario counts, and the
    tests run beside the preview without delaying it.
    """
    transition = facts.transition
    if transition is None:
        return
    now = notes_digest(patch.release_notes)
    passed = passed_in(patch, facts, lambda one: one.installer == "yaim" and one.notes_digest == now)
    covered = {scenario.platform for scenario in scenarios_of(passed, facts)}
    event, wanted = transition.event, facts.parameters().nbc_client.min_scenarios
    platforms = event.platforms if isinstance(event, Accepted) else ()
    untested = [(number, platform) for number, platform in enumerate(platforms) if platform not in covered]
    for number, platform in untested if event is not None else ():
        message = f"no passed deployment test of the current release notes on {platform}"
        yield _missing(patch.place(event, "platforms", number), message, facts)
    if not untested and len(passed) < wanted:
        message = f"the current release notes passed the deployment test in {len(passed)} of {wanted} scenarios"
        yield _missing(transition.place, message, facts)
    elif not untested:
        message = f"the current release notes passed the deployment test in {', '.join(sorted(passed))}"
        yield met(transition.place, message, *(one.id for one in passed.values()))


def _missing(place: Location, message: str, facts: Facts) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=message,
        fix="run the missing tests",
        actor=facts.actor(Role.SA1_OPERATIONS),
    )
