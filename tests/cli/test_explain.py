"""`pps explain`: why a subject stands where it stands, and what it waits for."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.commands import new_world, pps

WORD, MAYBE_TEXT = {"type": "string", "minLength": 1}, {"type": ["string", "null"]}
MAYBE_DAY = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
STATUSES = ("met", "waiting", "missing", "breached", "excused", "overruled", "not-applicable", "unknown")
CLASSES = ("bc-client", "nbc-client", "bc-server/minor", "bc-server/major", "nbc-server", None)


def _holding(**properties: object) -> dict[str, object]:
    """Answers a schema of an object that has these properties; the shape may grow by others."""
    return {"type": "object", "properties": properties, "required": [*properties]}


def _list_of(items: object) -> dict[str, object]:
    return {"type": "array", "items": items}


GATE = _holding(
    rule={"type": "string", "pattern": r"^PPS\d{3}$"},
    status={"enum": STATUSES},
    message=WORD,
    fix=MAYBE_TEXT,
    actor=_holding(role=WORD, scope=MAYBE_TEXT, people=_list_of(WORD)),
    date=MAYBE_DAY,
    evidence=_list_of(WORD),
    excused_by=MAYBE_TEXT,
    link={"type": "string", "pattern": r"^/policy/rules/PPS\d{3}/$"},
)
NEXT = _holding(
    transition=WORD,
    to=WORD,
    forecast=_holding(date=MAYBE_DAY, label={"enum": ["exact", "at-least", "unknown"]}, binding=MAYBE_TEXT),
    gates=_list_of(GATE),
)
EXPLANATION = _holding(
    **{"class": {"enum": CLASSES}},
    subject=WORD,
    why=_list_of(WORD),
    state=MAYBE_TEXT,
    since=MAYBE_DAY,
    next=_list_of(NEXT),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world; nobody writes in it."""
    return new_world(tmp_path_factory.mktemp("world"))


def test_a_patch_is_explained_with_class_reason_state_gates_and_history(world: Path) -> None:
    lines = pps(world, "explain", "PATCH-1300").lines

    assert [
        "PATCH-1300: bc-server/minor",
        "  because all four minor conditions hold",
        "  in-pps since 2008-06-16",
        "Next: accepted → ready-for-production; earliest 2008-06-23 (at-least), bound by PPS401",
    ] == lines[:4]
    assert "   5 2008-06-16 pilot-opened → in-pps, by coord-lena (pps-coordination)" == lines[-1]


def test_a_gate_that_is_met_is_told_too(world: Path) -> None:
    lines = pps(world, "explain", "PATCH-1300").lines

    assert "  met            PPS606 fixes described: 1" in lines
    assert "  waiting        PPS401 PATCH-1300 has no successful pilot (PILOT-2008-013 is running);" in "\n".join(lines)


@pytest.mark.parametrize(
    ("subject", "state"),
    [("PATCH-1100", "in-production"), ("PILOT-2008-015", "running"), ("INST-1200-SILVERFIR-T2", "configured")],
)
def test_patches_pilots_and_installations_have_one_shape(world: Path, subject: str, state: str) -> None:
    explained = json.loads(pps(world, "explain", subject, "--format", "json").out)
    Draft202012Validator(EXPLANATION).validate(explained)

    assert (subject, state) == (explained["subject"], explained["state"])


def test_the_json_tells_rule_status_actor_and_date_of_a_gate(world: Path) -> None:
    explained = json.loads(pps(world, "explain", "PILOT-2008-013", "--format", "json").out)
    (gate,) = (one for one in explained["next"][0]["gates"] if one["rule"] == "PPS408")

    assert ("waiting", "2008-06-23", "nobody") == (gate["status"], gate["date"], gate["actor"]["role"])
    assert {"date": "2008-06-23", "label": "exact", "binding": "PPS408"} == explained["next"][0]["forecast"]


def test_an_earlier_day_is_told_as_it_was_known(world: Path) -> None:
    lines = pps(world, "--today", "2008-06-10", "explain", "PATCH-1300").lines

    assert "  certified since 2008-05-30" == lines[2]
    assert not any("2008-06-16" in line for line in lines)


def test_what_was_not_known_on_a_day_cannot_be_explained(world: Path) -> None:
    ran = pps(world, "--today", "2007-06-10", "explain", "PATCH-1300")

    assert (2, "") == (ran.code, ran.out)


def test_a_slip_in_the_subject_is_answered_by_what_comes_near(world: Path) -> None:
    ran = pps(world, "explain", "patch-130")

    assert 2 == ran.code
    assert "nothing is known of 'patch-130'; did you mean PATCH-1300?" in ran.err
    assert "it explains patches, pilots and installations" in pps(world, "explain", "ce01").err


def test_a_record_that_cannot_be_read_is_not_told_as_unknown(tmp_path: Path) -> None:
    root = new_world(tmp_path)
    (root / "data" / "patches" / "PATCH-1300.yaml").write_text("title: [", encoding="utf-8")
    ran = pps(root, "explain", "PATCH-1300")

    assert 2 == ran.code
    assert "PATCH-1300 cannot be read; pps check tells why" in ran.err


def test_the_same_explanation_has_the_same_bytes(world: Path) -> None:
    asked = ("explain", "PATCH-1400", "--format", "json")
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}

    assert pps(world, *asked).out == pps(world, *asked, environment=elsewhere).out
