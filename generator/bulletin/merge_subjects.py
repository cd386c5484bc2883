"""What a merge does to patches and pilots: class, state, gates and forecast of each, before and after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.policy.decision import decision_of
from generator.policy.what_if import ForecastShift, forecast_shifts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from generator.findings import GateStatus
    from generator.policy.decision import Decision
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class GateShift:
    """One gate before and after the merge; None where it is not asked."""

    before: Verdict | None
    after: Verdict | None

    @property
    def was(self) -> GateStatus | None:
        """The status before the merge."""
        return self.before.status if self.before is not None else None

    @property
    def is_moved(self) -> bool:
        """True where the merge changes the status."""
        return self.was is not (self.after.status if self.after is not None else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadShift:
    """A transition that lies ahead before and after the merge, with its gates that change."""

    transition: str
    gates: tuple[GateShift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectShift:
    """A patch or pilot that the merge moves; `before` is None where it is new, `after` where it is removed."""

    subject: Patch | Pilot
    before: Decision | None
    after: Decision | None
    road: tuple[RoadShift, ...]
    forecasts: tuple[ForecastShift, ...]

    @property
    def is_reclassified(self) -> bool:
        """True where the class is another one."""
        return self.before is not None and self.after is not None and self.before.use_case is not self.after.use_case

    @property
    def is_elsewhere(self) -> bool:
        """True where the state is another one."""
        return (self.before and self.before.state) != (self.after and self.after.state)

    @property
    def is_moved(self) -> bool:
        """True where anything is another than it was."""
        return self.is_reclassified or self.is_elsewhere or bool(self.road or self.forecasts)


def subject_shifts(before: Facts, after: Facts, unheard: Container[str]) -> Iterator[SubjectShift]:
    """Yield every patch, then every pilot, that a merge moves; what lies in an unheard path is out of its reach."""
    was, will = _subjects(before, unheard), _subjects(after, unheard)
    for identity in dict.fromkeys((*will, *was)):
        shift = _shift(was.get(identity), will.get(identity), before, after)
        if shift is not None and shift.is_moved:
            yield shift


def _subjects(facts: Facts, unheard: Container[str]) -> dict[str, Patch | Pilot]:
    found: tuple[Patch | Pilot, ...] = (*facts.registry.patches.values(), *facts.registry.pilots.values())
    return {record.id: record for record in found if record.path not in unheard}


def _shift(was: Patch | Pilot | None, will: Patch | Pilot | None, before: Facts, after: Facts) -> SubjectShift | None:
    old = decision_of(was, before) if was is not None else None
    new = decision_of(will, after) if will is not None else None
    subject = will or was
    if subject is None:
        return None
    known = [{one.subject: one} if one is not None else {} for one in (old, new)]
    return SubjectShift(
        subject=subject,
        before=old,
        after=new,
        road=tuple(_road(old, new)),
        forecasts=tuple(forecast_shifts([subject.id], *known)),
    )


def _road(old: Decision | None, new: Decision | None) -> Iterator[RoadShift]:
    """Yield the transitions that lie ahead on both sides; what the merge records is told as a promotion."""
    for upcoming in new.next if new is not None else ():
        earlier = old.towards(upcoming.transition) if old is not None else None
        if earlier is not None:
            gates = tuple(one for one in paired(earlier.verdicts, upcoming.verdicts) if one.is_moved)
            if gates:
                yield RoadShift(transition=upcoming.transition, gates=gates)


def paired(before: Iterable[Verdict], after: Iterable[Verdict]) -> Iterator[GateShift]:
    """Yield each gate after the merge with the same one before it, then those that are no longer asked."""
    left = _grouped(before)
    for key, verdicts in _grouped(after).items():
        yield from _matched(left.pop(key, []), verdicts)
    for verdicts in left.values():
        yield from _matched(verdicts, [])


def _matched(before: list[Verdict], after: list[Verdict]) -> Iterator[GateShift]:
    """Yield the gates of one rule: those that say the same as before beside one another, the others in their order."""
    same = {one.gate.message for one in before} & {one.gate.message for one in after}
    known = {one.gate.message: one for one in before}
    rest = iter([one for one in before if one.gate.message not in same])
    for one in after:
        yield GateShift(before=known[one.gate.message] if one.gate.message in same else next(rest, None), after=one)
    yield from (GateShift(before=one, after=None) for one in rest)


def _grouped(verdicts: Iterable[Verdict]) -> dict[tuple[str, str, str | None], list[Verdict]]:
    """Group gates by what they are about, in the order of the table."""
    found: dict[tuple[str, str, str | None], list[Verdict]] = defaultdict(list)
    for one in verdicts:
        found[one.rule.id, one.subject.id, one.gate.about].append(one)
    return found
