"""All rules on all records: what they answer becomes findings, one for each cause (policy §5.3)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from generator.files import File
from generator.findings import DateLabel, Earliest, Finding, GateStatus, Level, in_order
from generator.policy.hidden import is_hidden
from generator.policy.introduction import judges
from generator.policy.judging import Verdict, all_rules, is_overtaken, level_of, mode_of, recorded_verdicts
from generator.policy.rule import Facts, Gate, NoPolicyError, Rule
from generator.policy.waivers import exception_for
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.registry import Registry
from generator.terms import PolicyMode

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from generator.history.reach import Reach

    Part = Callable[[], tuple[Finding, ...]]

__all__ = ["all_rules", "check"]

_SPEAKS = {GateStatus.BREACHED, GateStatus.MISSING, GateStatus.WAITING}
_SHOWN = {GateStatus.EXCUSED, GateStatus.OVERRULED}
_ABOUT_THE_BASE = "PPS810"


def in_turn(parts: Sequence[Part]) -> Iterable[tuple[Finding, ...]]:
    """Do the parts of a check one after the other."""
    return (part() for part in parts)


def check(
    facts: Facts,
    reach: Reach | None = None,
    done: Callable[[Sequence[Part]], Iterable[tuple[Finding, ...]]] = in_turn,
) -> tuple[Finding, ...]:
    """
    Judge every record by every rule, and every recorded transition by its gates; sorted by path, line and rule.

    Of two that say the same of one place, the one about a recorded transition is told: it knows what waives it. With
    a reach only its records are judged, and only findings in its files are told, those that lie in no file, and that
    the base cannot be trusted, wherever that shows. `done` does the parts of the work, which do not depend on each
    other, and tells what each found.
    """
    found: dict[tuple[object, ...], Finding] = {}
    unasked, unheard = (reach.unasked, reach.unheard) if reach else (frozenset(), frozenset())
    parts = (lambda: tuple(_every_run(facts, unasked)), lambda: tuple(_transitions(facts, unasked)))
    for finding in chain.from_iterable(done(parts)):
        if finding.location.path not in unheard or finding.rule == _ABOUT_THE_BASE:
            found[(finding.rule, finding.location, finding.message)] = finding
    return in_order(found.values())


def _every_run(facts: Facts, unasked: Container[str]) -> Iterator[Finding]:
    for rule in all_rules():
        if rule.every_run:
            for subject in _subjects(rule, facts.registry, unasked):
                try:
                    yield from _judged(rule, subject, facts)
                except NoPolicyError:
                    continue  # PPS904 or PPS001 says that there is nothing to judge by


def _judged(rule: Rule, subject: object, facts: Facts) -> Iterator[Finding]:
    for gate in rule.check(subject, facts):
        if rule.level is Level.INFO:
            yield finding_of(rule, subject, gate, level=Level.INFO)
        elif gate.status in _SPEAKS and not is_hidden(rule, gate.status, facts) and judges(rule, subject, gate, facts):
            exception = exception_for(rule, subject, gate, facts, facts.today)
            level = Level.WARNING if exception else gate.level or rule.level
            mode = mode_of(rule, facts, facts.today)
            level = Level.INFO if mode is PolicyMode.SHADOW else Level.WARNING if _softened(mode, level) else level
            yield finding_of(rule, subject, gate, level=level, excused_by=exception.id if exception else None)


def _softened(mode: PolicyMode, level: Level) -> bool:
    return mode is PolicyMode.WARN and level is Level.ERROR


def _subjects(rule: Rule, registry: Registry, unasked: Container[str]) -> Iterable[object]:
    for kind in rule.of:
        if kind is Registry:
            yield registry
        elif kind is File:
            yield from (file for file in registry.files if file.path not in unasked)
        else:
            records = registry.by_kind[kind.folder].values()  # type: ignore[union-attr]
            yield from (record for record in records if record.path not in unasked)


def _transitions(facts: Facts, unasked: Container[str]) -> Iterator[Finding]:
    at_pilots = set()
    for pilot in (one for one in facts.registry.pilots.values() if one.path not in unasked):
        for finding, verdict in _of_record(pilot, facts):
            at_pilots.add((verdict.rule.id, verdict.subject.id))
            yield finding
    for patch in (one for one in facts.registry.patches.values() if one.path not in unasked):
        for finding, verdict in _of_record(patch, facts):
            if (verdict.rule.id, verdict.subject.id) not in at_pilots or verdict.subject is patch:
                yield finding


def _of_record(record: Patch | Pilot, facts: Facts) -> Iterator[tuple[Finding, Verdict]]:
    for number in range(1, len(record.events) + 1):
        for verdict in recorded_verdicts(record, number, facts):
            if verdict.status in _SPEAKS or verdict.status in _SHOWN:
                level = Level.WARNING if is_overtaken(verdict, record, number, facts) else level_of(verdict)
                finding = finding_of(
                    verdict.rule,
                    verdict.subject,
                    verdict.gate,
                    level=level,
                    status=verdict.status,
                    excused_by=verdict.excused_by,
                )
                yield finding, verdict


def finding_of(  # noqa: PLR0913 - what the engine stamps
    rule: Rule,
    subject: object,
    gate: Gate,
    *,
    level: Level,
    status: GateStatus | None = None,
    excused_by: str | None = None,
) -> Finding:
    """Stamp what a rule answered with its id, name and level."""
    label = DateLabel.AT_LEAST if gate.is_at_least or gate.status is GateStatus.MISSING else DateLabel.EXACT
    return Finding(
        rule=rule.id,
        name=rule.name,
        level=level,
        subject=gate.subject or getattr(subject, "id", None) or _named(subject, gate),
        location=gate.at,
        message=gate.message,
        fix=gate.fix,
        field=gate.field,
        actor=gate.actor,
        earliest=Earliest(day=gate.earliest, label=label) if gate.earliest else None,
        status=status,
        excused_by=excused_by,
    )


def _named(subject: object, gate: Gate) -> str:
    if isinstance(subject, File):
        known = subject.kind is not None and subject.kind.pattern.fullmatch(subject.stem) is not None
        return subject.stem if known else subject.path
    return gate.at.path
