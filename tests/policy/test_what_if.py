"""The same records under other parameters: what changes is told, and nothing else changes."""

from datetime import date

import pytest

from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.policy.supposition import parameters, supposed, supposition
from generator.policy.what_if import WhatIf, what_if
from generator.records.structure import plain
from generator.terms import UseCase
from tests.bulletin.small_world import Change, facts

LATER = date(2008, 6, 10)


def answer(given: Facts, *settings: tuple[str, str], since: date | None = None) -> WhatIf:
    """Answers what parameters would change, given as texts."""
    suppositions = tuple(supposition(name, text, given.registry) for name, text in settings)
    return what_if(given, check(given), suppositions, since)


def bug(number: int, severity: str) -> Change:
    """Answers a new bug of a severity."""
    text = (
        f"kind: bug\ntitle: Slow\ntracker_url: https://savannah.example.org/bugs/{number}\noriginator: user-timo\n"
        f"emt_severity:\n  - {{value: {severity}, by: emt-otto, date: 2008-05-01}}\nproduction_impact: degraded\n"
        "security: false\n"
    )
    return Change(f"bugs/BUG-{number}.yaml", "", text)


def test_parameters_as_they_are_change_nothing() -> None:
    given = facts()
    found = answer(given, *_present(given))

    assert ((), (), (), (), (), ()) == (
        *(found.classes, found.forecasts, found.clocks),
        *(found.refusals, found.appearing, found.vanishing),
    )


def _present(given: Facts) -> tuple[tuple[str, str], ...]:
    revision = given.policy()
    assert revision is not None
    found = []
    for name, path, _ in parameters():
        value: object = revision.params
        for attribute in path:
            value = getattr(value, attribute)
        shown = plain(value)
        text = ",".join(shown) if isinstance(shown, list) else str(shown)
        found.append((name, text.lower() if isinstance(shown, bool) else text))
    return tuple(found)


def test_the_other_reading_of_the_fixes_makes_a_major_update_minor() -> None:
    two_majors = (
        bug(1901, "major"),
        bug(1902, "critical"),
        Change("patches/PATCH-1300.yaml", "fixes: [BUG-1301]", "fixes: [BUG-1301, BUG-1901, BUG-1902]"),
    )
    found = answer(facts(*two_majors), ("minor.max_major_fixes", "2"), ("minor.max_normal_fixes", "5"))
    shifts = [(one.subject, one.before, one.after) for one in found.classes]

    assert ("PATCH-1300", UseCase.BC_SERVER_MAJOR, UseCase.BC_SERVER_MINOR) in shifts
    assert ("PILOT-2008-013", UseCase.BC_SERVER_MAJOR, UseCase.BC_SERVER_MINOR) in shifts


@pytest.mark.parametrize(("since", "days"), [(None, {10}), (LATER, {7, 10}), (date(2009, 1, 1), {7, 10})])
def test_from_a_day_on_the_days_before_it_stay_as_they_were(since: date | None, days: set[int]) -> None:
    given = facts()
    registry = supposed(given.registry, (supposition("minor.operation_days", "10", given.registry),), since)
    other = Facts(registry=registry, today=given.today)
    found = {other.parameters(day).minor.operation_days for day in (date(2008, 6, 9), LATER, date(2009, 1, 1))}

    assert days == found
    assert (10 if since is None else 7) == other.parameters(date(2008, 6, 9)).minor.operation_days
    assert 10 == other.parameters(date(2009, 1, 1)).minor.operation_days


def test_a_gap_is_told_at_the_pilot_and_not_again_at_its_patches() -> None:
    found = answer(facts(), ("tiers.required.minor", "platinum"))
    told = [(one.subject, one.transition, one.rule) for one in found.refusals]

    assert ("PILOT-2008-013", "agreed", "PPS404") in told
    assert not [subject for subject, _, rule in told if rule == "PPS404" and subject == "PATCH-1300"]


@pytest.mark.parametrize(("grace", "day", "list_name"), [("0", 25, "appearing"), ("30", 1, "vanishing")])
def test_findings_beside_the_transitions_appear_and_vanish(grace: str, day: int, list_name: str) -> None:
    given = facts(today=date(2008, 6 if day == 25 else 7, day))
    found = answer(given, ("minor.decision_grace_days", grace))

    assert ("PPS409", "PILOT-2008-013") in [(one.rule, one.subject) for one in getattr(found, list_name)]
    assert {"PPS409"} == {one.rule for one in (*found.appearing, *found.vanishing)}


def test_how_revisions_come_about_is_not_in_question() -> None:
    found = answer(facts(), ("minor.operation_days", "10"))

    assert () == tuple(one for one in (*found.appearing, *found.vanishing) if one.rule.startswith("PPS9"))
