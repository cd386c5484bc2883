"""What a merge will do: promotions with their gates, classes, forecasts, approvals, and what becomes public."""

from datetime import date

from generator.bulletin.merge_outcome import Fate, MergeOutcome
from generator.findings import GateStatus, Level
from generator.history.reviews import Evidence
from generator.policy.decision import decision_of
from generator.terms import InstallationState, PatchState, UseCase
from tests.bulletin.merges import MONDAY, evaluated, event, merge, shift
from tests.bulletin.small_world import Change, facts

PATCH = "patches/PATCH-1200.yaml"
ACCEPTED_1300 = event(
    "patches/PATCH-1300.yaml",
    "pilot: PILOT-2008-013}\n",
    "type: accepted, date: 2008-06-23, by: coord-lena, role: pps-coordination, platforms: [sl4-x86_64]",
)
CHANNEL = (
    "  - {type: feedback-channel-opened, date: 2008-06-18, by: coord-lena, role: pps-coordination, "
    'ref: "https://github.com/example/bulletin/issues?q=label:PATCH-1200"}\n'
)
WITHDRAWN = event(
    PATCH,
    CHANNEL,
    'type: withdrawn, date: 2008-06-20, by: rm-nadia, role: release-manager, reason: "it leaks memory"',
)
INSTALLATION = "installations/INST-1200-SILVERFIR-T2.yaml"
CONFIGURED = "  - {type: configured, date: 2008-06-19, by: sm-silvan, role: site-manager, scope: SILVERFIR-T2}\n"
TESTED = event(
    INSTALLATION,
    CONFIGURED,
    "type: tested, date: 2008-06-20, by: sm-silvan, role: site-manager, scope: SILVERFIR-T2, via: sam-job, "
    "result: passed, ref: https://sam.example.org/1",
)
NOTE = event(PATCH, CHANNEL, "type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: seen")
NEW_FUNCTIONALITY = Change("patches/PATCH-1300.yaml", "new_functionality: false", "new_functionality: true")
STARTED = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
PROPOSED = (
    'patches: [PATCH-1400]\ntitle: "another pilot"\nchair: coord-lena\nsites: []\nload: standard\nevents:\n'
    "  - {type: proposed, date: 2008-06-20, by: coord-lena, role: pps-coordination}\n"
)


def given(*logins: str, path: str = f"data/{PATCH}", author: str | None = None) -> Evidence:
    """Answers the evidence that some people approved a file."""
    return Evidence(approved=frozenset((login, path) for login in logins), author=author, opened_on=None)


def lines(outcome: MergeOutcome) -> list[tuple[str, str]]:
    return [(one.section, one.subject) for one in outcome.publication.appearing]


def test_a_merge_that_changes_nothing_does_nothing() -> None:
    outcome = merge()
    shown = outcome.publication

    assert ((), (), (), (), ()) == (
        outcome.files,
        outcome.subjects,
        outcome.promotions,
        outcome.voices,
        outcome.missing,
    )
    assert ((), (), (), (), ()) == (shown.appearing, shown.leaving, shown.notes, shown.map, shown.notices)
    assert not outcome.is_blocked
    assert () == outcome.told


def test_a_promotion_stands_with_every_gate_and_its_status_before() -> None:
    (promotion,) = merge(evaluated(), today=MONDAY).promotions

    assert "PILOT-2008-013/4" == promotion.key
    assert promotion.step is not None
    assert ("running", "evaluated") == (promotion.step.before, promotion.step.after)
    assert [("PPS408", GateStatus.MET, GateStatus.MET), ("PPS416", GateStatus.MET, GateStatus.MET)] == [
        (gate.after.rule.id, gate.was, gate.after.status) for gate in promotion.gates if gate.after
    ]
    assert () == promotion.blocking


def test_a_gate_that_a_promotion_does_not_satisfy_blocks_it() -> None:
    outcome = merge(evaluated(date(2008, 6, 20)))
    (promotion,) = outcome.promotions

    assert ["PPS408"] == [verdict.rule.id for verdict in promotion.blocking]
    assert ["PPS408"] == [one.rule for one in outcome.told if one.level is Level.ERROR]
    assert outcome.is_blocked


def test_a_transition_that_the_machine_does_not_know_leads_nowhere() -> None:
    words = "type: released, date: 2008-06-20, by: rm-nadia, role: release-manager, release: REL-2008-011"
    (promotion,) = merge(event(PATCH, CHANNEL, words)).promotions

    assert promotion.step is None
    assert () == promotion.publishes


def test_a_remark_is_no_promotion() -> None:
    assert () == merge(NOTE).promotions


def test_a_promotion_tells_what_it_sets_off() -> None:
    (promotion,) = merge(evaluated(), today=MONDAY).promotions

    assert ("with success, the pilot speaks for PATCH-1300 at the acceptance",) == promotion.publishes


def test_a_pilot_that_failed_speaks_for_nothing_and_the_bulletin_says_so() -> None:
    failed = evaluated()._replace(new=evaluated().new.replace("success, route: internal", "failure"))
    outcome = merge(failed, today=MONDAY)
    (promotion,), (line,) = outcome.promotions, outcome.publication.appearing

    assert ("the pilot failed: it does not speak for PATCH-1300 at the acceptance",) == promotion.publishes
    assert "LFC 1.6.11 pilot: evaluated (failure) on 2008-06-23 → evaluated" == line.text


def test_a_pilot_that_succeeded_tells_its_route() -> None:
    (line,) = merge(evaluated(), today=MONDAY).publication.appearing

    assert "LFC 1.6.11 pilot: evaluated (success, route internal) on 2008-06-23 → evaluated" == line.text


def test_what_happened_before_is_told_with_the_state_that_it_led_to() -> None:
    outcome = merge(Change("patches/PATCH-1600.yaml", "DPM security update", "Urgent"))

    assert "Urgent: registered on 2008-06-16 → registered" in {one.text for one in outcome.publication.appearing}


def test_an_acceptance_that_is_recorded_tells_what_the_notes_say() -> None:
    (promotion,) = merge(ACCEPTED_1300, today=MONDAY).promotions

    assert (
        "the release notes say: “This update was operated for 7 days without user involvement.”" in promotion.publishes
    )


def test_a_patch_whose_pilot_succeeds_has_one_gate_less_to_wait_for() -> None:
    moved = shift(merge(evaluated(), today=MONDAY), "PATCH-1300")
    (step,) = (one for one in moved.road if one.transition == "accepted")

    assert [("PPS401", GateStatus.MISSING, GateStatus.MET)] == [
        (gate.after.rule.id, gate.was, gate.after.status) for gate in step.gates if gate.after
    ]
    assert not moved.is_elsewhere


def test_before_and_after_are_what_decide_says_of_both_states() -> None:
    moved = shift(merge(evaluated(), today=MONDAY), "PILOT-2008-013")
    before, after = facts(today=MONDAY), facts(evaluated(), today=MONDAY)

    assert decision_of(before.registry.pilots["PILOT-2008-013"], before) == moved.before
    assert decision_of(after.registry.pilots["PILOT-2008-013"], after) == moved.after


def test_a_forecast_that_moves_is_told_with_the_day_before() -> None:
    words = 'type: suspended, date: 2008-06-20, by: ops-hugo, role: sa1-operations, reason: "the node is down"'
    moved = shift(merge(event("pilots/PILOT-2008-013.yaml", STARTED, words)), "PILOT-2008-013")
    forecast = next(one for one in moved.forecasts if one.transition == "evaluated")

    assert forecast.before is not None
    assert forecast.after is not None
    assert (date(2008, 6, 23), date(2008, 6, 27)) == (forecast.before.day, forecast.after.day)


def test_a_change_of_attributes_shows_the_class_before_and_after() -> None:
    moved = shift(merge(NEW_FUNCTIONALITY), "PATCH-1300")

    assert moved.is_reclassified
    assert moved.before is not None
    assert moved.after is not None
    assert (UseCase.BC_SERVER_MINOR, UseCase.NBC_SERVER) == (moved.before.use_case, moved.after.use_case)


def test_a_new_record_has_no_past() -> None:
    outcome = merge(Change("pilots/PILOT-2008-017.yaml", "", PROPOSED))

    assert shift(outcome, "PILOT-2008-017").before is None
    assert [(Fate.ADDED, "PILOT-2008-017")] == [(one.fate, one.subject) for one in outcome.files]
    assert ["PILOT-2008-017/1"] == [one.key for one in outcome.promotions]


def test_whoever_is_named_without_reviews_is_asked_for() -> None:
    (voice,) = merge(NOTE).voices

    assert ("cert-ivo", "cert-ivo", None) == (voice.person, voice.login, voice.is_given)
    assert [("PATCH-1200", "'note'", "sa3-certification")] == [
        (deed.subject, deed.what, deed.role) for deed in voice.deeds
    ]


def test_a_review_of_the_record_is_a_word_given() -> None:
    assert [True] == [one.is_given for one in merge(NOTE, evidence=given("cert-ivo")).voices]


def test_without_a_review_the_word_is_awaited_and_the_merge_blocked() -> None:
    outcome = merge(NOTE, evidence=given("rm-nadia"))

    assert [False] == [one.is_given for one in outcome.voices]
    assert outcome.is_blocked


def test_those_whose_word_is_awaited_come_first() -> None:
    outcome = merge(NOTE, TESTED, evidence=given("cert-ivo"))

    assert [("sm-silvan", False), ("cert-ivo", True)] == [(one.person, one.is_given) for one in outcome.voices]


def test_an_approval_that_no_record_holds_is_missing_with_those_who_could_give_it() -> None:
    words = "type: evaluated, date: 2008-06-23, by: ops-hugo, role: sa1-operations, outcome: success, route: internal"
    (missing,) = merge(event("pilots/PILOT-2008-013.yaml", STARTED, words), today=MONDAY).missing

    assert ("PPS805", "PILOT-2008-013", "sa1-operations") == (missing.rule, missing.subject, missing.actor.role)
    assert ("ops-hugo",) == missing.logins


def test_the_bulletin_gains_and_loses_lines() -> None:
    outcome = merge(evaluated(), today=MONDAY)

    assert [("New", "PILOT-2008-013")] == lines(outcome)
    assert [("In pilots", "PILOT-2008-013")] == [(one.section, one.subject) for one in outcome.publication.leaving]


def test_a_stopped_patch_is_told_with_its_reason_and_its_fixes() -> None:
    outcome = merge(WITHDRAWN)
    stopped = next(one for one in outcome.publication.appearing if one.section == "Stopped")

    assert [("New", "PATCH-1200"), ("Stopped", "PATCH-1200")] == lines(outcome)
    assert stopped.text.endswith("withdrawn on 2008-06-20 → withdrawn: it leaks memory")
    assert ("A site can choose where the UI keeps its temporary files.",) == stopped.changes


def test_a_broadcast_that_becomes_due_is_told_with_its_recipients_and_their_number() -> None:
    (notice,) = (one for one in merge(WITHDRAWN).publication.notices if one.message.about == "PATCH-1200")

    assert "broadcast" == notice.message.kind
    assert ("vos:all", "rocs:all") == notice.message.to
    assert len(facts().registry.vos) + len(facts().registry.rocs) == notice.recipients


def test_a_cell_of_the_map_stands_before_and_after() -> None:
    (cell,) = merge(TESTED).publication.map

    assert ("SILVERFIR-T2", "PATCH-1200") == (cell.site, cell.version)
    assert cell.before is not None
    assert cell.after is not None
    assert (InstallationState.CONFIGURED, InstallationState.TESTED_PASSED) == (cell.before.step, cell.after.step)


def test_a_site_that_a_version_reaches_had_no_cell() -> None:
    text = (
        "patch: PATCH-1200\nsite: GOLDCREST-T2\nkind: preview\nplatforms: [sl4-i386]\nisolated: true\n"
        "settings: custom\nmechanism: local\nevents:\n"
        "  - {type: distributed, date: 2008-06-20, by: coord-lena, role: pps-coordination, via: sam-job}\n"
    )
    (cell,) = merge(Change("installations/INST-1200-GOLDCREST-T2.yaml", "", text)).publication.map

    assert cell.before is None
    assert cell.after is not None


def test_release_notes_are_told_only_where_their_words_change() -> None:
    outcome = merge(Change(PATCH, 'known_issues: ""', 'known_issues: "Slow on NFS."'))
    (notes,) = outcome.publication.notes

    assert notes.before is not None
    assert notes.after is not None
    assert ("PATCH-1200", "", "Slow on NFS.") == (notes.patch, notes.before.known_issues, notes.after.known_issues)
    assert () == merge(NOTE).publication.notes


def test_the_state_of_a_patch_is_the_folded_one() -> None:
    moved = shift(merge(WITHDRAWN), "PATCH-1200")

    assert moved.after is not None
    assert PatchState.WITHDRAWN == moved.after.state
    assert {"certified", "accepted", "released"} == {one.transition for one in moved.forecasts if one.after is None}
