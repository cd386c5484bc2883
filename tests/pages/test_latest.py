"""A list that grows for years does not make its page heavier for ever."""

from dataclasses import replace

from generator.bulletin.crossings import Crossings
from generator.pages.latest import LATEST, latest, latest_pilots
from generator.pages.roc import roc_page
from generator.pages.vo import gather, vo_page
from generator.records.pilot_events import Aborted
from generator.records.pilots import Pilot
from generator.terms import PilotState
from tests.bulletin.small_world import edition


def test_the_newest_entries_are_shown_and_the_others_counted() -> None:
    assert ((7, 8, 9), 7) == latest(range(10), 3)


def test_a_short_list_is_shown_whole() -> None:
    assert ((1, 2), 0) == latest((1, 2), 3)


def test_the_page_of_a_vo_shows_its_latest_feedback_and_all_findings_about_it() -> None:
    known = edition()
    gathered = gather(known)
    given = gathered.crossings.feedback_by_vo["lumen"]
    many = tuple(given[0] for _ in range(LATEST)) + given
    found = vo_page(
        known.registry.vos["lumen"],
        known,
        replace(gathered, crossings=replace(gathered.crossings, feedback_by_vo={"lumen": many})),
    )

    assert (LATEST, len(given)) == (len(found.feedback), found.older_feedback)
    assert given[-1].id == found.feedback[-1].id


def pilots_over(number: int) -> list[Pilot]:
    """Tell copies of an invented pilot that was proposed and aborted, newest last."""
    known = edition()
    pilot = known.registry.pilots["PILOT-2008-014"]
    proposed = pilot.events[0]
    end = Aborted(at=proposed.at, date=proposed.date, by=proposed.by, role=proposed.role, reason="it was not needed")
    return [replace(pilot, id=f"PILOT-2007-{one:03}", events=(proposed, end)) for one in range(1, number + 1)]


def test_no_pilot_under_way_is_counted_away_and_those_that_are_over_lose_their_oldest() -> None:
    known = edition()
    under_way = known.registry.pilots["PILOT-2008-014"]
    many = [replace(under_way, id=f"PILOT-2006-{one:03}") for one in range(1, LATEST + 2)]
    shown, older = latest_pilots([*many, *pilots_over(LATEST + 3)], known.facts)

    assert 3 == older
    assert [one.id for one in reversed(many)] == [one.id for one in shown[: LATEST + 1]]
    assert [f"PILOT-2007-{one:03}" for one in range(LATEST + 3, 3, -1)] == [one.id for one in shown[LATEST + 1 :]]


def test_the_pages_of_a_vo_and_a_roc_show_the_latest_pilots() -> None:
    known, many = edition(), (*pilots_over(LATEST + 2), edition().registry.pilots["PILOT-2008-014"])
    gathered = gather(known)
    crossings = replace(gathered.crossings, pilots_by_vo={"lumen": many}, pilots_by_site={"SILVERFIR-T2": many})
    vo = vo_page(known.registry.vos["lumen"], known, replace(gathered, crossings=crossings))
    roc = roc_page(known.registry.rocs["ROC-ALPS"], known, crossings)

    assert (2, 2) == (vo.older_pilots, roc.older_pilots)
    assert PilotState.ABORTED != vo.promises[0].state
    assert (LATEST + 1, LATEST + 1) == (len(vo.promises), len(roc.pilots))


def test_the_page_of_a_roc_names_its_own_record_and_not_those_of_all_its_sites() -> None:
    known = edition()
    found = roc_page(known.registry.rocs["ROC-ALPS"], known, Crossings.of(known.registry))

    assert ["data/rocs/ROC-ALPS.yaml"] == [one.path for one in found.sources]
