"""What comes to light late blocks nothing, and whoever adds a transition answers for what is there."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.files import SourceFile, files_on_disk
from generator.findings import Finding, Level
from generator.history.change import Change
from generator.policy.checking import check
from generator.policy.rule import Facts
from generator.registry import Registry
from tests.policy.overlays import WORLD
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
LENA = {"by": "coord-lena", "role": "pps-coordination"}


def unanswered(subject: str, day: date, *, blocking: bool = True, vo: str = "lumen") -> dict[str, Any]:
    said = {"submitted_on": day, "verdict": "negative", "blocking": blocking, "text": "It fails."}
    address = "https://github.com/example/bulletin/issues/300"
    return {"issue_url": address, "subject": subject, "author": "somebody", "vo": vo, **said}


def about(rule: str, facts: Facts) -> list[Finding]:
    return [one for one in check(facts) if one.rule == rule and one.excused_by is None]


@pytest.mark.parametrize("rule", ["PPS601", "PPS602"])
def test_feedback_that_comes_to_light_after_the_release_is_a_warning(rule: str) -> None:
    world = World.at(TODAY)
    world.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))

    assert [Level.WARNING] == [one.level for one in about(rule, world.facts(TODAY))]
    assert not any(one.level is Level.ERROR for one in check(world.facts(TODAY)))


def unreleased() -> World:
    """Answers the world on the day before PATCH-1100 was released: its acceptance is the last word."""
    return World.at(date(2008, 6, 15))


def changed(before: World, after: World, today: date) -> Facts:
    base, head = before.facts(today).registry, after.facts(today).registry
    texts = {file.path: file for file in base.files}
    paths = tuple(file.path for file in head.files if texts.get(file.path) is not file)
    return Facts(registry=head, today=today, change=Change(base=base, head=head, paths=paths))


def test_recording_feedback_is_never_blocked_by_the_acceptance_that_it_overtakes() -> None:
    today, before = date(2008, 6, 15), unreleased()
    after = before.copy()
    after.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))
    found = about("PPS601", changed(before, after, today))

    assert [Level.WARNING] == [one.level for one in found]


def test_an_acceptance_that_a_change_adds_answers_for_the_feedback_that_is_there() -> None:
    today, after = date(2008, 6, 15), unreleased()
    after.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))
    before = after.copy()
    before.of("PATCH-1100")["events"].pop()

    assert [Level.ERROR] == [one.level for one in about("PPS601", changed(before, after, today))]


def judged() -> World:
    """Answers the world with the minor pilot evaluated and closed."""
    world = World.at(TODAY)
    log = world.of("PILOT-2008-013")["events"]
    approval = {"role": "sa1-operations", "by": "ops-hugo", "date": date(2008, 6, 23), "decision": "approve"}
    who = {"date": date(2008, 6, 23), "by": "ops-hugo", "role": "sa1-operations"}
    log.append({"type": "evaluated", **who, "outcome": "success", "route": "internal", "approvals": [approval]})
    log.append({"type": "closed", "date": date(2008, 6, 24), **LENA})
    return world


def test_a_blocking_report_that_comes_to_light_after_the_evaluation_is_a_warning() -> None:
    world, today = judged(), date(2008, 6, 25)
    world.add("feedback", "FB-300", **unanswered("PILOT-2008-013", date(2008, 6, 20)))

    assert [Level.WARNING] == [one.level for one in about("PPS408", world.facts(today))]


def test_an_evaluation_that_came_too_early_stays_an_error_whatever_follows() -> None:
    world, today = judged(), date(2008, 6, 25)
    world.of("PILOT-2008-013")["events"][2]["date"] = date(2008, 6, 19)

    assert Level.ERROR in [one.level for one in about("PPS408", world.facts(today))]


def untested() -> World:
    """Answers the world in which PATCH-1600 was accepted without a deployment test, and nobody overruled that."""
    world = World.at(TODAY)
    del world.of("OVR-2008-016")["rules"][1]
    return world


def fail(world: World) -> None:
    """Lets a deployment test of PATCH-1600 have failed before it was accepted."""
    shape = next(values for one, values in world.all("deployment-tests") if one == "DT-1400-001")
    failed = {**shape, "patch": "PATCH-1600", "site": "COLLINA-GRID", "result": "failed", "date": date(2008, 6, 19)}
    world.add("deployment-tests", "DT-1600-900", **failed)


def release(world: World) -> None:
    """Releases PATCH-1600."""
    when = {"date": TODAY, "by": "rm-nadia", "role": "release-manager"}
    world.of("PATCH-1600")["events"].append({"type": "released", **when, "release": "REL-2008-011"})


def test_a_failed_test_with_an_older_date_is_a_warning_once_the_patch_went_on() -> None:
    world = untested()
    release(world)
    fail(world)

    assert [Level.WARNING] == [one.level for one in about("PPS417", world.facts(TODAY))]


def test_a_test_that_never_was_does_not_come_to_light_late() -> None:
    world = untested()
    release(world)

    assert [Level.ERROR] == [one.level for one in about("PPS417", world.facts(TODAY))]


def test_what_the_release_notes_owe_without_any_feedback_is_no_late_news() -> None:
    world = World.at(TODAY)
    del world.records["data/feedback/FB-110.yaml"]

    assert [Level.ERROR] == [one.level for one in about("PPS603", world.facts(TODAY))]


@pytest.mark.parametrize("rule", ["PPS601", "PPS602"])
def test_an_acceptance_is_not_excused_by_what_the_same_change_adds_after_it(rule: str) -> None:
    after = World.at(TODAY)
    after.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))
    before = after.copy()
    del before.of("PATCH-1100")["events"][-2:]

    assert [Level.ERROR] == [one.level for one in about(rule, changed(before, after, TODAY))]


def test_a_failed_test_is_no_late_news_to_the_change_that_accepts_and_releases() -> None:
    after = untested()
    release(after)
    fail(after)
    before = after.copy()
    del before.of("PATCH-1600")["events"][-2:]

    assert [Level.ERROR] == [one.level for one in about("PPS417", changed(before, after, TODAY))]


def test_an_evaluation_is_not_excused_by_the_closing_in_the_same_change() -> None:
    today, after = date(2008, 6, 25), judged()
    after.add("feedback", "FB-300", **unanswered("PILOT-2008-013", date(2008, 6, 20)))
    before = after.copy()
    del before.of("PILOT-2008-013")["events"][-2:]

    assert [Level.ERROR] == [one.level for one in about("PPS408", changed(before, after, today))]


def test_a_whole_history_that_is_imported_is_judged_without_a_base() -> None:
    world = World.at(TODAY)
    world.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))
    facts = world.facts(TODAY)
    change = Change(base=Registry.of([]), head=facts.registry, paths=tuple(world.records), is_first=True)

    assert [Level.WARNING] == [one.level for one in about("PPS601", replace(facts, change=change))]


def test_a_record_that_could_not_be_read_before_is_judged_without_a_base() -> None:
    after = World.at(TODAY)
    after.add("feedback", "FB-300", **unanswered("PATCH-1100", date(2008, 6, 10)))
    facts, path = after.facts(TODAY), "data/patches/PATCH-1100.yaml"
    sources = [
        SourceFile(path=one.path, content=b"title: [" if one.path == path else one.content)
        for one in files_on_disk(WORLD)
    ]
    change = Change(base=Registry.of(sources), head=facts.registry, paths=(path,))

    assert [Level.WARNING] == [one.level for one in about("PPS601", replace(facts, change=change))]
