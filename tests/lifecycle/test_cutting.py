"""Records and registries as they were known at the end of a day."""

from datetime import date

import pytest

from generator.lifecycle.as_of import Past, before, cut
from generator.records.patches import Patch
from generator.registry import registry_at
from tests.lifecycle.logs import event, patch
from tests.policy.overlays import WORLD
from tests.policy.written_worlds import record_with


def reclassified(day: str, **was: object) -> dict[str, object]:
    """Answers a reclassification that tells what stood there before it."""
    return event(day, "reclassified", was=was, reason="counted again", role="release-manager")


LOG = (event("2008-05-01", "registered"), reclassified("2008-06-10", fixes=["BUG-1101"]))
TWICE = (*LOG, reclassified("2008-06-15", fixes=["BUG-1201"], coordinated_with=["PATCH-1200"]))


def june(day: int) -> date:
    return date(2008, 6, day)


def known_on(day: int, *events: dict[str, object]) -> Patch:
    """Answers a patch with a log as it was known on a day of June."""
    known = cut(patch(*events), june(day))
    if known is None:
        raise ValueError(day)
    return known


def test_a_record_begins_on_the_day_of_its_first_event() -> None:
    known = [cut(patch(*LOG), day) for day in (date(2008, 4, 30), date(2008, 5, 1))]

    assert [None, ("registered",)] == [one and tuple(entry.type for entry in one.events) for one in known]


@pytest.mark.parametrize(("day", "fixes"), [(9, ("BUG-1101",)), (10, ("BUG-1301",)), (11, ("BUG-1301",))])
def test_old_values_count_until_the_day_of_the_reclassification(day: int, fixes: tuple[str, ...]) -> None:
    assert fixes == known_on(day, *LOG).fixes


def test_of_two_reclassifications_the_next_one_tells_what_stood_there() -> None:
    known = [known_on(day, *TWICE) for day in (9, 14, 15)]

    assert [("BUG-1101",), ("BUG-1201",), ("BUG-1301",)] == [one.fixes for one in known]
    assert [("PATCH-1200",), ("PATCH-1200",), ()] == [one.coordinated_with for one in known]


def test_a_reclassification_is_judged_with_the_values_that_it_changes() -> None:
    known = before(patch(*TWICE), 2, june(10))

    assert ("BUG-1101",) == known.fixes
    assert ("registered",) == tuple(entry.type for entry in known.events)


def test_what_is_newer_than_the_day_is_not_known_and_the_rest_is() -> None:
    entries = [
        {"value": value, "by": "emt-otto", "date": june(day)}
        for value, day in (("minor", 2), ("major", 8), ("normal", 9))
    ]
    known = [cut(record_with("BUG-1301", emt_severity=entries), june(day)) for day in (7, 8, 30)]

    assert [["minor"], ["minor", "major"], ["minor", "major", "normal"]] == [
        [entry.value for entry in one.emt_severity] for one in known if one is not None
    ]


def test_a_structure_that_is_not_yet_known_is_left_out() -> None:
    summary = {"date": june(9), "by": "coord-lena", "text": "One answer, and it is good.", "covers": ["FB-130"]}
    notes = {"changes": {}, "configuration_instructions": "", "known_issues": "", "feedback_summary": summary}
    one: Patch = record_with("PATCH-1300", release_notes=notes)
    known = [found.release_notes.feedback_summary for day in (8, 9) if (found := cut(one, june(day))) is not None]

    assert [None, june(9)] == [told and told.date for told in known]


def test_a_registry_of_a_day_holds_what_existed_on_it() -> None:
    whole = registry_at(WORLD)
    past = Past(whole).at(june(9))
    existed = [known for one in whole.feedback.values() if (known := cut(one, june(9))) is not None]
    later = sorted(set(whole.feedback) - {one.id for one in existed})

    assert existed
    assert later
    assert [one.id for one in existed] == list(past.feedback)
    assert existed == list(past.feedback.values())
    assert len(existed) == len(past.feedback)
    assert existed == [one for one in past.records if one.folder == "feedback"]
    assert (None, False) == (past.feedback.get(later[0]), later[0] in past.feedback)


def test_a_registry_of_a_day_groups_what_existed_on_it() -> None:
    whole = registry_at(WORLD)
    past = Past(whole).at(june(9))
    groups = {
        subject: known
        for subject, given in whole.feedback_by_subject.items()
        if (known := [one.id for one in given if one.submitted_on <= june(9)])
    }

    assert set(groups) < set(whole.feedback_by_subject)
    assert groups == {subject: [one.id for one in given] for subject, given in past.feedback_by_subject.items()}
    assert len(groups) == len(past.feedback_by_subject)


def test_a_day_of_a_past_is_cut_once() -> None:
    past = Past(registry_at(WORLD))

    assert past.at(june(9)) is past.at(june(9))
    assert past.at(june(9)).patches["PATCH-1300"] is past.at(june(9)).patches["PATCH-1300"]
