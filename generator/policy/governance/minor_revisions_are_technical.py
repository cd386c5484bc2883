"""PPS902."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from generator.findings import GateStatus, Location
from generator.policy.governance.partners import is_major, number_of, predecessor
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.policies import PolicyRevision
from generator.records.structure import Structure, plain
from generator.terms import PolicyMode


@rule(
    "PPS902",
    of=PolicyRevision,
    statements=("T008",),
    quote="Minor changes, namely those dealing with purely technical details, may be decided",
)
def minor_revisions_are_technical(revision: PolicyRevision, facts: Facts) -> Gates:
    """
    Minor revisions are technical: parameters, modes of rules and the policy text stay as they are.

    The coordination decides a minor revision alone, so it may only change the technical annexes. This is judged from
    the first draft on, because a number is never given twice. Number the revision as a major one.
    """
    before = predecessor(revision, facts.registry)
    if is_major(revision) or before is None:
        return
    for at, field, change in (*_parameters(revision, before), *_modes(revision, before), *_texts(revision, before)):
        yield Gate(
            status=GateStatus.BREACHED,
            at=at,
            message=f"minor revision {number_of(revision)} changes {change}: needs a major revision",
            fix="number it as a major revision",
            field=field,
            actor=AUTHOR,
        )


def _parameters(revision: PolicyRevision, before: PolicyRevision) -> Iterator[tuple[Location, str, str]]:
    old = {path: value for path, _, _, value in _values(before.params)}
    for path, structure, name, value in _values(revision.params):
        if value != old[path]:
            at = revision.place(structure, name)
            yield at, f"params.{path}", f"{path} ({_shown(old[path])} -> {_shown(value)})"


def _values(structure: Structure, above: str = "") -> Iterator[tuple[str, Structure, str, Any]]:
    """Yield every parameter below a structure: its dotted name, where it stands, its value."""
    for spec in fields(structure):
        value = getattr(structure, spec.name)
        if isinstance(value, Structure):
            yield from _values(value, f"{above}{spec.name}.")
        elif spec.name != "at":
            yield f"{above}{spec.name}", structure, spec.name, value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    written = plain(value)
    return f"[{', '.join(map(str, written))}]" if isinstance(written, list) else str(written)


def _modes(revision: PolicyRevision, before: PolicyRevision) -> Iterator[tuple[Location, str, str]]:
    for identity in sorted({*revision.modes, *before.modes}):
        old, new = (one.modes.get(identity, PolicyMode.ENFORCE) for one in (before, revision))
        if old is not new:
            yield revision.place(name="modes"), f"modes.{identity}", f"the mode of {identity} ({old} -> {new})"


def _texts(revision: PolicyRevision, before: PolicyRevision) -> Iterator[tuple[Location, str, str]]:
    for key in sorted({*revision.normative, *before.normative}):
        if revision.normative.get(key) != before.normative.get(key):
            yield revision.place(name="normative"), f"normative.{key}", f"the policy text {key}"
