"""Decisions with a record of their own: exceptions, releases, post mortems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.authoring.acts import act_of
from generator.authoring.edits import Added, AuthoringError, Created, source, text_of_new
from generator.authoring.log_entries import log_entry
from generator.authoring.numbering import next_id
from generator.files import file_of
from generator.lifecycle.patch_states import steps
from generator.lifecycle.pilot_states import running_set
from generator.policy.exceptions.admission import UNCERTIFIED, concerned_voices
from generator.records.decisions import ExceptionRecord, Release
from generator.records.patch_events import Accepted, Certified, Released
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.authoring.edits import Edit
    from generator.policy.rule import Facts
    from generator.policy.transitions.hearing import Voice
    from generator.records.patches import Patch
    from generator.records.structure import Record

JOINT: tuple[Voice, ...] = ((Role.SA1_OPERATIONS, None), (Role.PPS_COORDINATION, None))
"""Who decides about the end of a pilot together (PPS506)."""


def new_record(kind: type[Record], fields: Mapping[str, Any], day: date, facts: Facts) -> Created:
    """Tell a record of a yearly kind under its next free id."""
    identity = next_id(kind.folder, facts.registry, day)
    if identity is None:
        raise AuthoringError(f"a {kind.noun} has no number of ours")
    return Created(folder=kind.folder, id=identity, fields=fields)


def known_of_exception(subject: str, rules: tuple[str, ...], day: date, facts: Facts) -> dict[str, Any]:
    """Tell what follows from the subject and the rules of an exception: its kind, and which patches it is about."""
    is_uncertified = rules == (UNCERTIFIED,)
    known: dict[str, Any] = {
        "kind": "uncertified-software" if is_uncertified else "deviation",
        "subject": subject,
        "rules": rules,
        "decided_on": day,
    }
    patches = tuple(_uncertified(subject, facts)) if is_uncertified else ()
    return known | ({"patches": patches} if patches else {})


def _uncertified(subject: str, facts: Facts) -> Iterable[str]:
    """Name the patches of a pilot, or the patch itself, that no certification has ended yet."""
    pilot, patches = facts.registry.pilots.get(subject), facts.registry.patches
    for identity in running_set(pilot) if pilot else (subject,):
        patch = patches.get(identity)
        if patch is not None and not any(isinstance(step.event, Certified) for step in steps(patch)):
            yield identity


def voices_of_exception(created: Created, facts: Facts) -> tuple[Voice, ...]:
    """Tell who has to approve an exception (PPS706); its fields are complete but for the approvals."""
    silent = Created(folder=created.folder, id=created.id, fields={**created.fields, "approvals": ()})
    record = file_of(source(silent.path, text_of_new(silent))).record
    return concerned_voices(record, facts) if isinstance(record, ExceptionRecord) else ((Role.PPS_COORDINATION, None),)


def platforms_of(patch: Patch) -> tuple[str, ...]:
    """Tell the platforms that the last acceptance of a patch names; raise AuthoringError where there is none."""
    accepted = [step.event for step in steps(patch) if isinstance(step.event, Accepted)]
    if not accepted:
        raise AuthoringError(f"{patch.id} was not accepted for production; pps explain {patch.id} tells what it needs")
    return accepted[-1].platforms


def release(
    shipped: Mapping[str, tuple[str, ...]], fields: Mapping[str, Any], by: str, day: date, facts: Facts
) -> tuple[Created, tuple[Edit, ...]]:
    """Tell a release: its record, and the event in the log of each of its patches; `shipped` is platforms by patch."""
    listed = tuple({"patch": patch, "platforms": platforms} for patch, platforms in shipped.items())
    created = new_record(Release, {**fields, "patches": listed}, day, facts)
    entry = log_entry(Released, act_of(by, Released, day, facts), {"release": created.id})
    return created, tuple(Added(record=facts.registry.patches[patch], additions=(entry,)) for patch in shipped)
