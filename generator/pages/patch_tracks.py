"""The tracks of a patch side by side: certification, and preview or pilot; then the way to production."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.day_lanes import DayLanes, OnDay, Row, day_lanes
from generator.lifecycle.patch_states import steps
from generator.lifecycle.pilot_states import steps as pilot_steps
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts
from generator.records.installation_events import Distributed, TagPublished
from generator.records.patch_events import (
    Accepted,
    BasicTests,
    CertificationStarted,
    Certified,
    EffortValidated,
    InstallTest,
    MaturityFlag,
    Recalled,
    Registered,
    Rejected,
    Released,
    RolledBack,
    Superseded,
    Withdrawn,
)
from generator.terms import Component

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.installation_events import InstallationEvent
    from generator.records.patches import Patch
    from generator.records.structure import Event

_CERTIFICATION = (
    Registered,
    CertificationStarted,
    BasicTests,
    MaturityFlag,
    InstallTest,
    EffortValidated,
    Certified,
)
_TO_PRODUCTION = (Accepted, Recalled, Released, RolledBack, Rejected, Withdrawn, Superseded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One day of a track; `kind` is "now" where the patch got the state that it has."""

    day: date
    title: str
    text: str
    about: Ref
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A list of moments with a heading; `empty` tells what would stand there, or why nothing will."""

    title: str
    moments: tuple[Moment, ...]
    empty: str
    nothing: str = "Nothing yet."


def tracks_of(patch: Patch, facts: Facts) -> tuple[Track, ...]:
    """Lay the events of a patch, its sites and its pilots out on their tracks."""
    folded = steps(patch, facts.today)
    now = folded[-1].number if folded else 0
    own = [(number, event) for number, event in enumerate(patch.events, start=1) if event.date <= facts.today]
    visible = [pair for pair in own if not isinstance(pair[1], (*_CERTIFICATION, *_TO_PRODUCTION))]
    return (
        Track(
            title="Certification",
            moments=tuple(_moment(patch, pair, now) for pair in own if isinstance(pair[1], _CERTIFICATION)),
            empty="Registration and certification tests appear here.",
        ),
        _preview_or_pilot(patch, _merged(patch, visible, now, facts), facts),
        Track(
            title="To production",
            moments=tuple(_moment(patch, pair, now) for pair in own if isinstance(pair[1], _TO_PRODUCTION)),
            empty="The acceptance and the release appear here, or why there will be none.",
        ),
    )


def _preview_or_pilot(patch: Patch, moments: tuple[Moment, ...], facts: Facts) -> Track:
    if patch.component is Component.CLIENT:
        return Track(title="Preview", moments=moments, empty="The preview appears here when it opens.")
    overrule = _without_pilot(patch, facts)
    if overrule:
        why = f"{overrule} overruled it: the patch was accepted without one."
        return Track(title="Pilot", moments=moments, empty=why, nothing="No pilot.")
    return Track(title="Pilot", moments=moments, empty="A pilot appears here when it is proposed.")


def _without_pilot(patch: Patch, facts: Facts) -> str:
    """Name the overrule by which a patch stands accepted without a pilot; empty where none does."""
    named = ""
    for step in steps(patch, facts.today):
        if isinstance(step.event, Accepted):
            used = facts.registry.overrules.get(step.event.overrule or "")
            named = used.id if used and "PPS401" in used.rules else ""
        elif isinstance(step.event, Recalled):
            named = ""
    return named


def drawing_of(patch: Patch, tracks: Sequence[Track], facts: Facts) -> DayLanes | None:
    """Draw the tracks above one another on one scale of days; None before the first event."""
    rows = [Row(title=track.title, days=tuple(_on_day(one) for one in track.moments)) for track in tracks]
    return day_lanes(
        f"Timeline of {patch.id}", "The tracks on one scale of days; the lists say the same.", rows, facts.today
    )


def _on_day(moment: Moment) -> OnDay:
    return OnDay(day=moment.day, words=moment.title, kind=moment.kind)


def _moment(patch: Patch, pair: tuple[int, Event], now: int) -> Moment:
    number, event = pair
    about = Ref(text=f"event {number}", address=f"patches/{patch.id}/#event-{number}")
    kind = "now" if number == now else "done"
    return Moment(day=event.date, title=in_words(event.type), text=_told(event), about=about, kind=kind)


def _told(event: Event) -> str:
    result, platform = getattr(event, "result", ""), getattr(event, "platform", "")
    reason = getattr(event, "reason", "") or event.note or ""
    return ", ".join(part for part in (result, platform, reason) if part)


def _merged(patch: Patch, visible: Sequence[tuple[int, Event]], now: int, facts: Facts) -> tuple[Moment, ...]:
    moments = [*(_moment(patch, pair, now) for pair in visible), *_at_sites(patch, facts), *_in_pilots(patch, facts)]
    return tuple(sorted(moments, key=lambda moment: moment.day))


def _at_sites(patch: Patch, facts: Facts) -> Iterator[Moment]:
    """Yield the first arrival and the first tag; the table of installations has the rest."""
    events = [
        (event, one.site)
        for one in facts.registry.installations_by_patch.get(patch.id, ())
        for event in one.events
        if event.date <= facts.today
    ]
    for kind, title in ((Distributed, "first distributed"), (TagPublished, "first tag published")):
        found: list[tuple[InstallationEvent, str]] = [pair for pair in events if isinstance(pair[0], kind)]
        if found:
            event, site = min(found, key=lambda pair: pair[0].date)
            yield Moment(day=event.date, title=title, text="", about=Signposts(facts.registry).site(site), kind="done")


def _in_pilots(patch: Patch, facts: Facts) -> Iterator[Moment]:
    for pilot in facts.registry.pilots_by_patch.get(patch.id, ()):
        for step in pilot_steps(pilot, facts.today):
            title = f"pilot {in_words(step.event.type)}"
            about = Signposts(facts.registry).of(pilot.id)
            yield Moment(day=step.event.date, title=title, text=_told(step.event), about=about, kind="done")
