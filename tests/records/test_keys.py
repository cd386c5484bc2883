"""Keys: missing, unknown, derived, misspelt; every mistake of a record at once (PPS101-PPS105, PPS109)."""

import pytest

from generator.records.kinds import KINDS
from tests.records.world_files import MINOR_PATCH, PATHS, all_told, changed, reading_of, text_of

BUG = "data/bugs/BUG-1301.yaml"
PILOT = "data/pilots/PILOT-2008-014.yaml"
PREVIEW = "data/installations/INST-1100-COLLINA-GRID.yaml"


def with_key(key: str, path: str = MINOR_PATCH) -> list[str]:
    """Answers the flaws of a file of the world that begins with one more key."""
    return all_told(reading_of(path, f"{key}: x\n{text_of(path)}"))


@pytest.mark.parametrize(
    ("old", "path", "expected"),
    [
        (
            "  rollback: full\n",
            MINOR_PATCH,
            "10:3 PPS101 attributes.rollback is required for a server patch; add rollback",
        ),
        (
            '  known_issues: ""\n',
            MINOR_PATCH,
            "19:3 PPS101 release_notes.known_issues is required; add known_issues",
        ),
        ("production_impact: none\n", BUG, "1:1 PPS101 production_impact is required for a bug; add production_impact"),
        (
            ", date: 2008-05-20",
            MINOR_PATCH,
            "27:5 PPS101 events[2].date is required for the event 'effort-validated'; add date",
        ),
        ("type: effort-validated, ", MINOR_PATCH, "27:5 PPS101 events[2].type is required; name the type of the event"),
    ],
)
def test_a_required_field_that_is_missing_is_told_where_it_belongs(old: str, path: str, expected: str) -> None:
    assert [expected] == all_told(changed(old, "", path))


def test_an_unknown_field_is_told_with_the_field_that_was_meant() -> None:
    assert ["1:1 PPS102 unknown field 'coordinatd_with'; did you mean 'coordinated_with'?"] == with_key(
        "coordinatd_with"
    )


def test_an_unknown_field_may_be_an_event_that_was_meant() -> None:
    assert ["1:1 PPS102 unknown field 'maturity_flagg'; did you mean the event 'maturity-flag'?"] == with_key(
        "maturity_flagg"
    )


def test_an_unknown_field_that_is_near_to_nothing_is_told_with_the_known_ones() -> None:
    assert ["1:1 PPS102 unknown field 'colour'; known fields: countries, name"] == with_key(
        "colour", "data/rocs/ROC-ALPS.yaml"
    )


def test_an_unknown_field_hides_nothing_else_of_the_record() -> None:
    reading = reading_of(MINOR_PATCH, f"colour: x\n{text_of(MINOR_PATCH)}")

    assert reading.record is not None


def test_a_misspelt_required_field_is_told_once() -> None:
    assert ["1:1 PPS102 unknown field 'compnent'; did you mean 'component'?"] == all_told(
        changed("component: server", "compnent: server")
    )


def test_a_misspelt_required_field_of_an_event_takes_the_record_away() -> None:
    reading = changed("date: 2008-05-20", "dat: 2008-05-20")

    assert ["27:30 PPS102 unknown field 'dat'; did you mean 'date'?"] == all_told(reading)
    assert reading.record is None


def test_a_field_cannot_write_itself_into_the_message() -> None:
    assert ["1:1 PPS102 unknown field '{field}'; known fields: countries, name"] == with_key(
        '"{field}"', "data/rocs/ROC-ALPS.yaml"
    )


def test_a_misspelt_event_type_is_told_with_the_one_that_was_meant() -> None:
    assert [
        (
            "27:12 PPS109 events[2].type is 'effort-valdated', which is no event of this kind; "
            "did you mean 'effort-validated'?"
        )
    ] == all_told(changed("effort-validated", "effort-valdated"))


def test_an_event_of_another_kind_is_not_known() -> None:
    flaws = changed("type: effort-validated", "type: distributed").flaws

    assert [("PPS109", "events[2].type")] == [(flaw.rule, flaw.field) for flaw in flaws]
    assert flaws[0].fix.startswith("choose registered | certification-started | ")


@pytest.mark.parametrize(
    ("key", "path", "source"),
    [
        ("use_case", MINOR_PATCH, "attributes"),
        ("category", MINOR_PATCH, "attributes"),
        ("state", MINOR_PATCH, "the events"),
        ("savannah_status", MINOR_PATCH, "the events"),
        ("tag", MINOR_PATCH, "node types and version"),
        ("blocked_by", MINOR_PATCH, "the rules"),
        ("current_version", MINOR_PATCH, "the patches in production"),
        ("class", PILOT, "the patches"),
        ("feedback_due", PILOT, "the events and the policy"),
        ("tags", PREVIEW, "the patch or the pilot"),
        ("progress", PREVIEW, "the events"),
        ("fixed_in", BUG, "the patches that fix it"),
        ("tier", "data/sites/COLLINA-GRID.yaml", "tier_history"),
        ("versions", "data/sites/COLLINA-GRID.yaml", "the installations"),
        ("feedback_count", "data/vos/lumen.yaml", "the feedback"),
        ("late", "data/feedback/FB-110.yaml", "the window of the subject"),
        ("current", "data/policy/POLICY-1.0.yaml", "effective_on"),
    ],
)
def test_a_derived_fact_is_never_stored(key: str, path: str, source: str) -> None:
    assert [f"1:1 PPS104 '{key}' is derived from {source} and is not stored; remove it"] == with_key(key, path)


@pytest.mark.parametrize("path", PATHS)
def test_no_kind_stores_its_id_its_schema_or_a_number(path: str) -> None:
    text = f"id: x\nschema: x\nseq: x\n{text_of(path)}"

    assert [
        "1:1 PPS104 'id' is derived from the file name and is not stored; remove it",
        "2:1 PPS104 'schema' is derived from the folder and is not stored; remove it",
        "3:1 PPS104 'seq' is derived from the position in the list and is not stored; remove it",
    ] == all_told(reading_of(path, text))


def test_an_event_has_no_number_of_its_own() -> None:
    assert ["27:6 PPS104 'seq' is derived from the position in the list and is not stored; remove it"] == all_told(
        changed("{type: effort-validated", "{seq: 3, type: effort-validated")
    )


@pytest.mark.parametrize(
    ("path", "stem", "expected"),
    [
        (PREVIEW, "INST-1200-COLLINA-GRID", "1:8 PPS105 patch is 'PATCH-1100', but the file is named for 'PATCH-1200'"),
        (PREVIEW, "INST-1100-PLATEAU-T1", "2:7 PPS105 site is 'COLLINA-GRID', but the file is named for 'PLATEAU-T1'"),
        (
            "data/deployment-tests/DT-1400-001.yaml",
            "DT-140-001",
            "1:8 PPS105 patch is 'PATCH-1400', but the file is named for 'PATCH-140'",
        ),
    ],
)
def test_the_stem_agrees_with_the_fields_that_it_encodes(path: str, stem: str, expected: str) -> None:
    folder = path.split("/")[1]
    reading = reading_of(f"data/{folder}/{stem}.yaml", text_of(path))

    assert [f"{expected}; rename the file, or name the record that it is about"] == all_told(reading)


@pytest.mark.parametrize("stem", ["INST", "INST-1", "DT", "DT-1", "", "x-y-z"])
@pytest.mark.parametrize("path", [PREVIEW, "data/deployment-tests/DT-1400-001.yaml"])
def test_a_stem_of_no_form_draws_no_traceback(path: str, stem: str) -> None:
    reading = reading_of(f"{path.rpartition('/')[0]}/{stem}.yaml", text_of(path))

    assert {"PPS105"} >= {flaw.rule for flaw in reading.flaws}


TEN_MISTAKES = """\
kind: defect
title: 5.10
titel: "file catalogue"
tracker_url: http://savannah.example.org/bugs/1301
originator: none
emt_severity:
  - {value: normal, by: emt-otto, date: 2008-02-31}
  - {value: grave, by: emt-otto, dates: 2008-04-22}
security: yes
status: open
verifications: PATCH-1300
"""


def test_ten_mistakes_of_a_record_are_told_at_once() -> None:
    assert [
        "1:1 PPS101 production_impact is required for a bug; add production_impact",
        "1:1 PPS101 originator_note is required where originator is none; say why nobody is known",
        "1:7 PPS103 kind is 'defect'; choose bug | request",
        '2:8 PPS103 title is a bare number (5.10); quote it: "5.10"',
        (
            "3:1 PPS102 unknown field 'titel'; known fields: emt_severity, kind, originator, originator_note, "
            "production_impact, security, title, tracker_url, verifications"
        ),
        (
            "4:14 PPS006 tracker_url is no safe https address ('http://savannah.example.org/bugs/1301'); "
            "use https, no user, an ASCII host"
        ),
        "7:41 PPS103 emt_severity[0].date is no calendar day ('2008-02-31'); write it like 2008-06-20",
        (
            "8:13 PPS103 emt_severity[1].value is 'grave'; "
            "choose wish | trivial | minor | normal | major | critical | blocker"
        ),
        "8:34 PPS102 unknown field 'dates'; did you mean 'date'?",
        "9:11 PPS103 security is neither true nor false ('yes'); write true or false",
        "10:1 PPS104 'status' is derived from the patches that fix it and is not stored; remove it",
        "11:16 PPS103 verifications is no list; write it as a list, [] if it is empty",
    ] == all_told(reading_of(BUG, TEN_MISTAKES))


def test_the_facts_of_a_patch_are_not_judged_while_its_component_is_unknown() -> None:
    assert ["1:12 PPS103 component is 'tape'; choose client | server"] == all_told(changed(": server", ": tape"))


def test_the_facts_of_a_server_are_unknown_to_a_client() -> None:
    messages = [flaw.message for flaw in changed("component: server", "component: client").flaws]

    assert "attributes.environment_intervention is required for a client patch" in messages
    assert "unknown field 'db_schema_change'" in messages


@pytest.mark.parametrize("folder", sorted(KINDS))
def test_an_empty_mapping_is_asked_for_every_required_field(folder: str) -> None:
    reading = reading_of(f"data/{folder}/X.yaml", "{}\n")

    assert {"PPS101"} == {flaw.rule for flaw in reading.flaws}
    assert all(flaw.fix and flaw.field for flaw in reading.flaws)
