"""Release notes: the sentences about feedback and silence, platforms, configuration, decisions."""

from datetime import date

import pytest

from generator.bulletin.decisions import Decisions
from generator.bulletin.release_notes import ReleaseNotes, release_notes
from generator.bulletin.silence import Silence
from generator.bulletin.wording import platforms, silence, voices
from generator.policy.rule import Facts
from tests.bulletin.small_world import ROOT, Change, facts, feedback

ACCEPTED_1300 = Change(
    "patches/PATCH-1300.yaml",
    "pilot: PILOT-2008-013}\n",
    "pilot: PILOT-2008-013}\n"
    "  - {type: accepted, date: 2008-06-24, by: coord-lena, role: pps-coordination, platforms: [sl4-x86_64]}\n",
)
STARTED_013 = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
EVALUATED_013 = Change(
    "pilots/PILOT-2008-013.yaml",
    STARTED_013,
    f"{STARTED_013}"
    "  - {type: evaluated, date: 2008-06-24, by: ops-hugo, role: sa1-operations, outcome: success, route: internal}\n",
)
SILENT_1100 = Change("feedback/FB-110.yaml", "subject: PATCH-1100", "subject: PATCH-1200")


def event(patch: str, kind: str) -> Change:
    """Answers the change by which a patch of the small world is stopped on its last day."""
    text = (ROOT / f"data/patches/{patch}.yaml").read_text(encoding="utf-8")
    return Change(
        f"patches/{patch}.yaml",
        text,
        f"{text}  - {{type: {kind}, date: 2008-06-20, by: rm-nadia, role: release-manager, reason: it hangs}}\n",
    )


def notes(patch: str, *changes: Change, today: date = date(2008, 6, 20)) -> ReleaseNotes:
    known = facts(*changes, today=today)
    return release_notes(known.registry.patches[patch], known, Decisions.of(known.registry))


def said(patch: str, *changes: Change, today: date = date(2008, 6, 20)) -> Silence | None:
    return notes(patch, *changes, today=today).feedback.silence


def test_feedback_in_time_is_counted_for_each_vo() -> None:
    account = notes("PATCH-1100").feedback

    assert (voices(account), account.in_time, account.silence) == ("1 from lumen", ("FB-110",), None)
    assert account.summary.startswith("VO lumen listed")


def test_silence_about_a_client_is_said_in_so_many_words() -> None:
    sentence = "No feedback from users was received during the preview of this update."

    assert said("PATCH-1100", SILENT_1100) == Silence(sentence=sentence, is_final=True)


def test_silence_in_a_pilot_is_said_in_so_many_words() -> None:
    sentence = "No feedback from users was received during the pilot service."

    assert said("PATCH-1400") == Silence(sentence=sentence, is_final=False)


def test_a_minor_update_tells_how_long_it_was_operated() -> None:
    sentence = "This update was operated for 8 days without user involvement."
    silent = said("PATCH-1300", ACCEPTED_1300, EVALUATED_013, today=date(2008, 6, 25))

    assert silent == Silence(sentence=sentence, is_final=True)


def test_a_minor_update_that_still_runs_promises_the_days_of_the_policy() -> None:
    sentence = "This update was operated for 7 days without user involvement."

    assert said("PATCH-1300") == Silence(sentence=sentence, is_final=False)


def test_an_overruled_update_without_a_pilot_claims_none() -> None:
    assert said("PATCH-1600") == Silence(sentence="This update was accepted without a pilot service.", is_final=True)


def test_a_stopped_update_without_a_pilot_was_not_accepted_without_one() -> None:
    assert said("PATCH-1600", event("PATCH-1600", "withdrawn")) == Silence(
        sentence="This update was stopped before users could try it.", is_final=True
    )


def test_a_stopped_update_tells_of_the_preview_and_of_the_pilot_that_it_had() -> None:
    previewed = said("PATCH-1200", event("PATCH-1200", "rejected"))
    piloted = said("PATCH-1400", event("PATCH-1400", "rejected"))

    assert previewed == Silence(
        sentence="No feedback from users was received during the preview of this update.", is_final=True
    )
    assert piloted == Silence(sentence="No feedback from users was received during the pilot service.", is_final=True)


@pytest.mark.parametrize(("halted", "days"), [(17, "1 day"), (18, "2 days")])
def test_the_days_of_a_pilot_that_failed_end_when_it_was_suspended(halted: int, days: str) -> None:
    failed = Change(
        "pilots/PILOT-2008-013.yaml",
        STARTED_013,
        f"{STARTED_013}"
        f"  - {{type: suspended, date: 2008-06-{halted}, by: ops-hugo, role: sa1-operations, reason: it hangs}}\n"
        "  - {type: evaluated, date: 2008-06-20, by: ops-hugo, role: sa1-operations, outcome: failure}\n",
    )
    sentence = f"This update was operated for {days} without user involvement."

    assert said("PATCH-1300", failed, event("PATCH-1300", "withdrawn")) == Silence(sentence=sentence, is_final=True)


def test_as_long_as_an_answer_can_come_the_sentence_is_a_promise() -> None:
    told = silence(notes("PATCH-1400").feedback)

    assert told.startswith("No feedback from users so far. If none arrives in time, the notes will say: “No feedback")


def test_feedback_of_a_site_does_not_break_the_silence_of_users() -> None:
    account = notes("PATCH-1400", feedback(140, "PILOT-2008-014", "2008-06-12", "site: GOLDCREST-T2\n")).feedback

    assert account.silence is not None
    assert voices(account) == "1 from sites"


def test_feedback_on_a_pilot_belongs_to_its_patch() -> None:
    assert notes("PATCH-1500").feedback.in_time == ("FB-150",)


def test_late_feedback_is_listed_and_does_not_change_the_sentence() -> None:
    account = notes("PATCH-1100", SILENT_1100, feedback(111, "PATCH-1100", "2008-06-13")).feedback

    assert account.late == (("FB-111", date(2008, 6, 13)),)
    assert account.silence is not None


def test_vos_that_committed_themselves_and_said_nothing_are_named() -> None:
    assert notes("PATCH-1400").feedback.silent == ("lumen",)
    assert notes("PATCH-1500").feedback.silent == ()


def test_no_vo_is_silent_before_its_pilot_is_started() -> None:
    started = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
    waiting = Change("pilots/PILOT-2008-014.yaml", started, "")

    assert notes("PATCH-1400", waiting).feedback.silent == ()
    assert notes("PATCH-1400", today=date(2008, 6, 5)).feedback.silent == ()
    assert notes("PATCH-1400", today=date(2008, 6, 9)).feedback.silent == ("lumen",)


def test_notes_are_a_draft_until_the_patch_is_in_production() -> None:
    assert [notes(patch).is_draft for patch in ("PATCH-1100", "PATCH-1600")] == [False, True]


def test_platforms_are_those_of_the_acceptance() -> None:
    assert platforms(notes("PATCH-1600")) == "sl4-i386, sl4-x86_64."


def test_before_the_acceptance_platforms_are_those_that_certification_tested() -> None:
    told = platforms(notes("PATCH-1100", today=date(2008, 6, 2)))

    assert told == "Not decided yet; certification has tested the installation on sl4-i386."


def test_a_compatible_client_needs_no_configuration() -> None:
    assert notes("PATCH-1100").instructions == "No configuration change is needed."


def test_variables_stand_in_a_table() -> None:
    (variable,) = notes("PATCH-1400").variables

    assert (variable.name, variable.deed, variable.where) == ("RetryLimit", "add", "glite_fts.conf")


def test_an_embargoed_fix_is_told_as_embargoed_and_nothing_more() -> None:
    written = Change("patches/PATCH-1600.yaml", "BUG-1601: embargoed", 'BUG-1601: "A buffer is checked."')
    (change,) = notes("PATCH-1600", written).changes

    assert (change.text, change.is_embargoed) == ("embargoed", True)


@pytest.mark.parametrize(("patch", "waivers"), [("PATCH-1500", ["EXC-2008-015"]), ("PATCH-1600", ["OVR-2008-016"])])
def test_exceptions_and_overrules_are_named(patch: str, waivers: list[str]) -> None:
    assert [one.id for one in notes(patch).waivers] == waivers


def test_deployment_tests_are_asked_of_all_but_compatible_clients() -> None:
    asked = {patch: notes(patch).needs_tests for patch in ("PATCH-1100", "PATCH-1200", "PATCH-1300")}

    assert asked == {"PATCH-1100": False, "PATCH-1200": True, "PATCH-1300": True}


def test_without_a_policy_the_class_is_unknown() -> None:
    known = facts()
    empty = Facts(registry=type(known.registry).of([]), today=known.today)
    found = release_notes(known.registry.patches["PATCH-1100"], empty, Decisions.of(empty.registry))

    assert found.classification is None
