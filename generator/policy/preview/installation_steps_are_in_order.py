"""PPS305."""

from collections.abc import Iterator

from generator.findings import Actor, GateStatus
from generator.lifecycle.installation_pilots import pilot_of
from generator.lifecycle.pilot_states import running_set, states_on
from generator.policy.preview.answers import entry, is_any_unreadable, met, site_managers
from generator.policy.preview.rounds import Round
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import Distributed, InstallationEvent, TagPublished
from generator.records.installations import Installation
from generator.records.patch_events import TarballCreated
from generator.records.pilots import Pilot
from generator.terms import Role, UseCase

_AGAIN = "withdraw the tag, test, publish again"


@rule(
    "PPS305",
    of=(Installation, Pilot),
    statements=("T037", "T038", "T039", "T040", "T060", "T061", "T064", "T066", "T067", "T068"),
    quote="Publication of the tag in the information system",
    gate_of=("started", "accepted"),
)
def installation_steps_are_in_order(subject: Installation | Pilot, facts: Facts) -> Gates:
    """
    At each site the files are distributed, configured where that is needed, tested, and only then announced by the tag.

    A tag invites jobs, so nothing is published that has not passed the local test. Configuring is a step of its own for
    pilots and for clients that are not backward compatible. A repeated step starts the rest anew, and only the last
    round is judged: withdraw the tag, test, publish again. A preview needs its tarball before it is distributed, and a
    pilot starts when one of its installations has passed the test and shows its tag from its agreement to its end.
    """
    if isinstance(subject, Pilot):
        if facts.transition is not None:
            yield from _of_pilot(subject, facts)
        return
    use_case = _use_case(subject, facts)
    if subject.kind == "preview" and (use_case is None or not use_case.is_client_class):
        return
    skips = tuple(_skips(subject, facts))
    yield from skips
    if facts.transition is not None and not skips:
        done = _round(subject, facts).done.values()
        shown = ", ".join(event.type for event in done) or "none yet"
        yield met(subject.place(name="events"), f"steps in order: {shown}", *(entry(subject, event) for event in done))


def _of_pilot(pilot: Pilot, facts: Facts) -> Gates:
    place = facts.transition.place if facts.transition else pilot.place()
    sites = [entry.site for entry in pilot.sites]
    installations = [
        one
        for patch in running_set(pilot, facts.today)
        for one in facts.registry.installations_by_patch.get(patch, ())
        if one.kind == "pilot" and one.site in sites
    ]
    for installation in installations:
        yield from _skips(installation, facts)
    tested = [one.id for one in installations if _round(one, facts).is_tested()]
    if tested:
        yield met(place, f"the local test passed: {', '.join(tested)}", *tested)
        return
    yield Gate(
        status=GateStatus.MISSING,
        at=place,
        message=f"no installation of {pilot.id} has passed its local test",
        fix="distribute, configure and test at one of its sites; record tested passed",
        actor=site_managers(sites, facts),
    )


def _skips(installation: Installation, facts: Facts) -> Gates:
    steps = _round(installation, facts)
    for event, message in (*_unprepared(installation, steps, facts), *steps.skips()):
        yield Gate(
            status=GateStatus.MISSING,
            at=installation.place(event),
            message=message,
            fix=_AGAIN if isinstance(event, TagPublished) else "take this step again, after those before it",
            actor=_actor(installation, facts),
            subject=installation.id,
        )


def _unprepared(installation: Installation, steps: Round, facts: Facts) -> Iterator[tuple[InstallationEvent, str]]:
    """Yield the distribution of a preview without tarball, and the tag of a pilot that is not active."""
    files, tag = steps.done.get(Distributed), steps.done.get(TagPublished)
    if installation.kind == "preview" and files is not None:
        patch = facts.registry.patches.get(installation.patch)
        tarballs = (event.date for event in patch.events if isinstance(event, TarballCreated)) if patch else ()
        if patch is not None and not any(day <= files.date for day in tarballs):
            yield files, f"distributed on {files.date} before the tarball was created"
    if installation.kind == "pilot" and tag is not None:
        pilot = pilot_of(installation, facts.registry, tag.date)
        is_hidden = pilot is None and is_any_unreadable("pilots", facts)
        if not is_hidden and (pilot is None or not any(state.is_active for state in states_on(pilot, tag.date))):
            owner = pilot.id if pilot is not None else f"a pilot of {installation.patch}"
            yield tag, f"tag published on {tag.date}, when {owner} was not agreed, running or suspended"


def _round(installation: Installation, facts: Facts) -> Round:
    configures = installation.kind == "pilot" or _use_case(installation, facts) is UseCase.NBC_CLIENT
    return Round(installation, configures=configures)


def _use_case(installation: Installation, facts: Facts) -> UseCase | None:
    patch = facts.registry.patches.get(installation.patch)
    return facts.use_case(patch) if patch is not None else None


def _actor(installation: Installation, facts: Facts) -> Actor:
    if installation.kind == "preview" and _use_case(installation, facts) is UseCase.BC_CLIENT:
        return facts.actor(Role.PPS_COORDINATION)
    return facts.actor(Role.SITE_MANAGER, installation.site)
