"""The checklist of a patch: 7 steps, 8 steps, or those of a pilot; each done or open by what is recorded."""

from datetime import date

from generator.bulletin.checklist import ChecklistStep, Progress, checklist
from generator.terms import Role
from tests.bulletin.small_world import ROOT, Change, facts, feedback


def steps(patch: str, *changes: Change, today: date = date(2008, 6, 20)) -> dict[str, ChecklistStep]:
    known = facts(*changes, today=today)
    return {step.text: step for step in checklist(known.registry.patches[patch], known)}


def open_steps(patch: str, *changes: Change, today: date = date(2008, 6, 20)) -> list[str]:
    return [text for text, step in steps(patch, *changes, today=today).items() if step.progress is Progress.OPEN]


def test_a_compatible_client_has_seven_steps_and_a_configured_one_eight() -> None:
    assert [7, 8] == [len(steps("PATCH-1100")), len(steps("PATCH-1200"))]


def test_a_client_in_production_has_no_open_step() -> None:
    assert [] == open_steps("PATCH-1100")


def test_a_step_at_the_sites_says_at_how_many_it_is_done() -> None:
    found = steps("PATCH-1200")

    assert ("at 1 of 1 sites", date(2008, 6, 19)) == (
        found["configured at the sites"].note,
        found["configured at the sites"].day,
    )
    assert ("at 0 of 1 sites", Role.SITE_MANAGER) == (
        found["tested at the sites"].note,
        found["tested at the sites"].who,
    )


def test_a_failed_test_leaves_the_test_open() -> None:
    failed = Change("installations/INST-1100-COLLINA-GRID.yaml", "result: passed", "result: failed")

    assert ["tested at the sites"] == open_steps("PATCH-1100", failed)


def test_what_happens_later_is_not_done_yet() -> None:
    expected = ["tag published", "broadcast to VOs and ROCs", "originators invited to verify"]

    assert expected == open_steps("PATCH-1100", today=date(2008, 6, 3))


def test_an_invitation_that_does_not_ask_to_verify_is_none() -> None:
    dumb = Change("notifications/NTF-2008-0012.yaml", "invites_verification: true", "invites_verification: false")

    assert "0 of 1: user-timo" == steps("PATCH-1100", dumb)["originators invited to verify"].note


def test_an_unknown_originator_need_not_be_invited() -> None:
    unknown = Change("bugs/BUG-1101.yaml", "originator: user-timo", 'originator: none\noriginator_note: "came by mail"')

    assert "no originator is known" == steps("PATCH-1100", unknown)["originators invited to verify"].note


def test_the_originator_of_an_embargoed_bug_is_not_named() -> None:
    secret = Change("bugs/BUG-1201.yaml", "security: false", "security: true")

    assert "0 of 1" == steps("PATCH-1200", secret)["originators invited to verify"].note


def test_a_server_needs_a_pilot_tests_and_notes() -> None:
    expected = [
        "pilot evaluated with success",
        "release notes say what users reported",
    ]

    assert expected == open_steps("PATCH-1400")
    assert "in 1 of 1 scenarios" == steps("PATCH-1400")["deployment tests passed"].note


def test_an_overrule_covers_the_pilot_and_the_tests() -> None:
    overruled = [text for text, step in steps("PATCH-1600").items() if step.progress is Progress.OVERRULED]

    assert [
        "pilot agreed by the concerned parts",
        "pilot started",
        "pilot evaluated with success",
        "deployment tests passed",
    ] == overruled


NOTES = "release notes say what users reported"


def test_the_notes_of_a_minor_update_owe_no_word_about_users_who_were_not_asked() -> None:
    found = steps("PATCH-1300")[NOTES]

    assert (Progress.DONE, "no feedback is asked for") == (found.progress, found.note)


def test_the_notes_of_a_minor_update_sum_up_what_came_all_the_same() -> None:
    assert NOTES in open_steps("PATCH-1300", feedback(170, "PILOT-2008-013", "2008-06-18"))


LAST = "coord-lena, role: pps-coordination, pilot: PILOT-2008-014}\n"
ACCEPTED = Change(
    "patches/PATCH-1400.yaml",
    LAST,
    f"{LAST}  - {{type: accepted, date: 2008-06-19, by: rm-nadia, role: release-manager, platforms: [sl4-x86_64]}}\n",
)


def test_a_scenario_that_ended_after_the_acceptance_still_counts() -> None:
    ended = Change("scenarios/SCN-sl4-x86-64-fts.yaml", "from: 2008-01-01\n", "from: 2008-01-01\nuntil: 2008-06-30\n")
    found = steps("PATCH-1400", ACCEPTED, ended, today=date(2008, 7, 10))["deployment tests passed"]

    assert (Progress.DONE, "in 1 of 1 scenarios") == (found.progress, found.note)


def test_a_test_that_fails_after_the_acceptance_opens_nothing_again() -> None:
    passed = (ROOT / "data" / "deployment-tests" / "DT-1400-001.yaml").read_text(encoding="utf-8")
    failed = passed.replace("result: passed", "result: failed").replace("date: 2008-06-12", "date: 2008-06-20")
    later = Change("deployment-tests/DT-1400-002.yaml", "", failed)

    assert "deployment tests passed" not in open_steps("PATCH-1400", ACCEPTED, later)
