"""Embargo: nothing is said of a vulnerability before a patch that fixes it is in production."""

from datetime import date

from generator.bulletin.embargo import changes_of, is_embargoed, title_of
from tests.bulletin.small_world import Change, facts

TOLD = Change("bugs/BUG-1601.yaml", "title: embargoed", 'title: "anybody may read the disk"')
RELEASED = Change(
    "patches/PATCH-1600.yaml",
    "    platforms: [sl4-i386, sl4-x86_64]\n    overrule: OVR-2008-016\n    approvals:\n"
    "      - {role: release-manager, by: rm-nadia, date: 2008-06-19, decision: approve}\n",
    "    platforms: [sl4-i386, sl4-x86_64]\n    overrule: OVR-2008-016\n"
    "  - {type: released, date: 2008-06-20, by: rm-nadia, role: release-manager, release: REL-2008-011}\n",
)


def title(*changes: Change, today: date = date(2008, 6, 20)) -> str:
    known = facts(*changes, today=today)
    return title_of(known.registry.bugs["BUG-1601"], known.registry, known.today)


def test_a_vulnerability_is_embargoed_whatever_its_record_says() -> None:
    assert title(TOLD) == "embargoed"


def test_the_embargo_ends_when_a_fix_is_in_production() -> None:
    assert title(TOLD, RELEASED) == "anybody may read the disk"
    assert title(TOLD, RELEASED, today=date(2008, 6, 19)) == "embargoed"


def test_a_bug_that_is_no_vulnerability_is_never_embargoed() -> None:
    known = facts()

    assert not is_embargoed(known.registry.bugs["BUG-1201"], known.registry, known.today)


def test_a_line_of_the_release_notes_is_embargoed_with_its_bug() -> None:
    known = facts(Change("patches/PATCH-1600.yaml", "BUG-1601: embargoed", 'BUG-1601: "A buffer is checked."'))

    assert changes_of(known.registry.patches["PATCH-1600"], known.registry, known.today) == ("embargoed",)
