"""What a merge will do as sections of rows, which every written form of the report shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import Level
from generator.reports.merge_wording import cell, forecast, gate, notes_diff, transition, who

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.bulletin.merge_approvals import Voice
    from generator.bulletin.merge_outcome import MergeOutcome
    from generator.bulletin.merge_promotions import Promotion
    from generator.bulletin.merge_publication import Notice
    from generator.bulletin.merge_subjects import SubjectShift

Row = tuple[str, ...]
_GATE = ("Gate", "Before", "After", "What stands", "What to do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report; `is_folded` marks details, `is_diff` rows of one line that begins with + or -."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    is_folded: bool = False
    is_diff: bool = False


def sections(outcome: MergeOutcome, *, is_demonstration: bool) -> Iterator[Section]:
    """Yield the parts that have something to say, what a reviewer decides about first."""
    found = (
        *_decided(outcome),
        *_moved(outcome),
        *_published(outcome, is_demonstration=is_demonstration),
        *_details(outcome),
    )
    yield from (one for one in found if one.rows)


def _decided(outcome: MergeOutcome) -> Iterator[Section]:
    yield Section(
        title="Promotions",
        columns=("Event", "Title", "Transition", "On", "By", "Gates"),
        rows=tuple(_promotion(one) for one in outcome.promotions),
    )
    yield Section(
        title="Findings",
        columns=("Level", "Rule", "Subject", "Where", "What stands", "What to do"),
        rows=tuple(_findings(outcome)),
    )
    yield Section(title="Approvals awaited", columns=("Who", "GitHub", "For", "Why"), rows=tuple(_awaited(outcome)))
    for one in outcome.promotions:
        yield Section(
            title=f"Gates of {one.key} {one.event.type}",
            columns=_GATE,
            rows=tuple(gate(shift, one.subject.id) for shift in one.gates),
            is_folded=not one.blocking,
        )


def _moved(outcome: MergeOutcome) -> Iterator[Section]:
    yield Section(
        title="Classes and states",
        columns=("Subject", "Class", "State", "Why this class"),
        rows=tuple(_subject(one) for one in outcome.subjects if one.is_reclassified or one.is_elsewhere),
    )
    yield Section(
        title="Forecasts", columns=("Subject", "Transition", "Before", "After"), rows=tuple(_forecasts(outcome))
    )
    yield Section(
        title="Gates that change",
        columns=("Subject", "Transition", *_GATE),
        rows=tuple(_road(outcome)),
        is_folded=True,
    )


def _published(outcome: MergeOutcome, *, is_demonstration: bool) -> Iterator[Section]:
    shown = outcome.publication
    yield Section(title="Bulletin", columns=("Where", "Subject", "Line"), rows=tuple(_bulletin(outcome)))
    yield Section(
        title="Map",
        columns=("Site", "Version", "Before", "After"),
        rows=tuple((one.site, one.version, cell(one.before), cell(one.after)) for one in shown.map),
    )
    yield Section(
        title="What it sets off",
        columns=("Event", "What"),
        rows=tuple((one.key, what) for one in outcome.promotions for what in one.publishes),
    )
    yield Section(
        title="Messages that become due",
        columns=("About", "Message", "To", "Number"),
        rows=tuple(_notice(one) for one in shown.notices),
    )
    for one in shown.notes:
        lines = notes_diff(one, is_demonstration=is_demonstration)
        rows = tuple((line,) for line in lines)
        yield Section(title=f"Release notes of {one.patch}", columns=(), rows=rows, is_folded=True, is_diff=True)


def _details(outcome: MergeOutcome) -> Iterator[Section]:
    yield Section(
        title="Approvals given",
        columns=("Who", "GitHub", "For"),
        rows=tuple(_voice(one) for one in outcome.voices if one.is_given),
        is_folded=True,
    )
    rows = tuple((one.path, one.fate) for one in outcome.files)
    yield Section(title="Record files", columns=("File", "Fate"), rows=rows, is_folded=True)


def _notice(one: Notice) -> Row:
    message = one.message
    kind = f"{message.kind} by {message.by_hand}" if message.by_hand else message.kind
    return message.event_id, f"{kind}: {message.title}", ", ".join(message.to), str(one.recipients)


def _promotion(one: Promotion) -> Row:
    asked = sum(shift.after is not None for shift in one.gates)
    gates = f"{asked - len(one.blocking)} of {asked} satisfied" if asked else "none"
    by = f"{one.event.by} ({one.event.role})"
    return one.key, one.subject.title, transition(one), str(one.event.date), by, gates


def _findings(outcome: MergeOutcome) -> Iterator[Row]:
    order = list(Level)
    for one in sorted(outcome.told, key=lambda one: order.index(one.level)):
        if one.level is not Level.INFO:
            yield one.level, one.rule, one.subject, str(one.location), one.message, one.fix or ""


def _awaited(outcome: MergeOutcome) -> Iterator[Row]:
    for one in outcome.missing:
        yield who(one.actor), ", ".join(one.logins), one.subject, f"{one.rule}: {one.message}"
    for voice in outcome.voices:
        if not voice.is_given:
            wanted = "approves this pull request" if voice.is_given is False else "no reviews were looked at"
            yield (*_voice(voice), f"PPS807: {wanted if voice.login else 'no GitHub login is recorded'}")


def _voice(one: Voice) -> Row:
    deeds = (deed for deed in one.deeds if one.is_given or not deed.is_backed)
    told = (f"{deed.what}{f' as {deed.role}' if deed.role else ''} in {deed.subject}" for deed in deeds)
    return one.person, one.login or "", ", ".join(told)


def _subject(one: SubjectShift) -> Row:
    classes = [side.use_case or "none" if side else "–" for side in (one.before, one.after)]
    states = [side.state or "–" if side else "–" for side in (one.before, one.after)]
    return one.subject.id, _way(*classes), _way(*states), "; ".join(one.after.why) if one.after else "removed"


def _way(before: str, after: str) -> str:
    return str(after) if before == after else f"{before} → {after}"


def _forecasts(outcome: MergeOutcome) -> Iterator[Row]:
    recorded = {(one.subject.id, one.event.type) for one in outcome.promotions}
    for one in (shift for subject in outcome.subjects for shift in subject.forecasts):
        is_recorded = (one.subject, one.transition) in recorded
        yield one.subject, one.transition, forecast(one.before), forecast(one.after, is_recorded=is_recorded)


def _road(outcome: MergeOutcome) -> Iterator[Row]:
    for one in outcome.subjects:
        for step in one.road:
            yield from ((one.subject.id, step.transition, *gate(shift, one.subject.id)) for shift in step.gates)


def _bulletin(outcome: MergeOutcome) -> Iterator[Row]:
    for deed, lines in (("appears", outcome.publication.appearing), ("leaves", outcome.publication.leaving)):
        for one in lines:
            changes = f" – {' '.join(one.changes)}" if one.changes else ""
            yield f"{deed}: {one.section}", one.subject, f"{one.text}{changes}"
