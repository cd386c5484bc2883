"""Transitions and pilots as the home page and the bulletin list them, each in one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.bulletin.chronicle import Transition, named
from generator.bulletin.embargo import changes_of
from generator.bulletin.pilot_standing import PilotStanding
from generator.pages.signposts import Ref, Signposts
from generator.policy.acceptance import settled_classification
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts
from generator.records.patches import Patch
from generator.terms import UseCase


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionLine:
    """One transition: what happened to which patch or pilot, where that led, and why if somebody said so."""

    day: date
    subject: Ref
    title: str
    event: str
    state: str
    use_case: str
    words: str
    reason: str
    changes: tuple[str, ...]


def transition_line(one: Transition, facts: Facts) -> TransitionLine:
    """Write a transition, with the class of the subject on the day of `facts`."""
    use_case = _class_of(one, facts)
    return TransitionLine(
        day=one.day,
        subject=Signposts(facts.registry).of(one.subject.id),
        title=one.subject.title,
        event=named(one.step.event).replace("-", " "),
        state=one.step.after,
        use_case=use_case or "",
        words=use_case.in_words if use_case else "",
        reason=one.reason,
        changes=_changes((one.subject.id,) if isinstance(one.subject, Patch) else one.subject.patches, facts),
    )


def _changes(patches: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Write what some patches mean to users, a line for each fix."""
    known = (facts.registry.patches.get(patch) for patch in patches)
    lines = (line for patch in known if patch is not None for line in changes_of(patch, facts.registry, facts.today))
    return tuple(dict.fromkeys(lines))


def _class_of(one: Transition, facts: Facts) -> UseCase | None:
    if isinstance(one.subject, Patch):
        found = settled_classification(one.subject, facts)
        return found.use_case if found else None
    return pilot_class(one.subject, facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotLine:
    """One pilot in operation: `progress` tells the day of its week, `answers` who has answered and who was asked."""

    pilot: Ref
    title: str
    use_case: str
    words: str
    state: str
    patches: tuple[Ref, ...]
    changes: tuple[str, ...]
    sites: tuple[Ref, ...]
    vos: tuple[Ref, ...]
    progress: str
    feedback_due: date | None
    answers: str


def pilot_line(standing: PilotStanding, facts: Facts) -> PilotLine:
    """Write how a pilot stands."""
    signposts = Signposts(facts.registry)
    week = standing.week
    return PilotLine(
        pilot=signposts.of(standing.pilot.id),
        title=standing.pilot.title,
        use_case=standing.use_case or "",
        words=standing.use_case.in_words if standing.use_case else "",
        state=standing.state or "",
        patches=tuple(signposts.of(patch) for patch in standing.patches),
        changes=_changes(standing.patches, facts),
        sites=tuple(signposts.site(site) for site in standing.sites),
        vos=tuple(signposts.vo(vo) for vo in standing.committed),
        progress=f"day {week.number} of {week.length}" if week else "",
        feedback_due=standing.feedback_due,
        answers=_answers(standing),
    )


def _answers(standing: PilotStanding) -> str:
    if standing.is_minor:
        return "kept internal, no call for feedback"
    if not standing.committed:
        return "no VO is committed"
    return f"{len(standing.answered)} of {len(standing.committed)} VOs answered"
