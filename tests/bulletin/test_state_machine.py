"""The drawings of the state machines show what the tables say."""

import pytest

from generator.bulletin.state_machine import Drawing, patch_machine, pilot_machine
from generator.terms import PatchState, PilotState

each_machine = pytest.mark.parametrize("machine", [patch_machine(), pilot_machine()], ids=lambda one: one.title)


def test_every_state_has_its_box() -> None:
    assert set(PatchState) == {box.name for box in patch_machine().boxes}
    assert set(PilotState) == {box.name for box in pilot_machine().boxes}


@each_machine
def test_boxes_stand_inside_the_frame_and_apart(machine: Drawing) -> None:
    places = [(box.left, box.top) for box in machine.boxes]

    assert len(places) == len(set(places))
    assert all(0 < box.left < box.left + box.width < machine.width for box in machine.boxes)
    assert all(0 < box.top < box.top + box.height < machine.height for box in machine.boxes)


@each_machine
def test_every_arrow_starts_and_ends_at_a_box(machine: Drawing) -> None:
    def touches(point: tuple[float, float]) -> bool:
        x, y = point
        return any(
            box.left - 1 <= x <= box.left + box.width + 1 and box.top - 1 <= y <= box.top + box.height + 1
            for box in machine.boxes
        )

    assert [] == [arrow for arrow in machine.arrows if not touches(arrow.points[0]) or not touches(arrow.points[-1])]


def test_the_overruled_acceptance_says_its_condition() -> None:
    (arrow,) = [one for one in patch_machine().arrows if len(one.points) > 2]

    assert ("accepted,", "with an overrule") == arrow.words


def test_ends_are_told_from_states_on_the_way() -> None:
    ends = {box.name for box in pilot_machine().boxes if box.is_end}

    assert {"closed", "aborted", "rolled-back"} == ends


def test_the_words_tell_every_arrow_of_the_tables() -> None:
    ways = [(one.before, one.event, one.after) for one in patch_machine().ways]

    assert ("in-preview", "certified", "in-pps") in ways
    assert ("registered", "withdrawn", "withdrawn") in ways
    assert len(set(ways)) == len(ways)
