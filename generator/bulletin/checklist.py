"""The checklist of a patch: what has to be done before its acceptance, and what is done (T037-T044, T063-T071)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.bulletin.answers import answers_to
from generator.bulletin.embargo import is_embargoed
from generator.lifecycle.pilot_states import running_set
from generator.policy.acceptance import settled_classification, settled_on
from generator.records.installation_events import Configured, Distributed, TagPublished, Tested
from generator.records.patch_events import Accepted, PreviewOpened, TarballCreated
from generator.records.pilot_events import Agreed, Evaluated, Started
from generator.terms import Component, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.bugs import Bug
    from generator.records.installation_events import InstallationEvent
    from generator.records.notifications import Notification
    from generator.records.patches import Patch
    from generator.records.scenarios import DeploymentTest
    from generator.records.structure import Event


class Progress(StrEnum):
    """How far a step is."""

    DONE = "done"
    OPEN = "open"
    OVERRULED = "overruled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistStep:
    """One step: how far it is, since when it is done, who does it, and what of it is known."""

    text: str
    progress: Progress
    who: Role | None
    day: date | None = None
    note: str = ""


def checklist(patch: Patch, facts: Facts) -> tuple[ChecklistStep, ...]:
    """Tell the steps of a patch by its class of today: 7 or 8 for a preview, those of a pilot for a server."""
    found = settled_classification(patch, facts)
    if found is not None and found.use_case.is_client_class and patch.component is Component.CLIENT:
        return tuple(_preview_steps(patch, facts, is_configured=found.use_case is UseCase.NBC_CLIENT))
    return tuple(_pilot_steps(patch, facts, found.use_case if found else None))


def _preview_steps(patch: Patch, facts: Facts, *, is_configured: bool) -> Iterator[ChecklistStep]:
    yield _once("tarball created", _first(patch.events, TarballCreated, facts.today), Role.SA3_RELEASE)
    at_sites = Role.SITE_MANAGER if is_configured else Role.PPS_COORDINATION
    yield _at_sites("distributed to the sites", patch, facts, Role.PPS_COORDINATION, _is_a(Distributed))
    if is_configured:
        yield _at_sites("configured at the sites", patch, facts, at_sites, _is_a(Configured))
    yield _at_sites("tested at the sites", patch, facts, at_sites, _is_passed)
    yield _at_sites("tag published", patch, facts, at_sites, _is_a(TagPublished))
    opened = _first(patch.events, PreviewOpened, facts.today)
    yield _once("shown in the release bulletin", opened, None, "by this site, from the day the preview opens")
    yield _broadcast(patch, facts)
    yield _invitations(patch, facts)


def _once(text: str, day: date | None, who: Role | None, note: str = "") -> ChecklistStep:
    return ChecklistStep(text=text, progress=Progress.DONE if day else Progress.OPEN, who=who, day=day, note=note)


def _first(events: tuple[Event, ...], kind: type[Event], today: date) -> date | None:
    return next((event.date for event in events if isinstance(event, kind) and event.date <= today), None)


def _is_a(kind: type[InstallationEvent]) -> Callable[[InstallationEvent], bool]:
    return lambda event: isinstance(event, kind)


def _is_passed(event: InstallationEvent) -> bool:
    return isinstance(event, Tested) and event.result == "passed"


def _at_sites(
    text: str, patch: Patch, facts: Facts, who: Role, is_step: Callable[[InstallationEvent], bool]
) -> ChecklistStep:
    installations = [one for one in facts.registry.installations_by_patch.get(patch.id, ()) if one.kind == "preview"]
    days = [
        min((event.date for event in one.events if event.date <= facts.today and is_step(event)), default=None)
        for one in installations
    ]
    done = [day for day in days if day is not None]
    note = f"at {len(done)} of {len(days)} sites" if days else "no site is named yet"
    return _once(text, min(done, default=None), who, note)


def _sent(patch: Patch, facts: Facts, kind: str) -> tuple[Notification, ...]:
    sent = facts.registry.notifications_by_subject.get(patch.id, ())
    return tuple(one for one in sent if one.kind == kind and one.sent_on <= facts.today)


def _broadcast(patch: Patch, facts: Facts) -> ChecklistStep:
    sent = [one for one in _sent(patch, facts, "broadcast") if one.event == PreviewOpened.type]
    reached = (one.sent_on for one in sent if one.to.vos and one.to.rocs)
    return _once("broadcast to VOs and ROCs", next(reached, None), Role.PPS_COORDINATION)


def _invitations(patch: Patch, facts: Facts) -> ChecklistStep:
    bugs = [bug for fix in patch.fixes if (bug := facts.registry.bugs.get(fix)) is not None]
    known = [bug for bug in bugs if bug.originator != "none"]
    invited = [day for bug in known if (day := _invited(bug, patch, facts)) is not None]
    text, who = "originators invited to verify", Role.PPS_COORDINATION
    if not known:
        reason = "no originator is known" if bugs else "the patch fixes nothing that somebody reported"
        return ChecklistStep(text=text, progress=Progress.DONE, who=who, note=reason)
    note = f"{len(invited)} of {len(known)}{_names(known, facts)}"
    return _once(text, max(invited) if len(invited) == len(known) else None, who, note)


def _invited(bug: Bug, patch: Patch, facts: Facts) -> date | None:
    invitations = (one for one in _sent(patch, facts, "personal") if one.invites_verification)
    reached = (one.sent_on for one in invitations if bug.originator in one.to.persons and bug.id in (one.bugs or ()))
    return next(reached, None)


def _names(bugs: list[Bug], facts: Facts) -> str:
    shown = [bug.originator for bug in bugs if not is_embargoed(bug, facts.registry, facts.today)]
    return f": {', '.join(dict.fromkeys(shown))}" if shown else ""


def _pilot_steps(patch: Patch, facts: Facts, use_case: UseCase | None) -> Iterator[ChecklistStep]:
    overruled = _overruled(patch, facts)
    held = [
        one for one in facts.registry.pilots_by_patch.get(patch.id, ()) if patch.id in running_set(one, facts.today)
    ]
    pilot = held[-1] if held else None
    events = pilot.events if pilot else ()
    note = pilot.id if pilot else "no pilot is proposed yet"
    succeeded = (event for event in events if isinstance(event, Evaluated) and event.outcome == "success")
    success = next((event.date for event in succeeded if event.date <= facts.today), None)
    agreed, started = _first(events, Agreed, facts.today), _first(events, Started, facts.today)
    for text, day, who in (
        ("pilot agreed by the concerned parts", agreed, Role.PPS_COORDINATION),
        ("pilot started", started, Role.SITE_MANAGER),
        ("pilot evaluated with success", success, Role.SA1_OPERATIONS),
    ):
        yield _unless(overruled.get("PPS401"), _once(text, day, who, note))
    yield _unless(overruled.get("PPS417"), _deployment_tests(patch, facts))
    yield _feedback_in_notes(patch, facts, use_case)


def _overruled(patch: Patch, facts: Facts) -> dict[str, str]:
    used = [event.overrule for event in patch.events if isinstance(event, Accepted) and event.date <= facts.today]
    known = (facts.registry.overrules.get(identity) for identity in used if identity)
    return {rule: one.id for one in known if one is not None for rule in one.rules}


def _unless(overrule: str | None, step: ChecklistStep) -> ChecklistStep:
    if overrule is None or step.progress is Progress.DONE:
        return step
    return ChecklistStep(text=step.text, progress=Progress.OVERRULED, who=None, note=f"by {overrule}")


def _deployment_tests(patch: Patch, facts: Facts) -> ChecklistStep:
    """Tell the tests that counted on the day of the acceptance, else those of today; scenarios come and go."""
    judged_on = settled_on(patch, facts)
    wanted = [
        one.id
        for one in facts.registry.scenarios.values()
        if one.is_active_on(judged_on) and set(one.significant_for) & set(patch.node_types)
    ]
    latest: dict[str, DeploymentTest] = {}
    for test in facts.registry.deployment_tests_by_patch.get(patch.id, ()):
        if test.date <= judged_on:
            latest[test.scenario] = test
    passed = [latest[one].date for one in wanted if one in latest and latest[one].result == "passed"]
    note = f"in {len(passed)} of {len(wanted)} scenarios" if wanted else "no significant scenario is registered"
    day = max(passed) if wanted and len(passed) == len(wanted) else None
    return _once("deployment tests passed", day, Role.SA1_OPERATIONS, note)


def _feedback_in_notes(patch: Patch, facts: Facts, use_case: UseCase | None) -> ChecklistStep:
    """Tell whether the notes sum up the feedback; a minor update, on which nobody is asked, owes that only to some."""
    summary = patch.release_notes.feedback_summary
    text, who = "release notes say what users reported", Role.SA3_RELEASE
    if summary is not None:
        return _once(text, summary.date, who, f"covers {', '.join(summary.covers) or 'no feedback'}")
    if patch.release_notes.no_feedback:
        return ChecklistStep(text=text, progress=Progress.DONE, who=who, note="they say that nobody did")
    if use_case is UseCase.BC_SERVER_MINOR and not answers_to(patch, facts).in_time:
        return ChecklistStep(text=text, progress=Progress.DONE, who=who, note="no feedback is asked for")
    return ChecklistStep(text=text, progress=Progress.OPEN, who=who)
