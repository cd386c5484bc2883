"""Lists and mappings that somebody gives outside a file: what is supplied to them, and how they are written."""

from datetime import date

import pytest

from generator.records.bugs import Bug
from generator.records.given import GivenError, example_of, item_of, typed, words_of
from generator.records.patch_events import Accepted, EffortValidated, Released
from generator.records.patches import Patch
from generator.records.pilot_events import KickoffHeld
from generator.records.pilots import Pilot, PilotSite
from generator.records.schema import Field, shape_of
from generator.records.structure import Structure

TODAY = {"date": "2008-06-20"}


def field(structure: type[Structure], key: str) -> Field:
    """Answers a field of a structure."""
    return shape_of(structure).by_key[key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[{value: major, by: emt-otto}]", [date(2008, 6, 20)]),
        ("[{value: major, by: emt-otto, date: 2008-06-18}]", [date(2008, 6, 18)]),
        (
            "[{value: minor, by: emt-otto, date: 2008-06-18}, {value: major, by: emt-otto}]",
            [date(2008, 6, 18), date(2008, 6, 20)],
        ),
    ],
)
def test_a_day_that_is_left_out_is_supplied_and_one_that_is_given_stays(text: str, expected: list[date]) -> None:
    found = typed(field(Bug, "emt_severity"), text, supplied=TODAY)

    assert expected == [entry.date for entry in found]


def test_a_key_that_is_not_needed_is_not_supplied() -> None:
    (found,) = typed(field(Pilot, "sites"), "[{site: PLATEAU-T1, provides: LFC}]", supplied={"rollback_contact": "x"})

    assert found.rollback_contact is None


def test_a_mapping_is_supplied_like_one_in_a_list() -> None:
    text = "{to: nbc-client, reason: it needs a new library, by: rm-nadia}"

    assert date(2008, 6, 20) == typed(field(Patch, "escalation"), text, supplied=TODAY).date
    with pytest.raises(GivenError, match="date is required"):
        typed(field(Patch, "escalation"), text)


@pytest.mark.parametrize(
    ("structure", "key", "expected"),
    [
        (Bug, "emt_severity", "[{value: wish, by: a handle in lower case, date: 2008-06-20}]"),
        (Pilot, "sites", "[{site: SITE-NAME, provides: a few words}]"),
        (Patch, "escalation", "{to: nbc-client, reason: a sentence, by: a handle in lower case, date: 2008-06-20}"),
        (Patch, "fixes", "BUG-n"),
        (Pilot, "success_criteria", "a sentence"),
        (EffortValidated, "man_days", "1.5"),
        (KickoffHeld, "setup_days", "7"),
        (Bug, "security", "true"),
        (Accepted, "platforms", "ID"),
        (Bug, "tracker_url", "https://…"),
        (Released, "by", "a handle in lower case"),
    ],
)
def test_a_field_tells_how_it_is_written(structure: type[Structure], key: str, expected: str) -> None:
    assert expected == example_of(field(structure, key), date(2008, 6, 20))


@pytest.mark.parametrize(
    ("structure", "key", "expected"),
    [
        (Bug, "security", ("true", "false")),
        (Bug, "production_impact", ("none", "degraded", "broken")),
        (Accepted, "platforms", ()),
        (Patch, "fixes", ()),
    ],
)
def test_a_closed_list_is_told_without_the_controlled_ones(
    structure: type[Structure], key: str, expected: tuple[str, ...]
) -> None:
    assert expected == words_of(field(structure, key))


def test_a_list_of_structures_tells_what_it_holds() -> None:
    assert item_of(field(Pilot, "sites")) is PilotSite


@pytest.mark.parametrize("key", ["fixes", "title", "escalation"])
def test_what_is_no_list_of_structures_holds_none(key: str) -> None:
    with pytest.raises(TypeError, match=f"{key} is no list of structures"):
        item_of(field(Patch, key))
