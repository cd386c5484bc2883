"""What a command does to files: new records, additions, diffs that git applies, and who is named in them."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring import canonical
from generator.authoring.edits import (
    MODELINE,
    Added,
    AuthoringError,
    Created,
    FileChange,
    Item,
    Value,
    file_change,
    named_in,
    source,
    summary,
    text_of_new,
)
from generator.authoring.numbering import next_id
from generator.authoring.proposal import Known, proposal
from generator.feeds.home import Home
from generator.feeds.schemas import schemas
from generator.files import file_of, files_on_disk
from generator.policy.rule import Facts
from generator.records.kinds import KINDS
from generator.records.pilots import Pilot
from generator.records.schema import shape_of, unwrapped
from generator.records.structure import Record, Structure, plain
from generator.registry import Registry, registry_at

ROOT = Path(__file__).resolve().parent.parent.parent
WORLD = registry_at(ROOT / "tests" / "world")
EVERY = tuple(
    (record, one.content.decode())
    for root in (ROOT / "tests" / "world", ROOT)
    for one in files_on_disk(root)
    if (record := file_of(one).record) is not None
)
NOTE = {"type": "note", "date": date(2008, 6, 20), "by": "coord-lena", "role": "pps-coordination", "note": "seen"}
ROC = Created(folder="rocs", id="ROC-NORTH", fields={"countries": ("NO",), "name": "North"})


def test_a_new_record_is_written_in_the_order_of_its_kind_after_its_modeline() -> None:
    expected = (
        '# yaml-language-server: $schema=../../site/schemas/v1/records/rocs.json\nname: North\ncountries: ["NO"]\n'
    )

    assert expected == text_of_new(ROC)


def test_the_modeline_leads_from_a_record_to_the_schema_that_a_build_writes() -> None:
    written = {f"site/{document.address}" for document in schemas(Home())}
    named = {
        str((ROOT / "data" / folder / MODELINE.format(folder=folder).partition("=")[2]).resolve().relative_to(ROOT))
        for folder in KINDS
    }

    assert set() == named - written


@pytest.mark.parametrize("folder", KINDS)
def test_every_record_that_is_written_anew_says_what_it_said(folder: str) -> None:
    for record in (record for record, _ in EVERY if record.folder == folder):
        assert_same_when_written_anew(record)


def assert_same_when_written_anew(record: Record) -> None:
    """Writes a record from its fields and reads it again."""
    said = {key: _with_types(value) for key, value in canonical.entries(record) if key not in {"id", "path"}}
    new = Created(folder=record.folder, id=record.id, fields=said)
    read = file_of(source(new.path, text_of_new(new)))

    assert () == read.flaws
    assert plain(record) == plain(read.record)


def _with_types(value: Any) -> Any:
    """Answers the events of a log as mappings that start with their type, as commands write them."""
    is_log = isinstance(value, tuple) and value and isinstance(value[0], Structure) and hasattr(value[0], "recorded_by")
    return tuple({"type": one.type, **dict(canonical.entries(one))} for one in value) if is_log else value


@settings(max_examples=30)
@given(st.data())
def test_an_item_added_to_any_list_of_any_record_leaves_everything_else_as_it_was(data: st.DataObject) -> None:
    record, before = data.draw(st.sampled_from([one for one in EVERY if _lists(one[0])]))
    field = data.draw(st.sampled_from(_lists(record)))
    value = getattr(record, field)[-1]
    item = _with_types((value,))[0] if field == "events" else value
    changed = file_change(Added(record=record, additions=(Item(field=field, value=item),)), before)
    old, new = before.splitlines(), str(changed.after).splitlines()
    read = file_of(source(record.path, str(changed.after))).record
    more = len(new) - len(old)
    at = next((number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))

    assert read is not None
    assert (*getattr(record, field), value) == getattr(read, field)
    assert record == replace(read, **{field: getattr(record, field)})
    if more:
        assert old == new[:at] + new[at + more :]


def _lists(record: Record) -> list[str]:
    """Answers the lists of mappings of a record that hold something."""
    fields = shape_of(type(record)).fields
    found = [one.attribute for one in fields if get_origin(unwrapped(one.annotation)[0]) is tuple]
    return [name for name in found if (held := getattr(record, name)) and isinstance(held[0], Structure)]


@settings(max_examples=20)
@given(st.data())
def test_a_key_added_to_any_pilot_or_to_one_of_its_sites_leaves_everything_else_as_it_was(data: st.DataObject) -> None:
    record, before = data.draw(st.sampled_from([one for one in EVERY if isinstance(one[0], Pilot)]))

    assert isinstance(record, Pilot)

    number = data.draw(st.integers(0, len(record.sites) - 1))
    site = record.sites[number]
    if site.commitments is not None:
        return
    said = {"focus": True, "signed_by": "sm-goldie", "date": date(2008, 6, 20)}
    addition = Value(mapping="sites", item=number, field="commitments", value=said)
    changed = file_change(Added(record=record, additions=(addition,)), before)
    read = file_of(source(record.path, str(changed.after))).record

    assert isinstance(read, Pilot)
    assert list(said.items()) == canonical.entries(read.sites[number].commitments or said)
    assert record == replace(
        read,
        sites=(*read.sites[:number], replace(read.sites[number], commitments=None), *read.sites[number + 1 :]),
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (FileChange(path="a", before=None, after="x\n"), "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x\n"),
        (FileChange(path="a", before="x\n", after=None), "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"),
        (
            FileChange(path="a", before="x", after="x\ny\n"),
            "--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n",
        ),
    ],
)
def test_a_change_is_told_as_git_tells_it(change: FileChange, expected: str) -> None:
    assert expected == change.diff


def test_who_acts_signs_and_approves_is_named_once() -> None:
    approvals = ({"role": "emt", "by": "emt-otto", "date": NOTE["date"], "decision": "approve"},)
    signed = {"site": "X", "commitments": {"signed_by": "sm-goldie"}}
    edits = (
        Added(
            record=WORLD.patches["PATCH-1200"], additions=(Item(field="events", value=NOTE | {"approvals": approvals}),)
        ),
        Created(folder="pilots", id="PILOT-2008-020", fields={"sites": (signed,), "chair": "x", "events": (NOTE,)}),
    )

    assert ("coord-lena", "emt-otto", "sm-goldie") == named_in(edits)
    assert ["note", "new"] == [summary(edit) for edit in edits]


def known() -> Known:
    """Answers what is known of the small world, which lies in no repository of its own."""
    facts = Facts(registry=WORLD, today=date(2008, 6, 20))
    return Known(root=ROOT / "tests" / "world", facts=facts)


def test_edits_of_several_files_are_judged_as_one_change() -> None:
    site = {
        "name": "Larch",
        "roc": "ROC-NORTH",
        "infrastructure": "production",
        "vos": (),
        "platforms": ("sl4-i386",),
        "tier_history": (),
    }
    new = Created(folder="sites", id="LARCH-T2", fields=site)
    alone, together = proposal((new,), known()), proposal((new, ROC), known())

    assert ["PPS106"] == [finding.rule for finding in alone.refusals]
    assert ((), 2) == (together.refusals, len(together.changes))
    assert together.diff.count("--- /dev/null\n") == len(together.changes)


def test_a_file_is_edited_once_in_a_change_and_only_as_it_was_read() -> None:
    patch = WORLD.patches["PATCH-1200"]
    note = Added(record=patch, additions=(Item(field="events", value=NOTE),))

    with pytest.raises(AuthoringError, match=r"PATCH-1200\.yaml is named twice"):
        proposal((note, note), known())
    with pytest.raises(AuthoringError, match=r"ROC-ALPS\.yaml is there already"):
        proposal((Created(folder="rocs", id="ROC-ALPS", fields=ROC.fields),), known())
    with pytest.raises(AuthoringError, match="changed meanwhile"):
        file_change(note, "title: another\n")
    with pytest.raises(AuthoringError, match="changed meanwhile"):
        file_change(FileChange(path="data/x", before="a", after="b"), "c")


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("patches", "PATCH-1601"),
        ("pilots", "PILOT-2008-016"),
        ("notifications", "NTF-2008-0025"),
        ("deployment-tests", "DT-1400-002"),
        ("feedback", None),
        ("sites", None),
        ("policy", None),
    ],
)
def test_the_next_id_follows_the_highest_of_its_kind(folder: str, expected: str | None) -> None:
    assert expected == next_id(folder, WORLD, date(2008, 6, 20), "PATCH-1400")


def test_a_record_that_cannot_be_read_takes_its_number() -> None:
    registry = Registry.of([source("data/pilots/PILOT-2009-007.yaml", "title: [\n")])

    assert "PILOT-2009-008" == next_id("pilots", registry, date(2009, 1, 1))
    assert "PILOT-2010-001" == next_id("pilots", registry, date(2010, 1, 1))
