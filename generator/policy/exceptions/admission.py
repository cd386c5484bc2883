"""What an exception may be for, whom it concerns, and what uncertified software has to be told of (PPS706)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Location, Waiver
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.judging import rules_by_id
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.policy.rule import Facts
    from generator.policy.transitions.hearing import Voice
    from generator.records.decisions import ExceptionRecord

UNCERTIFIED = "PPS403"
_PARTS = (Role.DEVELOPER, Role.SA3_CERTIFICATION, Role.SA1_OPERATIONS)
Shortcoming = tuple[Location, str, str, str]
"""Where it stands, the field, what stands, what to do."""


def shortcomings(exception: ExceptionRecord) -> Iterator[Shortcoming]:
    """Yield what is wrong with an exception, whoever approved it."""
    yield from _rules(exception)
    if exception.kind == "uncertified-software":
        yield from _reproducibility(exception)


def concerned_voices(exception: ExceptionRecord, facts: Facts) -> tuple[Voice, ...]:
    """Name who approves: role and, for a VO that had committed itself by the day of the decision, its name."""
    if exception.kind != "uncertified-software":
        return ((Role.PPS_COORDINATION, None),)
    named = facts.registry.pilots.get(exception.subject)
    pilots = (named,) if named else facts.registry.pilots_by_patch.get(exception.subject, ())
    vos = dict.fromkeys(vo for pilot in pilots for vo in committed_vos(pilot, exception.decided_on))
    return (*((role, None) for role in _PARTS), *((Role.VO_MANAGER, vo) for vo in vos))


def _rules(exception: ExceptionRecord) -> Iterator[Shortcoming]:
    """Yield each rule that no exception excuses, or not one of this kind."""
    uncertified = exception.kind == "uncertified-software"
    for number, identity in enumerate(exception.rules):
        known = rules_by_id().get(identity)
        if known is None or Waiver.EXCEPTION not in known.waivers:
            message, fix = f"{identity} cannot be excused by an exception", "remove the rule from the list"
        elif uncertified and identity != UNCERTIFIED:
            message = f"an exception of kind 'uncertified-software' is for {UNCERTIFIED} alone, not for {identity}"
            fix = "record a deviation of its own"
        elif not uncertified and identity == UNCERTIFIED:
            message = f"{UNCERTIFIED} is excused by an exception of kind 'uncertified-software' alone"
            fix = "record one, with the approvals of the concerned parts"
        else:
            continue
        yield exception.place(name="rules", item=number), f"rules[{number}]", message, fix
    if not exception.rules:
        yield exception.place(name="rules"), "rules", f"{exception.id} names no rule", "name the rule that it excuses"


def _reproducibility(exception: ExceptionRecord) -> Iterator[Shortcoming]:
    kept = exception.reproducibility
    lacking = [] if kept and kept.repository else ["no snapshot of the repository"]
    lacking += [] if kept and kept.packages else ["no package checksums"]
    if lacking:
        message = f"{exception.id} has {' and '.join(lacking)}: the environment is not reproducible"
        at = exception.place(kept) if kept else exception.place()
        yield at, "reproducibility", message, "name the snapshot, and each package with its SHA-256"
