"""The page of a pilot: its status line, its regime, its parts, its reminders."""

from datetime import date

from generator.bulletin.crossings import Crossings
from generator.pages.pilot import PilotPage, pilot_page
from tests.bulletin.small_world import Change, edition, feedback

NOBODY_AGREES = Change(
    "pilots/PILOT-2008-014.yaml",
    "  - {part: vo, vo: lumen, by: vo-mira, date: 2008-05-30, decision: approve}\n",
    "",
)


def page(pilot: str, *changes: Change, today: date = date(2008, 6, 20)) -> PilotPage:
    known = edition(*changes, today=today)
    return pilot_page(known.registry.pilots[pilot], known, Crossings.of(known.registry))


def status(found: PilotPage) -> list[str]:
    return [f"{part.before} {part.day}{part.after}" for part in found.status]


def test_a_minor_pilot_counts_its_days() -> None:
    assert ["day 5 of 7 of uninterrupted operation, complete on 2008-06-23"] == status(page("PILOT-2008-013"))


def test_a_major_pilot_counts_its_answers() -> None:
    assert "feedback until 2008-06-23, 0 of 1 VOs answered" == status(page("PILOT-2008-014"))[-1]


def test_a_pilot_that_does_not_run_says_its_state() -> None:
    assert ["under negotiation since 2008-05-20"] == status(page("PILOT-2008-014", today=date(2008, 5, 25)))
    assert ["agreed; to be set up by 2008-06-09"] == status(page("PILOT-2008-014", today=date(2008, 6, 3)))


def test_a_minor_pilot_is_internal_and_asks_nobody() -> None:
    found = page("PILOT-2008-013")

    assert "kept internal, no call for feedback" in found.regime
    assert "" == found.feedback_form


def test_sites_volunteer_and_vos_are_asked_only_while_a_pilot_is_negotiated() -> None:
    negotiated, running = page("PILOT-2008-015", today=date(2008, 5, 24)), page("PILOT-2008-014")

    assert "template=volunteer.yml&title=A+site+volunteers+for+PILOT-2008-015&pilot=PILOT-2008-015" == (
        negotiated.volunteer_form
    )
    assert negotiated.interest_form.endswith("&pilot=PILOT-2008-015")
    assert ("", "") == (running.volunteer_form, running.interest_form)


def test_the_feedback_form_names_the_pilot() -> None:
    assert "subject=PILOT-2008-014" in page("PILOT-2008-014").feedback_form


def test_a_part_that_has_not_agreed_is_listed_all_the_same() -> None:
    found = {(one.part, one.whose.text if one.whose else ""): one.decision for one in page_without_vo().agreements}

    assert "not yet" == found["vo", "lumen"]
    assert "approve" == found["site", "GOLDCREST-T2"]


def page_without_vo() -> PilotPage:
    return page("PILOT-2008-014", NOBODY_AGREES)


def test_a_minor_pilot_asks_three_parts() -> None:
    assert ["development", "certification", "operations"] == [one.part for one in page("PILOT-2008-013").agreements]


def test_reminders_are_laid_out_and_the_sent_ones_marked() -> None:
    found = page("PILOT-2008-014").reminders

    assert [(date(2008, 6, 16), 1), (date(2008, 6, 23), 0)] == [(one.slot, len(one.sent)) for one in found]


TWO_COMMIT = Change(
    "pilots/PILOT-2008-014.yaml",
    "  - {vo: lumen, action: commit, date: 2008-05-29, by: vo-mira}\n",
    "  - {vo: lumen, action: commit, date: 2008-05-29, by: vo-mira}\n"
    "  - {vo: ops, action: commit, date: 2008-05-29, by: vo-mira}\n",
)


def test_a_reminder_names_the_silent_vos_that_it_left_out() -> None:
    sent, ahead = page("PILOT-2008-014", TWO_COMMIT).reminders

    assert (("2008-06-16 Mon to lumen (NTF-2008-0024)",), "not sent to ops", "caution") == (
        sent.sent,
        sent.missing,
        sent.kind,
    )
    assert ((), "not sent yet", "note") == (ahead.sent, ahead.missing, ahead.kind)


def test_a_reminder_need_not_reach_who_has_answered() -> None:
    answered = feedback(500, "PILOT-2008-014", "2008-06-15", author="vo: ops\n")

    assert "" == page("PILOT-2008-014", TWO_COMMIT, answered).reminders[0].missing


def test_a_reminder_that_was_sent_later_does_not_count_before() -> None:
    late = Change("notifications/NTF-2008-0024.yaml", "sent_on: 2008-06-16", "sent_on: 2008-06-18")

    assert "not sent to lumen" == page("PILOT-2008-014", late, today=date(2008, 6, 17)).reminders[0].missing


def test_no_reminder_is_due_after_the_last_answer() -> None:
    answered = feedback(500, "PILOT-2008-014", "2008-06-18")

    assert [date(2008, 6, 16)] == [one.slot for one in page("PILOT-2008-014", answered).reminders]


def test_the_negotiation_is_told_in_order_of_its_days() -> None:
    days = [one.day for one in page("PILOT-2008-014").negotiation]

    assert sorted(days) == days
    assert 5 == len(days)


def test_platinum_commitments_are_shown() -> None:
    (site,) = page("PILOT-2008-015").sites

    assert ("Focus", "almost exclusively on this pilot") in site.commitments


def test_post_mortems_and_exceptions_are_shown() -> None:
    found = page("PILOT-2008-015")

    assert (["PM-2008-015"], ["EXC-2008-015"]) == (
        [one.id for one in found.post_mortems],
        [one.id for one in found.waivers],
    )


def test_a_closed_pilot_says_how_it_was_evaluated() -> None:
    started = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
    ended = (
        "  - {type: evaluated, date: 2008-06-17, by: ops-hugo, role: sa1-operations, outcome: failure}\n"
        "  - {type: closed, date: 2008-06-18, by: coord-lena, role: pps-coordination}\n"
    )
    found = page("PILOT-2008-014", Change("pilots/PILOT-2008-014.yaml", started, started + ended))

    assert ["evaluated with failure, closed since 2008-06-18"] == status(found)
    assert ["part of the pilot"] == [one.part for one in found.patches]
    assert ["committed, never answered"] == [one.standing for one in found.vos]
    assert "failure" in [text for _, title, text, _ in found.moments if title == "evaluated"]


def test_a_site_that_went_back_to_production_is_marked() -> None:
    started = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
    back = (
        "  - {type: rolled-back, date: 2008-06-12, by: ops-hugo, role: sa1-operations, site: SILVERFIR-T2, "
        'reason: "no disk"}\n'
    )
    found = page("PILOT-2008-014", Change("pilots/PILOT-2008-014.yaml", started, started + back))

    assert ["yes", "rolled back"] == [one.takes_part for one in found.sites]
    assert "running" == found.state
