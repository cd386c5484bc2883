"""PPS315."""

from generator.findings import GateStatus, Waiver
from generator.policy.preview.answers import entry, met, not_applicable, unknown
from generator.policy.preview.deployment_results import passed_in, scenarios_of
from generator.policy.rule import Facts, Gate, Gates, Transition, rule
from generator.records.patch_events import Accepted, InstallTest, Released
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS315",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T052",),
    quote="limited to the platforms on which an installation test was done in certification",
    gate_of=("accepted", "released"),
    every_run=False,
)
def platforms_are_install_tested(patch: Patch, facts: Facts) -> Gates:
    """
    A backward-compatible client is accepted only on platforms where its installation was tested.

    The latest install-test of certification on the platform has passed, or a deployment test there has. A platform
    without one is left out of the acceptance, or tested first. Whatever its class, a patch is released on platforms
    for which it was accepted and on no others.
    """
    transition = facts.transition
    if transition is not None and transition.type == Accepted.type:
        yield from _accepted(patch, transition, facts)
    elif transition is not None:
        yield from _released(patch, transition, facts)


def _accepted(patch: Patch, transition: Transition, facts: Facts) -> Gates:
    latest = {event.platform: event for event in patch.events if isinstance(event, InstallTest)}
    tested = {platform: entry(patch, event) for platform, event in latest.items() if event.result == "passed"}
    runs = passed_in(patch, facts)
    tested |= {one.platform: runs[one.id].id for one in scenarios_of(runs, facts) if one.platform not in tested}
    event = transition.event
    for number, platform in enumerate(event.platforms) if isinstance(event, Accepted) else ():
        if platform not in tested:
            yield Gate(
                status=GateStatus.MISSING,
                at=patch.place(event, "platforms", number),
                message=f"platform {platform} has no passed installation test",
                fix="drop the platform or test it",
                actor=facts.actor(Role.SA3_CERTIFICATION),
            )
    if event is None and not tested:
        yield Gate(
            status=GateStatus.MISSING,
            at=transition.place,
            message="no platform has a passed installation test",
            fix="test the installation on each platform that is to be accepted",
            actor=facts.actor(Role.SA3_CERTIFICATION),
        )
    elif tested:
        yield met(transition.place, f"installation tested on {', '.join(sorted(tested))}", *sorted(tested.values()))


def _released(patch: Patch, transition: Transition, facts: Facts) -> Gates:
    accepted = next((event for event in reversed(patch.events) if isinstance(event, Accepted)), None)
    allowed = accepted.platforms if accepted is not None else ()
    event = transition.event
    release = facts.registry.releases.get(event.release) if isinstance(event, Released) else None
    if isinstance(event, Released) and ("releases", event.release) in facts.whole.unreadable:
        yield unknown(transition.place, event.release)
    for shipped in release.patches if release is not None else ():
        for number, platform in enumerate(shipped.platforms):
            if release is not None and shipped.patch == patch.id and platform not in allowed:
                yield Gate(
                    status=GateStatus.BREACHED,
                    at=release.place(shipped, "platforms", number),
                    message=f"{release.id} ships {patch.id} on {platform}, accepted on {', '.join(allowed)} only",
                    fix="leave the platform out of the release, or recall the patch and accept it there too",
                    actor=facts.actor(Role.RELEASE_MANAGER),
                )
    if accepted is None:
        yield not_applicable(transition.place, f"{patch.id} is not accepted yet")
    else:
        yield met(transition.place, f"accepted on {', '.join(allowed)}", entry(patch, accepted))
