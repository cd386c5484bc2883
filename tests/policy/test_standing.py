"""A finding that stood before a change is known again, wherever its lines have moved to."""

from dataclasses import replace

import pytest

from generator.findings import Finding, Level, Location
from generator.policy.rule import Facts
from generator.policy.standing import Places, with_standing
from tests.bulletin.small_world import Change, facts

PATH = "data/patches/PATCH-1300.yaml"
BEFORE = facts()
MOVED = facts(Change("patches/PATCH-1300.yaml", "component: server\n", "# a remark\ncomponent: server\n"))


def places(given: Facts) -> list[Location]:
    """Answers some places of a patch: itself, a field, a text in it, an item of a list, an event, and its person."""
    patch = given.registry.patches["PATCH-1300"]
    notes, event = patch.release_notes, patch.events[3]
    return [
        patch.place(),
        patch.place(name="title"),
        patch.place(notes, "known_issues"),
        patch.place(name="fixes", item=0),
        patch.place(name="fixes"),
        patch.place(event),
        patch.place(event, "by"),
    ]


def finding(at: Location, message: str = "is wrong") -> Finding:
    return Finding(rule="PPS106", name="x", level=Level.ERROR, subject="PATCH-1300", location=at, message=message)


def test_a_finding_keeps_its_name_when_its_lines_move() -> None:
    old, new = Places(BEFORE.registry), Places(MOVED.registry)
    moved = zip(places(BEFORE), places(MOVED), strict=True)

    assert [True] * 7 == [old.key(finding(was)) == new.key(finding(now)) for was, now in moved]
    assert places(BEFORE)[2:] != places(MOVED)[2:]


def test_the_same_words_at_another_place_are_another_finding() -> None:
    known = Places(BEFORE.registry)

    assert 7 == len({known.key(finding(at)) for at in places(BEFORE)})


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("key 'id' occurs again (line 3)", "key 'id' occurs again (line 8)", True),
        ("the same as lines 3 and 5", "the same as lines 4 and 6", True),
        ("3 major fixes", "4 major fixes", False),
    ],
)
def test_only_the_numbers_of_lines_may_differ_in_the_words(was: str, now: str, *, expected: bool) -> None:
    known, at = Places(BEFORE.registry), places(BEFORE)[1]

    assert expected is (known.key(finding(at, was)) == known.key(finding(at, now)))


@pytest.mark.parametrize(
    "other",
    [{"rule": "PPS101"}, {"level": Level.WARNING}, {"subject": "PATCH-1200"}, {"location": Location("data/x", 5, 8)}],
)
def test_another_rule_level_subject_or_file_is_another_finding(other: dict[str, object]) -> None:
    known, one = Places(BEFORE.registry), finding(places(BEFORE)[1])

    assert known.key(one) != known.key(replace(one, **other))  # type: ignore[arg-type] # one field of each row


def test_a_record_that_cannot_be_read_is_known_by_its_field() -> None:
    known = Places(BEFORE.registry)
    one, other = (replace(finding(Location("data/patches/PATCH-1.yaml", 1, 1)), field=name) for name in ("id", "by"))

    assert known.key(one) != known.key(other)
    assert known.key(one) == known.key(replace(one, location=Location("data/patches/PATCH-1.yaml", 9, 9)))


def test_of_two_alike_as_many_stand_as_stood_before() -> None:
    known, one = Places(BEFORE.registry), finding(places(BEFORE)[1])
    found = with_standing([one, one, finding(places(BEFORE)[2])], known, [known.key(one)])

    assert [True, False, False] == [each.standing for each in found]
