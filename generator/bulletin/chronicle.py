"""The chronicle: every transition of every patch and pilot up to today, so that each page picks its part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.patch_states import PatchStep
from generator.lifecycle.pilot_states import PilotStep
from generator.policy.rule import Facts
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.records.pilots import Pilot
from generator.records.structure import Event
from generator.terms import PatchState, PilotState


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step of a patch or a pilot from state to state."""

    subject: Patch | Pilot
    step: PatchStep | PilotStep

    @property
    def day(self) -> date:
        """The day on which it happened."""
        return self.step.event.date

    @property
    def reason(self) -> str:
        """Why, where the event says so."""
        return getattr(self.step.event, "reason", None) or self.step.event.note or ""


def named(event: Event) -> str:
    """Name an event by its type; an evaluation also by how it ended, and by its route."""
    if not isinstance(event, Evaluated):
        return event.type
    route = f", route {event.route}" if event.route else ""
    return f"{event.type} ({event.outcome}{route})"


@dataclass(frozen=True)
class Chronicle:
    """The steps of every patch and pilot, by id."""

    patches: tuple[tuple[Patch, tuple[PatchStep, ...]], ...]
    pilots: tuple[tuple[Pilot, tuple[PilotStep, ...]], ...]

    @classmethod
    def of(cls, facts: Facts) -> Chronicle:
        """Fold the events of every patch and pilot once."""
        registry, day = facts.registry, facts.today
        return cls(
            patches=tuple((patch, patch_states.steps(patch, day)) for patch in registry.patches.values()),
            pilots=tuple((pilot, pilot_states.steps(pilot, day)) for pilot in registry.pilots.values()),
        )

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """Every transition, newest first; those of one day by subject, the last step of each first."""
        found = [Transition(subject=patch, step=step) for patch, steps in self.patches for step in steps]
        found += [Transition(subject=pilot, step=step) for pilot, steps in self.pilots for step in steps]
        return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.subject.id, -one.step.number)))

    def between(self, first: date, last: date) -> tuple[Transition, ...]:
        """Tell the transitions of some days, both inclusive, newest first."""
        return tuple(one for one in self.transitions if first <= one.day <= last)

    def patches_in(self, states: frozenset[PatchState], day: date) -> Iterator[tuple[Patch, PatchStep]]:
        """Yield the patches that are in one of some states at the end of a day, with the step that led there."""
        for patch, steps in self.patches:
            last = next((step for step in reversed(steps) if step.event.date <= day), None)
            if last is not None and last.after in states:
                yield patch, last

    def pilots_in(self, states: frozenset[PilotState], day: date) -> Iterator[tuple[Pilot, PilotStep]]:
        """Yield the pilots that are in one of some states at the end of a day, with the step that led there."""
        for pilot, steps in self.pilots:
            last = next((step for step in reversed(steps) if step.event.date <= day), None)
            if last is not None and last.after in states:
                yield pilot, last
