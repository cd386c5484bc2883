"""The class of a pilot follows from the strictest server patch of its running set."""

from datetime import date

from generator.policy.pilot_class import class_of_pilot, pilot_class
from generator.policy.rule import Facts
from generator.terms import UseCase
from tests.bulletin.small_world import Change, facts

BOTH = Change("pilots/PILOT-2008-013.yaml", "patches: [PATCH-1300]", "patches: [PATCH-1300, PATCH-1400]")
STARTED = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
NEWER = "  - {type: upgraded, date: 2008-06-18, by: coord-lena, role: pps-coordination, patches: [PATCH-1500]}\n"
UPGRADED = Change("pilots/PILOT-2008-013.yaml", STARTED, STARTED + NEWER)


def of_minor(*changes: Change, day: date | None = None) -> UseCase | None:
    known: Facts = facts(*changes)
    return pilot_class(known.registry.pilots["PILOT-2008-013"], known, day)


def test_a_pilot_has_the_class_of_its_patch() -> None:
    assert of_minor() is UseCase.BC_SERVER_MINOR


def test_the_strictest_patch_decides() -> None:
    assert of_minor(BOTH) is UseCase.BC_SERVER_MAJOR


def test_a_client_that_comes_along_does_not_decide() -> None:
    along = Change("pilots/PILOT-2008-013.yaml", "patches: [PATCH-1300]", "patches: [PATCH-1200, PATCH-1300]")

    assert of_minor(along) is UseCase.BC_SERVER_MINOR


def test_a_pilot_of_clients_alone_has_no_class() -> None:
    alone = Change("pilots/PILOT-2008-013.yaml", "patches: [PATCH-1300]", "patches: [PATCH-1200]")

    assert of_minor(alone) is None


def test_an_upgrade_changes_the_class_from_its_day_on() -> None:
    assert of_minor(UPGRADED) is UseCase.NBC_SERVER
    assert of_minor(UPGRADED, day=date(2008, 6, 17)) is UseCase.BC_SERVER_MINOR


def test_the_reasons_come_with_the_class() -> None:
    known = facts()
    found = class_of_pilot(known.registry.pilots["PILOT-2008-015"], known)

    assert found is not None
    assert ("brand new service", "introduces new functionality") == found.why
