"""PPS806."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.policy.approvals import standing
from generator.policy.reading.breaches import breach
from generator.policy.rule import Facts, Gates, rule
from generator.records.decisions import ExceptionRecord, Overrule, PostMortem, Release
from generator.records.patches import Patch
from generator.records.pilot_events import Agreed, Prolonged
from generator.records.pilots import Agreement, Pilot
from generator.records.policies import PolicyRevision
from generator.records.structure import Approval, Record
from generator.registry import Registry

_Word = Approval | Agreement


@rule("PPS806", of=(Patch, Pilot, PostMortem, ExceptionRecord, Overrule, Release, PolicyRevision))
def nobody_approves_in_two_roles(record: Record, facts: Facts) -> Gates:
    """
    Nobody approves in two roles of one decision, or answers for two of its parts.

    A decision that needs two bodies needs two people, also where one person holds both roles. One person may answer for
    two sites or for two VOs. The joint decision that a transition uses counts as a part of it. Ask a second person.
    """
    for words, heard in _decisions(record, facts.registry):
        taken = {one.by: _voice(one) for one in heard}
        for word in words:
            if taken.setdefault(word.by, _voice(word)) != _voice(word):
                deed = "approve in two roles" if isinstance(word, Approval) else "answer for two parts"
                message = f"{word.by} cannot {deed} of one decision"
                yield breach(record, word, "by", message=message, fix="a second person approves")


def _voice(word: _Word) -> str:
    return word.role if isinstance(word, Approval) else word.part


def _decisions(record: Record, registry: Registry) -> Iterator[tuple[Iterable[_Word], Iterable[_Word]]]:
    """Yield the words of each decision of a record, with those that belong to it and stand in another record."""
    for event in getattr(record, "events", ()):
        overrule = registry.overrules.get(event.overrule) if event.overrule else None
        yield standing(event.approvals), standing(overrule.approvals) if overrule else ()
    if isinstance(record, Pilot):
        for words in _rounds(record):
            yield words, ()
    yield standing(getattr(record, "approvals", ())), ()


def _rounds(pilot: Pilot) -> Iterator[Iterable[Agreement]]:
    """Yield the last word of each part in each round: up to the agreement, then up to each prolongation."""
    ends = [event.date for event in pilot.events if isinstance(event, Agreed | Prolonged)]
    start = date.min
    for end in (*ends, date.max):
        words = {(one.part, one.vo or one.site): one for one in pilot.agreements if start < one.date <= end}
        yield words.values()
        start = end
