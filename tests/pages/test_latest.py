"""A list that grows for years does not make its page heavier for ever."""

from dataclasses import replace

from generator.pages.latest import LATEST, latest
from generator.pages.vo import gather, vo_page
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
