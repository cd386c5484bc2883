"""The dataclasses say what the field tables of the records say: required or optional, and what a change may do."""

from typing import get_args, get_type_hints

import pytest

from generator.records.kinds import KINDS, VOCABULARY
from generator.records.readers import unwrapped
from generator.records.schema import Field, shape_of
from generator.records.structure import Event
from generator.terms import Role

# R required, O optional or conditional; then M, M*, I, W, A, A+ or F with the event from which it is frozen.
TABLES = {
    "people": "name R M, github O W, roles R A+",
    "rocs": "name R M, countries R M",
    "sites": "name R M, roc R M, infrastructure R I, location O M, ces O M, bdii_name O M, vos R M, platforms R M, "
    "tier_history R A, retired_on O W, renamed_to O W",
    "vos": "name R M, discipline R M, pps_interest O W, retired_on O W, renamed_to O W",
    "": "format R M, demonstration O M, node_types R A, platforms R A, aspects R A, tracker_mirror R M",
    "bugs": "kind R I, title R M, tracker_url R M, originator R W, originator_note O M, emt_severity O A, "
    "production_impact R M, security R M, verifications O A",
    "patches": "component R I, node_types R I, version R I, base_version O I, title R M, tracker R M, developers R M, "
    "fixes R M*, attributes R M*, coordinated_with O M*, coordination_note O M, supersedes O I, escalation O W, "
    "vo_deadlines O A, release_notes R M, rollback_procedure O M, events R A",
    "installations": "patch R I, site R I, kind R I, node_types O I, platforms R M, isolated O M, settings O M, "
    "mechanism R M, events R A",
    "pilots": "patches R I, title R M, chair R M, user_visible_changes O M, case_plan O F agreed, candidates O A+, "
    "vo_information O A, vo_interest O A, vos O A, agreements O A, sites R A+, load R F started, monitoring O M, "
    "jdl_selection O A, timescale_changes O A, success_criteria O F agreed, events R A",
    "scenarios": "title R M, os R I, arch R I, platform R I, significant_for R I, production_like R I, from R I, "
    "until O W",
    "deployment-tests": "patch R I, scenario R I, site R I, installer R I, notes_digest R I, aspects R I, result R I, "
    "date R I, by R I, ref R I",
    "feedback": "issue_url R I, subject R I, author R I, vo O I, site O I, submitted_on R I, verdict R I, "
    "blocking R I, text R I, followup O A",
    "notifications": "kind R I, about R I, event O I, slot O I, to R I, channel R I, sent_on R I, by R I, "
    "invites_verification O I, bugs O I, ref O I",
    "post-mortems": "pilot R I, held_on R I, participants R I, assessment R I, decision R I, prolong_until O I, "
    "reason R I, guidelines O I, approvals R I",
    "exceptions": "kind R I, subject R I, patches O I, rules R I, justification R I, documentation R I, "
    "reproducibility O I, decided_on R I, valid_until R I, approvals R I",
    "overrules": "patch R I, transition R I, reason R I, bugs R I, rules R I, justification R I, risk R I, "
    "rollback_plan R I, decided_on R I, valid_until R I, approvals R I",
    "policy": "status R F final, effective_on R F final, provenance R F final, change_summary R F final, "
    "params R F final, modes R F final, normative R F final, technical O F final, approvals R F final",
    "releases": "title R I, released_on R I, patches R I, approvals R I",
}

COMMON = {"date", "by", "role", "scope", "approvals", "overrule", "ref", "note"}
STEPS = "pps-coordination sa1-operations site-manager"

# The keys that an event adds or requires, then who records it.
EVENTS = {
    ("patches", "registered"): " / sa3-release developer",
    ("patches", "certification-started"): " / sa3-certification",
    ("patches", "basic-tests"): "ref result / sa3-certification",
    ("patches", "maturity-flag"): " / sa3-certification sa3-release release-manager",
    ("patches", "install-test"): "ref platform result / sa3-certification",
    ("patches", "effort-validated"): "man_days / release-manager",
    ("patches", "tarball-created"): "ref name sha256 / sa3-release release-manager",
    ("patches", "preview-opened"): " / release-manager sa3-release",
    ("patches", "feedback-channel-opened"): "ref / pps-coordination",
    ("patches", "pilot-opened"): "pilot / pps-coordination",
    ("patches", "certified"): "ref / sa3-certification",
    ("patches", "preview-closed"): " / pps-coordination",
    ("patches", "notes-confirmed"): "digest / sa3-release release-manager",
    ("patches", "reclassified"): "reason was / release-manager",
    ("patches", "accepted"): "platforms / pps-coordination release-manager sa1-operations",
    ("patches", "released"): "release / release-manager",
    ("patches", "recalled"): "reason / pps-coordination",
    ("patches", "rejected"): "reason / sa3-certification sa1-operations release-manager",
    ("patches", "withdrawn"): "reason / release-manager developer",
    ("patches", "superseded"): "by_patch / release-manager",
    ("patches", "rolled-back"): "restored_version reason / sa1-operations",
    ("patches", "note"): "note / any",
    ("installations", "distributed"): f"via / {STEPS}",
    ("installations", "configured"): f" / {STEPS}",
    ("installations", "tested"): f"ref via result / {STEPS}",
    ("installations", "tag-published"): f"via ces / {STEPS}",
    ("installations", "tag-withdrawn"): f"via ces / {STEPS}",
    ("installations", "removed"): f" / {STEPS}",
    ("pilots", "proposed"): " / pps-coordination",
    ("pilots", "negotiation-opened"): " / pps-coordination",
    ("pilots", "kickoff-held"): "setup_days? feedback_days? attendees? / pps-coordination",
    ("pilots", "agreed"): " / pps-coordination",
    ("pilots", "started"): " / pps-coordination",
    ("pilots", "suspended"): "reason / site-manager sa1-operations pps-coordination",
    ("pilots", "resumed"): " / pps-coordination",
    ("pilots", "upgraded"): "patches / pps-coordination",
    ("pilots", "prolonged"): "until post_mortem? / pps-coordination",
    ("pilots", "rolled-back"): "site? reason / site-manager sa1-operations",
    ("pilots", "evaluated"): "outcome route? / sa1-operations pps-coordination",
    ("pilots", "closed"): " / pps-coordination",
    ("pilots", "aborted"): "reason / pps-coordination",
    ("pilots", "note"): "note / any",
}


def row_of(field: Field) -> str:
    """Answers a field as its row of the table."""
    flag = field.mutability
    parts = (field.key, "R" if field.required else "O", flag.code if flag else "M", flag.event if flag else None)
    return " ".join(part for part in parts if part)


def event_classes(folder: str) -> tuple[type[Event], ...]:
    """Answers the classes of the events that a kind can hold."""
    annotation, _ = unwrapped(get_type_hints(KINDS[folder].record, include_extras=True)["events"])
    members: tuple[type[Event], ...] = get_args(get_args(annotation)[0])
    return members


def row_of_event(event: type[Event]) -> str:
    """Answers an event class as its row of the table."""
    own = [
        one for one in shape_of(event).fields if one.key not in COMMON or (one.required and one.key in {"ref", "note"})
    ]
    keys = " ".join(one.key if one.required else f"{one.key}?" for one in own)
    who = "any" if event.recorded_by == tuple(Role) else " ".join(event.recorded_by)
    return f"{keys} / {who}"


@pytest.mark.parametrize("folder", TABLES)
def test_the_fields_of_a_kind_are_those_of_its_table(folder: str) -> None:
    kind = KINDS[folder] if folder else VOCABULARY

    assert TABLES[folder] == ", ".join(row_of(field) for field in shape_of(kind.record).fields)


def test_every_kind_has_its_table() -> None:
    assert set(TABLES) == {*KINDS, VOCABULARY.folder}


def test_the_events_of_each_log_are_those_of_its_table() -> None:
    folders = dict.fromkeys(folder for folder, _ in EVENTS)
    rows = {(folder, event.type): row_of_event(event) for folder in folders for event in event_classes(folder)}

    assert rows == EVENTS
