"""The lists of a pilot page: sites, VOs, agreements, negotiation, post mortems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.lifecycle.pilot_states import committed_vos
from generator.pages.record_lines import approval_in_words
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.pilots import Agreement, Pilot, PilotSite
from generator.terms import Decision, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.bulletin.pilot_standing import PilotStanding
    from generator.policy.rule import Facts
    from generator.records.decisions import PostMortem
    from generator.records.notifications import Notification


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotSiteLine:
    """A selected site; `acknowledged` and `contact` are empty where nobody did, or nobody is named."""

    site: Ref
    tier: str
    provides: str
    takes_part: str
    kind: str
    acknowledged: str
    contact: str
    commitments: tuple[tuple[str, str], ...]
    source: Source


def site_lines(standing: PilotStanding, facts: Facts) -> tuple[PilotSiteLine, ...]:
    """Write the selected sites of a pilot."""
    return tuple(_site(entry, standing, facts) for entry in standing.pilot.sites)


def _site(entry: PilotSite, standing: PilotStanding, facts: Facts) -> PilotSiteLine:
    signposts, known = Signposts(facts.registry), facts.registry.sites.get(entry.site)
    ack = entry.experimental_ack
    takes_part, kind = ("yes", "good") if standing.is_open else ("it did, until the end", "note")
    if entry.site not in standing.sites:
        takes_part, kind = "rolled back", "stop"
    return PilotSiteLine(
        site=signposts.site(entry.site),
        tier=known.tier_on(facts.today) if known else "none",
        provides=entry.provides,
        takes_part=takes_part,
        kind=kind,
        acknowledged=f"{ack.date:%Y-%m-%d %a}, {signposts.person(ack.by)}" if ack and ack.date <= facts.today else "",
        contact=signposts.person(entry.rollback_contact) if entry.rollback_contact else "",
        commitments=tuple(_commitments(entry, facts)),
        source=source_of(standing.pilot, entry),
    )


def _commitments(entry: PilotSite, facts: Facts) -> Iterator[tuple[str, str]]:
    made = entry.commitments
    if made is None or made.date > facts.today:
        return
    if made.focus is not None:
        yield "Focus", "almost exclusively on this pilot" if made.focus else "not assured"
    if made.concentration:
        yield "Concentration", f"{made.concentration.from_:%Y-%m-%d %a} to {made.concentration.until:%Y-%m-%d %a}"
    if made.interaction:
        yield "Interaction", made.interaction
    if made.perturbation_plan:
        yield "When something breaks", made.perturbation_plan
    yield "Signed", f"{made.date:%Y-%m-%d %a}, {Signposts(facts.registry).person(made.signed_by)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotVoLine:
    """A VO of a pilot: committed or not, answered or not, and every step that it took."""

    vo: Ref
    standing: str
    kind: str
    history: tuple[tuple[date, str], ...]


def vo_lines(standing: PilotStanding, facts: Facts) -> tuple[PilotVoLine, ...]:
    """Write the VOs that were asked or that committed themselves."""
    pilot = standing.pilot
    names = dict.fromkeys((*(one.vo for one in pilot.vos), *(one.vo for one in pilot.vo_interest if one.vo != "none")))
    return tuple(_vo(name, standing, facts) for name in names)


def _vo(name: str, standing: PilotStanding, facts: Facts) -> PilotVoLine:
    answer, kind = "not committed", "note"
    if name in standing.committed:
        silence = "committed, no answer yet" if standing.is_open else "committed, never answered"
        answer, kind = ("answered", "good") if name in standing.answered else (silence, "caution")
    return PilotVoLine(
        vo=Signposts(facts.registry).vo(name),
        standing=answer,
        kind=kind,
        history=tuple(sorted(_history(name, standing.pilot, facts), key=lambda step: step[0])),
    )


def _history(name: str, pilot: Pilot, facts: Facts) -> Iterator[tuple[date, str]]:
    signposts = Signposts(facts.registry)
    for asked in pilot.vo_interest:
        if asked.vo == name and asked.date <= facts.today:
            yield asked.date, f"{'interested' if asked.interested else 'not interested'}, {signposts.person(asked.by)}"
    for step in pilot.vos:
        if step.vo == name and step.date <= facts.today:
            did = "committed itself" if step.action == "commit" else "withdrew"
            yield step.date, f"{did}, {signposts.person(step.by)}{f': {step.reason}' if step.reason else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """What one concerned part decided last; `decision` is empty where it has not."""

    part: str
    whose: Ref | None
    decision: str
    kind: str
    day: date | None
    who: str
    ref: Ref | None


def agreement_lines(standing: PilotStanding, facts: Facts) -> tuple[AgreementLine, ...]:
    """Write the matrix of agreements: one row for each part that has to agree, or did (policy §4.2)."""
    last: dict[tuple[Part, str], Agreement | None] = dict.fromkeys(_asked(standing))
    for one in standing.pilot.agreements:
        if one.date <= facts.today:
            last[one.part, one.vo or one.site or ""] = one
    return tuple(_agreement(part, whose, one, facts) for (part, whose), one in last.items())


def _asked(standing: PilotStanding) -> Iterator[tuple[Part, str]]:
    yield from ((part, "") for part in (Part.DEVELOPMENT, Part.CERTIFICATION, Part.OPERATIONS))
    if not standing.is_minor:
        yield from ((Part.VO, vo) for vo in standing.committed)
        yield from ((Part.SITE, entry.site) for entry in standing.pilot.sites)


def _agreement(part: Part, whose: str, one: Agreement | None, facts: Facts) -> AgreementLine:
    signposts = Signposts(facts.registry)
    of_whom = {Part.VO: signposts.vo, Part.SITE: signposts.site}.get(part)
    good = one is not None and one.decision is Decision.APPROVE
    return AgreementLine(
        part=part,
        whose=of_whom(whose) if of_whom else None,
        decision=one.decision if one else "not yet",
        kind="good" if good else "stop" if one else "note",
        day=one.date if one else None,
        who=signposts.person(one.by) if one else "",
        ref=signposts.link(one.ref) if one and one.ref else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiationLine:
    """One step of the negotiation: what happened, on which day, by whom."""

    day: date
    what: str
    about: Ref
    who: str


def negotiation_lines(pilot: Pilot, facts: Facts) -> tuple[NegotiationLine, ...]:
    """Write the negotiation, oldest first: candidates, what VOs were told, what they answered (T105-T112)."""
    lines = sorted(_negotiated(pilot, Signposts(facts.registry)), key=lambda line: line.day)
    return tuple(line for line in lines if line.day <= facts.today)


def _negotiated(pilot: Pilot, signposts: Signposts) -> Iterator[NegotiationLine]:
    for told in pilot.vo_information:
        what = f"VOs informed through {told.channel.replace('-', ' ')}"
        yield NegotiationLine(day=told.date, what=what, about=signposts.link(told.ref), who="")
    for one in pilot.candidates:
        chosen = {True: ", selected", False: ", not selected", None: ""}[one.selected]
        kind = "volunteer" if one.volunteer else "candidate"
        what = f"{kind}{chosen}{f': {one.reason}' if one.reason else ''}"
        yield NegotiationLine(day=one.date, what=what, about=signposts.site(one.site), who=signposts.person(one.by))
    for asked in pilot.vo_interest:
        what = "interested" if asked.interested else "not interested"
        about = Ref(text="no VO answered") if asked.vo == "none" else signposts.vo(asked.vo)
        yield NegotiationLine(day=asked.date, what=what, about=about, who=signposts.person(asked.by))
    for change in pilot.timescale_changes:
        what = f"{change.what.replace('_', ' ')} set to {change.value}: {change.reason}"
        yield NegotiationLine(day=change.date, what=what, about=Ref(text="timescale"), who=signposts.person(change.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortemLine:
    """One post mortem: what was assessed and decided."""

    id: str
    day: date
    participants: str
    assessment: str
    decision: str
    until: date | None
    reason: str
    guidelines: str
    approvals: tuple[str, ...]
    source: Source


def post_mortem_lines(found: Iterable[PostMortem], facts: Facts) -> tuple[PostMortemLine, ...]:
    """Write the post mortems up to today."""
    signposts = Signposts(facts.registry)
    return tuple(
        PostMortemLine(
            id=one.id,
            day=one.held_on,
            participants=", ".join(signposts.person(handle) for handle in one.participants),
            assessment=one.assessment,
            decision=one.decision,
            until=one.prolong_until,
            reason=one.reason,
            guidelines=one.guidelines or "",
            approvals=tuple(approval_in_words(approval, signposts) for approval in one.approvals),
            source=source_of(one),
        )
        for one in found
        if one.held_on <= facts.today
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLine:
    """A reminder to the committed VOs: its slot, to whom it was sent, and in the tone of `kind` to whom it was not."""

    slot: date
    sent: tuple[str, ...]
    missing: str
    kind: str


def reminder_lines(standing: PilotStanding, start: date | None, facts: Facts) -> tuple[ReminderLine, ...]:
    """Lay out the slots of reminders from the start to the end of the feedback or the last answer (T116)."""
    revision, due = facts.policy(), standing.feedback_due
    if revision is None or start is None or due is None or not standing.committed:
        return ()
    interval, answers = max(revision.params.pilot.reminder_interval_days, 1), _first_answers(standing, facts)
    last = due if standing.silent else min(due, max(answers.values()))
    slots = (start + timedelta(days=days) for days in range(interval, (last - start).days + 1, interval))
    known = facts.registry.notifications_by_subject.get(standing.pilot.id, ())
    sent = [one for one in known if one.kind == "reminder" and one.sent_on <= facts.today]
    return tuple(
        _reminder(slot, _silent_on(slot, standing, answers), [one for one in sent if one.slot == slot], facts)
        for slot in slots
    )


def _first_answers(standing: PilotStanding, facts: Facts) -> dict[str, date]:
    """Tell the day on which each VO that answered did so first."""
    given = facts.registry.feedback_by_subject.get(standing.pilot.id, ())
    return {vo: min(one.submitted_on for one in given if one.vo == vo) for vo in standing.answered}


def _silent_on(day: date, standing: PilotStanding, answers: Mapping[str, date]) -> tuple[str, ...]:
    """Name the VOs that had committed themselves by a day, still do, and had not answered by then."""
    committed = committed_vos(standing.pilot, day)
    return tuple(vo for vo in standing.committed if vo in committed and answers.get(vo, date.max) > day)


def _reminder(slot: date, silent: Sequence[str], sent: Sequence[Notification], facts: Facts) -> ReminderLine:
    forgotten = [vo for vo in silent if not any(one.to.vos == "all" or vo in (one.to.vos or ()) for one in sent)]
    missing = f"not sent to {', '.join(forgotten)}" if forgotten else "" if sent else "nobody had to be reminded"
    is_ahead = slot > facts.today
    return ReminderLine(
        slot=slot,
        sent=tuple(f"{one.sent_on:%Y-%m-%d %a} to {_vos_of(one)} ({one.id})" for one in sent),
        missing="not sent yet" if is_ahead and not sent else missing,
        kind="caution" if forgotten and not is_ahead else "note",
    )


def _vos_of(sent: Notification) -> str:
    return "all VOs" if sent.to.vos == "all" else ", ".join(sent.to.vos or ())
