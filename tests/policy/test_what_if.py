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


@pytest.mark.parametrize("since", [None, LATER])
def test_how_revisions_come_about_is_not_in_question(since: date | None) -> None:
    found = answer(facts(), ("minor.operation_days", "10"), since=since)

    assert () == tuple(one for one in (*found.appearing, *found.vanishing) if one.rule.startswith("PPS9"))


STARTED = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
NOT_STARTED = (
    Change("pilots/PILOT-2008-013.yaml", STARTED, ""),
    Change(
        "patches/PATCH-1300.yaml",
        "  - {type: pilot-opened, date: 2008-06-16, by: coord-lena, role: pps-coordination, pilot: PILOT-2008-013}\n",
        "",
    ),
)
CONFIGURED = "  - {type: configured, date: 2008-06-19, by: sm-silvan, role: site-manager, scope: SILVERFIR-T2}\n"
SILVAN = "date: 2008-06-20, by: sm-silvan, role: site-manager, scope: SILVERFIR-T2, via: manual"
TAGGED = Change(
    "installations/INST-1200-SILVERFIR-T2.yaml",
    CONFIGURED,
    f"{CONFIGURED}  - {{type: tested, {SILVAN}, result: passed, ref: https://sam.example.org/job/1}}\n"
    f"  - {{type: tag-published, {SILVAN}, ces: [ce01.silverfir.example.org]}}\n",
)
FREE_DAYS = Change("pilots/PILOT-2008-014.yaml", "    feedback_days: 14\n", "")
OVER = Change(
    "pilots/PILOT-2008-013.yaml",
    STARTED,
    f"{STARTED}  - {{type: evaluated, date: 2008-06-19, by: ops-hugo, role: sa1-operations, outcome: failure, "
    "approvals: [{role: sa1-operations, by: ops-hugo, date: 2008-06-19, decision: approve}]}\n",
)
NOT_PROLONGED = Change(
    "pilots/PILOT-2008-015.yaml",
    "  - {type: prolonged, date: 2008-06-20, by: coord-lena, role: pps-coordination, until: 2008-07-14, "
    "post_mortem: PM-2008-015}\n",
    "",
)


@pytest.mark.parametrize(
    ("changes", "name", "value", "expected"),
    [
        (
            (),
            "minor.operation_days",
            "10",
            [
                ("PILOT-2008-013", "week of operation", "2008-06-23", "2008-06-26"),
                ("PILOT-2008-014", "week of operation", "2008-06-16", "2008-06-19"),
                ("PILOT-2008-015", "week of operation", "2008-06-09", "2008-06-12"),
            ],
        ),
        (
            (OVER,),
            "minor.operation_days",
            "10",
            [
                ("PILOT-2008-014", "week of operation", "2008-06-16", "2008-06-19"),
                ("PILOT-2008-015", "week of operation", "2008-06-09", "2008-06-12"),
            ],
        ),
        (NOT_STARTED, "pilot.setup_days", "9", [("PILOT-2008-013", "set-up", "2008-06-19", "2008-06-21")]),
        ((), "pilot.setup_days", "9", []),
        ((TAGGED,), "client_preview.min_days", "9", [("PATCH-1200", "preview", "2008-06-27", "2008-06-29")]),
        ((), "client_preview.min_days", "9", []),
        ((FREE_DAYS,), "pilot.feedback_days", "20", [("PILOT-2008-014", "feedback", "2008-06-23", "2008-06-29")]),
        (
            (NOT_PROLONGED,),
            "post_mortem.due_days",
            "30",
            [("PILOT-2008-015", "post mortem", "2008-06-30", "2008-07-02")],
        ),
    ],
)
def test_the_clocks_that_run_end_on_another_day(
    changes: tuple[Change, ...], name: str, value: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = answer(facts(*changes), (name, value)).clocks

    assert expected == [(one.subject, one.clock, str(one.before), str(one.after)) for one in found]


def test_a_clock_begins_where_a_pilot_becomes_one_with_a_deadline() -> None:
    found = answer(facts(), ("minor.max_man_days", "1")).clocks

    assert ("PILOT-2008-013", "feedback", None, date(2008, 6, 30)) in [
        (one.subject, one.clock, one.before, one.after) for one in found
    ]


def test_a_transition_ahead_moves_with_its_clock_and_others_stay() -> None:
    found = answer(facts(), ("minor.operation_days", "10")).forecasts
    days = [(one.subject, one.transition, one.before and one.before.day, one.after and one.after.day) for one in found]

    assert ("PILOT-2008-013", "evaluated", date(2008, 6, 23), date(2008, 6, 26)) in days
    assert {"PILOT-2008-013", "PATCH-1300"} == {subject for subject, *_ in days}


def test_a_recorded_transition_that_would_not_have_passed_tells_its_gap() -> None:
    (found,) = (one for one in answer(facts(), ("tiers.required.minor", "platinum")).refusals if one.rule == "PPS404")
    told = (found.subject, found.number, found.transition, found.day)

    assert ("PILOT-2008-013", 2, "agreed", date(2008, 6, 12)) == told
    assert "GOLDCREST-T2" in found.gap
    assert found.waivers


def test_a_transition_that_did_not_pass_before_is_not_refused_anew() -> None:
    silver = Change(
        "pilots/PILOT-2008-013.yaml",
        "  - {site: GOLDCREST-T2, provides: LFC, experimental_ack: {by: sm-goldie, date: 2008-06-12}, "
        "rollback_contact: sm-goldie}\n",
        "  - {site: COLLINA-GRID, provides: LFC, experimental_ack: {by: sm-colin, date: 2008-06-12}, "
        "rollback_contact: sm-colin}\n",
    )
    given = facts(silver)
    before = {one.message for one in check(given) if one.rule == "PPS404" and one.subject == "PILOT-2008-013"}
    found = answer(given, ("tiers.required.major", "platinum")).refusals

    assert before
    assert [] == [one.gap for one in found if one.rule == "PPS404" and one.subject == "PILOT-2008-013"]


def test_a_transition_of_a_patch_that_would_not_have_passed_is_told() -> None:
    found = answer(facts(), ("client_preview.min_days", "30")).refusals

    assert ("PATCH-1100", 13, "accepted", "PPS313") in [
        (one.subject, one.number, one.transition, one.rule) for one in found
    ]
