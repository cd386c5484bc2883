"""What is measured for the metrics: every single duration, number and yes-or-no, with its day and use case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.bulletin.windows import Timing, timing
from generator.lifecycle import patch_states
from generator.lifecycle.clocks import first, post_mortem_due
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.acceptance import settled_use_case
from generator.policy.feedback.windows import window_of
from generator.policy.pilot_class import pilot_class
from generator.records.installation_events import TagPublished
from generator.records.patch_events import Accepted, Certified, PilotOpened, PreviewOpened, Registered, Released
from generator.records.pilot_events import Prolonged, Started
from generator.terms import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event


class Measure(StrEnum):
    """What is measured, in the order in which it is told."""

    REGISTERED = "registered"
    TIME_TO_PRODUCTION = "time-to-production"
    CERTIFICATION = "certification"
    EXPOSURE = "preview-or-pilot"
    ACCEPTANCE = "acceptance"
    RELEASE = "release"
    COMPATIBLE_CLIENT = "client-updates-that-are-bc-client"
    FIRST_TAG = "preview-opened-to-first-tag"
    SITES_PER_PILOT = "sites-per-pilot"
    VOS_PER_PILOT = "vos-per-pilot"
    FEEDBACK_PER_PATCH = "feedback-per-patch"
    WITHOUT_FEEDBACK = "patches-without-feedback"
    LATE_FEEDBACK = "late-feedback"
    EXCEPTIONS = "exceptions"
    OVERRULES = "overrules"
    POST_MORTEM_ON_TIME = "post-mortems-on-time"
    PROLONGATIONS = "prolongations"
    VERIFIED = "verified"
    NOT_FIXED = "not-fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One value: days, a number, or 1 for yes and 0 for no; the day is the one on which it came about."""

    measure: Measure
    use_case: UseCase | None
    day: date
    value: float = 1


def measured(facts: Facts) -> Iterator[Measured]:
    """Yield every value up to today."""
    for patch in facts.registry.patches.values():
        yield from _of_patch(patch, facts)
    for pilot in facts.registry.pilots.values():
        yield from _of_pilot(pilot, facts)
    yield from _of_feedback(facts)
    yield from _of_decisions(facts)
    yield from _of_verifications(facts)


def _of_patch(patch: Patch, facts: Facts) -> Iterator[Measured]:
    use_case = settled_use_case(patch, facts)
    # The last event of a type counts: an acceptance that was recalled leads nowhere.
    days: dict[type[Event], date] = {type(event): event.date for event in patch.events if event.date <= facts.today}
    registered = next((event.date for event in patch.events if isinstance(event, Registered)), None)
    if registered is None or registered > facts.today:
        return
    yield Measured(measure=Measure.REGISTERED, use_case=use_case, day=registered)
    if use_case is not None and use_case.is_client_class:
        share = float(use_case is UseCase.BC_CLIENT)
        yield Measured(measure=Measure.COMPATIBLE_CLIENT, use_case=None, day=registered, value=share)
    yield from _durations(use_case, registered, days)
    if use_case is not None and use_case.is_client_class:
        yield from _first_tag(patch, use_case, facts)
    yield from _answers(patch, use_case, facts)


def _durations(use_case: UseCase | None, registered: date, days: dict[type[Event], date]) -> Iterator[Measured]:
    opened = days.get(PreviewOpened) or days.get(PilotOpened)
    certified, accepted, released = days.get(Certified), days.get(Accepted), days.get(Released)
    visible = max((day for day in (opened, certified) if day), default=None)
    spans = (
        (Measure.TIME_TO_PRODUCTION, registered, released),
        (Measure.CERTIFICATION, registered, certified),
        (Measure.EXPOSURE, opened, accepted),
        (Measure.ACCEPTANCE, visible, accepted),
        (Measure.RELEASE, accepted, released),
    )
    for measure, start, end in spans:
        if start is not None and end is not None and start <= end:
            yield Measured(measure=measure, use_case=use_case, day=end, value=(end - start).days)


def _first_tag(patch: Patch, use_case: UseCase, facts: Facts) -> Iterator[Measured]:
    opened = next((event.date for event in patch.events if isinstance(event, PreviewOpened)), None)
    tags = (
        event.date
        for one in facts.registry.installations_by_patch.get(patch.id, ())
        for event in one.events
        if isinstance(event, TagPublished) and event.date <= facts.today
    )
    tagged = min(tags, default=None)
    if opened is not None and tagged is not None and opened <= tagged:
        yield Measured(measure=Measure.FIRST_TAG, use_case=use_case, day=tagged, value=(tagged - opened).days)


def _answers(patch: Patch, use_case: UseCase | None, facts: Facts) -> Iterator[Measured]:
    """Yield how many answers a patch got, on itself and on its pilots, on the day on which it left pre-production."""
    steps = patch_states.steps(patch, facts.today)
    left = next((step.event.date for step in steps if not step.after.is_open), None)
    if left is None:
        return
    subjects = (patch.id, *(pilot.id for pilot in facts.registry.pilots_by_patch.get(patch.id, ())))
    given = sum(len(facts.registry.feedback_by_subject.get(subject, ())) for subject in subjects)
    yield Measured(measure=Measure.FEEDBACK_PER_PATCH, use_case=use_case, day=left, value=given)
    yield Measured(measure=Measure.WITHOUT_FEEDBACK, use_case=use_case, day=left, value=float(not given))


def _of_pilot(pilot: Pilot, facts: Facts) -> Iterator[Measured]:
    started, use_case = first(pilot, Started), pilot_class(pilot, facts)
    if started is None or started > facts.today:
        return
    vos = len(committed_vos(pilot, facts.today))
    yield Measured(measure=Measure.SITES_PER_PILOT, use_case=use_case, day=started, value=len(pilot.sites))
    yield Measured(measure=Measure.VOS_PER_PILOT, use_case=use_case, day=started, value=vos)
    for event in pilot.events:
        if isinstance(event, Prolonged) and event.date <= facts.today:
            yield Measured(measure=Measure.PROLONGATIONS, use_case=use_case, day=event.date)
    yield from _post_mortem(pilot, use_case, started, facts)


def _post_mortem(pilot: Pilot, use_case: UseCase | None, started: date, facts: Facts) -> Iterator[Measured]:
    revision = facts.policy(started)
    due = post_mortem_due(pilot, revision.params) if revision else None
    for one in facts.registry.post_mortems_by_pilot.get(pilot.id, ())[:1]:
        if due is not None and one.held_on <= facts.today:
            on_time = float(one.held_on <= due)
            yield Measured(measure=Measure.POST_MORTEM_ON_TIME, use_case=use_case, day=one.held_on, value=on_time)


def _of_feedback(facts: Facts) -> Iterator[Measured]:
    for one in facts.registry.feedback.values():
        if one.submitted_on <= facts.today:
            late = float(timing(one, window_of(one.subject, facts)) is Timing.LATE)
            use_case = _class_of(one.subject, facts)
            yield Measured(measure=Measure.LATE_FEEDBACK, use_case=use_case, day=one.submitted_on, value=late)


def _of_decisions(facts: Facts) -> Iterator[Measured]:
    for exception in facts.registry.exceptions.values():
        if exception.decided_on <= facts.today:
            use_case = _class_of(exception.subject, facts)
            yield Measured(measure=Measure.EXCEPTIONS, use_case=use_case, day=exception.decided_on)
    for overrule in facts.registry.overrules.values():
        if overrule.decided_on <= facts.today:
            yield Measured(
                measure=Measure.OVERRULES, use_case=_class_of(overrule.patch, facts), day=overrule.decided_on
            )


def _of_verifications(facts: Facts) -> Iterator[Measured]:
    measures = {"verified": Measure.VERIFIED, "not-fixed": Measure.NOT_FIXED}
    for bug in facts.registry.bugs.values():
        for one in bug.verifications:
            if one.date <= facts.today:
                yield Measured(measure=measures[one.result], use_case=_class_of(one.patch, facts), day=one.date)


def _class_of(subject: str, facts: Facts) -> UseCase | None:
    patch, pilot = facts.registry.patches.get(subject), facts.registry.pilots.get(subject)
    if patch is not None:
        return settled_use_case(patch, facts)
    return pilot_class(pilot, facts) if pilot is not None else None
