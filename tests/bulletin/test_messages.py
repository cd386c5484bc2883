"""Messages: which are due, to whom, what stands in them, and when nobody has to be told any more."""

from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.bulletin.messages import Desk, Message
from generator.bulletin.messages_about_patches import by_hand
from generator.bulletin.messages_due import messages_due
from generator.bulletin.notices_due import notices_due
from generator.bulletin.open_subjects import open_subjects
from generator.edition import gather
from generator.pages import kickoff
from generator.pages.feedback_lines import feedback_form, verification_form
from tests.bulletin.small_world import ROOT, TODAY, Change, edition, facts

DESK = Desk(site="https://bulletin.example.org/", issues="https://github.com/example/bulletin/issues")
PREVIEW, TIMO = "PATCH-1200-6-broadcast", "PATCH-1200-6-personal-user-timo"
NEGOTIATING, REMINDING = date(2008, 5, 25), date(2008, 6, 23)
BY = "by: rm-nadia, role: release-manager"
CHANNEL = '?q=label:PATCH-1200"}\n'
RELEASED = "release: REL-2008-011}\n"
ROLLED_BACK = 'type: rolled-back, date: 2008-06-19, by: ops-hugo, role: sa1-operations, restored_version: "1.0-1"'
INFORMED = """vo_information:
  - {channel: ops-meeting, date: 2008-05-19, ref: https://meetings.example.org/operations/2008-05-19}
  - {channel: broadcast, date: 2008-05-20, ref: NTF-2008-0014}
"""


def due(*changes: Change, today: date = TODAY) -> dict[str, Message]:
    """Answers the messages that are due in the small world with its changes, by name."""
    return {one.name: one for one in messages_due(facts(*changes, today=today), DESK)}


def told(message: Message) -> str:
    """Answers everything that stands in a message."""
    parts = (
        (part.title, part.text, *part.commands, *part.items, *(cell for row in part.rows for cell in row), part.link)
        for part in message.sections
    )
    return "\n".join((message.title, *(text for part in parts for text in part)))


def notification(fields: str) -> Change:
    """Answers a new notification of the coordination, sent on 2008-06-19 by mail."""
    return Change(
        "notifications/NTF-2008-0090.yaml", "", f"{fields}channel: mail\nsent_on: 2008-06-19\nby: coord-lena\n"
    )


def announced(to: str) -> Change:
    return notification(f"kind: broadcast\nabout: PATCH-1200\nevent: preview-opened\nto: {to}\n")


def after(patch: str, last: str, event: str) -> Change:
    """Answers a patch with another event after its last one."""
    return Change(f"patches/{patch}.yaml", last, f"{last}  - {{{event}}}\n")


def test_a_preview_is_told_to_all_vos_and_rocs_until_that_is_recorded() -> None:
    assert ("vos:all", "rocs:all") == due()[PREVIEW].to
    assert PREVIEW not in due(announced("{vos: all, rocs: all}"))


def test_whom_a_record_does_not_name_is_still_to_be_told() -> None:
    assert ("vo:ops",) == due(announced("{vos: [lumen], rocs: all}"))[PREVIEW].to


def test_a_broadcast_that_went_out_before_the_event_does_not_count() -> None:
    early = announced("{vos: all, rocs: all}")._replace(
        new="kind: broadcast\nabout: PATCH-1200\nevent: registered\nto: {vos: all, rocs: all}\n"
        "channel: mail\nsent_on: 2008-06-17\nby: coord-lena\n"
    )

    assert PREVIEW in due(early)


def test_a_broadcast_says_what_where_how_until_when_and_that_production_is_safe() -> None:
    text = told(due()[PREVIEW])

    for words in (
        "Version 2.5.0-1 for glite-UI",
        "BUG-1201: A site can choose where the UI keeps its temporary files.",
        "SILVERFIR-T2\nROC-ALPS\nsilver\nconfigured\n2008-06-19",
        'Requirements = Member("VO-ops-PPS-glite-UI-2.5.0-1", ',
        "open at least until 2008-06-27",
        f"issues/new?{feedback_form('PATCH-1200')}",
        "Production is not affected",
        "Lena Koord (coord-lena)",
        "https://bulletin.example.org/patches/PATCH-1200/",
    ):
        assert words in text


def test_an_exception_in_force_takes_the_duty_to_tell_away() -> None:
    fields = (
        "kind: deviation\nsubject: PATCH-1200\nrules: [PPS310, PPS311]\njustification: told at a meeting\n"
        "documentation: https://x.example.org/1\ndecided_on: 2008-06-18\nvalid_until: 2008-06-30\napprovals: []\n"
    )

    assert {} == due(Change("exceptions/EXC-2008-090.yaml", "", fields))


def test_originators_are_invited_once_a_site_has_the_preview() -> None:
    step = "  - {type: distributed, date: 2008-06-18, by: coord-lena, role: pps-coordination, via: sam-job}\n"
    nowhere = Change("installations/INST-1200-SILVERFIR-T2.yaml", step, "")
    message = due()[TIMO]

    assert (("person:user-timo",), ("BUG-1201",), "INST-1200-SILVERFIR-T2/1") == (
        message.to,
        message.bugs,
        message.cause,
    )
    assert "Please verify the provided solution" in told(message)
    assert f"issues/new?{verification_form('BUG-1201', 'PATCH-1200')}" in told(message)
    assert TIMO not in due(nowhere)


def test_a_bug_that_is_added_later_is_a_reason_to_invite_again() -> None:
    invited = notification(
        "kind: personal\nabout: PATCH-1200\nevent: preview-opened\nto: {persons: [user-timo]}\n"
        "invites_verification: true\nbugs: [BUG-1201]\n"
    )
    more = Change("patches/PATCH-1200.yaml", "fixes: [BUG-1201]", "fixes: [BUG-1201, BUG-1101]")
    event = f"type: reclassified, date: 2008-06-19, {BY}, reason: one more, was: {{fixes: [BUG-1201]}}"

    assert TIMO not in due(invited)
    again = due(invited, more, after("PATCH-1200", CHANNEL, event))["PATCH-1200-8-personal-user-timo"]
    assert (("BUG-1101",), "reclassified", 8) == (again.bugs, again.event, again.number)


def test_a_bug_under_embargo_appears_nowhere() -> None:
    hidden = (
        Change("bugs/BUG-1201.yaml", "security: false", "security: true"),
        Change("bugs/BUG-1201.yaml", '"let a site choose the directory for temporary files"', "embargoed"),
    )
    found = due(*hidden)

    assert [PREVIEW] == list(found)
    assert "1201" not in told(found[PREVIEW])
    assert ["PATCH-1200: an embargo holds"] == [line.partition(";")[0] for line in by_hand(facts(*hidden))]


@pytest.mark.parametrize(
    ("patch", "last", "event", "words"),
    [
        ("PATCH-1200", CHANNEL, f"type: rejected, date: 2008-06-19, {BY}, reason: it crashes", "Reason: it crashes"),
        ("PATCH-1200", CHANNEL, f"type: withdrawn, date: 2008-06-19, {BY}, reason: too early", "by 2008-06-22"),
        (
            "PATCH-1200",
            CHANNEL,
            f"type: superseded, date: 2008-06-19, {BY}, by_patch: PATCH-1300",
            "PATCH-1300 takes its",
        ),
        (
            "PATCH-1100",
            RELEASED,
            f"{ROLLED_BACK}, reason: jobs",
            "Production goes back to version 1.0-1. Reason: jobs",
        ),
    ],
)
def test_what_stops_is_told_to_everybody(patch: str, last: str, event: str, words: str) -> None:
    found = due(after(patch, last, event))
    name = next(name for name in found if name.startswith(patch) and f"type: {found[name].event}," in event)

    assert ("vos:all", "rocs:all") == found[name].to
    assert words in told(found[name])


def test_a_release_by_overrule_tells_what_was_overruled_and_why() -> None:
    last = "      - {role: release-manager, by: rm-nadia, date: 2008-06-19, decision: approve}\n"
    event = f"type: released, date: 2008-06-20, {BY}, release: REL-2008-011"
    (message,) = (one for one in due(after("PATCH-1600", last, event)).values() if one.about == "PATCH-1600")

    assert "joint decision OVR-2008-016" in told(message)
    assert "Overruled: PPS401, PPS417" in told(message)


def test_the_last_reminder_says_what_silence_means() -> None:
    found = due(today=REMINDING)["PILOT-2008-014-5-reminder-lumen-2008-06-23"]

    assert (("vo:lumen",), REMINDING) == (found.to, found.slot)
    assert "This is the last reminder" in told(found)
    assert "No feedback from users was received during the pilot service." in told(found)
    assert "VO-ops-PPS-PILOT-2008-014" in told(found)


@pytest.mark.parametrize("day", [date(2008, 6, 22), date(2008, 6, 24)])
def test_nobody_is_reminded_before_the_next_slot_or_after_the_window(day: date) -> None:
    assert [] == [name for name in due(today=day) if "reminder" in name]


def test_a_slot_that_was_missed_is_made_up_for_by_one_reminder() -> None:
    sent = (ROOT / "data/notifications/NTF-2008-0024.yaml").read_text(encoding="utf-8")
    other = Change("notifications/NTF-2008-0024.yaml", sent, sent.replace("[lumen]", "[ops]"))

    assert ["PILOT-2008-014-5-reminder-lumen-2008-06-16"] == [name for name in due(other) if "reminder" in name]


def test_who_comes_to_a_kickoff_is_invited_as_its_agenda_says() -> None:
    message = due(today=NEGOTIATING)["PILOT-2008-014-2-kickoff"]
    pages = [page.content for page in kickoff.of(edition(today=NEGOTIATING))]
    agenda = next(one for one in pages if isinstance(one, kickoff.Kickoff) and one.pilot.text == "PILOT-2008-014")

    assert ("site:GOLDCREST-T2", "site:SILVERFIR-T2", "vo:lumen", "person:rm-nadia") == message.to
    shown = " ".join(f"{one.who.text} {one.people}" for one in agenda.invited)
    assert [] == [one for one in message.to if one.partition(":")[2] not in shown]


def test_vos_are_informed_by_one_of_several_channels() -> None:
    pilot = Change("pilots/PILOT-2008-014.yaml", INFORMED, "")
    silent = Change("notifications/NTF-2008-0014.yaml", "about: PILOT-2008-014", "about: PILOT-2008-015")
    found = due(pilot, silent, today=NEGOTIATING)

    assert "PILOT-2008-014-2-broadcast" not in due(today=NEGOTIATING)
    assert "meeting" == found["PILOT-2008-014-2-meeting"].by_hand
    assert "Failed transfers are tried again" in told(found["PILOT-2008-014-2-broadcast"])


def test_links_to_forms_fill_in_fields_that_the_forms_have() -> None:
    pilot = Change("pilots/PILOT-2008-014.yaml", INFORMED, "")
    silent = Change("notifications/NTF-2008-0014.yaml", "about: PILOT-2008-014", "about: PILOT-2008-015")
    found = (*due().values(), *due(today=REMINDING).values(), *due(pilot, silent, today=NEGOTIATING).values())
    links = {part.link for message in found for part in message.sections if "/new?" in part.link}
    queries = [dict(parse_qsl(urlsplit(link).query)) for link in links]

    assert {"feedback.yml", "verification.yml", "vo-interest.yml", "volunteer.yml"} == {
        one["template"] for one in queries
    }
    assert [] == [one for one in queries if not _fields_of(one["template"]) >= one.keys() - {"template", "title"}]


def _fields_of(form: str) -> set[str]:
    text = (ROOT.parent.parent / ".github/ISSUE_TEMPLATE" / form).read_text(encoding="utf-8")
    return {line.partition(": ")[2] for line in text.splitlines() if line.startswith("    id: ")}


def test_a_minor_revision_is_told_to_the_concerned_partners() -> None:
    text = (ROOT / "data/policy/POLICY-1.0.yaml").read_text(encoding="utf-8")
    minor = text.replace("effective_on: 2008-06-01", "effective_on: 2008-07-01").replace(
        "The first revision.", "A week more."
    )
    message = due(Change("policy/POLICY-1.1.yaml", "", minor))["POLICY-1.1-policy-change"]

    assert (None, "POLICY-1.1") == (message.event, message.event_id)
    assert {"vos:all", "rocs:all", "person:ops-hugo", "person:rm-nadia"} <= set(message.to)
    assert "A week more." in told(message)


def test_only_what_was_added_since_a_base_is_told() -> None:
    now, path = facts(), "installations/INST-1200-SILVERFIR-T2.yaml"
    steps = (ROOT / "data" / path).read_text(encoding="utf-8").partition("events:\n")[2]
    base = facts(Change(path, f"events:\n{steps}", "events: []\n")).registry

    assert [TIMO] == [one.name for one in messages_due(now, DESK, base)]
    assert [] == [one.name for one in messages_due(now, DESK, now.registry)]


@pytest.mark.parametrize("root", [ROOT, ROOT.parent.parent], ids=["small world", "demonstration"])
def test_what_the_rules_miss_is_what_is_sent(root: Path) -> None:
    world, rules = gather(root, None, TODAY), {"PPS310", "PPS311"}
    missing = {one.subject for one in world.findings if one.rule in rules and not one.excused_by}
    for one in open_subjects(world.facts):
        missing |= {one.subject.id for verdict in one.next.blocking if verdict.rule.id in rules}
    sent = {one.about for one in messages_due(world.facts, DESK) if one.kind in {"broadcast", "personal"}}

    assert missing == {subject for subject in sent if subject.startswith("PATCH")}


def test_what_is_due_now_is_what_is_sent_and_the_slots_ahead_follow() -> None:
    world = facts(Change("pilots/PILOT-2008-014.yaml", INFORMED, ""), today=REMINDING)
    now = [one.draft for one in notices_due(world) if one.draft]

    assert [one.name for one in messages_due(world, DESK)] == [one.name for one in now]
    assert "reminder" in {one.kind for one in now}


def test_a_slot_of_today_is_due_now_and_not_ahead() -> None:
    before, on_it = notices_due(facts(today=date(2008, 6, 22))), notices_due(facts(today=REMINDING))

    assert [REMINDING] == [one.day for one in before if one.day]
    assert [(("vo:lumen",), REMINDING)] == [(one.to, one.draft.slot) for one in on_it if one.draft and one.draft.slot]
    assert [] == [one for one in on_it if one.day]


def test_a_kick_off_to_which_nobody_was_invited_is_due() -> None:
    found = {one.subject: one for one in notices_due(facts(today=NEGOTIATING)) if one.kind == "kickoff"}

    assert "" == found["PILOT-2008-014"].rule
    assert "site:GOLDCREST-T2" in found["PILOT-2008-014"].to
