"""What the managers of a site, a VO or a region owe, and the days that lie before them, as their pages list it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.distribution import distribution
from generator.bulletin.due_dates import DueDate, due_dates
from generator.pages.next_lines import rule_ref, who_acts
from generator.pages.signposts import Ref, Signposts
from generator.reports.duties import Duty, duties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One act that somebody owes: about which record, by which rule, who, and the first day on which it can be done."""

    about: Ref
    rule: Ref
    message: str
    fix: str
    who: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One day on which something is due or ends; `is_over` when it has passed and the clock still runs."""

    day: date
    text: str
    about: Ref
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed and by when, by the id of the site, VO or ROC whose managers it concerns."""

    acts: Mapping[str, tuple[Duty, ...]]
    days: Mapping[str, tuple[DueDate, ...]]

    @classmethod
    def of(cls, edition: Edition) -> Owed:
        """Walk everything that is owed, and every clock that runs; worked out once for the facts."""
        return edition.facts.once("what is owed", lambda: cls._walked(edition))

    @classmethod
    def _walked(cls, edition: Edition) -> Owed:
        acts: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties(edition):
            for scope in duty.scopes:
                acts[scope].append(duty)
        days: dict[str, list[DueDate]] = defaultdict(list)
        for one in (*due_dates(edition.facts), *_stale_tags(edition.facts)):
            if not (one.is_tentative or _is_replaced(one, edition.facts)):
                for scope in (*one.sites, *one.vos):
                    days[scope].append(one)
        return cls(
            acts={scope: tuple(found) for scope, found in acts.items()},
            days={scope: tuple(sorted(found, key=lambda one: one.day)) for scope, found in days.items()},
        )

    def acts_of(self, scopes: Iterable[str], facts: Facts) -> tuple[DutyLine, ...]:
        """Write what the managers of some sites, VOs or ROCs owe, the earliest first."""
        found = dict.fromkeys(duty for scope in scopes for duty in self.acts.get(scope, ()))
        signposts = Signposts(facts.registry)
        return tuple(_act(duty, signposts) for duty in sorted(found, key=_earliest))

    def days_of(self, scope: str, facts: Facts) -> tuple[DayLine, ...]:
        """Write the days of every clock that runs for a site or VO, without forecasts."""
        return tuple(_day(one, facts) for one in self.days.get(scope, ()))


def _earliest(duty: Duty) -> tuple[bool, str, str]:
    return duty.day is None, f"{duty.day}", duty.subject


def _act(duty: Duty, signposts: Signposts) -> DutyLine:
    return DutyLine(
        about=_about(duty.subject, signposts),
        rule=rule_ref(duty.rule),
        message=duty.message,
        fix=duty.fix or "",
        who=who_acts(duty.actor, signposts),
        day=duty.day,
    )


def _about(subject: str, signposts: Signposts) -> Ref:
    """Lead to the page of a record; an installation stands on that of its site."""
    installation = signposts.registry.installations.get(subject)
    if installation is None:
        return signposts.of(subject)
    return Ref(text=subject, address=f"sites/{installation.site}/#{subject}")


def _stale_tags(facts: Facts) -> Iterator[DueDate]:
    """Yield the last day to withdraw each tag that has outlived its version (PPS318)."""
    for row in distribution(facts).rows:
        for cell in row.placements:
            if cell.staleness is not None:
                patch, words = cell.installation.patch, "last day to withdraw the stale tag"
                day = cell.staleness.due
                yield DueDate(record=patch, kind="stale", day=day, title=words, text="", sites=(row.site.id,))


def _is_replaced(one: DueDate, facts: Facts) -> bool:
    """Tell whether a prolongation has ended in the next one."""
    return one.kind.startswith("prolongation") and one.day < facts.today


def _day(one: DueDate, facts: Facts) -> DayLine:
    return DayLine(
        day=one.day,
        text=one.title.removeprefix(f"{one.record}: "),
        about=Signposts(facts.registry).of(one.record),
        is_over=one.day < facts.today,
    )
