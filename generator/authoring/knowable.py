"""What follows from the records when an event is recorded: its keys, and what an acceptance brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.authoring.acts import Act, act_of
from generator.authoring.edits import AuthoringError, Value
from generator.authoring.log_entries import log_entry
from generator.findings import GateStatus
from generator.lifecycle import pilot_states
from generator.lifecycle.as_of import RECLASSIFIABLE
from generator.lifecycle.patch_states import state_of
from generator.policy.decision import decision_of
from generator.policy.feedback.windows import feedback_in_time
from generator.policy.preview.notes_digest import notes_digest
from generator.records.patch_events import (
    Accepted,
    InstallTest,
    NotesConfirmed,
    PilotOpened,
    PreviewClosed,
    PreviewOpened,
    Reclassified,
    Released,
    RolledBack,
    Superseded,
)
from generator.records.patches import Patch
from generator.terms import PatchState, PilotState, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.authoring.edits import Addition
    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot
    from generator.records.structure import Event


def known_keys(patch: Patch, kind: type[Event], day: date, facts: Facts, committed: Patch | None) -> dict[str, Any]:
    """
    Tell the keys of an event that follow from the records, as far as they leave no choice.

    `committed` is the patch before edits that no commit holds: what a reclassification was.
    """
    registry = facts.registry
    if kind is NotesConfirmed:
        return {"digest": notes_digest(patch.release_notes)}
    if kind is RolledBack:
        return {"restored_version": patch.base_version} if patch.base_version else {}
    if kind is Accepted:
        return _tested_platforms(patch) | needed_overrule(patch, kind, day, facts)
    if kind is Reclassified:
        return _old_values(patch, committed)
    listing = (one.id for one in registry.releases.values() if any(entry.patch == patch.id for entry in one.patches))
    replacing = (one.id for one in registry.patches.values() if patch.id in one.supersedes)
    named: dict[type[Event], tuple[str, Iterator[str]]] = {
        Released: ("release", listing),
        Superseded: ("by_patch", replacing),
        PilotOpened: ("pilot", _running(patch, day, facts)),
    }
    return _only(*named[kind]) if kind in named else {}


def _old_values(patch: Patch, committed: Patch | None) -> dict[str, Any]:
    """Tell the values, whole, that differ from what was committed."""
    pairs = ((name, getattr(committed, name, None)) for name in RECLASSIFIABLE)
    was = {name: old for name, old in pairs if committed is not None and old != getattr(patch, name)}
    return {"was": was} if was else {}


def _tested_platforms(patch: Patch) -> dict[str, Any]:
    """Tell the platforms on which the last installation test passed."""
    tested = {event.platform: event.result for event in patch.events if isinstance(event, InstallTest)}
    passed = tuple(platform for platform, result in tested.items() if result == "passed")
    return {"platforms": passed} if passed else {}


def needed_overrule(record: Patch | Pilot, kind: type[Event], day: date, facts: Facts) -> dict[str, Any]:
    """Tell the overrule in force that a transition needs: for a gate that it overrules, or to skip being visible."""
    coming = decision_of(record, facts.at(day, None)).towards(kind.type)
    if coming is None or coming.overrule is None:
        return {}
    is_certified = isinstance(record, Patch) and state_of(record, day) is PatchState.CERTIFIED
    is_needed = is_certified or any(one.status is GateStatus.OVERRULED for one in coming.verdicts)
    return {"overrule": coming.overrule} if is_needed else {}


def _only(key: str, found: Iterator[str]) -> dict[str, Any]:
    names = tuple(found)
    return {key: names[0]} if len(names) == 1 else {}


def _running(patch: Patch, day: date, facts: Facts) -> Iterator[str]:
    for pilot in facts.registry.pilots_by_patch.get(patch.id, ()):
        is_running = pilot_states.state_of(pilot, day) is PilotState.RUNNING
        if is_running and patch.id in pilot_states.running_set(pilot, day):
            yield pilot.id


def companions(patch: Patch, act: Act, coordinator: str | None, facts: Facts) -> Iterator[Addition]:
    """
    Yield what an acceptance brings along where it is due: notes confirmed, preview closed, no feedback received.

    `coordinator` is who approves the acceptance for the coordination.
    """
    view = facts.at(act.day, None)
    use_case = view.use_case(patch)
    if use_case is UseCase.BC_CLIENT:
        yield from _confirmation(patch, act, facts)
    opened = any(isinstance(event, PreviewOpened) for event in patch.events)
    closed = any(isinstance(event, PreviewClosed) for event in patch.events)
    if use_case is not None and use_case.is_client_class and opened and not closed:
        closing = _closing(act, coordinator, facts)
        if closing is not None:
            yield log_entry(PreviewClosed, closing)
    heard = [one for one in feedback_in_time(patch, view) if one.is_user_feedback]
    if not heard and patch.release_notes.no_feedback is None and use_case is not UseCase.BC_SERVER_MINOR:
        yield Value(mapping="release_notes", field="no_feedback", value=True)


def _confirmation(patch: Patch, act: Act, facts: Facts) -> Iterator[Addition]:
    digest = notes_digest(patch.release_notes)
    confirmed = [event.digest for event in patch.events if isinstance(event, NotesConfirmed)]
    if confirmed[-1:] == [digest]:
        return
    try:
        recorder = act_of(act.by, NotesConfirmed, act.day, facts)
    except AuthoringError:
        return  # somebody else has to read the notes; the check of the acceptance says so
    yield log_entry(NotesConfirmed, recorder, {"digest": digest})


def _closing(act: Act, coordinator: str | None, facts: Facts) -> Act | None:
    """Tell who closes the preview: the recorder of the acceptance, else who approves it for the coordination."""
    day = act.day
    for by in (act.by, coordinator):
        person = facts.registry.people.get(by) if by else None
        if person is not None and person.holds(Role.PPS_COORDINATION, day):
            return Act(by=person.id, role=Role.PPS_COORDINATION, scope=None, day=day)
    return None
